import type { Tx } from '../../../server/db/transaction.ts';
import type { BatchedRequest } from '../../../server/http/routes.ts';
import { refusalOnly, type Refusal } from '../../../server/kernel/refusal.ts';
import {
  customersKnownBy,
  priceBasket,
  type CustomerDetails,
  type Item,
  type LimitTake,
  type PricedBasket,
} from '../../base/api.ts';
import type { placeOrderEndpoint } from './contracts.ts';
import { soldAsPriced, type SoldOrderLine } from './domain/sold.ts';
import type { Policies } from './sql/policies.ts';

type Request = BatchedRequest<typeof placeOrderEndpoint>;

/** What our prices say of an order that asks for them. */
export interface OrderPrice {
  /** In the order of the request's lines. */
  readonly lines: readonly SoldOrderLine[];
  readonly goodsMinor: number;
  readonly pricedBy: PricedBasket['pricedBy'];
  /** What it takes of limits and codes, in its own transaction. */
  readonly takes: readonly LimitTake[];
  /** The codes that applied. */
  readonly coupons: readonly string[];
  readonly badCoupons: readonly { readonly place: number; readonly because: string }[];
}

/**
 * Prices the orders that ask for our prices, by the engine of the chain or at the list price. Nobody is
 * asked for an order that brings its own, and nothing is asked of what cannot be accepted anyway.
 */
export async function priceOrders(
  tx: Tx,
  { items, policies }: { items: ReadonlyMap<string, Item>; policies: Policies },
  requests: readonly Request[],
): Promise<ReadonlyMap<Request, OrderPrice | Refusal>> {
  const asking = requests.filter(
    ({ input }) =>
      input.pricing !== undefined &&
      input.lines.every(({ gtin }) => items.has(gtin)) &&
      policies.channels.get(input.channel)?.currency === input.currency,
  );
  if (asking.length === 0) return new Map();
  const customerIds = await customersKnownBy(tx, asking.map(customerOf));
  const prices = await Promise.all(
    asking.map(({ input }, place) =>
      priceBasket(tx, {
        channel: input.channel,
        // The shop the customer chose: which one prepares it in the end changes no price.
        locationId: input.locationId,
        customerId: customerIds[place]!,
        currency: input.currency,
        instant: tx.now,
        coupons: input.pricing!.coupons ?? [],
        lines: input.lines.map(({ externalLineId, gtin, quantity }) => ({
          lineId: externalLineId,
          itemId: items.get(gtin)!.id,
          quantity,
        })),
      }).then(orderPrice, refusalOnly),
    ),
  );
  return new Map(asking.map((request, place) => [request, prices[place]!]));
}

function orderPrice({ lines, totalMinor, pricedBy, takes, coupons }: PricedBasket): OrderPrice {
  return {
    lines: lines.map(soldAsPriced),
    goodsMinor: totalMinor,
    pricedBy,
    takes,
    coupons: coupons.flatMap(({ code, outcome }) => (outcome === 'applied' ? [code] : [])),
    badCoupons: coupons.flatMap(({ outcome, because }, place) =>
      outcome === 'refused' ? [{ place, because: because ?? 'unknown' }] : [],
    ),
  };
}

/** Who the order says its customer is. */
export function customerOf({ input }: Pick<Request, 'input'>): CustomerDetails {
  const { externalId, card, name, surname, email = null, phone = null, language } = input.customer;
  return {
    name,
    surname,
    email,
    phone,
    ...(card ? { card } : {}),
    ...(language ? { language } : {}),
    ...(externalId ? { external: { channel: input.channel, id: externalId } } : {}),
  };
}
