import type { Knex } from 'knex';

/** A replay can be stopped, and the latest ones are found again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_replay drop constraint lp_replay_state_known;
    alter table lp_replay add constraint lp_replay_state_known
      check (state in ('queued', 'running', 'done', 'failed', 'cancelled'));
    create index lp_replay_newest on lp_replay (created_at desc, id desc)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index lp_replay_newest;
    update lp_replay set state = 'failed' where state = 'cancelled';
    alter table lp_replay drop constraint lp_replay_state_known;
    alter table lp_replay add constraint lp_replay_state_known
      check (state in ('queued', 'running', 'done', 'failed'))`);
}
