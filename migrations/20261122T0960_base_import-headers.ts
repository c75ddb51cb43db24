import type { Knex } from 'knex';

/** What people said a header is, in files of a kind: recognised from then on, in whoever's file it stands. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table base_import_header (
      kind text not null,
      -- Without case, accents and punctuation, as headers are compared.
      header text not null,
      -- Null: it is none of our columns, although its name looks like one.
      column_key text,
      said_by text not null,
      said_at timestamptz not null,
      constraint base_import_header_pkey primary key (kind, header)
    );
    comment on table base_import_header is 'Which column a header was said to be, by kind of file'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table base_import_header`);
}
