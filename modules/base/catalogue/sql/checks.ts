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
        )
        select coalesce(w.style_id, sw.style_id) as style_id, coalesce(w.word, sw.word) as word,
          case when sw.word is null then 'missing' when w.word is null then 'left over'
            else 'unknown word' end as difference
        from words w
        full join base_style_word sw on sw.style_id = w.style_id and sw.word = w.word
        left join base_search_word known on known.word = w.word
        where sw.word is null or w.word is null or known.word is null
        limit 100`);
      return rows;
    },
  },
];
