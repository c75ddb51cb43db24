import type { Knex } from 'knex';

/** An agreed exchange for something dearer waits until the customer has paid the rest. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_return
      drop constraint oc_return_custody_waits,
      add constraint oc_return_custody_waits check (goods <> 'in-custody' or (
        custody_place is not null
        and (decision not in ('allowed', 'approved') or (decision = 'approved' and outcome = 'exchange'))))`);
}

/** What waits for the rest was not agreed before: the customer has the goods again. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update oc_return set decision = 'withdrawn' where goods = 'in-custody' and decision = 'approved';
    alter table oc_return
      drop constraint oc_return_custody_waits,
      add constraint oc_return_custody_waits check (goods <> 'in-custody' or (
        decision not in ('allowed', 'approved') and custody_place is not null))`);
}
