import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { Candidate, WordGroup } from '../domain/search.ts';

/** Words that begin alike: more of them than these no longer narrow anything. */
const BEGINNINGS = 80;
/** Words spelt alike that are worth comparing. */
const NEIGHBOURS = 12;

/** The words of the catalogue that begin with each of these, or are it where only the whole word will do. */
export async function selectBeginnings(
  read: Read,
  asked: readonly { readonly word: string; readonly open: boolean }[],
): Promise<Candidate[]> {
  const bindings: Record<string, string> = {};
  for (const [place, { word, open }] of asked.entries()) {
    bindings[`word${place}`] = word;
    // Words are made of a–z and 0–9 only: `{` comes after all that begin so, `!` before any that goes on.
    bindings[`beyond${place}`] = `${word}${open ? '{' : '!'}`;
  }
  return prepared(read.sql, beginningsOf(asked.length), bindings);
}

/** A row for each word, not a list: the plan is then the same whatever the words are, and kept. */
const beginningsOf = byCount(
  (words) => `
  select asked.word as asked, known.word, 1::real as likeness
  from (values ${places(words, (n) => `(cast(:word${n} as text), cast(:beyond${n} as text))`, ', ')})
    as asked (word, beyond)
  cross join lateral (
    select k.word from base_search_word as k
    where k.word >= asked.word and k.word < asked.beyond
    order by k.word limit ${BEGINNINGS}) as known`,
);

/** The words of the catalogue that are spelt like each of these. */
export async function selectNeighbours(read: Read, asked: readonly string[]): Promise<Candidate[]> {
  return prepared(
    read.sql,
    `
    select asked.word as asked, known.word, similarity(known.word, asked.word) as likeness
    from unnest(:asked::text[]) as asked (word) cross join lateral (
      select k.word from base_search_word as k
      where k.word % asked.word
      order by similarity(k.word, asked.word) desc, k.word limit ${NEIGHBOURS}) as known`,
    { asked: [...asked] },
  );
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
  const [first, second] = groups;
  if (first && !second && first.words.length === 1) {
    return prepared(read.sql, LED_BY_ONE, { word: first.words[0]!, limit });
  }
  const asked = groups.flatMap(({ asked: form, words }, place) =>
    words.map((word) => ({
      word,
      bit: 1 << place,
      weight: word === form || (!words.includes(form) && word === words[0]) ? 2 : 1,
    })),
  );
  const words = asked.map(({ word }) => word);
  const weights = asked.map(({ weight }) => weight);
  if (groups.length > 1) {
    const each = groups.map((group, place) => [`group${place}`, [...group.words]] as const);
    const whole = await prepared<FoundStyle>(read.sql, fittingAllOf(groups.length), {
      ...Object.fromEntries(each),
      words,
      weights,
      limit,
    });
    if (whole.length > 0) return whole.map((style) => ({ ...style, fits: groups.length }));
  }
  const bits = asked.map(({ bit }) => bit);
  return prepared(read.sql, FITTING_MOST, { words, bits, weights, limit });
}

/** The index of words has them in the order in which they are shown: only the first are read. */
const LED_BY_ONE = `
  with leads as (
    select style_id, own from base_style_word
    where word = :word order by own desc, style_id desc limit :limit
  )
  select ${STYLE_COLUMNS}, 1 as fits
  from leads join base_style as s on s.id = leads.style_id
  order by leads.own desc, s.id desc`;

/**
 * The index of styles by all their words finds who has one of each group without reading those that
 * have only some: `cappotto cammello 42` does not look at every style that is made in 42.
 */
const fittingAllOf = byCount(
  (groups) => `
  with asked as materialized (
    select word, weight from unnest(:words::text[], :weights::integer[]) as a (word, weight)
  ), ranked as (
    select s.id, (
      select sum(asked.weight + (asked.word = any (s.own_words))::integer)
      from asked where asked.word = any (s.words)) as weight
    from base_style as s
    where ${places(groups, (n) => `s.words && :group${n}::text[]`, ' and ')}
    order by weight desc, s.id desc
    limit :limit
  )
  select ${STYLE_COLUMNS}
  from ranked join base_style as s on s.id = ranked.id
  order by ranked.weight desc, s.id desc`,
);

const FITTING_MOST = `
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
  order by ranked.fits desc, ranked.weight desc, s.id desc`;

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

/** An item as search shows it. */
export interface FoundItem {
  readonly id: string;
  readonly styleId: string;
  readonly gtin: string;
  readonly size: string;
  readonly colour: string;
  readonly colourHex: string | null;
  readonly listPriceMinor: number;
  readonly pictureUrl: string | null;
}

/** Every item of these styles, by colour and then in the order of sizes. */
export async function selectFoundItems(
  read: Read,
  styleIds: readonly string[],
): Promise<FoundItem[]> {
  return prepared(
    read.sql,
    `
    select id, style_id as "styleId", gtin, size, colour, colour_hex as "colourHex",
      list_price_minor as "listPriceMinor", picture_url as "pictureUrl"
    from base_item where style_id = any(:styleIds::uuid[])
    order by colour, size_order, size`,
    { styleIds: [...styleIds] },
  );
}

/** A statement for each number of words: written once, so that connections know it by its name. */
function byCount(statement: (count: number) => string): (count: number) => string {
  const known = new Map<number, string>();
  return (count) => {
    const text = known.get(count) ?? statement(count);
    known.set(count, text);
    return text;
  };
}

function places(count: number, place: (n: number) => string, between: string): string {
  return Array.from({ length: count }, (_, n) => place(n)).join(between);
}
