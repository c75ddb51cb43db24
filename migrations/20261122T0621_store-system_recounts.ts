import type { Knex } from 'knex';

/**
 * Recounts: somebody looked for a piece and did not find it, so the floor is looked at again. Until then
 * the pieces that nobody has promised are kept back by a hold of kind `count`: nobody has seen them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table ss_hold
      drop constraint ss_hold_kind_known,
      add constraint ss_hold_kind_known
        check (kind in ('cart', 'order', 'customer', 'transfer', 'count'));

    create table ss_recount (
      id uuid not null,
      location_id text not null,
      item_id uuid not null,
      state text not null default 'open'
        constraint ss_recount_state_known check (state in ('open', 'closed')),
      reason text not null,
      -- How often the piece was not found while the task stood open.
      reports integer not null default 1,
      opened_at timestamptz not null,
      opened_by text not null,
      document_kind text not null,
      document_id text not null,
      -- Pieces on the floor, as counted; those in bags and on pickup shelves are not among them.
      counted integer,
      in_hand integer,
      difference integer,
      closed_at timestamptz,
      closed_by text,
      version bigint not null default 1,
      constraint ss_recount_pkey primary key (id, location_id),
      constraint ss_recount_closed_with_a_figure check (
        (state = 'closed') = (closed_at is not null) and (state = 'closed') = (counted is not null)
        and (state = 'closed') = (difference is not null) and counted >= 0)
    );
    create unique index ss_recount_one_open
      on ss_recount (location_id, item_id) where state = 'open';

    -- Published: promises that lack their piece, and levels nobody trusts until they are counted.
    create view ss_open_shortage as
      select id, location_id, item_id, hold_id, quantity from ss_shortage where closed_at is null;
    create view ss_open_recount as
      select id, location_id, item_id, reason, opened_at from ss_recount where state = 'open';`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop view ss_open_recount; drop view ss_open_shortage; drop table ss_recount`);
}
