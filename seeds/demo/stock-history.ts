import type { StyleSeed } from './catalogue.ts';
import type { LocationSeed } from './locations.ts';
import { chance, fixedId, type Chance } from './random.ts';

type Condition = 'sellable' | 'display' | 'to-inspect' | 'damaged';
type Place = Condition | 'supplier' | 'customer';

/** One line of the ledger, numbered on the side or sides that are levels. */
export interface MovementSeed {
  readonly id: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly from: Place;
  readonly to: Place;
  readonly quantity: number;
  readonly reason: 'receipt' | 'sale' | 'condition';
  readonly documentKind: 'delivery' | 'receipt' | 'inspection';
  readonly document: string;
  readonly occurredAt: Date;
  readonly fromVersion: number | null;
  readonly toVersion: number | null;
}

export interface LevelSeed {
  readonly locationId: string;
  readonly itemId: string;
  readonly condition: Condition;
  readonly onHand: number;
  readonly movements: number;
  readonly lastCountedAt: Date | null;
  readonly lastMovedAt: Date;
}

const DAY = 86_400_000;
const DOCUMENT_OF = { receipt: 'delivery', sale: 'receipt', condition: 'inspection' } as const;

/**
 * The stock of every location as it came to be: deliveries, sales, a piece on the mannequin, a torn
 * seam. Sizes are broken as in real shops (the middle ones sell first). Levels are what the movements
 * add up to, because they are counted from them.
 */
export function demoStock(
  styles: readonly StyleSeed[],
  locations: readonly LocationSeed[],
  today: Date,
): { levels: LevelSeed[]; movements: MovementSeed[] } {
  const dice = chance(20_260_903);
  const book = new Book();
  for (const location of locations) {
    for (const [place, style] of styles.entries()) {
      const carried =
        location.kind === 'warehouse' || place === 0 || dice.happens(0.3 * location.weight);
      if (carried) stockStyle(book, dice, style, location, today, place === 0);
    }
  }
  return book.closed();
}

function stockStyle(
  book: Book,
  dice: Chance,
  style: StyleSeed,
  location: LocationSeed,
  today: Date,
  famous: boolean,
): void {
  const warehouse = location.kind === 'warehouse';
  const delivered = new Date(
    today.getTime() - dice.whole(25, 95) * DAY - dice.whole(0, 8 * 3_600) * 1_000,
  );
  const counted = dice.happens(0.6)
    ? new Date(today.getTime() - dice.whole(1, 40) * DAY - dice.whole(3_600, 30_000) * 1_000)
    : null;
  const widest = Math.max(...style.items.map(({ sizeOrder }) => sizeOrder)) || 1;
  const onFloor = style.items.filter(() => warehouse || famous || dice.happens(0.75));
  for (const item of onFloor) {
    const middle = 1 - Math.abs(item.sizeOrder / widest - 0.5);
    const wanted = warehouse
      ? dice.whole(2, 14)
      : 1 + Math.round(dice.next() * 2.6 * middle * Math.min(location.weight, 1.4));
    const paper = `DDT-${location.id}-${delivered.toISOString().slice(0, 10)}`;
    book.move(location.id, item.id, 'supplier', 'sellable', wanted, 'receipt', paper, delivered);
    if (warehouse) {
      book.countedAt(location.id, item.id, counted);
      continue;
    }
    // What sold: more of the middle sizes, on opening days, in shop hours.
    const sold = Math.min(wanted, Math.floor(dice.next() * (wanted + 1) * (0.35 + middle * 0.6)));
    const moments = Array.from({ length: sold }, () => {
      const span = Math.max(today.getTime() - delivered.getTime() - DAY, DAY);
      const day = new Date(delivered.getTime() + dice.next() * span).setUTCHours(0, 0, 0, 0);
      return new Date(day + dice.whole(9 * 3_600, 18 * 3_600) * 1_000);
    }).sort((a, b) => a.getTime() - b.getTime());
    for (const at of moments) {
      if (at <= delivered || at >= today) continue;
      book.move(
        location.id,
        item.id,
        'sellable',
        'customer',
        1,
        'sale',
        paperOf(location.id, at),
        at,
      );
    }
    const lately = new Date(today.getTime() - dice.whole(2, 20) * DAY);
    if (lately > delivered) setApart(book, dice, location.id, item, widest, lately);
    book.countedAt(location.id, item.id, counted);
  }
}

