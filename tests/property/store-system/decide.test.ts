import { expect } from 'chai';
import fc from 'fast-check';
import {
  decide,
  demandByItem,
  distinctSpots,
  type Demand,
} from '../../../modules/store-system/holds/domain/hold.ts';
import {
  available,
  spotKey,
  type Counters,
} from '../../../modules/store-system/stock/domain/level.ts';

const SHOP = 'MI01';
const ITEMS = ['coat', 'scarf', 'bag'] as const;

const line = fc.record({
  itemId: fc.constantFrom(...ITEMS),
  quantity: fc.integer({ min: 1, max: 4 }),
});
const basket = fc.array(line, { minLength: 1, maxLength: 5 });
const counters = fc.record({
  onHand: fc.integer({ min: -2, max: 9 }),
  held: fc.integer({ min: 0, max: 6 }),
  safety: fc.integer({ min: 0, max: 2 }),
});
const shop = fc.record({
  levels: fc.dictionary(fc.constantFrom(...ITEMS), counters),
  baskets: fc.array(basket, { maxLength: 8 }),
});
type Shop = typeof shop extends fc.Arbitrary<infer T> ? T : never;

function levelsOf({ levels }: Shop): Map<string, Counters> {
  return new Map(
    Object.entries(levels).map(([itemId, level]) => [spotKey({ locationId: SHOP, itemId }), level]),
  );
}

type Merge = typeof demandByItem;
type Decide = typeof decide;

/** No level is promised beyond what it has, however baskets repeat and share items. */
function neverOver(merge: Merge, choose: Decide) {
  return fc.property(shop, (given) => {
    const levels = levelsOf(given);
    const { decisions } = choose(
      levels,
      given.baskets.map((lines) => merge(SHOP, lines)),
    );
    const taken = new Map<string, number>();
    given.baskets.forEach((lines, place) => {
      if (decisions[place]!.outcome === 'refused') return;
      for (const { itemId, quantity } of lines) {
        const key = spotKey({ locationId: SHOP, itemId });
        taken.set(key, (taken.get(key) ?? 0) + quantity);
      }
    });
    return [...taken].every(([key, pieces]) => pieces <= available(levels.get(key)!));
  });
}

/** What is promised is what the granted baskets asked for, whole. */
function allOrNothing(merge: Merge, choose: Decide) {
  return fc.property(shop, (given) => {
    const demands = given.baskets.map((lines) => merge(SHOP, lines));
    const { decisions, promised } = choose(levelsOf(given), demands);
    const granted = demands.filter((_, place) => decisions[place]!.outcome === 'held').flat();
    const asked = granted.reduce((sum, { quantity }) => sum + quantity, 0);
    return asked === [...promised.values()].reduce((sum, pieces) => sum + pieces, 0);
  });
}

/** A basket is granted exactly when it would be, had only the granted ones before it come. */
function firstComeFirstServed(merge: Merge, choose: Decide) {
  return fc.property(shop, (given) => {
    const demands = given.baskets.map((lines) => merge(SHOP, lines));
    const levels = levelsOf(given);
    const { decisions } = choose(levels, demands);
    return demands.every((demand, place) => {
      const before = demands.filter(
        (_, earlier) => earlier < place && decisions[earlier]!.outcome === 'held',
      );
      const alone = decide(levels, [...before, demand]).decisions.at(-1)!;
      return alone.outcome === decisions[place]!.outcome;
    });
  });
}

const RUNS = { numRuns: 500 };

describe('deciding who gets what', () => {
  it('never promises more than there is', () => {
    fc.assert(neverOver(demandByItem, decide), RUNS);
  });

  it('grants each basket whole or not at all', () => {
    fc.assert(allOrNothing(demandByItem, decide), RUNS);
  });

  it('serves in the order of arrival, and a refused basket takes nothing from those behind it', () => {
    fc.assert(firstComeFirstServed(demandByItem, decide), RUNS);
  });

  it('neither loses nor invents a piece when lines are added up', () => {
    fc.assert(
      fc.property(basket, (lines) => {
        const merged = demandByItem(SHOP, lines);
        const sum = (all: readonly { quantity: number }[]) =>
          all.reduce((pieces, { quantity }) => pieces + quantity, 0);
        return (
          sum(merged) === sum(lines) &&
          new Set(merged.map(({ itemId }) => itemId)).size === merged.length
        );
      }),
      RUNS,
    );
  });

  it('locks in one order, whatever the order of lines and baskets', () => {
    fc.assert(
      fc.property(fc.array(basket), (baskets) => {
        const spots = (all: typeof baskets) =>
          distinctSpots(all.flatMap((lines) => demandByItem(SHOP, lines)));
        const backwards = [...baskets].reverse().map((lines) => [...lines].reverse());
        return JSON.stringify(spots(baskets)) === JSON.stringify(spots(backwards));
      }),
      RUNS,
    );
  });

  describe('with a fault planted', () => {
    const unmerged: Merge = (locationId, lines) =>
      lines.map(({ itemId, quantity }) => ({ locationId, itemId, quantity }));
    const forgetful: Decide = (levels, demands) => {
      // Each basket is compared with the level as if it were the only one.
      const decisions = demands.map((demand) => decide(levels, [demand]).decisions[0]!);
      return { decisions, promised: decide(levels, demands).promised };
    };
    const partial: Decide = (levels, demands) => {
      const { decisions, promised } = decide(levels, demands);
      const refused = demands.filter((_, place) => decisions[place]!.outcome === 'refused').flat();
      const leaked = new Map(promised);
      for (const demand of refused.slice(0, 1)) {
        leaked.set(spotKey(demand), (leaked.get(spotKey(demand)) ?? 0) + demand.quantity);
      }
      return { decisions, promised: leaked };
    };
    const hungry: Decide = (levels, demands) => {
      // A refused basket keeps what it could have had.
      let left = new Map(levels);
      const decisions = demands.map((demand) => {
        const decision = decide(left, [demand]).decisions[0]!;
        left = new Map(
          [...left].map(([key, level]) => {
            const taken = demand.find((wanted: Demand) => spotKey(wanted) === key)?.quantity ?? 0;
            return [key, { ...level, held: level.held + taken }];
          }),
        );
        return decision;
      });
      return { decisions, promised: decide(levels, demands).promised };
    };
    const faults = [
      ['lines for the same item are not added up', neverOver(unmerged, decide)],
      ['baskets of a batch do not see each other', neverOver(demandByItem, forgetful)],
      ['a refused basket still takes a line', allOrNothing(demandByItem, partial)],
      ['a refused basket stands in the way', firstComeFirstServed(demandByItem, hungry)],
    ] as const;
    for (const [fault, property] of faults) {
      it(`notices that ${fault}`, () => {
        expect(fc.check(property, { ...RUNS, seed: 20261122 }).failed).to.equal(true);
      });
    }
  });
});
