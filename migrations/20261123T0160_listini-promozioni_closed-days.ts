import type { Knex } from 'knex';

/**
 * The days on which a shop is closed are part of a version. Those of versions told before are the ones they
 * were told with: as known today, and of days long gone as far as they are still on record.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_place add column closed_on date[] not null default '{}';
    alter table lp_place disable trigger lp_place_ends_once;
    update lp_place p set closed_on = closed.days
    from (
      select location_id, array_agg(day order by day) as days
      from base_location_exception where jsonb_array_length(spans) = 0 group by location_id) closed
    where p.kind = 'location' and p.place_id = closed.location_id;
    alter table lp_place enable trigger lp_place_ends_once;
    create trigger lp_place_closed_on_kept before update of closed_on on lp_place
      for each row execute function lp_refuse_rewrite()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger lp_place_closed_on_kept on lp_place;
    alter table lp_place drop column closed_on`);
}
