import type { Text } from '../../../server/kernel/text.ts';
import {
  withVat,
  type Basket,
  type CouponOutcome,
  type Pricing,
  type PricedBasket,
  type PricedLine,
} from '../../base/api.ts';
import { giveBack, redeemEach } from '../coupons/redeem.ts';
import { couponCode } from '../coupons/domain.ts';
import type {
  PricedBasket as EngineBasket,
  PricedLine as EngineLine,
} from '../engine/domain/priced-basket.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import { sayable } from './domain/sayable.ts';
import { hintOf } from './hints.ts';
import { priceAsked, priceEach, type CouponAnswer, type PricingTools } from './price-basket.ts';
import { textsOf } from './quote.ts';
import { reductionsOf, windowPrice } from './window-price.ts';

/** The engine in the place of the list price: what other modules ask through the door of `base`. */
export function enginePricing(tools: PricingTools): Pricing {
  return {
    async priceBasket(read, basket) {
      const { snapshot, priced, coupons } = await priceAsked(
        read,
        tools,
        askedOf(basket),
        basket.instant,
      );
      const applied = new Set(priced.applied.map(({ promotionId }) => promotionId));
      const codes = codesOf(coupons);
      const lines = priced.lines.map((line) => portLine(snapshot, line, codes));
      return {
        currency: priced.currency,
        lines: lines.map((line, place) => ({ ...line, vatMinor: priced.lines[place]!.vatMinor })),
        totalMinor: priced.totals.goodsMinor,
        vat: vatOfGoods(lines),
        pricedBy: { engine: 'listini-promozioni', version: priced.snapshotVersion },
        takes: priced.takes,
        coupons: coupons.map((coupon) => outcomeOf(coupon, applied)),
        hints: hintsOf(snapshot, priced),
      };
    },
    async priceItems(read, { channel, locationId, customerId, currency, instant }, itemIds) {
      const answers = await priceEach(
        read,
        tools,
        {
          channel,
          locationId,
          currency,
          customer: customerId === null ? null : { id: customerId },
          couponCodes: [],
          explain: 'none',
        },
        itemIds.map((itemId) => [{ lineId: '1', itemId, quantity: 1 }]),
        instant,
      );
      const reductions = await reductionsOf(read, answers, locationId ?? channel, instant);
      return new Map(
        itemIds.map((itemId, place) => [itemId, windowPrice(answers[place]!, reductions)]),
      );
    },
    takePriced: (tx, sales) => redeemEach(tx, tools.keyring, sales),
    giveBackPriced: async (tx, document, kept) => void (await giveBack(tx, document, kept)),
  };
}

function outcomeOf(
  { code, verdict, promotionId }: CouponAnswer,
  applied: ReadonlySet<string>,
): CouponOutcome {
  if (verdict !== 'good') return { code, outcome: 'refused', because: verdict };
  const did = promotionId !== null && applied.has(promotionId);
  return { code, outcome: did ? 'applied' : 'idle', because: null };
}

/** The good code of each promotion as people may read it: of a single-use one only how it ends. */
function codesOf(coupons: readonly CouponAnswer[]): ReadonlyMap<string, string> {
  return new Map(
    coupons.flatMap(({ code, verdict, promotionId }) => {
      if (verdict !== 'good' || promotionId === null) return [];
      const { shared, single } = couponCode(code);
      return [[promotionId, single === null ? shared : `…${single.slice(-4)}`]];
    }),
  );
}

/** What to say to who buys this: nothing unless the basket was priced with its near misses. */
function hintsOf(snapshot: Snapshot, { applied, skipped, totals }: EngineBasket): Text[] {
  const near = [
    ...applied.map(({ promotionId, next }) => ({ promotionId, miss: next })),
    ...skipped,
  ].map(({ promotionId, miss }) => ({
    miss,
    hint: hintOf(miss, textsOf(snapshot, promotionId).name),
  }));
  return sayable(near, totals.goodsMinor);
}

function askedOf({ channel, locationId, customerId, currency, coupons, lines, hints }: Basket) {
  return {
    channel,
    locationId,
    currency,
    customer: customerId === null ? null : { id: customerId },
    couponCodes: coupons,
    lines,
    explain: hints ? 'reach' : 'none',
  } as const;
}

/** Each group of equal pieces with the frozen share of every promotion. */
function portLine(
  snapshot: Snapshot,
  line: EngineLine,
  codes: ReadonlyMap<string, string>,
): Omit<PricedLine, 'vatMinor'> {
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    quantity: line.quantity,
    pieces: line.pieces.map(({ quantity, listPriceMinor, discounts, netMinor }) => ({
      quantity,
      listPriceMinor,
      discounts: discounts.map(({ promotionId, amountMinor }) => ({
        promotionId,
        coupon: codes.get(promotionId) ?? null,
        reason: textsOf(snapshot, promotionId).receipt.it,
        amountMinor,
      })),
      payMinor: netMinor,
    })),
    totalMinor: line.netMinor,
    vatRate: line.vatRate,
  };
}

function vatOfGoods(lines: readonly Omit<PricedLine, 'vatMinor'>[]): PricedBasket['vat'] {
  return withVat(lines).vat;
}
