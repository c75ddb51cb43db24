import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsById, locationsById, type Location } from '../../base/api.ts';
import { moveHolds, type Shortage } from '../../store-system/api.ts';
import { letterDue } from '../mail/sql.ts';
import { rowOf } from '../pickup/change.ts';
import { orderStatus } from '../pickup/row.ts';
import { orderAlreadyPicked, piecesNotAtShop, shopTakesNoOrders } from '../problems.ts';
import { demandMoved, demandOrder, demandVersion } from './access.ts';
import type { MovedOrder, moveOrderEndpoint } from './contracts.ts';
import { openPieces, type OrderFile } from './domain/file.ts';
import { isBeforeBag, moveTo, type MoveCause } from './domain/move.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { orderMoved } from './events.ts';
import { promiseReadyTimes } from '../promises/ready-times.ts';
import { giveBackPlaces } from '../promises/sql/slots.ts';
import { promisesOf, type Promises } from './promises.ts';
import { lockFile, saveFiles } from './sql/files.ts';
import { readPolicies, type Policies, type PickupPolicy } from './sql/policies.ts';
import { readUnits, repromiseUnits } from './sql/units.ts';

/** Somebody of the house has an order prepared in another shop. It is there already: nothing changes. */
export async function moveOrder(
  tx: Tx,
  input: InputOf<typeof moveOrderEndpoint>,
): Promise<MovedOrder> {
  const file = demandOrder(tx.actor, MOVE, await lockFile(tx, input.orderId));
  if (file.locationId === input.locationId) return movedOrder(file);
  demandVersion(file, input.expectedVersion);
  return movedOrder(await moveFile(tx, file, input.locationId, 'staff'));
}

const MOVE = 'omnichannel.order.move';

/**
 * The open pieces of a locked order are promised in another shop, and no longer here; both queues are
 * told by one event and the customer by a letter. Refuses, with nothing changed, when that shop lacks
 * pieces or takes no orders, and when pieces have already been taken from the floor here.
 */
export async function moveFile(
  tx: Tx,
  file: OrderFile,
  locationId: string,
  cause: MoveCause,
): Promise<OrderFile> {
  const policies = await readPolicies(tx);
  const shop = await demandOpenForPickup(tx, policies, locationId);
  await demandNothingPicked(tx, file);
  const policy = policies.pickup(locationId);
  const promises = promisesOf(shop.schedule, policy, tx.now);
  const decided = demandMoved(file, moveTo(file, { locationId, ...promises }, cause));
  await promiseThere(tx, file, shop);
  const after = { ...decided, ...(await bookedThere(tx, decided, shop, policy)) };
  await saveFiles(tx, [{ before: file, after }]);
  await letterDue(tx, file.orderId, 'moved');
  const there = { status: orderStatus(after), row: await rowOf(tx, after) };
  tx.record(orderMoved(after, file.locationId, cause, there));
  return after;
}

/** Its place in the slots of the new shop, if that counts them; those it had elsewhere are given back. */
async function bookedThere(
  tx: Tx,
  { orderId, lines }: OrderFile,
  location: Location,
  policy: PickupPolicy,
): Promise<Promises> {
  await giveBackPlaces(tx, orderId, location.id);
  const pieces = lines.reduce((sum, line) => sum + openPieces(line), 0);
  const order = { orderId, location, policy, pieces, slotStartsAt: null };
  return (await promiseReadyTimes(tx, [order])).get(orderId)!;
}

async function demandOpenForPickup(
  tx: Tx,
  policies: Policies,
  locationId: string,
): Promise<Location> {
  const shop = (await locationsById(tx, [locationId])).get(locationId);
  if (!shop?.active || !shop.pickupEnabled || policies.paused(locationId)) {
    throw new Refusal(shopTakesNoOrders, { locationId, name: shop?.name ?? locationId });
  }
  return shop;
}

/** Pieces in hand, or waiting to go back, stay where they are: somebody puts them back first. */
export async function demandNothingPicked(tx: Tx, file: OrderFile): Promise<void> {
  if (!isBeforeBag(file)) return;
  const inHand = file.lines.filter(({ picked, toPutBack }) => picked + toPutBack > 0);
  if (inHand.length === 0) return;
  const items = await itemsById(
    tx,
    inHand.map(({ itemId }) => itemId),
  );
  throw new Refusal(orderAlreadyPicked, {
    orderId: file.orderId,
    number: writtenOrderNumber(file.number),
    pieces: inHand.map(({ itemId, picked, toPutBack }) => {
      const { name, colour, size } = items.get(itemId)!;
      return { name, colour, size, quantity: picked + toPutBack };
    }),
  });
}

/** Every open piece gets a promise in that shop; those that had one here give it up. */
async function promiseThere(tx: Tx, file: OrderFile, shop: Location): Promise<void> {
  const open = (await readUnits(tx, file.orderId)).filter(({ fate }) => fate === 'open');
  const itemOf = new Map(file.lines.map(({ lineId, itemId }) => [lineId, itemId]));
  const result = await moveHolds(
    tx,
    open.filter(({ short }) => !short).map(({ holdId }) => holdId),
    {
      kind: 'order',
      ownerId: file.orderId,
      locationId: shop.id,
      until: null,
      lines: open.map(({ lineId, unit }) => ({
        itemId: itemOf.get(lineId)!,
        quantity: 1,
        ownerLineId: `${lineId}/${unit}`,
      })),
    },
  );
  if (result.outcome === 'refused') throw await notThere(tx, shop, result.shortages);
  const holds = new Map(result.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
  await repromiseUnits(
    tx,
    open.map(({ lineId, unit }) => ({ lineId, unit, holdId: holds.get(`${lineId}/${unit}`)! })),
  );
}

async function notThere(tx: Tx, shop: Location, shortages: readonly Shortage[]): Promise<Error> {
  const items = await itemsById(
    tx,
    shortages.map(({ itemId }) => itemId),
  );
  return new Refusal(piecesNotAtShop, {
    locationId: shop.id,
    shopName: shop.name,
    missing: shortages.map(({ itemId, requested, available }) => {
      const { name, colour, size } = items.get(itemId)!;
      return { itemId, name, colour, size, requested, available };
    }),
  });
}

function movedOrder(file: OrderFile): MovedOrder {
  return {
    orderId: file.orderId,
    version: file.version,
    state: file.state,
    locationId: file.locationId,
    readyBy: file.readyBy.toISOString(),
  };
}
