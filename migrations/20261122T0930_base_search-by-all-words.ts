import type { Knex } from 'knex';

/**
 * Search asks which styles have all of several words, and which have one: the first from one look at the
 * words of each style, the second from the words in the order in which hits are shown.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table base_style add column words text[] not null default '{}';
    comment on column base_style.words is 'Its own words, and those of colours and sizes of its items';
    update base_style as s set words = (
      select array_agg(sw.word order by sw.word) from base_style_word as sw where sw.style_id = s.id)
    where exists (select from base_style_word as sw where sw.style_id = s.id);
    -- Without a list of what is still to be entered, which every search would read from end to end.
    create index base_style_words on base_style using gin (words) with (fastupdate = off);

    drop index base_style_word_leads;
    create index base_style_word_leads on base_style_word (word, own desc, style_id desc);`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index base_style_word_leads;
    create index base_style_word_leads on base_style_word (word) include (style_id, own);
    drop index base_style_words;
    alter table base_style drop column words;`);
}
