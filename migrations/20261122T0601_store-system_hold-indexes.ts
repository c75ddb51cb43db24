import type { Knex } from 'knex';

/**
 * A basket’s line is a new id each time, so there is nothing to keep apart; and a hold without an end is
 * never overdue. Both stood in indexes that every placed hold had to write.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index ss_hold_one_live_per_owner_line;
    create unique index ss_hold_one_live_per_owner_line on ss_hold (kind, owner_line_id)
      where state in ('active', 'set-aside') and kind <> 'cart';
    drop index ss_hold_due;
    create index ss_hold_due on ss_hold (until)
      where state in ('active', 'set-aside') and until is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index ss_hold_due;
    create index ss_hold_due on ss_hold (until) where state in ('active', 'set-aside');
    drop index ss_hold_one_live_per_owner_line;
    create unique index ss_hold_one_live_per_owner_line on ss_hold (kind, owner_line_id)
      where state in ('active', 'set-aside');
  `);
}
