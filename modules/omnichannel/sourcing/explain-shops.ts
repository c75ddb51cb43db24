import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import {
  distanceMetres,
  itemsById,
  locationsById,
  type Item,
  type Location,
} from '../../base/api.ts';
import type { TrustedLevel } from '../../store-system/api.ts';
import { figureFor, levelsForChannels } from '../availability/channel-stock.ts';
import { demandOrder } from '../orders/access.ts';
import { openPieces, type OrderFile } from '../orders/domain/file.ts';
import { basketOf, type Wanted } from '../orders/domain/sourcing.ts';
import { readFile } from '../orders/sql/files.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import type { Candidates, candidatesEndpoint } from './contracts.ts';
import {
  explain,
  ruleFor,
  type Confidence,
  type Explanation,
  type ShopFacts,
  type ToSource,
} from './domain.ts';
import { readRule, selectLoads, selectShopsWithoutLuck } from './sql.ts';

const DAY = 86_400_000;
/** A shop that did not find pieces is trusted again after these days. */
const REJECTION_DAYS = 30;

export interface ExplainedShops extends Explanation {
  readonly ruleVersion: number;
}

/**
 * Where the open pieces of an order could be prepared instead, best first, and why. What a shop's rules
 * keep back from the channel stays on its floor: nobody has promised it to this customer there.
 */
export async function explainShops(read: Read, file: OrderFile): Promise<ExplainedShops> {
  const { version, rule } = await readRule(read);
  const order = { ...file, wanted: wantedOf(file) };
  const facts = (await factsOf(read, [order])).get(file.orderId)!;
  return { ruleVersion: version, ...explain(ruleFor(rule, file.channel), facts) };
}

/** Which other shops have the missing pieces of an order alone, best first, and why. */
export async function explainBringers(read: Read, file: OrderFile): Promise<ExplainedShops> {
  const { version, rule } = await readRule(read);
  const wanted = basketOf(
    file.lines
      .filter(({ short }) => short > 0)
      .map(({ itemId, short: quantity }) => ({ itemId, quantity })),
  );
  const facts = (await factsOf(read, [{ ...file, wanted }])).get(file.orderId)!;
  return { ruleVersion: version, ...explain(ruleFor(rule, file.channel), facts) };
}

/** What is known of every shop for each of some orders, read once for all of them. */
export async function factsOf(
  read: Read,
  orders: readonly ToSource[],
): Promise<ReadonlyMap<string, readonly ShopFacts[]>> {
  const locations = [...(await locationsById(read, null)).values()].filter(
    ({ kind }) => kind === 'store',
  );
  const itemIds = [
    ...new Set(orders.flatMap(({ wanted }) => wanted.map(({ itemId }) => itemId))),
  ].sort();
  const locationIds = locations.map(({ id }) => id);
  const policies = await readPolicies(read);
  const levels = await levelsForChannels(read, policies, { itemIds, locationIds });
  const stock = {
    policies,
    levels: new Map(levels.map((level) => [`${level.locationId}/${level.itemId}`, level])),
    items: await itemsById(read, itemIds),
  };
  const loads = await selectLoads(read, new Date(read.now.getTime() - REJECTION_DAYS * DAY));
  const unlucky = await selectShopsWithoutLuck(
    read,
    orders.map(({ orderId }) => orderId),
  );
  return new Map(
    orders.map((order) => {
      const chosen = locations.find(({ id }) => id === order.chosenLocationId);
      const without = unlucky.get(order.orderId) ?? [];
      const facts = locations.map((location): ShopFacts => ({
        locationId: location.id,
        name: location.name,
        active: location.active,
        takesOrders: location.pickupEnabled && policies.paused(location.id) === null,
        here: location.id === order.locationId,
        distanceMetres: chosen ? between(chosen, location) : null,
        ...stockThere(location.id, order.wanted, { ...stock, channel: order.channel }),
        openOrders: loads.get(location.id)?.openOrders ?? 0,
        capacity: location.pickupCapacity,
        rejections: loads.get(location.id)?.rejections ?? 0,
        hadThisOrder: without.includes(location.id),
      }));
      return [order.orderId, facts];
    }),
  );
}

/** Every open piece: those in hand would have to be put back first. */
function wantedOf({ lines }: OrderFile): Wanted[] {
  return basketOf(
    lines.flatMap((line) => {
      const quantity = openPieces(line);
      return quantity > 0 ? [{ itemId: line.itemId, quantity }] : [];
    }),
  );
}

const TRUST: readonly Confidence[] = ['low', 'medium', 'high'];

interface StockSeen {
  readonly policies: Policies;
  /** By location and item. */
  readonly levels: ReadonlyMap<string, TrustedLevel>;
  readonly items: ReadonlyMap<string, Item>;
  readonly channel: string;
}

function stockThere(
  locationId: string,
  wanted: readonly Wanted[],
  { policies, levels, items, channel }: StockSeen,
): Pick<ShopFacts, 'spare' | 'confidence'> {
  let spare = Number.POSITIVE_INFINITY;
  let trust = 2;
  for (const { itemId, quantity } of wanted) {
    const level = levels.get(`${locationId}/${itemId}`);
    const left = level ? figureFor(policies, items.get(itemId)!, level, channel).left : 0;
    spare = Math.min(spare, left - quantity);
    trust = Math.min(trust, level ? TRUST.indexOf(level.confidence) : 0);
  }
  return { spare: Number.isFinite(spare) ? spare : 0, confidence: TRUST[trust]! };
}

function between(a: Location, b: Location): number | null {
  if (a.latitude === null || a.longitude === null) return null;
  if (b.latitude === null || b.longitude === null) return null;
  return distanceMetres(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  );
}

/** For the person who reassigns an order by hand: every shop, with its place or its reason. */
export async function readCandidates(
  read: Read,
  { orderId }: InputOf<typeof candidatesEndpoint>,
): Promise<Candidates> {
  const found = await readFile(read, orderId);
  const file = demandOrder(read.actor, 'omnichannel.order.move', found);
  const { ranked, excluded, ruleVersion } = await explainShops(read, file);
  return {
    orderId,
    version: file.version,
    locationId: file.locationId,
    ruleVersion,
    ranked: ranked.map((shop) => ({ ...shop, measures: [...shop.measures] })),
    excluded: [...excluded],
  };
}
