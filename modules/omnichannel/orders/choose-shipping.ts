import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { letterDue } from '../mail/sql.ts';
import { recordChange } from '../pickup/change.ts';
import { shippingNotOffered, shippingNotPaid } from '../problems.ts';
import { demandMoved, demandOrder, demandVersion } from './access.ts';
import { dueMinor } from './domain/amounts.ts';
import type { OrderFile } from './domain/file.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { chooseShipping, isSameAddress, type ShipTo } from './domain/shipping.ts';
import { demandNothingPicked } from './move-order.ts';
import type { chooseShippingEndpoint, ShippingChosen } from './shipping-contracts.ts';
import { lockFile, saveFiles } from './sql/files.ts';
import { readPolicies } from './sql/policies.ts';

/** Somebody of the house has an order sent: the customer called. */
export async function chooseShippingAsStaff(
  tx: Tx,
  { orderId, expectedVersion, ...to }: InputOf<typeof chooseShippingEndpoint>,
): Promise<ShippingChosen> {
  const file = demandOrder(tx.actor, 'omnichannel.order.move', await lockFile(tx, orderId));
  demandVersion(file, expectedVersion);
  const { version, state, fulfilment } = await sendInstead(tx, file, to, 'staff');
  return { version, state, fulfilment };
}

/**
 * A locked order is sent to this address. Saying the same again changes nothing. Refuses what is not
 * paid, what is being picked, and shops that send nothing.
 */
export async function sendInstead(
  tx: Tx,
  file: OrderFile,
  given: ShipTo,
  by: 'customer' | 'staff',
): Promise<OrderFile> {
  const to = trimmed(given);
  if (file.fulfilment === 'shipping' && isSameAddress(file.shipTo, to)) return file;
  await demandNothingPicked(tx, file);
  const after = demandMoved(file, chooseShipping(file, to));
  if (file.fulfilment === 'pickup') await demandSendable(tx, file);
  await saveFiles(tx, [{ before: file, after }]);
  if (file.hasEmail) await letterDue(tx, file.orderId, 'shipping-chosen');
  recordChange(tx, 'omnichannel.order-shipping-chosen.v1', after, { by });
  return after;
}

async function demandSendable(tx: Tx, file: OrderFile): Promise<void> {
  const number = writtenOrderNumber(file.number);
  const due = dueMinor(file);
  if (due > 0) {
    throw new Refusal(shippingNotPaid, { number, dueMinor: due, currency: file.currency });
  }
  const { offersShipping } = (await readPolicies(tx)).pickup(file.locationId);
  if (!offersShipping) throw new Refusal(shippingNotOffered, { number });
}

function trimmed(to: ShipTo): ShipTo {
  return {
    recipient: to.recipient.trim(),
    street: to.street.trim(),
    postalCode: to.postalCode,
    city: to.city.trim(),
    province: to.province,
    notes: to.notes?.trim() || null,
  };
}
