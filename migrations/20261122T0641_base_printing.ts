import type { Knex } from 'knex';

/** Printers of the shops, and what waits to be printed on them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table base_printer (
      id uuid constraint base_printer_pkey primary key,
      location_id text not null
        constraint base_printer_location references base_location,
      name text not null,
      role text not null
        constraint base_printer_role_known check (role in ('receipt', 'label', 'a4')),
      -- network: the server speaks to it; browser: somebody opens the PDF and prints it.
      connection text not null
        constraint base_printer_connection_known check (connection in ('network', 'browser')),
      host text,
      port integer,
      active boolean not null default true,
      -- What it last said of itself.
      status text not null default 'unknown'
        constraint base_printer_status_known
        check (status in ('unknown', 'ready', 'paper-out', 'cover-open', 'offline', 'error')),
      status_at timestamptz,
      version bigint not null default 1,
      constraint base_printer_name_once unique (location_id, name),
      constraint base_printer_network_has_address check (
        (connection = 'network') = (host is not null) and (host is null) = (port is null)),
      constraint base_printer_port_range check (port between 1 and 65535)
    );

    create table base_print_job (
      id uuid constraint base_print_job_pkey primary key,
      location_id text not null
        constraint base_print_job_location references base_location,
      -- Null: the shop had no printer for it; it is printed from the browser.
      printer_id uuid
        constraint base_print_job_printer references base_printer,
      kind text not null,
      payload jsonb not null,
      -- What it is about (order:<id>), what it says for short, what one writes by hand without it.
      reference text not null,
      about text not null,
      by_hand text,
      copies smallint not null
        constraint base_print_job_copies check (copies between 1 and 99),
      state text not null
        constraint base_print_job_state_known
        check (state in ('queued', 'printing', 'printed', 'failed', 'discarded')),
      fault text
        constraint base_print_job_fault_known
        check (fault in ('offline', 'paper-out', 'cover-open', 'error', 'no-answer', 'cut', 'interrupted')),
      -- Whether paper may have come out of a failed one: nobody prints it again without knowing.
      maybe_printed boolean not null default false,
      attempts smallint not null default 0,
      next_try_at timestamptz,
      reprint_of uuid
        constraint base_print_job_reprint references base_print_job on delete set null,
      reprint_because text,
      actor_id text not null,
      actor_name text not null,
      queued_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz,
      version bigint not null default 1,
      constraint base_print_job_ends check (
        (state in ('printed', 'discarded')) = (ended_at is not null)),
      constraint base_print_job_failed_because check (state <> 'failed' or fault is not null)
    );
    create unique index base_print_job_one_at_a_time
      on base_print_job (printer_id) where state = 'printing';
    create index base_print_job_open on base_print_job (location_id, queued_at, id)
      where state in ('queued', 'printing', 'failed');
    create index base_print_job_ended on base_print_job (location_id, ended_at desc, id desc)
      where ended_at is not null;
    create index base_print_job_waiting on base_print_job (printer_id, queued_at, id)
      where state = 'queued';`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table base_print_job, base_printer');
}
