import { expect } from 'chai';
import fc from 'fast-check';
import {
  CRITERIA,
  explain,
  ruleFor,
  type ShopFacts,
  type SourcingRule,
} from '../../../modules/omnichannel/sourcing/domain.ts';

const RULE: SourcingRule = {
  order: 'lexicographic',
  criteria: [
    { by: 'distance', weight: 4 },
    { by: 'confidence', weight: 3 },
    { by: 'rejections', weight: 2 },
    { by: 'capacity', weight: 2 },
    { by: 'stock', weight: 1 },
  ],
  withinMetres: null,
  keepSpare: 0,
  moveUnaskedWithinMetres: null,
  answerMinutes: 240,
  unanswered: 'partial',
  staffLimitMinor: 200_00,
  substitutes: 3,
  priceBandPercent: 20,
};

function shop(locationId: string, given: Partial<ShopFacts> = {}): ShopFacts {
  return {
    locationId,
    name: `Negozio ${locationId}`,
    active: true,
    takesOrders: true,
    here: false,
    distanceMetres: 1_000,
    spare: 2,
    confidence: 'high',
    openOrders: 0,
    capacity: null,
    rejections: 0,
    hadThisOrder: false,
    ...given,
  };
}

const facts = fc.record({
  active: fc.boolean(),
  takesOrders: fc.boolean(),
  here: fc.boolean(),
  distanceMetres: fc.option(fc.integer({ min: 0, max: 800_000 })),
  spare: fc.integer({ min: -3, max: 9 }),
  confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
  openOrders: fc.integer({ min: 0, max: 30 }),
  capacity: fc.option(fc.integer({ min: 0, max: 20 })),
  rejections: fc.integer({ min: 0, max: 12 }),
  hadThisOrder: fc.boolean(),
});
const chain = fc
  .array(facts, { maxLength: 14 })
  .map((list) => list.map((given, place) => shop(`S${String(place).padStart(2, '0')}`, given)));
const rule = fc.record({
  order: fc.constantFrom('lexicographic' as const, 'weighted' as const),
  criteria: fc
    .shuffledSubarray([...CRITERIA], { minLength: 1 })
    .chain((criteria) =>
      fc.tuple(
        ...criteria.map((by) => fc.integer({ min: 0, max: 9 }).map((weight) => ({ by, weight }))),
      ),
    ),
  withinMetres: fc.option(fc.integer({ min: 0, max: 500_000 })),
  keepSpare: fc.integer({ min: 0, max: 3 }),
});
const anyRule = rule.map((given): SourcingRule => ({ ...RULE, ...given }));

describe('the rules by which another shop is chosen', () => {
  it('give every shop either a place or a reason, whatever the rule', () => {
    fc.assert(
      fc.property(anyRule, chain, (given, shops) => {
        const { ranked, excluded } = explain(given, shops);
        const told = [...ranked, ...excluded].map(({ locationId }) => locationId).sort();
        expect(told).to.deep.equal(shops.map(({ locationId }) => locationId).sort());
        expect(ranked.map(({ place }) => place)).to.deep.equal(ranked.map((_, at) => at + 1));
      }),
    );
  });

  it('answer the same for the same facts, in whatever order they come', () => {
    fc.assert(
      fc.property(anyRule, chain, fc.infiniteStream(fc.integer()), (given, shops, dice) => {
        const shuffled = shops
          .map((one) => ({ one, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(explain(given, shuffled)).to.deep.equal(explain(given, shops));
      }),
    );
  });

  it('never choose a shop that lacks pieces, is closed, takes no orders or had the order already', () => {
    fc.assert(
      fc.property(anyRule, chain, (given, shops) => {
        for (const { locationId } of explain(given, shops).ranked) {
          const chosen = shops.find((one) => one.locationId === locationId)!;
          expect(chosen).to.include({
            active: true,
            takesOrders: true,
            here: false,
            hadThisOrder: false,
          });
          expect(chosen.spare).to.be.at.least(given.keepSpare);
        }
      }),
    );
  });

  it('say by which criterion each fell behind, and only when it really did', () => {
    fc.assert(
      fc.property(anyRule, chain, (given, shops) => {
        const { ranked } = explain(given, shops);
        ranked.slice(1).forEach((behind, at) => {
          const better = ranked[at]!;
          if (behind.behindBy === null) return;
          const grade = (of: typeof behind) =>
            of.measures.find(({ by }) => by === behind.behindBy)!.grade;
          expect(grade(better)).to.be.greaterThan(grade(behind));
        });
      }),
    );
  });

  it('put the near one first, and of two near ones the one whose stock is surer', () => {
    const { ranked } = explain(RULE, [
      shop('C', { distanceMetres: 90_000 }),
      shop('B', { distanceMetres: 1_100, confidence: 'low' }),
      shop('A', { distanceMetres: 1_200 }),
    ]);
    expect(ranked.map(({ locationId, behindBy }) => [locationId, behindBy])).to.deep.equal([
      ['A', null],
      ['B', 'confidence'],
      ['C', 'distance'],
    ]);
  });

  it('let the weights decide when the rule says so', () => {
    const weighted: SourcingRule = {
      ...RULE,
      order: 'weighted',
      criteria: [
        { by: 'distance', weight: 1 },
        { by: 'rejections', weight: 5 },
      ],
    };
    const { ranked } = explain(weighted, [
      shop('A', { distanceMetres: 500, rejections: 6 }),
      shop('B', { distanceMetres: 9_000 }),
    ]);
    expect(ranked.map(({ locationId, behindBy }) => [locationId, behindBy])).to.deep.equal([
      ['B', null],
      ['A', 'rejections'],
    ]);
  });

  it('tell the reason that holds first: full, too far, without the pieces', () => {
    const { excluded } = explain({ ...RULE, withinMetres: 5_000, keepSpare: 1 }, [
      shop('A', { here: true }),
      shop('B', { capacity: 3, openOrders: 3 }),
      shop('C', { distanceMetres: 5_001 }),
      shop('D', { spare: 0 }),
      shop('E', { hadThisOrder: true }),
      shop('F', { takesOrders: false }),
      shop('G', { active: false }),
    ]);
    expect(excluded.map(({ because }) => because)).to.deep.equal([
      'here',
      'full',
      'too-far',
      'lacks-pieces',
      'had-this-order',
      'no-pickup',
      'closed',
    ]);
  });

  it('may be other for one sales channel', () => {
    const given = { ...RULE, channels: { marketplace: { unanswered: 'cancel' as const } } };
    expect(ruleFor(given, 'marketplace').unanswered).to.equal('cancel');
    expect(ruleFor(given, 'web').unanswered).to.equal('partial');
  });
});
