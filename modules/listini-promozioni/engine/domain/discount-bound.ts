import { EVERYTHING, type AttributeQuery } from './attribute-query.ts';
import type { Benefit } from './benefit.ts';
import { withSteps } from './compiled-promotion.ts';
import { matchesOf } from './promotion.ts';
import { ratioOf, shareOf } from './rounding.ts';
import { shippingNet, type BasketState, type Trial } from './trial.ts';

/** The most that promotions can take off each line and in all: never too little, often too much. */
export class Most {
  readonly #lines: readonly number[];
  readonly #all: number;

  constructor(lines: readonly number[], all: number) {
    this.#lines = lines;
    this.#all = all;
  }

  none(): Most {
    return new Most(
      this.#lines.map(() => 0),
      0,
    );
  }

  plus(other: Most): Most {
    return new Most(
      this.#lines.map((amount, line) => amount + other.#lines[line]!),
      this.#all + other.#all,
    );
  }

  /** The least that can be left to pay of a basket. */
  leastAfter(state: BasketState): number {
    let total = 0;
    let reducible = 0;
    state.lines.forEach(({ net }, line) => {
      total += net;
      reducible += Math.min(net, this.#lines[line]!);
    });
    const shipping = shippingNet(state.shipping);
    reducible += Math.min(shipping, this.#lines[state.lines.length]!);
    return total + shipping - Math.min(reducible, this.#all);
  }
}

/** Bounds for one promotion of a lane that begins with `state`. */
export function mostOf({ scene, promotion }: Trial, state: BasketState): Most {
  const lines = Array.from({ length: state.lines.length + 1 }, () => 0);
  let all = 0;
  for (const benefit of promotion.source.benefits.flatMap(withSteps)) {
    if (benefit.kind === 'shipping') {
      const most = shippingNet(state.shipping);
      lines[state.lines.length] = most;
      all += most;
      continue;
    }
    let inAll = 0;
    for (const query of queriesOf(benefit)) {
      // What a dynamic query matches may grow as others reduce: every line counts then.
      const { isDynamic } = scene.snapshot.promotions.queries.compile(query);
      for (const place of scene.matching(isDynamic ? EVERYTHING : query, state.lines)) {
        const { net, list, quantity } = state.lines[place]!;
        const price = Math.max(net, list * quantity);
        const step = quantity * scene.policy.rounding.toMinor;
        const most = Math.min(net, onLine(benefit, price, quantity) + step);
        lines[place] = lines[place]! + most;
        inAll += most;
      }
    }
    all += Math.min(inAll, inTotal(benefit, inAll));
  }
  return new Most(lines, all);
}

function queriesOf(benefit: Benefit): readonly AttributeQuery[] {
  return benefit.kind === 'tiers' ? [] : matchesOf({ benefits: [benefit] });
}

/** What a benefit can take off a line of this price; the floor redistribution of a split may take all. */
function onLine(benefit: Benefit, price: number, quantity: number): number {
  if (benefit.kind === 'percent' && benefit.allocation !== 'across' && !benefit.charm)
    return shareOf(price, ratioOf(benefit.percent), 'up', 1);
  if (benefit.kind === 'amount' && benefit.allocation === 'eachPiece')
    return benefit.amountMinor * quantity;
  if (benefit.kind === 'amount') return benefit.amountMinor;
  return price;
}

function inTotal(benefit: Benefit, all: number): number {
  const max = 'maxAmountMinor' in benefit ? (benefit.maxAmountMinor ?? Infinity) : Infinity;
  if (benefit.kind === 'amount' && benefit.allocation === 'across')
    return Math.min(max, benefit.amountMinor);
  return Math.min(max, all);
}
