import { may } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { BatchedRequest } from '../../../server/http/routes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { distanceMetres, locationsById, type Location } from '../../base/api.ts';
import {
  availability,
  placeHolds,
  type HoldRequest,
  type Shortage,
} from '../../store-system/api.ts';
import { basketNotInStock } from '../problems.ts';
import type { placeOrderEndpoint } from './contracts.ts';
import {
  basketOf,
  Promisable,
  shopsWithBasket,
  sourceOf,
  type Candidate,
  type Wanted,
} from './domain/sourcing.ts';
import type { SoldOrderLine } from './domain/sold.ts';
import { keptBackElsewhere, type KeptBack } from './kept-back.ts';
import type { OrderPrice } from './price-orders.ts';
import type { World } from './world.ts';

/** An order without faults that has no pieces yet. */
export interface Draft {
  readonly request: BatchedRequest<typeof placeOrderEndpoint>;
  /** In whose name it is recorded. */
  readonly by: Tx;
  readonly orderId: string;
  /** In the order of the request's lines. */
  readonly lines: readonly Wanted[];
  /** What each line is sold for, in the same order. */
  readonly sold: readonly SoldOrderLine[];
  /** By our prices; null for an order that brought its own. */
  readonly price: OrderPrice | null;
}

/** A draft whose pieces are promised, each by a hold of its own. */
export interface PromisedDraft {
  readonly draft: Draft;
  readonly locationId: string;
  readonly lineIds: readonly string[];
  /** The promise of each piece, by line and unit: `<lineId>/1`. */
  readonly holdIds: ReadonlyMap<string, string>;
}

interface Sourced {
  readonly draft: Draft;
  readonly locationId: string;
}

export interface RefusedDraft {
  readonly draft: Draft;
  readonly refusal: Refusal;
}

/**
 * Promises each basket at the chosen shop, or at the one the channel's policy puts in its place. Who
 * gets what is decided under the locks; the look before only says where to ask.
 */
export async function promiseBaskets(
  tx: Tx,
  world: World,
  drafts: readonly Draft[],
): Promise<{ promised: readonly PromisedDraft[]; refused: readonly RefusedDraft[] }> {
  if (drafts.length === 0) return { promised: [], refused: [] };
  const first = await source(tx, world, drafts);
  const promised: PromisedDraft[] = [];
  const refused: { draft: Draft; shortages: readonly Shortage[] }[] = [];
  await promise(tx, first, promised, refused);
  // Somebody was faster than our look: what is left decides once more, then it is a refusal.
  const movable = refused.filter(({ draft }) => withinMetres(world, draft) !== null);
  if (movable.length > 0) {
    const second = await source(
      tx,
      world,
      movable.map(({ draft }) => draft),
    );
    const moved = second.filter(
      ({ draft, locationId }) => draft.request.input.locationId !== locationId,
    );
    const retried = new Set(moved.map(({ draft }) => draft));
    const kept = refused.filter(({ draft }) => !retried.has(draft));
    refused.splice(0, refused.length, ...kept);
    await promise(tx, moved, promised, refused);
  }
  return { promised, refused: await explained(tx, world, refused) };
}

/** The channel's policy, unless the request says otherwise. */
function withinMetres({ policies }: World, { request: { input } }: Draft): number | null {
  if (input.acceptOtherLocation === false) return null;
  const policy = policies.channels.get(input.channel)!.otherShopWithinMetres;
  return policy ?? (input.acceptOtherLocation ? Number.POSITIVE_INFINITY : null);
}

async function source(tx: Tx, world: World, drafts: readonly Draft[]): Promise<Sourced[]> {
  const movable = drafts.filter((draft) => withinMetres(world, draft) !== null);
  const chosen = new Set(movable.map(({ request }) => request.input.locationId));
  const baskets = new Map(movable.map((draft) => [draft, basketOf(draft.lines)]));
  const stock = new Promisable(await look(tx, movable, [...chosen]));
  const short = movable.filter(
    (draft) => !stock.hasWhole(draft.request.input.locationId, baskets.get(draft)!),
  );
  // Other shops are only looked at when somebody needs one.
  const everywhere = short.length > 0 ? new Promisable(await look(tx, movable, null)) : stock;
  const kept = short.length > 0 ? await rulesElsewhere(tx, world, short) : null;
  return drafts.map((draft) => {
    const { locationId } = draft.request.input;
    const basket = baskets.get(draft);
    if (!basket) return { draft, locationId };
    const others = () => (kept ? offering(world, draft, basket, everywhere, kept) : []);
    const source = sourceOf(locationId, others, withinMetres(world, draft), basket, everywhere);
    // Whoever will be refused takes nothing from those behind.
    if (everywhere.hasWhole(source, basket)) everywhere.take(source, basket);
    return { draft, locationId: source };
  });
}

