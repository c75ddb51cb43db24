import { expect } from 'chai';
import type { AttributeQuery } from '../../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import type { Basket } from '../../../modules/listini-promozioni/engine/domain/basket.ts';
import type { Benefit } from '../../../modules/listini-promozioni/engine/domain/benefit.ts';
import {
  BASKET_LANE,
  DEFAULT_POLICY,
} from '../../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import type {
  Promotion,
  When,
} from '../../../modules/listini-promozioni/engine/domain/promotion.ts';
import { price } from '../../../modules/listini-promozioni/engine/domain/price.ts';
import { compileSnapshot } from '../../../modules/listini-promozioni/engine/domain/snapshot.ts';
import {
  applied,
  EVERY,
  item,
  priced,
  promotion,
  SATURDAY,
  skipped,
  source,
  type Ask,
} from './engine-make.ts';

const one = { lines: [['shirt', 1, 2000]] } satisfies Ask;
const with_ = (...promotions: Promotion[]) => source({ promotions });

const threeForTwo: Benefit = {
  kind: 'pick',
  of: EVERY,
  size: 3,
  groupOrder: 'dearest',
  pickOrder: 'cheapest',
  position: 1,
  layout: 'perGroup',
  effect: { kind: 'percent', percent: 100 },
};

describe('a promotion holds', () => {
  it('in its regions, groups, shops and channels, and nowhere else', () => {
    const at = (where: Promotion['where'], locationId: string, channel = 'store') =>
      applied(priced(with_(promotion('p', { where })), { ...one, locationId, channel })).length ===
      1;
    expect(at({ regions: ['Lombardia'] }, 'MI01')).to.equal(true);
    expect(at({ regions: ['Lombardia'] }, 'RM01')).to.equal(false);
    expect(at({ groups: ['outlet'], locations: ['RM01'] }, 'RM01')).to.equal(true);
    expect(at({ groups: ['outlet'], locations: ['RM01'] }, 'MI01')).to.equal(false);
    expect(at({ regions: ['Lombardia'], exceptLocations: ['OUT1'] }, 'OUT1')).to.equal(false);
    expect(at({ channels: ['web'] }, 'MI01')).to.equal(false);
    expect(at({ channels: ['web'] }, 'MI01', 'web')).to.equal(true);
    expect(at({ companies: ['uk'] }, 'MI01')).to.equal(false);
  });

  it('on its days and hours, on the clocks of the shop', () => {
    const happy: When = { weekdays: [6], hours: [{ from: 15 * 60, to: 19 * 60 }] };
    const at = (instant: string, locationId = 'MI01', when = happy) =>
      applied(
        priced(with_(promotion('p', { when })), { ...one, locationId, at: new Date(instant) }),
      ).length === 1;
    expect(at('2026-11-28T15:00:00Z')).to.equal(true);
    expect(at('2026-11-28T19:00:00Z')).to.equal(false);
    expect(at('2026-11-27T15:00:00Z')).to.equal(false);
    expect(at('2026-11-28T18:30:00Z', 'LON1')).to.equal(true);
    expect(at('2026-11-28T18:30:00Z', 'MI01')).to.equal(false);
    const night: When = { weekdays: [6], hours: [{ from: 22 * 60, to: 2 * 60 }] };
    expect(at('2026-11-29T00:30:00Z', 'MI01', night)).to.equal(true);
    expect(at('2026-11-28T00:30:00Z', 'MI01', night)).to.equal(false);
  });

  it('not a second time in the hour that an autumn night has twice', () => {
    const when = { from: '2026-10-24T00:00', to: '2026-10-25T02:30' };
    const at = (instant: string) =>
      applied(priced(with_(promotion('p', { when })), { ...one, at: new Date(instant) })).length;
    // 02:29 summer time, 02:31 summer time, 02:10 winter time.
    expect(at('2026-10-25T00:29:00Z')).to.equal(1);
    expect(at('2026-10-25T00:31:00Z')).to.equal(0);
    expect(at('2026-10-25T01:10:00Z')).to.equal(0);
  });

  it('for card holders, tiers, segments, one customer, staff', () => {
    const anna = { id: 'anna', hasCard: true, tier: 'gold', segments: ['vip'] };
    const is = (who: Promotion['who'], customer: Ask['customer'] = anna) =>
      applied(priced(with_(promotion('p', { who })), { ...one, customer: customer ?? null }))
        .length === 1;
    expect(is([{ kind: 'card' }])).to.equal(true);
    expect(is([{ kind: 'card' }], null)).to.equal(false);
    expect(is([{ kind: 'tier', in: ['gold'] }])).to.equal(true);
    expect(is([{ kind: 'tier', in: ['silver'] }])).to.equal(false);
    expect(is([{ kind: 'segment', in: ['vip'] }])).to.equal(true);
    expect(is([{ kind: 'customer', in: ['anna'] }])).to.equal(true);
    expect(is([{ kind: 'customer', in: ['bruno'] }])).to.equal(false);
    expect(is([{ kind: 'staff' }, { kind: 'tier', in: ['gold'] }])).to.equal(true);
  });

  it('by days since arrival, stock on hand, price band and what is not excluded', () => {
    const items = [item('shirt', { arrivedOn: '2026-10-29', attributes: { category: 'shirts' } })];
    const is = (of: AttributeQuery, stockLevel?: number) => {
      const benefits: Benefit[] = [{ kind: 'percent', percent: 10, allocation: 'eachLine', of }];
      const snapshot = compileSnapshot(
        source({ items, promotions: [promotion('p', { benefits })] }),
      );
      const basket: Basket = {
        channel: 'store',
        locationId: 'MI01',
        currency: 'EUR',
        customer: null,
        lines: [{ lineId: '1', itemId: 'shirt', quantity: 1, givenPriceMinor: 2000, stockLevel }],
      };
      return applied(price(snapshot, basket, SATURDAY)).length === 1;
    };
    expect(is({ daysSinceArrival: { min: 30 } })).to.equal(true);
    expect(is({ daysSinceArrival: { min: 31 } })).to.equal(false);
    expect(is({ listPriceMinor: { min: 1000, max: 2000 } })).to.equal(true);
    expect(is({ listPriceMinor: { max: 1999 } })).to.equal(false);
    expect(is({ not: { attribute: 'category', in: ['shirts'] } })).to.equal(false);
    expect(is({ stockLevel: { min: 10 } }, 10)).to.equal(true);
    expect(is({ stockLevel: { min: 10 } }, 9)).to.equal(false);
    expect(is({ stockLevel: { min: 10 } })).to.equal(false);
  });
});

