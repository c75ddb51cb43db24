import type { Knex } from 'knex';

/**
 * The outbox with its reactions, the audit with its seals, mail, and work to be done outside the
 * database.
 */
export async function up(knex: Knex): Promise<void> {
  await outbox(knex);
  await reactions(knex);
  await audit(knex);
  await work(knex);
}

async function outbox(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A restored or moved database opens a new epoch: places in the feed of another one mean nothing.
    create table core_epoch (
      number integer generated always as identity constraint core_epoch_pk primary key,
      id text not null constraint core_epoch_id_unique unique default gen_random_uuid()::text,
      -- Which cluster, which history of it, which database in it; null until the first start.
      identity text,
      because text not null,
      -- Nothing at or below this place is kept any more.
      floor_tx xid8 not null default '0',
      floor_position bigint not null default 0,
      opened_at timestamptz not null default now()
    );
    insert into core_epoch (because) values ('created');

    create sequence core_outbox_position as bigint;
    -- tx stands first: its default is taken before that of position, so that a transaction has its
    -- number before its events have their places.
    create table core_outbox (
      tx xid8 not null default pg_current_xact_id(),
      position bigint not null default nextval('core_outbox_position'),
      type text not null,
      stream text not null,
      rooms text[] not null,
      location_id text,
      payload jsonb not null,
      actor_id text not null,
      occurred_at timestamptz not null
    ) partition by range (occurred_at);
    alter sequence core_outbox_position owned by core_outbox.position;
    create index core_outbox_place on core_outbox (tx, position);
    -- For what happened on a day nobody prepared a partition for: nothing must ever fail for that.
    create table core_outbox_default partition of core_outbox default;
  `);
}

async function reactions(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_reaction (
      name text constraint core_reaction_pk primary key,
      -- The last event whose effect is committed.
      tx xid8 not null,
      position bigint not null,
      -- Failed attempts at the event after it, and when the next one is due.
      attempts integer not null default 0 constraint core_reaction_attempts_check check (attempts >= 0),
      next_attempt_at timestamptz,
      last_error text,
      moved_at timestamptz not null default now()
    );

    -- A copy of each event that was set aside, because the outbox forgets after a month.
    create table core_outbox_failure (
      id uuid constraint core_outbox_failure_pk primary key,
      subscriber text not null,
      -- 'failed' was tried; 'waiting' stands behind a failed event of the same stream.
      state text not null constraint core_outbox_failure_state_check check (state in ('failed', 'waiting')),
      tx xid8 not null,
      position bigint not null,
      type text not null,
      stream text not null,
      rooms text[] not null,
      location_id text,
      payload jsonb not null,
      actor_id text not null,
      occurred_at timestamptz not null,
      attempts integer not null,
      error text not null,
      set_aside_at timestamptz not null default now(),
      -- Deferrable: a restored database numbers them all anew in one statement.
      constraint core_outbox_failure_once unique (subscriber, tx, position) deferrable
    );
    create index core_outbox_failure_stream on core_outbox_failure (subscriber, stream, tx, position);
  `);
}

async function audit(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_audit (
      tx xid8 not null default pg_current_xact_id(),
      position bigint generated always as identity constraint core_audit_pk primary key,
      action text not null,
      subject text not null,
      location_id text,
      details jsonb not null,
      actor_id text not null,
      device_id text,
      request_id text not null,
      occurred_at timestamptz not null
    );
    create index core_audit_subject on core_audit (subject, position);
    create index core_audit_actor on core_audit (actor_id, position);
    create index core_audit_day on core_audit using brin (occurred_at);

    -- One link of the chain of one location: which audit rows it covers, in order, and their hashes.
    -- The rows themselves are never touched again.
    create table core_audit_seal (
      chain text not null,
      number bigint not null,
      positions bigint[] not null,
      row_hashes text[] not null,
      previous_hash text not null,
      hash text not null,
      signature text not null,
      sealed_at timestamptz not null default now(),
      constraint core_audit_seal_pk primary key (chain, number),
      constraint core_audit_seal_rows_check check (cardinality(positions) = cardinality(row_hashes))
    );

    -- The end of each chain. Compared with what was noted elsewhere, it shows a chain cut short.
    create table core_audit_head (
      chain text constraint core_audit_head_pk primary key,
      number bigint not null,
      hash text not null,
      signature text not null,
      sealed_at timestamptz not null
    );

    -- How far sealing has come. Rows up to next_position are sealed once every transaction below
    -- next_tx has ended: only those may still add one of them.
    create table core_audit_progress (
      single boolean constraint core_audit_progress_pk primary key default true
        constraint core_audit_progress_single_check check (single),
      epoch text not null,
      sealed_position bigint not null,
      next_position bigint not null,
      next_tx xid8 not null
    );
    insert into core_audit_progress (epoch, sealed_position, next_position, next_tx)
    values ('', 0, 0, '0');

    create function core_audit_refuses_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end $$;
    create trigger core_audit_append_only before update or delete or truncate on core_audit
      for each statement execute function core_audit_refuses_change();
    create trigger core_audit_seal_append_only before update or delete or truncate on core_audit_seal
      for each statement execute function core_audit_refuses_change();
  `);
}

async function work(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_mail (
      id uuid constraint core_mail_pk primary key,
      recipient text not null,
      subject text not null,
      text text not null,
      html text,
      -- What it is about: order:<id>.
      reference text not null,
      state text not null constraint core_mail_state_check
        check (state in ('queued', 'sending', 'sent', 'failed', 'kept')),
      error text,
      queued_at timestamptz not null,
      sent_at timestamptz
    );
    create index core_mail_queued on core_mail (queued_at) where state = 'queued';
    create index core_mail_newest on core_mail (queued_at desc, id desc);
    create index core_mail_reference on core_mail (reference);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table core_mail, core_audit_progress, core_audit_head, core_audit_seal, core_audit,
      core_outbox_failure, core_reaction, core_outbox, core_epoch;
    drop function core_audit_refuses_change();
  `);
}
