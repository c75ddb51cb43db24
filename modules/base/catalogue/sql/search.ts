import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { Candidate, WordGroup } from '../domain/search.ts';

/** Words that begin alike: more of them than these no longer narrow anything. */
const BEGINNINGS = 80;

/**
 * The words of the catalogue that begin with each asked word or, when none does, are spelt like it.
 * Numbers and single letters are sizes: they are what they are, and nothing is like them.
 */
export async function selectCandidates(read: Read, asked: readonly string[]): Promise<Candidate[]> {
  return prepared(
    read.sql,
    `
    with asked as (
      select word, word ~ '[a-z]' and length(word) > 1 as open
      from unnest(:asked::text[]) as a (word)
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
  const asked = groups.flatMap(({ asked: form, words }, place) =>
    words.map((word) => ({
      word,
      bit: 1 << place,
      weight: word === form || (!words.includes(form) && word === words[0]) ? 2 : 1,
    })),
  );
  // Arrays, not JSON: the planner sees how few words they are, and looks them up instead of reading all.
  const bindings = {
    words: asked.map(({ word }) => word),
    bits: asked.map(({ bit }) => bit),
    weights: asked.map(({ weight }) => weight),
    limit,
  };
  if (groups.length > 1) {
    const every = (1 << groups.length) - 1;
    const whole = await prepared<RankedStyle>(read.sql, FITTING_ALL, { ...bindings, every });
    if (whole.length > 0) return whole;
  }
  return prepared(read.sql, FITTING_MOST, bindings);
}

/**
 * Who fits all groups has a word of the one that leads to the fewest styles: only those are looked at.
 * `cappotto cammello 42` reads the coats, not every style that is made in 42.
 */
const FITTING_ALL = `
  with asked as materialized (
    select word, bit, weight
    from unnest(:words::text[], :bits::integer[], :weights::integer[]) as a (word, bit, weight)
  ), size as (
    select asked.bit, sum(counted.styles) as styles
    from asked cross join lateral (
      select count(*) as styles
      from (select from base_style_word w where w.word = asked.word limit 500) as leads) as counted
    group by asked.bit
  ), seed as materialized (
    select distinct leads.style_id
    from base_style_word leads
    where leads.word = any (array(
      select word from asked where bit = (select bit from size order by styles, bit limit 1)))
  ), ranked as (
    select seed.style_id, sum(asked.weight + own.own::integer) as weight
    from seed cross join asked
    -- One row at most: the limit only tells the planner to look it up.
    cross join lateral (
      select w.own from base_style_word w
      where w.style_id = seed.style_id and w.word = asked.word limit 1) as own
    group by seed.style_id
    having bit_or(asked.bit) = cast(:every as integer)
    order by weight desc, seed.style_id desc
    limit :limit
  )
  select ${STYLE_COLUMNS}, bit_count(cast(:every as integer)::bit(32))::integer as fits
  from ranked join base_style s on s.id = ranked.style_id
  order by ranked.weight desc, s.id desc`;

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
  const rows = await prepared<Omit<FoundItem, 'words'> & { readonly words: string }>(
    read.sql,
    // Words are made of letters and digits: as one text they cost a tenth of a list.
    `
    select id, style_id as "styleId", gtin, size, colour, colour_hex as "colourHex",
      list_price_minor as "listPriceMinor", picture_url as "pictureUrl",
      array_to_string(words, ' ') as words
    from base_item where style_id = any(:styleIds::uuid[])
    order by colour, size_order, size`,
    { styleIds: [...styleIds] },
  );
  return rows.map((item) => ({ ...item, words: item.words.split(' ') }));
}
