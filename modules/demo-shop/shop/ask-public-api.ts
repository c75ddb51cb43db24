import { ProblemError, type ContractClient } from '../../../server/http/client.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import {
  availabilityEndpoint,
  customerLinkEndpoint,
  placeOrderEndpoint,
  slotsEndpoint,
} from '../../omnichannel/api.ts';
import { readPhone } from '../../base/api.ts';
import { SHOP_CHANNEL } from './channel.ts';
import { quoteBag } from './prices.ts';
import type {
  shopAvailabilityEndpoint,
  shopOrderEndpoint,
  shopSlotsEndpoint,
} from './contracts.ts';

/** Where the visitors of the demonstration live: Milano, near the Central Station. */
const NEAR = { latitude: 45.4848, longitude: 9.2036 };

/** Where a basket can be collected, in the shop's own words. */
export async function askAvailability(
  api: ContractClient,
  basket: string,
): Promise<ReplyOf<typeof shopAvailabilityEndpoint>> {
  const { view } = await api.call(availabilityEndpoint, { channel: SHOP_CHANNEL, basket, ...NEAR });
  return {
    asOf: view.asOf,
    stores: view.shops.map((shop) => ({
      locationId: shop.locationId,
      name: shop.name,
      city: shop.city,
      distanceKm: shop.distanceMetres === null ? null : shop.distanceMetres / 1_000,
      openUntil: shop.open ? shop.closesAt : null,
      available:
        shop.basket === 'whole' ? Math.min(...shop.lines.map((line) => line.available)) : 0,
      readyBy: shop.basket === 'whole' ? shop.readyBy : null,
    })),
  };
}

/** The slots of a store that have room for an order of so many pieces. */
export async function askSlots(
  api: ContractClient,
  { locationId, pieces }: InputOf<typeof shopSlotsEndpoint>,
): Promise<ReplyOf<typeof shopSlotsEndpoint>> {
  const { readyBy, unit, slots } = await api.call(slotsEndpoint, { locationId });
  const places = unit === 'pieces' ? pieces : 1;
  return {
    readyBy,
    slots: slots
      .filter(({ free }) => free >= places)
      .map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
  };
}

/**
 * Places the visitor's order at the chain's prices, with the visitor's card and codes, and asks for the
 * link of its page. What the visitor was shown goes with it: should it cost something else by now, the
 * order is refused with the right figure.
 */
export async function passOrderOn(
  read: Read,
  api: ContractClient,
  input: InputOf<typeof shopOrderEndpoint>,
): Promise<ReplyOf<typeof shopOrderEndpoint>> {
  const { lines, card, coupons = [], locationId } = input;
  const quote = await quoteBag(read, { lines, coupons, locationId, ...(card ? { card } : {}) });
  const totalMinor = input.totalMinor ?? quote.totalMinor;
  const paid = input.payment === 'online' && totalMinor > 0;
  const order = await placedOnce(
    api.call(placeOrderEndpoint, {
      channel: SHOP_CHANNEL,
      externalId: input.attempt,
      locationId,
      // A: paid on the web; B: bound on the web, paid at the counter.
      contractFlow: input.payment === 'online' ? 'A' : 'B',
      currency: 'EUR',
      customer: {
        ...input.customer,
        phone: readPhone(input.customer.phone),
        ...(card && quote.cardKnown ? { card } : {}),
      },
      pricing: { coupons },
      lines: lines.map(({ gtin, quantity }, place) => ({
        externalLineId: String(place + 1),
        gtin,
        quantity,
      })),
      ...(input.slotStartsAt && { slotStartsAt: input.slotStartsAt }),
      totalMinor,
      payments: paid
        ? [{ kind: 'card', amountMinor: totalMinor, providerRef: `demo-${input.attempt}` }]
        : [],
    }),
  );
  const { token } = await api.call(customerLinkEndpoint, { orderId: order.orderId });
  return { number: order.number, token };
}

/**
 * The order of this attempt, also when it was placed before its visitor corrected something and pressed
 * again: they have one order and see what it says.
 */
async function placedOnce(
  placing: Promise<{ readonly orderId: string; readonly number: string }>,
): Promise<{ readonly orderId: string; readonly number: string }> {
  try {
    return await placing;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.slug !== 'order-exists') throw error;
    const { orderId, number } = error.problem;
    if (typeof orderId !== 'string' || typeof number !== 'string') throw error;
    return { orderId, number };
  }
}