/** What leaves a shop within the same hour of a day stands on one receipt. */
function paperOf(locationId: string, at: Date): string {
  return `SC-${locationId}-${at.toISOString().slice(0, 13).replace(/[-T]/g, '')}`;
}

/** Now and then a piece goes into the window, is found damaged, or must be looked at. */
function setApart(
  book: Book,
  dice: Chance,
  locationId: string,
  item: StyleSeed['items'][number],
  widest: number,
  lately: Date,
): void {
  const left = book.onHand(locationId, item.id, 'sellable');
  if (left <= 0 || lately <= book.lastMoved(locationId, item.id, 'sellable')) return;
  const move = (to: 'display' | 'damaged' | 'to-inspect', paper: string): void =>
    book.move(locationId, item.id, 'sellable', to, 1, 'condition', paper, lately);
  if (item.sizeOrder === Math.round(widest / 2) && dice.happens(0.25)) move('display', 'vetrina');
  else if (dice.happens(0.008)) move('damaged', 'controllo');
  else if (dice.happens(0.006)) move('to-inspect', 'controllo');
}

/** Writes the ledger and keeps the running sums beside it. */
class Book {
  readonly #movements: MovementSeed[] = [];
  readonly #levels = new Map<string, { -readonly [K in keyof LevelSeed]: LevelSeed[K] }>();

  move(
    locationId: string,
    itemId: string,
    from: Place,
    to: Place,
    quantity: number,
    reason: MovementSeed['reason'],
    document: string,
    occurredAt: Date,
  ): void {
    const fromVersion = this.#change(locationId, itemId, from, -quantity, occurredAt);
    const toVersion = this.#change(locationId, itemId, to, quantity, occurredAt);
    this.#movements.push({
      id: fixedId(3, this.#movements.length + 1),
      locationId,
      itemId,
      from,
      to,
      quantity,
      reason,
      documentKind: DOCUMENT_OF[reason],
      document,
      occurredAt,
      fromVersion,
      toVersion,
    });
  }

  onHand(locationId: string, itemId: string, condition: Condition): number {
    return this.#levels.get(`${locationId}/${itemId}/${condition}`)?.onHand ?? 0;
  }

  lastMoved(locationId: string, itemId: string, condition: Condition): Date {
    return this.#levels.get(`${locationId}/${itemId}/${condition}`)?.lastMovedAt ?? new Date(0);
  }

  countedAt(locationId: string, itemId: string, at: Date | null): void {
    const level = this.#levels.get(`${locationId}/${itemId}/sellable`);
    if (level) level.lastCountedAt = at;
  }

  closed(): { levels: LevelSeed[]; movements: MovementSeed[] } {
    return { levels: [...this.#levels.values()], movements: this.#movements };
  }

  #change(
    locationId: string,
    itemId: string,
    place: Place,
    quantity: number,
    at: Date,
  ): number | null {
    if (place === 'supplier' || place === 'customer') return null;
    const key = `${locationId}/${itemId}/${place}`;
    const level = this.#levels.get(key) ?? {
      locationId,
      itemId,
      condition: place,
      onHand: 0,
      movements: 0,
      lastCountedAt: null,
      lastMovedAt: at,
    };
    level.onHand += quantity;
    if (level.onHand < 0) throw new Error(`the demo sold a piece that was not there: ${key}`);
    level.movements += 1;
    level.lastMovedAt = at;
    this.#levels.set(key, level);
    return level.movements;
  }
}
