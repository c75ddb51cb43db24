import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { closingAt, isOpen, itemsById, locationsById, type Location } from '../../base/api.ts';
import { orderUnknown } from '../problems.ts';
import { recordChange } from '../pickup/change.ts';
import { demandMoved, inOtherState } from './access.ts';
import { cancelOpenPieces } from './cancel-order.ts';
import { dueMinor, toRefundMinor } from './domain/amounts.ts';
import type { OrderFile } from './domain/file.ts';
import { arrive } from './domain/life.ts';
import { writtenOrderNumber } from './domain/order.ts';
import type { customerOrder, PublicOrder } from './public-contracts.ts';
import type { OrderSecrets } from './secrets.ts';
import { lockFile, readFiles, saveFiles } from './sql/files.ts';
import { readUnits } from './sql/units.ts';

type Link = InputOf<typeof customerOrder.read>;

/** What the customer sees with nothing but the link. */
export async function readCustomerOrder(
  read: Read,
  secrets: OrderSecrets,
  { token }: Link,
): Promise<PublicOrder> {
  return publicOrder(read, secrets, await byToken(read, secrets, token));
}

/** The customer cancels; saying it again is answered with the cancelled order. */
export async function cancelAsCustomer(
  tx: Tx,
  secrets: OrderSecrets,
  { token }: Link,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, secrets, token);
  if (file.state === 'cancelled') return publicOrder(tx, secrets, file);
  const after = await cancelOpenPieces(tx, file, 'customer', 'customer');
  return publicOrder(tx, secrets, after);
}

/** “I am here”: the order comes to the top of the counter's list. */
export async function arriveAsCustomer(
  tx: Tx,
  secrets: OrderSecrets,
  { token }: Link,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, secrets, token);
  if (file.state !== 'ready') throw inOtherState(file);
  if (file.arrivedAt) return publicOrder(tx, secrets, file);
  const after = demandMoved(file, arrive(file, tx.now));
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-customer-arrived.v1', after, {});
  return publicOrder(tx, secrets, after);
}

async function byToken(read: Read, secrets: OrderSecrets, token: string): Promise<OrderFile> {
  const [file] = await readFiles(read, { tokenDigest: secrets.tokenDigest(token) });
  if (!file) throw new Refusal(orderUnknown, {});
  return file;
}

async function lockedByToken(tx: Tx, secrets: OrderSecrets, token: string): Promise<OrderFile> {
  const { orderId } = await byToken(tx, secrets, token);
  return (await lockFile(tx, orderId))!;
}

async function publicOrder(
  read: Read,
  secrets: OrderSecrets,
  file: OrderFile,
): Promise<PublicOrder> {
  const items = await itemsById(
    read,
    file.lines.map(({ itemId }) => itemId),
  );
  const location = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  const units = await readUnits(read, file.orderId);
  const instant = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    number: writtenOrderNumber(file.number),
    state: file.state,
    placedAt: file.placedAt.toISOString(),
    readyBy: file.readyBy.toISOString(),
    readyAt: instant(file.readyAt),
    collectBy: instant(file.collectBy),
    arrivedAt: instant(file.arrivedAt),
    cancellable: file.endedAt === null,
    store: storeOf(location, file, read.now),
    code: file.state === 'ready' ? secrets.code(file.orderId) : null,
    currency: file.currency,
    totalMinor: file.totalMinor,
    paidMinor: file.paidMinor,
    dueMinor: dueMinor(file),
    toRefundMinor: toRefundMinor(file),
    lines: file.lines.map((line) => {
      const { name, colour, colourHex, size, pictureUrl } = items.get(line.itemId)!;
      const { quantity, state } = line;
      const paidMinor = units
        .filter(({ lineId }) => lineId === line.lineId)
        .reduce((sum, unit) => sum + unit.paidMinor, 0);
      return { name, colour, colourHex, size, pictureUrl, quantity, state, paidMinor };
    }),
  };
}

function storeOf(location: Location, file: OrderFile, now: Date): PublicOrder['store'] {
  return {
    locationId: location.id,
    name: location.name,
    street: location.street,
    postalCode: location.postalCode,
    city: location.city,
    phone: location.phone,
    latitude: location.latitude,
    longitude: location.longitude,
    open: isOpen(location.schedule, now),
    closesAt: closingAt(location.schedule, now)?.toISOString() ?? null,
    otherThanChosen: file.chosenLocationId !== file.locationId,
  };
}
