import type { Read } from '../../../../server/db/transaction.ts';
import type { Candidate, WordGroup } from '../domain/search.ts';

/** Words that begin alike: more of them than these no longer narrow anything. */
const BEGINNINGS = 80;

/**
 * The words of the catalogue that begin with each asked word or, when none does, are spelt like it.
 * Numbers and single letters are sizes: they are what they are, and nothing is like them.
 */
export async function selectCandidates(read: Read, asked: readonly string[]): Promise<Candidate[]> {
  const { rows } = await read.sql.raw<{ rows: Candidate[] }>(
    `
    with asked as (
      select word, word ~ '[a-z]' and length(word) > 1 as open from unnest(?::text[]) as a (word)
    ), begun as (
      -- '{' is the character after 'z': words are made of a–z and 0–9 only.
      select asked.word as asked, known.word, 1::real as likeness
      from asked cross join lateral (
        select k.word from base_search_word k
        where case when asked.open then k.word >= asked.word and k.word < asked.word || '{'
          else k.word = asked.word end
        order by k.word limit ${BEGINNINGS}) known
    ), neighbours as (
      select asked.word as asked, known.word, similarity(known.word, asked.word) as likeness
      from asked cross join lateral (
        select k.word from base_search_word k
        where k.word % asked.word
        order by similarity(k.word, asked.word) desc, k.word limit 12) known
      where asked.open and length(asked.word) > 2
        and not exists (select from begun where begun.asked = asked.word)
    )
    select * from begun union all select * from neighbours`,
    [[...asked]],
  );
  return rows;
}

export interface FoundStyle {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly ownWords: readonly string[];
}

const STYLE_COLUMNS = `
  s.id, s.code, s.name, s.brand, s.line, s.season, s.category, s.own_words as "ownWords"`;

/** A style that words lead to, and how many of the groups have a word of it. */
export interface RankedStyle extends FoundStyle {
  readonly fits: number;
}

/**
 * Styles with a word of the most groups first; among those, the ones that have it in the very form
 * asked and in their own name rather than in a colour or size; then the newest.
 */
export async function selectStylesByWords(
  read: Read,
  groups: readonly WordGroup[],
  limit: number,
): Promise<RankedStyle[]> {
  const asked = groups.flatMap(({ asked: form, words }, place) =>
    words.map((word) => ({
      word,
      bit: 1 << place,
      weight: word === form || (!words.includes(form) && word === words[0]) ? 2 : 1,
    })),
  );
  const { rows } = await read.sql.raw<{ rows: RankedStyle[] }>(
    `
    with ranked as (
      select leads.style_id, bit_count(bit_or(asked.bit)::bit(32))::integer as fits,
        sum(asked.weight + leads.own::integer) as weight
      from unnest(:words::text[], :bits::integer[], :weights::integer[])
        as asked (word, bit, weight)
      join base_style_word leads on leads.word = asked.word
      group by leads.style_id
      order by fits desc, weight desc, leads.style_id desc
      limit :limit
    )
    select ${STYLE_COLUMNS}, ranked.fits
    from ranked join base_style s on s.id = ranked.style_id
    order by ranked.fits desc, ranked.weight desc, s.id desc`,
    // Arrays, not JSON: the planner sees how few words they are, and looks them up instead of reading all.
    {
      words: asked.map(({ word }) => word),
      bits: asked.map(({ bit }) => bit),
      weights: asked.map(({ weight }) => weight),
      limit,
    },
  );
  return rows;
}

/** Styles whose code begins like this, in lower case. */
export async function selectStylesByCode(
  read: Read,
  code: string,
  limit: number,
): Promise<FoundStyle[]> {
  const { rows } = await read.sql.raw<{ rows: FoundStyle[] }>(
    `select ${STYLE_COLUMNS} from base_style s where lower(s.code) like ? order by lower(s.code) limit ?`,
    [`${code.replace(/[\\%_]/g, '\\$&')}%`, limit],
  );
  return rows;
}

/** The style of a barcode, if any item has it. */
export async function selectStyleByGtin(read: Read, gtin14: string): Promise<FoundStyle[]> {
  const { rows } = await read.sql.raw<{ rows: FoundStyle[] }>(
    `select ${STYLE_COLUMNS} from base_style s join base_item i on i.style_id = s.id where i.gtin14 = ?`,
    [gtin14],
  );
  return rows;
}

/** An item as search shows it, with the words it was found by. */
export interface FoundItem {
  readonly id: string;
  readonly styleId: string;
  readonly gtin: string;
  readonly size: string;
  readonly colour: string;
  readonly colourHex: string | null;
  readonly listPriceMinor: number;
  readonly pictureUrl: string | null;
  readonly words: readonly string[];
}

/** Every item of these styles, by colour and then in the order of sizes. */
export async function selectFoundItems(
  read: Read,
  styleIds: readonly string[],
): Promise<FoundItem[]> {
  const { rows } = await read.sql.raw<{ rows: FoundItem[] }>(
    `
    select id, style_id as "styleId", gtin, size, colour, colour_hex as "colourHex",
      list_price_minor as "listPriceMinor", picture_url as "pictureUrl", words
    from base_item where style_id = any(?::uuid[])
    order by colour, size_order, size`,
    [[...styleIds]],
  );
  return rows;
}
