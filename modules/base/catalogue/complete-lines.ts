import type { Read } from '../../../server/db/transaction.ts';
import { gtin14 } from './domain/gtin.ts';
import {
  selectKnownItems,
  selectKnownStyles,
  type OpenOfItem,
  type OpenOfStyle,
} from './sql/known.ts';
import type { CatalogueEntry } from './write-catalogue.ts';

type Style = CatalogueEntry['style'];
type Item = CatalogueEntry['item'];

type Left<T> = { readonly [Member in keyof T]: T[Member] | null };

/** A line of a catalogue as a file says it; null where it says nothing. */
export interface CatalogueLine {
  readonly style: Omit<Style, keyof OpenOfStyle> & Left<OpenOfStyle>;
  readonly item: Omit<Item, keyof OpenOfItem> & Left<OpenOfItem>;
}

const USUAL_STYLE: OpenOfStyle = {
  supplier: '',
  line: '',
  season: '',
  department: '',
  composition: '',
  seasonal: true,
  perishable: false,
  returnExclusion: false,
};

/** Per cent: the ordinary rate (DPR 633/1972, art. 16). */
const USUAL_VAT_RATE = 22;

/**
 * The lines with what they leave open: what another line says of the style, otherwise as it was, and as is
 * usual where it is new. A list of prices puts no book under another VAT rate and nothing back on sale.
 */
export async function completed(
  read: Read,
  lines: readonly CatalogueLine[],
): Promise<CatalogueEntry[]> {
  const codes = lines.map(({ style }) => style.code);
  const knownStyles = await selectKnownStyles(read, codes);
  const knownItems = await selectKnownItems(
    read,
    lines.map(({ item }) => gtin14(item.gtin)),
  );
  const said = new Map<string, Partial<OpenOfStyle>>();
  for (const { style } of lines) {
    said.set(style.code, { ...said.get(style.code), ...saidOf(style) });
  }
  return lines.map(({ style, item }) => {
    const known = knownItems.get(gtin14(item.gtin));
    return {
      style: {
        ...style,
        ...USUAL_STYLE,
        ...knownStyles.get(style.code),
        ...said.get(style.code),
      },
      item: {
        ...item,
        sizeOrder:
          item.sizeOrder ?? (known?.size === item.size ? known.sizeOrder : sizeOrderOf(item.size)),
        vatRate: item.vatRate ?? known?.vatRate ?? USUAL_VAT_RATE,
        active: item.active ?? known?.active ?? true,
      },
    };
  });
}

function saidOf(style: CatalogueLine['style']): Partial<OpenOfStyle> {
  const open = Object.keys(USUAL_STYLE) as (keyof OpenOfStyle)[];
  return Object.fromEntries(
    open.filter((member) => style[member] !== null).map((member) => [member, style[member]]),
  );
}

/** Sizes in letters have an order of their own; numbers order themselves. */
const LETTERS = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '3XL', '4XL'];

function sizeOrderOf(size: string): number {
  const letter = LETTERS.indexOf(size.toUpperCase());
  if (letter >= 0) return letter;
  const number = Number.parseFloat(size.replace(',', '.'));
  return Number.isFinite(number) && number >= 0 ? Math.min(999, Math.round(number * 2)) : 0;
}
