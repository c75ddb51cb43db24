import {
  withVat,
  type Basket,
  type Pricing,
  type PricedBasket,
  type PricedLine,
} from '../../base/api.ts';
import { giveBack, redeem } from '../coupons/redeem.ts';
import type { PricedLine as EngineLine } from '../engine/domain/priced-basket.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import { priceAsked, type PricingTools } from './price-basket.ts';
import { textsOf } from './quote.ts';

/** The engine in the place of the list price: what other modules ask through the door of `base`. */
export function enginePricing(tools: PricingTools): Pricing {
  return {
    async priceBasket(read, basket) {
      const { snapshot, priced } = await priceAsked(read, tools, askedOf(basket), basket.instant);
      const lines = priced.lines.map((line) => portLine(snapshot, line));
      return {
        currency: priced.currency,
        lines: lines.map((line, place) => ({ ...line, vatMinor: priced.lines[place]!.vatMinor })),
        totalMinor: priced.totals.goodsMinor,
        vat: vatOfGoods(lines),
        pricedBy: { engine: 'listini-promozioni', version: priced.snapshotVersion },
        takes: priced.takes,
      };
    },
    takePriced: (tx, sale) => redeem(tx, tools.keyring, sale),
    giveBackPriced: async (tx, document) => void (await giveBack(tx, document)),
  };
}

function askedOf({ channel, locationId, customerId, currency, coupons, lines }: Basket) {
  return {
    channel,
    locationId,
    currency,
    customer: customerId === null ? null : { id: customerId },
    couponCodes: coupons,
    lines,
    explain: 'none',
  } as const;
}

/** Each group of equal pieces with the frozen share of every promotion. */
function portLine(snapshot: Snapshot, line: EngineLine): Omit<PricedLine, 'vatMinor'> {
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    quantity: line.quantity,
    pieces: line.pieces.map(({ quantity, listPriceMinor, discounts, netMinor }) => ({
      quantity,
      listPriceMinor,
      discounts: discounts.map(({ promotionId, amountMinor }) => ({
        promotionId,
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
