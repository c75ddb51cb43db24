import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Half-filled pages: the reply is written into a row that was inserted a moment ago, on the same page.
    create table core_idempotency (
      scope text not null,
      key text not null,
      fingerprint text not null,
      status smallint,
      reply text,
      created_at timestamptz not null default now(),
      constraint core_idempotency_pk primary key (scope, key),
      constraint core_idempotency_answered check ((status is null) = (reply is null))
    ) with (fillfactor = 50);
    create index core_idempotency_age on core_idempotency using brin (created_at);

    create table core_guess (
      subject text not null,
      attempts integer not null,
      ends_at timestamptz not null,
      constraint core_guess_pk primary key (subject),
      constraint core_guess_attempts check (attempts >= 0)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table core_guess, core_idempotency');
}
