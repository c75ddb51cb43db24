import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { letterDue } from '../mail/sql.ts';
import { recordChange } from '../pickup/change.ts';
import { shippingCosts, shippingNotOffered, shippingNotPaid } from '../problems.ts';
import { demandMoved, demandOrder, demandVersion } from './access.ts';
import { dueMinor, keptMinor, toRefundMinor } from './domain/amounts.ts';
import { hasPiecesInHand, type OrderFile } from './domain/file.ts';
import { isSameAddress, type ShipTo } from './domain/fulfilment.ts';
import { isBeforeBag } from './domain/move.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { chooseShipping, collectInstead, mayCollectInstead } from './domain/shipping.ts';
import { feeOfCustomer, withFee, withoutFee } from './domain/shipping-fee.ts';
import { demandNothingPicked } from './move-order.ts';
import { oweRefund } from './owe-refund.ts';
import type {
  chooseShippingEndpoint,
  FeePayment,
  ShippingChosen,
  shippingQuoteEndpoint,
  ShippingQuote,
  undoShippingEndpoint,
} from './shipping-contracts.ts';
import { lockFile, readFile, saveFiles } from './sql/files.ts';
import { readPolicies } from './sql/policies.ts';
import { insertFeePayment, readFeeUnits, writeFee } from './sql/shipping-fee.ts';

const MOVE = 'omnichannel.order.move';

/** Whether an order can be sent, what that costs and whom, and whether sending it can be taken back. */
export async function quoteShipping(
  read: Read,
  { orderId }: InputOf<typeof shippingQuoteEndpoint>,
): Promise<ShippingQuote> {
  const file = demandOrder(read.actor, MOVE, await readFile(read, orderId));
  const { offersShipping, shippingFee } = (await readPolicies(read)).pickup(file.locationId);
  const fee = feeOfCustomer(shippingFee, keptMinor(file));
  const against = !isBeforeBag(file)
    ? 'state'
    : file.lines.some(({ short }) => short > 0)
      ? 'short'
      : hasPiecesInHand(file)
        ? 'picked'
        : dueMinor(file) > 0
          ? 'unpaid'
          : file.fulfilment === 'pickup' && !offersShipping
            ? 'not-offered'
            : null;
  return {
    version: file.version,
    fulfilment: file.fulfilment,
    recipient: `${file.contactName} ${file.contactSurname}`.trim(),
    shipTo: file.shipTo,
    against,
    costMinor: shippingFee.amountMinor,
    // Who has paid once pays no second time for another address.
    feeMinor: file.fulfilment === 'shipping' ? 0 : fee,
    paidMinor: file.shippingFeeMinor,
    currency: file.currency,
    mayCollectInstead: mayCollectInstead(file),
  };
}

/** Somebody of the house has an order sent: the customer called, or stands there and pays for it. */
export async function chooseShippingAsStaff(
  tx: Tx,
  { orderId, expectedVersion, payment, ...to }: InputOf<typeof chooseShippingEndpoint>,
): Promise<ShippingChosen> {
  const file = demandOrder(tx.actor, MOVE, await lockFile(tx, orderId));
  demandVersion(file, expectedVersion);
  return chosen(await sendInstead(tx, file, to, 'staff', payment));
}

/** It is collected after all, as long as no carrier has it; what was paid for sending it is owed back. */
export async function undoShipping(
  tx: Tx,
  { orderId, expectedVersion }: InputOf<typeof undoShippingEndpoint>,
): Promise<ShippingChosen> {
  const file = demandOrder(tx.actor, MOVE, await lockFile(tx, orderId));
  demandVersion(file, expectedVersion);
  return chosen(await collectAfterAll(tx, file));
}

/** A locked order is not sent any more, but collected: until a carrier has it. */
export async function collectAfterAll(tx: Tx, file: OrderFile): Promise<OrderFile> {
  const { orderId } = file;
  const collected = demandMoved(file, collectInstead(file));
  const units = await readFeeUnits(tx, orderId);
  const changed = withoutFee(units);
  const backMinor = units
    .filter(({ open }) => open)
    .reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const after = await oweRefund(
    tx,
    {
      ...collected,
      totalMinor: file.totalMinor - backMinor,
      shippingFeeMinor: file.shippingFeeMinor - backMinor,
    },
    'shipping-undone',
  );
  // What is owed is written first: an order is never paid beyond its total.
  await saveFiles(tx, [{ before: file, after }]);
  if (backMinor > 0) await writeFee(tx, orderId, changed, -backMinor);
  if (file.hasEmail) await letterDue(tx, orderId, 'shipping-undone');
  recordChange(tx, 'omnichannel.order-shipping-undone.v1', after, {
    backMinor,
    toRefundMinor: toRefundMinor(after),
  });
  return after;
}

function chosen({ version, state, fulfilment }: OrderFile): ShippingChosen {
  return { version, state, fulfilment };
}

/**
 * A locked order is sent to this address. Saying the same again changes nothing. Refuses what is not
 * paid, what is being picked, shops that send nothing, and a fee that nobody pays now: a carrier takes
 * no money.
 */
export async function sendInstead(
  tx: Tx,
  file: OrderFile,
  given: ShipTo,
  by: 'customer' | 'staff',
  payment?: FeePayment,
): Promise<OrderFile> {
  const to = trimmed(given);
  if (file.fulfilment === 'shipping' && isSameAddress(file.shipTo, to)) return file;
  await demandNothingPicked(tx, file);
  const moved = demandMoved(file, chooseShipping(file, to));
  const feeMinor = file.fulfilment === 'pickup' ? await demandSendable(tx, file, payment) : 0;
  const after = feeMinor > 0 ? await charged(tx, moved, feeMinor, payment!) : moved;
  await saveFiles(tx, [{ before: file, after }]);
  if (file.hasEmail) await letterDue(tx, file.orderId, 'shipping-chosen');
  recordChange(tx, 'omnichannel.order-shipping-chosen.v1', after, { by, feeMinor });
  return after;
}

/** What the customer pays for it now. */
async function demandSendable(
  tx: Tx,
  file: OrderFile,
  payment: FeePayment | undefined,
): Promise<number> {
  const number = writtenOrderNumber(file.number);
  const due = dueMinor(file);
  const { currency } = file;
  if (due > 0) throw new Refusal(shippingNotPaid, { number, dueMinor: due, currency });
  const { offersShipping, shippingFee } = (await readPolicies(tx)).pickup(file.locationId);
  if (!offersShipping) throw new Refusal(shippingNotOffered, { number });
  const feeMinor = feeOfCustomer(shippingFee, keptMinor(file));
  if (feeMinor !== (payment?.amountMinor ?? 0)) {
    throw new Refusal(shippingCosts, { number, feeMinor, currency });
  }
  return feeMinor;
}

/** The fee is shared among the pieces like all shipping: whoever gives one up gets its share back. */
async function charged(
  tx: Tx,
  file: OrderFile,
  feeMinor: number,
  { kind, providerRef }: FeePayment,
): Promise<OrderFile> {
  const { orderId, locationId } = file;
  await writeFee(tx, orderId, withFee(await readFeeUnits(tx, orderId), feeMinor), feeMinor);
  await insertFeePayment(tx, {
    paymentId: newId(),
    orderId,
    locationId,
    kind,
    amountMinor: feeMinor,
    providerRef: providerRef ?? null,
  });
  return {
    ...file,
    totalMinor: file.totalMinor + feeMinor,
    paidMinor: file.paidMinor + feeMinor,
    shippingFeeMinor: file.shippingFeeMinor + feeMinor,
  };
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
