import { forbidden } from '../../../server/kernel/problems.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { may, mayForChannel } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { BatchedRequest, BatchedResult } from '../../../server/http/routes.ts';
import { orderExists } from '../problems.ts';
import { orderNotAcceptable } from './not-acceptable.ts';
import type { PlacedOrder, placeOrderEndpoint } from './contracts.ts';
import { dueMinor } from './domain/amounts.ts';
import { faultsOf } from './domain/faults.ts';
import type { OrderFile } from './domain/file.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { soldAsGiven } from './domain/sold.ts';
import type { OrderPrice } from './price-orders.ts';
import { promiseAndTake } from './promise-and-take.ts';
import type { Draft } from './promise-baskets.ts';
import { weightOf } from '../promises/domain/slots.ts';
import { hasRoom } from '../promises/ready-times.ts';
import { contentDigest, type OrderSecrets } from './secrets.ts';
import { readFiles } from './sql/files.ts';
import { lockExternalKeys, selectPlacedBefore } from './sql/placing.ts';
import { readWorld, type World } from './world.ts';
import { writeOrders } from './write-orders.ts';

type Request = BatchedRequest<typeof placeOrderEndpoint>;
type Result = BatchedResult<typeof placeOrderEndpoint>;

/**
 * Places orders, each whole or not at all: pieces promised, shares frozen, payments kept. Concurrent
 * requests share the transaction; a refusal is a result and nothing was written for it.
 */
export async function placeOrders(
  tx: Tx,
  secrets: OrderSecrets,
  requests: readonly Request[],
): Promise<readonly Result[]> {
  const results = new Map<Request, Result>();
  const fresh = await leaveOutPlaced(tx, firstOfEachOrder(requests), results);
  if (fresh.length > 0) {
    const world = await readWorld(tx, fresh);
    const drafts = fresh.flatMap((request) => {
      const draft = draftOf(tx, world, request);
      if (draft instanceof Refusal) results.set(request, { refusal: draft });
      return draft instanceof Refusal ? [] : [draft];
    });
    const { promised, refused } = await promiseAndTake(tx, world, drafts);
    for (const { draft, refusal } of refused) results.set(draft.request, { refusal });
    for (const { draft, file } of await writeOrders(tx, secrets, world, promised)) {
      results.set(draft.request, { reply: placedOrder(file, false) });
    }
  }
  // The same order twice in one batch: the second finds what the first has left.
  const again = requests.filter((request) => !results.has(request));
  if (again.length > 0) {
    const answers = await placeOrders(tx, secrets, again);
    again.forEach((request, place) => results.set(request, answers[place]!));
  }
  return requests.map((request) => results.get(request)!);
}

function firstOfEachOrder(requests: readonly Request[]): Request[] {
  const seen = new Set<string>();
  return requests.filter(({ input: { channel, externalId } }) => {
    const key = `${channel}/${externalId}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Answers those that were placed before; gives back the others, whose keys are now ours alone. */
async function leaveOutPlaced(
  tx: Tx,
  requests: readonly Request[],
  results: Map<Request, Result>,
): Promise<Request[]> {
  const keys = requests.map(({ input: { channel, externalId } }) => ({ channel, externalId }));
  // Sent one after the other without waiting: the look is taken when the lock is.
  const [, before] = await Promise.all([lockExternalKeys(tx, keys), selectPlacedBefore(tx, keys)]);
  if (before.length === 0) return [...requests];
  const files = new Map(
    (await readFiles(tx, { orderIds: before.map(({ orderId }) => orderId) })).map((file) => [
      file.orderId,
      file,
    ]),
  );
  return requests.filter((request) => {
    const { channel, externalId } = request.input;
    const placed = before.find((o) => o.channel === channel && o.externalId === externalId);
    if (!placed) return true;
    const file = files.get(placed.orderId)!;
    results.set(
      request,
      placed.contentDigest === contentDigest(request.input)
        ? { reply: placedOrder(file, true) }
        : { refusal: exists(file) },
    );
    return false;
  });
}

function exists(file: OrderFile): Refusal {
  return new Refusal(orderExists, {
    orderId: file.orderId,
    number: writtenOrderNumber(file.number),
    state: file.state,
    placedAt: file.placedAt.toISOString(),
  }) as unknown as Refusal;
}

function draftOf(tx: Tx, world: World, request: Request): Draft | Refusal {
  const { input, actor, requestId } = request;
  const permission = 'omnichannel.order.place';
  if (!may(actor, permission, input.locationId) || !mayForChannel(actor, input.channel)) {
    return new Refusal(forbidden, { permission }) as unknown as Refusal;
  }
  const price = world.prices.get(request) ?? null;
  if (price instanceof Refusal) return price;
  const faults = faultsOf(input, {
    channel: world.policies.channels.get(input.channel) ?? null,
    location: world.locations.get(input.locationId) ?? null,
    paused: world.policies.paused(input.locationId) !== null,
    slotFree: slotIsFree(world, input),
    vatRates: world.vatRates,
    cardUnknown: input.customer.card !== undefined && !world.cards.has(input.customer.card),
    priced: input.pricing === undefined ? null : figuresOf(input, price),
  });
  if (faults.length > 0) {
    return new Refusal(orderNotAcceptable, { faults }) as unknown as Refusal;
  }
  const lines = input.lines.map(({ gtin, quantity }) => ({
    itemId: world.items.get(gtin)!.id,
    quantity,
  }));
  const sold =
    price?.lines ??
    input.lines.map((line) => soldAsGiven(line, world.items.get(line.gtin)!.vatRate));
  return { request, by: tx.as(actor, requestId), orderId: newId(), lines, sold, price };
}

/** What an order that asks for our prices has to add up to; no total while it cannot be priced. */
function figuresOf({ shippingMinor = 0 }: Request['input'], price: OrderPrice | null) {
  return {
    totalMinor: price && price.goodsMinor + shippingMinor,
    badCoupons: price?.badCoupons ?? [],
  };
}

function slotIsFree({ policies, slots }: World, input: Request['input']): boolean {
  const { capacity } = policies.pickup(input.locationId);
  if (!input.slotStartsAt || !capacity) return false;
  const pieces = input.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return hasRoom(
    slots.get(input.locationId) ?? [],
    new Date(input.slotStartsAt),
    weightOf(capacity, pieces),
  );
}

export function placedOrder(file: OrderFile, existed: boolean): PlacedOrder {
  return {
    orderId: file.orderId,
    version: file.version,
    number: writtenOrderNumber(file.number),
    state: file.state,
    channel: file.channel,
    externalId: file.externalId,
    chosenLocationId: file.chosenLocationId,
    locationId: file.locationId,
    placedAt: file.placedAt.toISOString(),
    readyBy: file.readyBy.toISOString(),
    currency: file.currency,
    totalMinor: file.totalMinor,
    paidMinor: file.paidMinor,
    dueMinor: dueMinor(file),
    lines: file.lines.map(({ externalLineId, lineId, quantity }) => ({
      externalLineId,
      lineId,
      quantity,
    })),
    existed,
  };
}
