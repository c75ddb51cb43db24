import assert from 'node:assert/strict';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { consumeHolds, lockStock } from '../../store-system/api.ts';
import { letterDue } from '../mail/sql.ts';
import { demandMoved, demandVersion } from '../orders/access.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { dueMinor } from '../orders/domain/amounts.ts';
import { giveToCarrier, leavingWithCarrier } from '../orders/domain/shipping.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readUnits, settleUnits } from '../orders/sql/units.ts';
import { lockToWork, recordChange } from './change.ts';
import type { shipEndpoint, Shipped } from './shipping-contracts.ts';
import { bagsGone } from './sql/bags.ts';
import { insertHandover } from './sql/handovers.ts';

/**
 * The carrier takes the bag: a handover like any other, but for who takes it. Every open piece leaves,
 * out of stock in the same transaction; what was cancelled and lies in the bag still goes back.
 */
export async function shipOrder(tx: Tx, input: InputOf<typeof shipEndpoint>): Promise<Shipped> {
  const { orderId, expectedVersion } = input;
  const shipment = { carrier: input.carrier.trim(), trackingNumber: input.trackingNumber.trim() };
  const file = await lockToWork(tx, orderId);
  demandVersion(file, expectedVersion);
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  const given = demandMoved(file, giveToCarrier(file, ending));
  assert(dueMinor(file) === 0, 'what is sent was paid when that was chosen, and only gets cheaper');
  const { locationId } = file;
  await lockStock(
    tx,
    file.lines.map(({ itemId }) => ({ locationId, itemId })),
  );
  const lines = leavingWithCarrier(file);
  const handoverId = newId();
  await insertHandover(tx, {
    ...{ handoverId, locationId, orderId, lines, shipment },
    proof: 'tracking',
    collector: 'carrier',
    payments: [],
  });
  const units = (await readUnits(tx, orderId)).filter(({ fate }) => fate === 'open');
  const empty = given.lines.every(({ toPutBack }) => toPutBack === 0);
  const after = empty ? { ...given, bags: [] } : given;
  await settleUnits(
    tx,
    units.map((unit) => ({ ...unit, fate: 'collected' as const })),
  );
  await saveFiles(tx, [{ before: file, after }]);
  if (empty) await bagsGone(tx, orderId);
  await consumeHolds(
    tx,
    units.map(({ holdId }) => ({ holdId, quantity: 1 })),
    { kind: 'handover', id: handoverId },
  );
  if (file.hasEmail) await letterDue(tx, orderId, 'shipped');
  const { businessDay } = ending;
  const facts = { handoverId, businessDay, lines, ...shipment };
  recordChange(tx, 'omnichannel.order-shipped.v1', after, facts);
  const { version, state } = after;
  return { orderId, version, handoverId, state, pieces: units.length, ...shipment };
}
