import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { findOrCreateCustomers } from '../../base/api.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { pickupRow } from '../pickup/row.ts';
import { newFile } from './new-file.ts';
import { freezeShares } from './domain/shares.ts';
import type { OrderFile } from './domain/file.ts';
import { orderPlaced } from './events.ts';
import { customerOf } from './price-orders.ts';
import type { World } from './world.ts';
import type { Draft, PromisedDraft } from './promise-baskets.ts';
import { promiseReadyTimes } from '../promises/ready-times.ts';
import type { Promises } from './promises.ts';
import { contentDigest, type OrderSecrets } from './secrets.ts';
import { insertOrders, type NewOrder } from './sql/placing.ts';

export interface WrittenOrder {
  readonly draft: Draft;
  readonly file: OrderFile;
}

/** Writes orders whose pieces are promised: customers, numbers, rows, events. */
export async function writeOrders(
  tx: Tx,
  secrets: OrderSecrets,
  world: World,
  promised: readonly PromisedDraft[],
): Promise<readonly WrittenOrder[]> {
  if (promised.length === 0) return [];
  const customerIds = await findOrCreateCustomers(
    tx,
    promised.map(({ draft }) => customerOf(draft.request)),
  );
  const promises = await promisesFor(tx, world, promised);
  const orders = promised.map((one, place) =>
    newOrder(tx, secrets, world, promises, one, customerIds[place]!),
  );
  const numbers = await insertOrders(tx, orders);
  const byId = new Map([...world.items.values()].map((item) => [item.id, item]));
  return promised.map(({ draft }, place) => {
    const unnumbered = orders[place]!.file;
    const file = { ...unnumbered, number: numbers.get(unnumbered.orderId)! };
    const { orderId, locationId, channel, externalId, contractFlow, customerId } = file;
    const row = pickupRow(file, byId, world.policies.channels.get(channel)!.title);
    draft.by.record(
      orderPlaced({ orderId, locationId, channel, externalId, contractFlow, customerId, row }),
    );
    return { draft, file };
  });
}

/** By when each is ready: booked in its shop's slots, where the shop counts what it promises. */
function promisesFor(
  tx: Tx,
  { locations, policies }: World,
  promised: readonly PromisedDraft[],
): Promise<ReadonlyMap<string, Promises>> {
  return promiseReadyTimes(
    tx,
    promised.map(({ draft, locationId }) => ({
      orderId: draft.orderId,
      location: locations.get(locationId)!,
      policy: policies.pickup(locationId),
      pieces: draft.lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
      slotStartsAt: slotOf(draft, locationId),
    })),
  );
}

/** The slot the customer chose, as long as the order stays in the shop they chose it of. */
function slotOf({ request: { input } }: Draft, locationId: string): Date | null {
  const { slotStartsAt } = input;
  return slotStartsAt && locationId === input.locationId ? new Date(slotStartsAt) : null;
}

function newOrder(
  tx: Tx,
  secrets: OrderSecrets,
  world: World,
  promises: ReadonlyMap<string, Promises>,
  promised: PromisedDraft,
  customerId: string,
): NewOrder {
  const { sold, price, orderId, request } = promised.draft;
  const { input, actor } = request;
  const shippingMinor = input.shippingMinor ?? 0;
  const payments = input.payments ?? [];
  const shares = freezeShares(
    sold.map(({ discounts, ...line }, place) => ({
      ...line,
      quantity: input.lines[place]!.quantity,
      discountsMinor: discounts.map(({ amountMinor }) => amountMinor),
    })),
    shippingMinor,
  );
  const units = shares.flat();
  const goodsMinor = units.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  const totalMinor = units.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  return {
    file: newFile(tx, secrets, world, promises.get(orderId)!, promised, { customerId, totalMinor }),
    year: Number(dayAt(world.locations.get(promised.locationId)!.zone, tx.now).slice(0, 4)),
    contentDigest: contentDigest(input),
    tokenDigest: secrets.tokenDigest(secrets.token(orderId)),
    contact: {
      email: input.customer.email?.toLowerCase() ?? null,
      phone: input.customer.phone ?? null,
      language: input.customer.language ?? 'it',
    },
    goodsMinor,
    discountMinor: goodsMinor + shippingMinor - totalMinor,
    shippingMinor,
    pricedBy: price?.pricedBy ?? null,
    lines: sold.map(({ unitPriceMinor, vatRate, discounts }, place) => ({
      lineId: promised.lineIds[place]!,
      unitPriceMinor,
      vatRate,
      discounts,
      units: shares[place]!.map((unit) => ({
        ...unit,
        holdId: promised.holdIds.get(`${promised.lineIds[place]!}/${unit.unit}`)!,
      })),
    })),
    payments: payments.map(({ kind, amountMinor, providerRef = null }) => ({
      paymentId: newId(),
      kind,
      amountMinor,
      providerRef,
    })),
    actorId: actor.id,
  };
}
