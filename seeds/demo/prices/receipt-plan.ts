import type { StyleSeed } from '../catalogue.ts';
import type { CustomerSeed } from '../customers.ts';
import type { LocationSeed } from '../locations.ts';
import { chance, type Chance } from '../random.ts';
import type { MovementSeed } from '../stock-history.ts';

/** A basket that passed a till: what was in it, when, and who had shown a card. */
export interface SoldBasket {
  readonly locationId: string;
  readonly document: string;
  readonly soldAt: Date;
  readonly customer: CustomerSeed | null;
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly cash: boolean;
}

const DAY = 86_400_000;
const YEAR_DAYS = 365;

/**
 * The year's baskets. As far back as the ledger of stock goes, they are its sales, document by document;
 * before that they are drawn from the range, more on Saturdays and in the shops that sell more.
 */
export function soldBaskets(
  count: number,
  {
    styles,
    locations,
    customers,
    movements,
    today,
  }: {
    readonly styles: readonly StyleSeed[];
    readonly locations: readonly LocationSeed[];
    readonly customers: readonly CustomerSeed[];
    readonly movements: readonly MovementSeed[];
    readonly today: Date;
  },
): SoldBasket[] {
  const dice = chance(20_261_103);
  const holders = customers.filter(({ card }) => card !== null);
  const holder = (): CustomerSeed | null => (dice.happens(0.35) ? dice.pick(holders) : null);
  const recent = fromLedger(movements, holder, dice);
  const begins = Math.min(...recent.map(({ soldAt }) => soldAt.getTime()), today.getTime());
  const older = fromRange(count - recent.length, {
    styles,
    shops: locations.filter(({ kind }) => kind === 'store'),
    span: [today.getTime() - YEAR_DAYS * DAY, begins - DAY],
    holder,
    dice,
  });
  return [...older, ...recent].sort((a, b) => a.soldAt.getTime() - b.soldAt.getTime());
}

function fromLedger(
  movements: readonly MovementSeed[],
  holder: () => CustomerSeed | null,
  dice: Chance,
): SoldBasket[] {
  const papers = new Map<string, MovementSeed[]>();
  for (const movement of movements) {
    if (movement.reason !== 'sale') continue;
    const of = papers.get(movement.document);
    if (of) of.push(movement);
    else papers.set(movement.document, [movement]);
  }
  return [...papers].map(([document, sold]) => {
    const pieces = new Map<string, number>();
    for (const { itemId, quantity } of sold) {
      pieces.set(itemId, (pieces.get(itemId) ?? 0) + quantity);
    }
    return {
      locationId: sold[0]!.locationId,
      document,
      soldAt: new Date(Math.max(...sold.map(({ occurredAt }) => occurredAt.getTime()))),
      customer: holder(),
      lines: [...pieces].map(([itemId, quantity]) => ({ itemId, quantity })),
      cash: dice.happens(0.3),
    };
  });
}

function fromRange(
  count: number,
  {
    styles,
    shops,
    span: [begins, ends],
    holder,
    dice,
  }: {
    readonly styles: readonly StyleSeed[];
    readonly shops: readonly LocationSeed[];
    readonly span: readonly [begins: number, ends: number];
    readonly holder: () => CustomerSeed | null;
    readonly dice: Chance;
  },
): SoldBasket[] {
  const weighted = shops.map((shop) => [shop, shop.weight] as const);
  return Array.from({ length: Math.max(0, count) }, (_, place) => {
    const shop = dice.weighted(weighted);
    const lines = new Map<string, number>();
    const wanted = dice.weighted([
      [1, 6],
      [2, 3],
      [3, 2],
      [4, 1],
    ] as const);
    for (let line = 0; line < wanted; line += 1) {
      const item = dice.pick(dice.pick(styles).items);
      lines.set(item.id, dice.happens(0.06) ? 2 : 1);
    }
    return {
      locationId: shop.id,
      document: `SC-${shop.id}-${String(place + 1).padStart(6, '0')}`,
      soldAt: momentBetween(dice, begins, ends),
      customer: holder(),
      lines: [...lines].map(([itemId, quantity]) => ({ itemId, quantity })),
      cash: dice.happens(0.3),
    };
  });
}

/** In shop hours; Saturdays twice as often as other days. */
function momentBetween(dice: Chance, begins: number, ends: number): Date {
  for (;;) {
    const day = new Date(begins + dice.next() * (ends - begins)).setUTCHours(0, 0, 0, 0);
    const saturday = new Date(day).getUTCDay() === 6;
    if (saturday || dice.happens(0.5)) {
      return new Date(day + dice.whole(9 * 3_600, 18 * 3_600) * 1_000);
    }
  }
}