describe('a promotion that does not apply says why, and what would help', () => {
  it('one more piece, 4.20 more, a coupon, a card, another place, later', () => {
    const from = with_(
      promotion('deal', { benefits: [threeForTwo] }),
      promotion('spend', {
        conditions: [{ kind: 'subtotal', of: EVERY, minMinor: 4420 }],
      }),
      promotion('code', { conditions: [{ kind: 'coupon', code: 'ESTATE' }] }),
      promotion('card', { who: [{ kind: 'card' }] }),
      promotion('elsewhere', { where: { regions: ['Lazio'] } }),
      promotion('later', { when: { from: '2026-12-01T00:00' } }),
      promotion('gone', { limits: { uses: 50 } }),
    );
    const answer = priced(from, {
      lines: [['shirt', 2, 2000]],
      explain: 'all',
      usage: { gone: { uses: 50 } },
    });
    const said = answer.skipped.map(({ promotionId, reason, miss }) => [
      promotionId,
      reason.kind,
      miss,
    ]);
    expect(said).to.deep.equal([
      ['deal', 'not-enough-pieces', { kind: 'pieces', pieces: 1 }],
      ['spend', 'condition', { kind: 'amount', amountMinor: 420 }],
      ['code', 'coupon-missing', { kind: 'coupon' }],
      ['card', 'other-audience', { kind: 'card' }],
      ['elsewhere', 'other-location', null],
      ['later', 'not-yet', { kind: 'wait', from: '2026-12-01T00:00' }],
      ['gone', 'exhausted', null],
    ]);
  });

  it('names the promotion that beat it, or whose deal the pieces serve', () => {
    const from = with_(
      promotion('first', {
        combination: { lane: 'item', priority: 9, exclusive: 'piece' },
      }),
      promotion('second'),
    );
    expect(skipped(priced(from, one), 'second')!.reason).to.deep.equal({
      kind: 'beaten',
      by: 'first',
    });
    const deals = with_(
      promotion('a', { benefits: [threeForTwo] }),
      promotion('b', { benefits: [threeForTwo] }),
    );
    const taken = priced(deals, { lines: [['shirt', 3, 2000]] });
    expect(skipped(taken, 'b')!.reason).to.deep.equal({ kind: 'pieces-taken', by: 'a' });
  });

  it('and one that applies says what would give more', () => {
    const answer = priced(with_(promotion('deal', { benefits: [threeForTwo] })), {
      lines: [['shirt', 5, 2000]],
    });
    expect(answer.applied[0]!.next).to.deep.equal({ kind: 'pieces', pieces: 1 });
  });
});

