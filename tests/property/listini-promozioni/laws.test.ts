import { expect } from 'chai';
import fc from 'fast-check';
import type { Compose } from '../../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import { price } from '../../../modules/listini-promozioni/engine/domain/price.ts';
import { compileSnapshot } from '../../../modules/listini-promozioni/engine/domain/snapshot.ts';
import { piecesBelowFloor, piecesOfTwoDeals, priced, sumsThatDiffer } from './laws.ts';
import { dealBenefit, INSTANT, promotions, simpleBenefit, worlds, type World } from './worlds.ts';

const runs = { numRuns: 60 };

function composed({ source, basket }: World, compose: Compose): World {
  const policies = Object.fromEntries(
    Object.entries(source.policies!).map(([company, policy]) => [
      company,
      { ...policy, lanes: policy.lanes.map((lane) => ({ ...lane, compose })) },
    ]),
  );
  return { source: { ...source, policies }, basket };
}

describe('a priced basket', () => {
  it('is the sum of its pieces: line, document, promotions and VAT', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        expect(sumsThatDiffer(priced(world), world.basket)).to.deep.equal([]);
      }),
      runs,
    );
  });

  it('has no piece below zero or below its floor', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        expect(piecesBelowFloor(priced(world), world)).to.deep.equal([]);
      }),
      runs,
    );
  });

  it('has no piece that serves two deals, and none where an exclusive promotion is not alone', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        expect(piecesOfTwoDeals(priced(world), world)).to.deep.equal([]);
      }),
      runs,
    );
  });

  it('is the same every time, and nothing that it was asked with is changed', () => {
    fc.assert(
      fc.property(worlds(), ({ source, basket }) => {
        const snapshot = compileSnapshot(source);
        const asked = JSON.stringify(basket);
        const first = price(snapshot, basket, INSTANT);
        price(snapshot, { ...basket, lines: basket.lines.toReversed() }, INSTANT);
        expect(price(snapshot, basket, INSTANT)).to.deep.equal(first);
        expect(price(compileSnapshot(source), basket, INSTANT)).to.deep.equal(first);
        expect(JSON.stringify(basket)).to.equal(asked);
      }),
      runs,
    );
  });

  it('costs the same in whatever order its lines are, where no promotion asks for the order', () => {
    const one = promotions(dealBenefit, 1);
    const others = promotions(simpleBenefit, 3);
    const mixed = fc.tuple(one, others).map(([deal, simple]) =>
      [...deal, ...simple].map((promotion, n) => {
        // The deal comes first, while no two items cost the same: of equal ones it takes the one listed first.
        const { combination } = promotion;
        const first = n === 0 ? { lane: 'item', priority: 9 } : {};
        const benefits = n === 0 ? promotion.benefits.slice(0, 1) : promotion.benefits;
        return {
          ...promotion,
          id: `p${n}`,
          floor: null,
          benefits,
          combination: { ...combination, ...first },
        };
      }),
    );
    fc.assert(
      fc.property(worlds(mixed, fc.constant('allInTurn')), fc.nat(), (world, turn) => {
        const { lines } = world.basket;
        const cut = turn % lines.length;
        const turned = [...lines.slice(cut), ...lines.slice(0, cut)].toReversed();
        const other = { ...world, basket: { ...world.basket, lines: turned } };
        expect(priced(other).totals).to.deep.equal(priced(world).totals);
      }),
      runs,
    );
  });

  it('costs no more with the best deal than with all in turn', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const greedy = priced(composed(world, 'allInTurn'));
        const best = priced(composed(world, 'bestDeal'));
        // One lane only: what is best in a lane may leave less for the next.
        const lanes = new Set([...world.source.promotions].map((one) => one.combination.lane));
        if (lanes.size === 1)
          expect(best.totals.goodsMinor).to.be.at.most(greedy.totals.goodsMinor);
        for (const { gapMinor } of best.searches) expect(gapMinor).to.be.at.least(0);
      }),
      runs,
    );
  });

  it('is not worked out piece by piece: six thousand pieces are as few entries as six', () => {
    fc.assert(
      fc.property(worlds(promotions(dealBenefit, 2), fc.constant('allInTurn')), (world) => {
        const lines = world.basket.lines.map((line) => ({ ...line, quantity: 6_000 }));
        const answer = priced({ ...world, basket: { ...world.basket, lines } });
        expect(sumsThatDiffer(answer, { ...world.basket, lines })).to.deep.equal([]);
        for (const { pieces } of answer.lines) expect(pieces.length).to.be.below(80);
      }),
      { numRuns: 40 },
    );
  });
});
