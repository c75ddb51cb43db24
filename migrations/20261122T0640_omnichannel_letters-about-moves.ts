import type { Knex } from 'knex';

const before = `'placed', 'cancelled'`;
const after = `'placed', 'cancelled', 'question', 'changed', 'delayed', 'moved', 'extended',
  'not-collected', 'refused', 'shipping-chosen', 'shipped'`;

/** What letters to customers may be about, once orders move between shops and to their homes. */
export async function up(knex: Knex): Promise<void> {
  await about(knex, after);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`delete from oc_letter_due where about not in (${before})`);
  await about(knex, before);
}

async function about(knex: Knex, known: string): Promise<void> {
  await knex.raw(`
    alter table oc_letter_due
      drop constraint oc_letter_due_about_known,
      add constraint oc_letter_due_about_known check (about in (${known}))`);
}