describe('what a promotion gives', () => {
  it('of a 3 for 2 may be borne by all three: 20.00 each of three at 30.00 [3.2c]', () => {
    const benefits: Benefit[] = [{ ...threeForTwo, spread: 'deal' }];
    const answer = priced(with_(promotion('p', { benefits })), { lines: [['shirt', 3, 3000]] });
    expect(answer.lines[0]!.pieces.map(({ netMinor }) => netMinor)).to.deep.equal([2000, 2000]);
    // Two entries: their VAT, 10.82 in all, does not divide by three.
    expect(answer.lines[0]!.pieces.map(({ vatMinor }) => vatMinor)).to.deep.equal([361, 360]);
  });

  it('is capped for books at 5 % of the list price [2.4]', () => {
    const half: Benefit[] = [{ kind: 'percent', percent: 50, allocation: 'eachLine', of: EVERY }];
    const answer = priced(
      with_(promotion('p', { benefits: half, floor: { maximumDiscountPercent: 5 } })),
      { lines: [['shirt', 1, 1999]] },
    );
    // 5 % of 19.99 is 0.9995: 0.99 may be taken off.
    expect(answer.totals.discountMinor).to.equal(99);
  });

  it('keeps the margin over the cost', () => {
    const benefits: Benefit[] = [
      { kind: 'percent', percent: 90, allocation: 'eachLine', of: EVERY },
    ];
    const from = source({
      items: [item('shirt', { costMinor: 1000 })],
      promotions: [promotion('p', { benefits, floor: { minimumMarginPercent: 20 } })],
    });
    expect(priced(from, one).totals.goodsMinor).to.equal(1525);
  });

  it('ends in .90 where it is said so', () => {
    const charm = { everyMinor: 100, endingsMinor: [90], direction: 'down' } as const;
    const benefits: Benefit[] = [
      { kind: 'percent', percent: 30, allocation: 'eachPiece', of: EVERY, charm },
    ];
    const answer = priced(with_(promotion('p', { benefits })), { lines: [['shirt', 2, 2499]] });
    // 17.49, down to 16.90.
    expect(answer.lines[0]!.pieces[0]!.netMinor).to.equal(1690);
  });

  it('is an outfit for a price, split over its pieces', () => {
    const side = (id: string) => ({
      of: { attribute: 'item', in: [id] },
      quantity: 1,
    });
    const benefits: Benefit[] = [
      {
        kind: 'bundle',
        components: [side('coat'), side('shirt')],
        effect: { kind: 'setPrice', priceMinor: 9000 },
      },
    ];
    const answer = priced(with_(promotion('p', { benefits })), {
      lines: [
        ['coat', 1, 8000],
        ['shirt', 2, 2000],
      ],
    });
    expect(answer.lines.map(({ netMinor }) => netMinor)).to.deep.equal([7200, 3800]);
  });

  it('is points and a coupon for later, beside money', () => {
    const benefits: Benefit[] = [
      { kind: 'points', of: EVERY, multiplier: 2, extra: 50 },
      { kind: 'coupon', batchId: 'ritorna', quantity: 1 },
    ];
    const answer = priced(with_(promotion('p', { benefits })), one);
    expect(answer.points).to.deep.equal([
      { promotionId: 'p', multiplier: 2, extra: 50, lineIds: ['1'] },
    ]);
    expect(answer.coupons).to.deep.equal([{ promotionId: 'p', batchId: 'ritorna', quantity: 1 }]);
    expect(answer.totals.discountMinor).to.equal(0);
  });

  it('says what the sale takes of limits, and what the supplier bears of every piece', () => {
    const answer = priced(
      with_(
        promotion('p', {
          limits: { budgetMinor: 1000, uses: 10 },
          funding: { supplierId: 'mill', sharePercent: 50 },
        }),
      ),
      { lines: [['shirt', 2, 2000]], usage: { p: { uses: 3, spentMinor: 600 } } },
    );
    expect(answer.takes).to.deep.equal([{ promotionId: 'p', uses: 1, amountMinor: 400 }]);
    expect(answer.lines[0]!.pieces[0]!.discounts[0]!.fundedMinor).to.equal(100);
  });

  it('takes one use for a document, however often it applies in it', () => {
    const answer = priced(
      with_(
        promotion('p', {
          limits: { uses: 10 },
          benefits: [
            {
              kind: 'bundle',
              components: [{ of: { attribute: 'item', in: ['shirt'] }, quantity: 2 }],
              effect: { kind: 'setPrice', priceMinor: 3000 },
            },
          ],
        }),
      ),
      { lines: [['shirt', 6, 2000]] },
    );
    expect(answer.takes).to.deep.equal([{ promotionId: 'p', uses: 1, amountMinor: 3000 }]);
  });

  it('comes in lanes: first items, then the basket on what is left', () => {
    const basket = promotion('basket', {
      conditions: [{ kind: 'subtotal', of: EVERY, minMinor: 1900 }],
      combination: { lane: BASKET_LANE, priority: 100, exclusive: 'none' },
    });
    const answer = priced(with_(basket, promotion('item')), one);
    expect(applied(answer)).to.deep.equal(['item']);
    expect(skipped(answer, 'basket')!.miss).to.deep.equal({ kind: 'amount', amountMinor: 100 });
  });

  it('is the best deal of the basket where the lane asks for it, with proof', () => {
    // Half price on one of two, or 20 % on everything: of 20, 20, 15 and 5 the best gives 14.00.
    const half: Benefit = {
      ...threeForTwo,
      size: 2,
      effect: { kind: 'percent', percent: 50 },
    };
    const fifth: Benefit = { kind: 'percent', percent: 20, allocation: 'eachPiece', of: EVERY };
    const alone = { lane: 'item', priority: 0, exclusive: 'piece' } as const;
    const promotions = [
      promotion('fifth', { benefits: [fifth], combination: { ...alone, priority: 1 } }),
      promotion('half', { benefits: [half], combination: { ...alone, priority: 2 } }),
    ];
    const lanes = [{ id: 'item', compose: 'bestDeal' }] as const;
    const answer = priced(source({ promotions, policies: { it: { ...DEFAULT_POLICY, lanes } } }), {
      lines: [
        ['shirt', 2, 2000],
        ['coat', 1, 1500],
        ['coat', 1, 500],
      ],
    });
    expect(answer.totals.discountMinor).to.equal(1400);
    expect(answer.searches[0]).to.deep.include({ lane: 'item', gapMinor: 0 });
  });
});

describe('VAT', () => {
  it('is taken out of the document, not line by line: 2 × 9.90 hold 3.57 [6.1]', () => {
    const { totals, lines } = priced(source(), {
      lines: [
        ['shirt', 1, 990],
        ['coat', 1, 990],
      ],
    });
    expect(totals.vat).to.deep.equal([{ rate: 22, grossMinor: 1980, vatMinor: 357 }]);
    expect(lines.map(({ vatMinor }) => vatMinor)).to.deep.equal([179, 178]);
  });
});
