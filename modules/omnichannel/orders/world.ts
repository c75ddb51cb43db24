import type { Tx } from '../../../server/db/transaction.ts';
import type { BatchedRequest } from '../../../server/http/routes.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import {
  itemsByGtin,
  knownCards,
  locationsById,
  type Item,
  type Location,
} from '../../base/api.ts';
import { freeSlots, SLOTS_OFFERED, type FreeSlot } from '../promises/ready-times.ts';
import type { placeOrderEndpoint } from './contracts.ts';
import { priceOrders, type OrderPrice } from './price-orders.ts';
import { readPolicies, type Policies } from './sql/policies.ts';

type Request = BatchedRequest<typeof placeOrderEndpoint>;

/** What a batch of orders needs to know of the chain, read once for all of them. */
export interface World {
  readonly policies: Policies;
  /** By the barcode that was asked for. */
  readonly items: ReadonlyMap<string, Item>;
  readonly vatRates: ReadonlyMap<string, number>;
  /** The chosen shops; all of them once somebody needs another one. */
  readonly locations: Map<string, Location>;
  /** The next slots of the shops in which somebody chose one. */
  readonly slots: ReadonlyMap<string, readonly FreeSlot[]>;
  /** Of the fidelity cards that were named, those somebody has. */
  readonly cards: ReadonlySet<string>;
  /** Of the orders that ask for our prices. */
  readonly prices: ReadonlyMap<Request, OrderPrice | Refusal>;
}

/** Read together: none of it waits for the other. */
export async function readWorld(tx: Tx, requests: readonly Request[]): Promise<World> {
  const gtins = requests.flatMap(({ input }) => input.lines.map(({ gtin }) => gtin));
  const chosen = [...new Set(requests.map(({ input }) => input.locationId))];
  const named = requests.flatMap(({ input }) => input.customer.card ?? []);
  const [policies, items, shops, cards] = await Promise.all([
    readPolicies(tx),
    itemsByGtin(tx, gtins),
    locationsById(tx, chosen),
    knownCards(tx, named),
  ]);
  const locations = new Map(shops);
  const vatRates = new Map([...items].map(([gtin, { vatRate }]) => [gtin, vatRate]));
  const slots = await chosenShopsSlots(tx, policies, locations, requests);
  const prices = await priceOrders(tx, { items, policies }, requests);
  return { policies, items, vatRates, locations, slots, cards, prices };
}

/** Asked only when a customer chose a slot. */
function chosenShopsSlots(
  tx: Tx,
  policies: Policies,
  locations: ReadonlyMap<string, Location>,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, readonly FreeSlot[]>> {
  const chosen = requests.flatMap(({ input }) => (input.slotStartsAt ? [input.locationId] : []));
  const shops = [...new Set(chosen)].flatMap((id) => locations.get(id) ?? []);
  return freeSlots(
    tx,
    shops.map((location) => ({ location, policy: policies.pickup(location.id) })),
    SLOTS_OFFERED,
  );
}
