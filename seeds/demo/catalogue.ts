import { checkDigit } from '../../modules/base/api.ts';
import { chance, fixedId } from './random.ts';
import {
  BRANDS,
  LINES,
  PALETTES,
  RANGE,
  SEASONS,
  SIZE_RUNS,
  STYLE_NAMES,
  SUPPLIERS,
  type Colour,
  type RangeEntry,
} from './range.ts';

export interface StyleSeed {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly supplier: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly department: string;
  readonly composition: string;
  readonly seasonal: boolean;
  readonly perishable: boolean;
  readonly returnExclusion: boolean;
  readonly items: readonly ItemSeed[];
}

export interface ItemSeed {
  readonly id: string;
  readonly gtin: string;
  readonly size: string;
  readonly sizeOrder: number;
  readonly colour: string;
  readonly colourHex: string;
  readonly listPriceMinor: number;
  readonly vatRate: string;
  readonly pictureUrl: string;
}

/** GTIN-13 with the right check digit (GS1 General Specifications, modulo 10 with weights 1 and 3). */
export function gtin13(number: number): string {
  const body = `8009${String(number).padStart(8, '0')}`;
  return body + checkDigit(body);
}

/** 1,200 styles, about 12,000 items; the first is the coat on every picture: "Cappotto a vestaglia Livia". */
export function demoCatalogue(styleCount = 1_200): StyleSeed[] {
  const dice = chance(20_260_901);
  const weights = RANGE.map((entry) => [entry, entry.share] as const);
  const taken = new Set<string>();
  const styles: StyleSeed[] = [];
  let itemNumber = 0;
  while (styles.length < styleCount) {
    const entry = styles.length === 0 ? RANGE[0]! : dice.weighted(weights);
    const noun = styles.length === 0 ? entry.nouns[0]! : dice.pick(entry.nouns);
    const proper = styles.length === 0 ? STYLE_NAMES[0] : dice.pick(STYLE_NAMES);
    const name = `${noun} ${proper}`;
    if (taken.has(name)) {
      // A range repeats a good name in another year: told apart by a number, as buyers do.
      if (taken.size < 600) continue;
    }
    const unique = taken.has(name) ? `${name} ${dice.whole(2, 99)}` : name;
    if (taken.has(unique)) continue;
    taken.add(unique);
    const number = styles.length + 1;
    const colours = coloursOf(entry, number, dice);
    const euros = Math.floor(dice.whole(entry.price[0], entry.price[1]) / 10) * 10 + 9;
    const listPriceMinor = styles.length === 0 ? 249_00 : euros * 100 + dice.pick([0, 0, 90]);
    const items = colours.flatMap((colour) =>
      SIZE_RUNS[entry.sizes].map((size, sizeOrder): ItemSeed => {
        itemNumber += 1;
        return {
          id: fixedId(2, itemNumber),
          gtin: gtin13(itemNumber),
          size,
          sizeOrder,
          colour: colour.name,
          colourHex: `#${colour.hex}`,
          listPriceMinor,
          vatRate: entry.vatRate ?? '22.00',
          pictureUrl: `/api/base/pictures/${entry.shape}/${colour.hex.toLowerCase()}.svg`,
        };
      }),
    );
    const season =
      entry.department === 'Casa'
        ? 'Continuativo'
        : styles.length === 0
          ? 'A/I 26'
          : dice.pick(SEASONS);
    styles.push({
      id: fixedId(1, number),
      code: `${entry.category.slice(0, 2).toUpperCase()}-${proper.slice(0, 3).toUpperCase()}-${String(number).padStart(4, '0')}`,
      name: unique,
      brand: styles.length === 0 ? 'Lungarno' : dice.pick(BRANDS),
      supplier: dice.pick(SUPPLIERS[entry.makers]),
      line: dice.pick(LINES),
      season,
      category: entry.category,
      department: entry.department,
      composition: styles.length === 0 ? entry.compositions[0]! : dice.pick(entry.compositions),
      seasonal: season !== 'Continuativo',
      perishable: entry.perishable === true,
      returnExclusion: entry.returnExclusion === true,
      items,
    });
  }
  return styles;
}

function coloursOf(
  entry: RangeEntry,
  number: number,
  dice: ReturnType<typeof chance>,
): readonly Colour[] {
  const palette = PALETTES[entry.palette];
  if (number === 1) return palette.slice(0, 4);
  const one = entry.sizes === 'unica';
  const count = dice.weighted([
    [1, one ? 2 : 5],
    [2, 5],
    [3, one ? 5 : 2],
    [4, one ? 3 : 1],
  ] as const);
  return dice.some(palette as readonly Colour[], Math.min(count, palette.length));
}
