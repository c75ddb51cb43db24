import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';

/** What must always be true of the catalogue. */
export const CATALOGUE_CHECKS: readonly ReconcileCheck[] = [
  {
    name: 'base.search-leads-to-every-item',
    title: {
      it: 'La ricerca conosce ogni parola di ogni articolo',
      en: 'Search knows every word of every item',
    },
    async find(sql) {
      const { rows } = await sql.raw<{ rows: object[] }>(`
        with words as (
          select id as style_id, unnest(own_words) as word from base_style
          union
          select style_id, unnest(words) from base_item
        ), led as (
          -- By the word, for styles that have one of many; and in the style, for those that have all.
          select style_id, word, count(*) as times
          from (select style_id, word from base_style_word
            union all select id, unnest(words) from base_style) as both_ways
          group by style_id, word
        )
        select coalesce(w.style_id, led.style_id) as style_id, coalesce(w.word, led.word) as word,
          case when w.word is null then 'left over' when led.times is distinct from 2 then 'missing'
            else 'unknown word' end as difference
        from words w
        full join led on led.style_id = w.style_id and led.word = w.word
        left join base_search_word known on known.word = w.word
        where w.word is null or led.times is distinct from 2 or known.word is null
        limit 100`);
      return rows;
    },
  },
];
