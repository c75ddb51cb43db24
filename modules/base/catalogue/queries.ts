import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { itemByGtin, styleWithItems } from './contracts.ts';
import { gtin14 } from './domain/gtin.ts';
import type { Item } from './domain/item.ts';
import {
  selectItemsByGtin,
  selectItemsById,
  selectItemsOfStyles,
  selectSimilar,
  selectStyle,
} from './sql/items.ts';

/** The items of these ids; ids nobody has are simply not in it. */
export async function itemsById(
  read: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  return new Map((await selectItemsById(read, wanted)).map((item) => [item.id, item]));
}

/** The items of these barcodes, by the barcode as asked (a UPC finds its EAN); unknown ones are not in it. */
export async function itemsByGtin(
  read: Read,
  gtins: readonly string[],
): Promise<ReadonlyMap<string, Item>> {
  const wanted = [...new Set(gtins)];
  if (wanted.length === 0) return new Map();
  const items = await selectItemsByGtin(read, wanted.map(gtin14));
  const by14 = new Map(items.map((item) => [gtin14(item.gtin), item]));
  return new Map(
    wanted.flatMap((gtin) => {
      const item = by14.get(gtin14(gtin));
      return item ? [[gtin, item] as const] : [];
    }),
  );
}

/** Every item of these styles, by colour and then in the order of sizes. */
export async function itemsOfStyles(
  read: Read,
  styleIds: readonly string[],
): Promise<readonly Item[]> {
  const wanted = [...new Set(styleIds)];
  return wanted.length === 0 ? [] : selectItemsOfStyles(read, wanted);
}

/** Items of other styles, of the same kind and size, at nearly the same price; nearest first. */
export async function similarItems(
  read: Read,
  asked: {
    readonly itemId: string;
    readonly fromMinor: number;
    readonly toMinor: number;
    readonly limit: number;
  },
): Promise<readonly Item[]> {
  return selectSimilar(read, asked);
}

export async function oneItemByGtin(
  read: Read,
  { gtin }: InputOf<typeof itemByGtin>,
): Promise<ReplyOf<typeof itemByGtin>> {
  const item = (await itemsByGtin(read, [gtin])).get(gtin);
  if (!item) throw new Refusal(notFound, { what: gtin });
  return item;
}

export async function oneStyle(
  read: Read,
  { styleId }: InputOf<typeof styleWithItems>,
): Promise<ReplyOf<typeof styleWithItems>> {
  const style = await selectStyle(read, styleId);
  if (!style) throw new Refusal(notFound, { what: styleId });
  return { ...style, items: await selectItemsOfStyles(read, [styleId]) };
}
