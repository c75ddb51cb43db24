import type { Knex } from 'knex';
import { newId } from '../../../server/kernel/ids.ts';
import { checkDigit } from '../../../modules/base/catalogue/domain/gtin.ts';
import type { Item } from '../../../modules/base/catalogue/domain/item.ts';
import { wordsOf } from '../../../modules/base/catalogue/domain/words.ts';
import { nextNumber } from './sequence.ts';

/** A valid EAN-13 that no other item of this run has. */
export function makeGtin(): string {
  const body = `8050${String(nextNumber()).padStart(8, '0')}`;
  return body + checkDigit(body);
}

export interface GivenStyle {
  readonly id?: string;
  readonly code?: string;
  readonly name?: string;
  readonly brand?: string;
  readonly supplier?: string;
  readonly line?: string;
  readonly season?: string;
  readonly category?: string;
  readonly department?: string;
  readonly returnExclusion?: boolean;
}

/** A coat without items yet. Gives back its id. */
export async function makeStyle(db: Knex, given: GivenStyle = {}): Promise<string> {
  const id = given.id ?? newId();
  const style = {
    code: given.code ?? `T${String(nextNumber()).padStart(5, '0')}`,
    name: given.name ?? 'Cappotto doppiopetto',
    brand: given.brand ?? 'Arnolfo',
    supplier: given.supplier ?? 'Manifattura Arnolfo S.r.l.',
    line: given.line ?? 'Donna',
    season: given.season ?? 'AI 26',
    category: given.category ?? 'Cappotti',
    department: given.department ?? 'Abbigliamento',
  };
  const words = wordsOf(
    style.name,
    style.brand,
    style.line,
    style.season,
    style.category,
    style.department,
  );
  await db('base_style').insert({
    id,
    ...style,
    return_exclusion: given.returnExclusion ?? false,
    own_words: words,
  });
  await learn(db, id, words, true);
  return id;
}

/** One item at 199.00 € with 22 % VAT, of a style of its own unless told. Gives back its id. */
export async function makeItem(
  db: Knex,
  given: Partial<Item> & { readonly style?: GivenStyle } = {},
): Promise<string> {
  const id = given.id ?? newId();
  const styleId = given.styleId ?? (await makeStyle(db, given.style));
  const size = given.size ?? '42';
  const colour = given.colour ?? 'Cammello';
  const words = wordsOf(colour, size);
  await db('base_item').insert({
    id,
    style_id: styleId,
    gtin: given.gtin ?? makeGtin(),
    size,
    size_order: given.sizeOrder ?? 0,
    colour,
    colour_hex: given.colourHex ?? '#b98a5a',
    list_price_minor: given.listPriceMinor ?? 199_00,
    vat_rate: given.vatRate ?? 22,
    picture_url: given.pictureUrl ?? null,
    active: given.active ?? true,
    words,
  });
  await learn(db, styleId, words, false);
  return id;
}

/** A style in every one of these sizes and colours. Gives back the ids of its items, size by size. */
export async function makeItems(
  db: Knex,
  given: {
    readonly style?: GivenStyle;
    readonly sizes: readonly string[];
    readonly colours?: readonly string[];
  },
): Promise<string[]> {
  const styleId = await makeStyle(db, given.style);
  const ids: string[] = [];
  for (const [sizeOrder, size] of given.sizes.entries()) {
    for (const colour of given.colours ?? ['Cammello']) {
      ids.push(await makeItem(db, { styleId, size, sizeOrder, colour }));
    }
  }
  return ids;
}

/** Lets search find the style by these words, as writing the catalogue does. */
async function learn(
  db: Knex,
  styleId: string,
  words: readonly string[],
  own: boolean,
): Promise<void> {
  await db.raw(
    `insert into base_style_word (style_id, word, own) select ?, unnest(?::text[]), ? on conflict do nothing`,
    [styleId, [...words], own],
  );
  await db.raw(
    `update base_style set words = array(select distinct unnest(words || ?::text[])) where id = ?`,
    [[...words], styleId],
  );
  await db.raw(
    `insert into base_search_word (word) select unnest(?::text[]) on conflict do nothing`,
    [[...words]],
  );
}
