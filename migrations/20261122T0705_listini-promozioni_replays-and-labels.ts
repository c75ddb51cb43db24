import type { Knex } from 'knex';

/** Trials of promotions on past receipts, and which shops have changed their labels. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table lp_replay (
      id uuid not null constraint lp_replay_pkey primary key,
      state text not null default 'queued'
        constraint lp_replay_state_known check (state in ('queued', 'running', 'done', 'failed')),
      asked jsonb not null,
      receipts_total integer not null default 0,
      receipts_done integer not null default 0,
      result jsonb,
      created_by text not null,
      created_at timestamptz not null,
      finished_at timestamptz,
      version bigint not null default 1
    );

    -- The labels of a day were put up in a shop: somebody says so.
    create table lp_label_round (
      location_id text not null
        constraint lp_label_round_location references base_location,
      day date not null,
      label_count integer not null,
      confirmed_by text not null,
      confirmed_at timestamptz not null,
      constraint lp_label_round_pkey primary key (location_id, day)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table lp_label_round, lp_replay`);
}
