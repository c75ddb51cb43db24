import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { gtin14 } from './domain/gtin.ts';
import { wordsOf } from './domain/words.ts';
import { stylesChanged } from './events.ts';
import {
  indexStyles,
  selectStyleCodes,
  upsertItems,
  upsertStyles,
  type ItemRow,
  type StyleRow,
} from './sql/write.ts';

/** A style and one of its items, as a line of a catalogue says it. Ids are for seeds only. */
export interface CatalogueEntry {
  readonly style: Omit<StyleRow, 'id' | 'ownWords'> & { readonly id?: string };
  readonly item: Omit<ItemRow, 'id' | 'styleCode' | 'words'> & { readonly id?: string };
}

/**
 * Writes styles by code and items by barcode, new ones and known ones alike, and lets search find
 * them. Where lines say different things about one style, the last one counts. An item may move to
 * another style: the one it leaves is found by it no longer.
 */
export async function writeCatalogue(
  tx: Tx,
  entries: readonly CatalogueEntry[],
  stream: string,
): Promise<void> {
  const styles = new Map<string, StyleRow>();
  const items = new Map<string, ItemRow>();
  for (const { style, item } of entries) {
    const { name, brand, line, season, category, department } = style;
    styles.set(style.code, {
      ...style,
      id: style.id ?? styles.get(style.code)?.id ?? newId(),
      ownWords: wordsOf(name, brand, line, season, category, department),
    });
    items.set(gtin14(item.gtin), {
      ...item,
      id: item.id ?? newId(),
      styleCode: style.code,
      words: wordsOf(item.colour, item.size),
    });
  }
  const before = await selectStyleCodes(tx, [...items.keys()]);
  await upsertStyles(tx, [...styles.values()]);
  await upsertItems(tx, [...items.values()]);
  const styleIds = await indexStyles(tx, [...new Set([...styles.keys(), ...before])]);
  tx.record(stylesChanged(stream, styleIds.sort()));
}