function look(tx: Tx, drafts: readonly Draft[], locationIds: readonly string[] | null) {
  const itemIds = drafts.flatMap(({ lines }) => lines.map(({ itemId }) => itemId));
  return availability(tx, { itemIds, locationIds });
}

/** The other shops, and what each keeps back of these baskets. */
async function rulesElsewhere(tx: Tx, world: World, drafts: readonly Draft[]): Promise<KeptBack> {
  await readOtherShops(tx, world);
  return keptBackElsewhere(
    tx,
    world,
    drafts.flatMap(({ lines }) => lines),
  );
}

async function readOtherShops(tx: Tx, { locations }: World): Promise<void> {
  for (const [id, location] of await locationsById(tx, null)) locations.set(id, location);
}

/** The other shops that could prepare the order, with their distance from the chosen one. */
function candidates(
  { locations, policies }: World,
  { request: { actor, input } }: Draft,
): Candidate[] {
  const chosen = locations.get(input.locationId)!;
  return [...locations.values()]
    .filter(
      ({ id, active, pickupEnabled }) =>
        id !== chosen.id &&
        active &&
        pickupEnabled &&
        policies.paused(id) === null &&
        may(actor, 'omnichannel.order.place', id),
    )
    .map((other) => ({
      locationId: other.id,
      name: other.name,
      distanceMetres: distanceBetween(chosen, other),
    }));
}

/** Of those, the shops that have the basket beyond what they keep back from its channel. */
function offering(
  world: World,
  draft: Draft,
  basket: readonly Wanted[],
  stock: Promisable,
  kept: KeptBack,
): Candidate[] {
  const { channel } = draft.request.input;
  return candidates(world, draft).filter(({ locationId }) =>
    basket.every(
      ({ itemId, quantity }) =>
        stock.left(locationId, itemId) - kept(channel, locationId, itemId) >= quantity,
    ),
  );
}

function distanceBetween(a: Location, b: Location): number | null {
  if (a.latitude === null || a.longitude === null) return null;
  if (b.latitude === null || b.longitude === null) return null;
  return distanceMetres(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  );
}

async function promise(
  tx: Tx,
  sourced: readonly Sourced[],
  promised: PromisedDraft[],
  refused: { draft: Draft; shortages: readonly Shortage[] }[],
): Promise<void> {
  const owners = sourced.map(({ draft, locationId }) => ({
    draft,
    locationId,
    lineIds: draft.lines.map(() => newId()),
  }));
  const results = await placeHolds(
    tx,
    owners.map(({ draft, locationId, lineIds }): HoldRequest => ({
      kind: 'order',
      ownerId: draft.orderId,
      locationId,
      until: null,
      by: draft.by,
      lines: draft.lines.flatMap(({ itemId, quantity }, place) =>
        Array.from({ length: quantity }, (_, unit) => ({
          itemId,
          quantity: 1,
          ownerLineId: `${lineIds[place]!}/${unit + 1}`,
        })),
      ),
    })),
  );
  results.forEach((result, place) => {
    const owner = owners[place]!;
    if (result.outcome === 'refused') {
      refused.push({ draft: owner.draft, shortages: result.shortages });
      return;
    }
    const holdIds = new Map(result.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
    promised.push({ ...owner, holdIds });
  });
}

/** What is missing in the chosen shop, and which shops have the whole basket. */
async function explained(
  tx: Tx,
  world: World,
  refused: readonly { draft: Draft; shortages: readonly Shortage[] }[],
): Promise<RefusedDraft[]> {
  if (refused.length === 0) return [];
  const levels = await look(
    tx,
    refused.map(({ draft }) => draft),
    null,
  );
  const drafts = refused.map(({ draft }) => draft);
  const kept = await rulesElsewhere(tx, world, drafts);
  const stock = new Promisable(levels);
  const gtins = new Map([...world.items].map(([gtin, { id }]) => [id, gtin]));
  const elsewhere = (draft: Draft): Candidate[] => {
    const basket = basketOf(draft.lines);
    return shopsWithBasket(offering(world, draft, basket, stock, kept), basket, stock).slice(0, 5);
  };
  return refused.map(({ draft, shortages }) => ({
    draft,
    refusal: new Refusal(basketNotInStock, {
      locationId: draft.request.input.locationId,
      missing: shortages.map(({ itemId, requested, available }) => ({
        gtin: gtins.get(itemId)!,
        requested,
        available,
      })),
      elsewhere: elsewhere(draft),
    }) as unknown as Refusal,
  }));
}
