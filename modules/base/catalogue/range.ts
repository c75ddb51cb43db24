import type { Read } from '../../../server/db/transaction.ts';
import type { Item } from './domain/item.ts';
import { selectItemsOfStyles } from './sql/items.ts';
import { selectRange, selectRangeStyle, type RangeStyle } from './sql/range.ts';

/** A style as a shop window shows it: with its items by colour, then in the order of sizes. */
export interface RangeEntry extends RangeStyle {
  readonly items: readonly Item[];
}

/** The styles of a department with something to sell, as they came in; `after` is the last one seen. */
export async function rangeOf(
  read: Read,
  asked: {
    readonly department: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly RangeEntry[]> {
  const styles = await selectRange(read, asked);
  return withItems(read, styles);
}

/** One style with what is sold of it; null when there is no such style. */
export async function rangeStyle(read: Read, styleId: string): Promise<RangeEntry | null> {
  const style = await selectRangeStyle(read, styleId);
  return style ? (await withItems(read, [style]))[0]! : null;
}

async function withItems(read: Read, styles: readonly RangeStyle[]): Promise<RangeEntry[]> {
  const items =
    styles.length > 0
      ? await selectItemsOfStyles(
          read,
          styles.map(({ id }) => id),
        )
      : [];
  return styles.map((style) => ({
    ...style,
    items: items.filter(({ styleId, active }) => active && styleId === style.id),
  }));
}
