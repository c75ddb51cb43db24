import type { Catalogue } from './catalogue.ts';

/** What one attribute says of items, in numbers. */
export interface ItemAttribute {
  /** The code of the item's value; -1 where it has none; less for `several`. */
  readonly of: (item: number) => number;
  readonly several: (code: number) => readonly number[];
  /** -1 for a value that no item has. */
  readonly codeOf: (value: string) => number;
  /** How many different ones there are: codes are less. */
  readonly values: number;
}

const NONE: readonly number[] = [];
const several = (): readonly number[] => NONE;

export function attributeOf(name: string, catalogue: Catalogue): ItemAttribute {
  if (name === 'item')
    return {
      of: (item) => item,
      several,
      codeOf: (id) => catalogue.numberOf(id),
      values: catalogue.size,
    };
  if (name === 'style')
    return {
      of: (item) => catalogue.style(item),
      several,
      codeOf: (id) => catalogue.styleNumberOf(id),
      values: catalogue.styleCount,
    };
  const column = catalogue.column(name);
  if (!column) return { of: () => -1, several, codeOf: () => -1, values: 0 };
  return {
    of: (item) => (item < 0 ? -1 : column.of(item)),
    several: (code) => column.several(code),
    codeOf: (value) => column.codes.get(value) ?? -1,
    values: column.codes.size,
  };
}
