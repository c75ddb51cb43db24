import { chance } from '../../../seeds/demo/random.ts';
import { isOpenAt, type ShopHours } from './journal.ts';

/** What becomes of an order, decided before anything happens. */
export interface Plan {
  readonly shop: string;
  readonly placedAt: Date;
  readonly lines: readonly { readonly item: number; readonly quantity: number }[];
  readonly paidOnline: boolean;
  /** When somebody takes it, and when it stands on its shelf. */
  readonly takenAt: Date;
  readonly readyAt: Date;
  /** The line of which one piece is not found; null: all are there. */
  readonly shortLine: number | null;
  readonly answer: 'partial' | 'cancel' | 'silence';
  readonly end: 'collected' | 'left' | 'never' | 'cancelled-early' | 'cancelled-ready';
  readonly comesAt: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The next whole minute at which the shop is open. */
function openFrom(shop: ShopHours, instant: Date): Date {
  let at = new Date(Math.ceil(instant.getTime() / MINUTE) * MINUTE);
  while (!isOpenAt(shop, at)) at = new Date(at.getTime() + 10 * MINUTE);
  return at;
}

/** The orders of a fortnight that begins at `start`: by day and by night, a few to each shop a day. */
export function planFortnight(
  shops: readonly ShopHours[],
  start: Date,
  items: number,
  perDay: number,
  seed: number,
): Plan[] {
  const dice = chance(seed);
  const plans: Plan[] = [];
  for (let day = 0; day < 14; day += 1) {
    for (const shop of shops) {
      for (let nth = dice.whole(0, perDay); nth > 0; nth -= 1) {
        const placedAt = new Date(
          start.getTime() + day * DAY + dice.whole(0, 24 * 60 - 1) * MINUTE,
        );
        plans.push(planned(dice, shop, placedAt, items));
      }
    }
  }
  return plans.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
}

function planned(
  dice: ReturnType<typeof chance>,
  shop: ShopHours,
  placedAt: Date,
  items: number,
): Plan {
  const lines = Array.from({ length: dice.whole(1, 3) }, () => ({
    item: dice.whole(0, items - 1),
    quantity: dice.whole(1, 2),
  })).filter(({ item }, place, all) => all.findIndex((other) => other.item === item) === place);
  const takenAt = openFrom(shop, new Date(placedAt.getTime() + dice.whole(5, 50) * MINUTE));
  const work = dice.weighted([
    [dice.whole(10, 90), 7],
    [dice.whole(90, 400), 2],
  ]);
  const readyAt = openFrom(shop, new Date(takenAt.getTime() + work * MINUTE));
  const comesAt = openFrom(
    shop,
    new Date(readyAt.getTime() + dice.whole(30, 5 * 24 * 60) * MINUTE),
  );
  const end = dice.weighted<Plan['end']>([
    ['collected', 12],
    ['left', 2],
    ['never', 3],
    ['cancelled-early', 1],
    ['cancelled-ready', 1],
  ]);
  return {
    shop: shop.id,
    placedAt,
    lines,
    paidOnline: dice.whole(0, 3) > 0,
    takenAt,
    readyAt,
    shortLine: dice.whole(0, 7) === 0 ? dice.whole(0, lines.length - 1) : null,
    answer: dice.weighted<Plan['answer']>([
      ['partial', 3],
      ['cancel', 1],
      ['silence', 1],
    ]),
    end,
    comesAt,
  };
}
