import { systemActor } from '../../../server/auth/actor.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { readAvailability } from '../availability/queries.ts';
import { selectAddressees } from '../mail/sql.ts';
import { recordChange } from '../pickup/change.ts';
import { extendOrder } from '../pickup/extend-pickup.ts';
import { orderUnknown } from '../problems.ts';
import { declareWithdrawal } from '../withdrawals/declare.ts';
import { nothingToWithdraw } from '../withdrawals/problems.ts';
import { selectWithdrawals } from '../withdrawals/sql.ts';
import { demandMoved, inOtherState } from './access.ts';
import { cancelOpenPieces } from './cancel-order.ts';
import { collectAfterAll, sendInstead } from './choose-shipping.ts';
import { openPieces, type OrderFile } from './domain/file.ts';
import { arrive, comeSoon } from './domain/life.ts';
import { moveFile } from './move-order.ts';
import type { customerOrder } from './public-contracts.ts';
import type { PublicOrder } from './public-view-contracts.ts';
import { publicOrder } from './public-order.ts';
import type { CustomerLinks } from './public-question.ts';
import { orderPage } from './queries.ts';
import { lockFile, readFiles, saveFiles } from './sql/files.ts';

type Link = InputOf<typeof customerOrder.read>;

const MINUTE = 60_000;

/** What the customer sees with nothing but the link. */
export async function readCustomerOrder(
  read: Read,
  links: CustomerLinks,
  { token }: Link,
): Promise<PublicOrder> {
  return publicOrder(read, links, await byToken(read, links, token));
}

/** The customer cancels, all or some; saying it again is answered with the order as it is. */
export async function cancelAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token, lines, knownVersion }: InputOf<typeof customerOrder.cancel>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  if (file.state === 'cancelled') return publicOrder(tx, links, file);
  if (lines && knownVersion !== file.version) {
    // Sent twice, a part would go twice.
    throw new Refusal(staleRevision, { current: file.version, expected: knownVersion ?? 0 });
  }
  return publicOrder(tx, links, await cancelOpenPieces(tx, file, 'customer', 'customer', lines));
}

/** “I am here”: the order comes to the top of the counter's list. */
export async function arriveAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token }: Link,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  if (file.state !== 'ready') throw inOtherState(file);
  if (file.arrivedAt) return publicOrder(tx, links, file);
  const after = demandMoved(file, arrive(file, tx.now));
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-customer-arrived.v1', after, {});
  return publicOrder(tx, links, after);
}

/** “I am on my way”: the counter sees who will be there, and when. */
export async function announceAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token, minutes }: InputOf<typeof customerOrder.announce>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  if (file.arrivedAt) return publicOrder(tx, links, file);
  if (file.state !== 'ready') throw inOtherState(file);
  const expectedAt = new Date(tx.now.getTime() + minutes * MINUTE);
  const after = demandMoved(file, comeSoon(file, expectedAt));
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-customer-on-the-way.v1', after, {
    expectedAt: expectedAt.toISOString(),
  });
  return publicOrder(tx, links, after);
}

/** “I come later”: the order waits some days more. Asked again, it is answered as it is. */
export async function extendAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token }: Link,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  if (file.state === 'ready' && file.extendedAt) return publicOrder(tx, links, file);
  const after = await extendOrder(tx, file, 'customer');
  if (!after) throw inOtherState(file);
  return publicOrder(tx, links, after);
}

/** Where else all that is open could be collected now, nearest first. */
export async function storesForCustomer(
  read: Read,
  links: CustomerLinks,
  { token }: Link,
): Promise<ReplyOf<typeof customerOrder.stores>> {
  const file = await byToken(read, links, token);
  const open = file.lines.filter((line) => openPieces(line) > 0);
  if (open.length === 0) return { asOf: read.now.toISOString(), stores: [] };
  const here = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  const view = await readAvailability(
    { ...read, actor: systemActor('omnichannel.customer') },
    {
      channel: file.channel,
      basket: open.map((line) => `${line.gtin}:${openPieces(line)}`).join(','),
      ...(here.latitude === null || here.longitude === null
        ? {}
        : { latitude: here.latitude, longitude: here.longitude }),
    },
  );
  return {
    asOf: view.asOf,
    stores: view.shops.flatMap(({ locationId, name, street, city, distanceMetres, ...shop }) =>
      locationId === file.locationId || shop.basket !== 'whole' || shop.readyBy === null
        ? []
        : [{ locationId, name, street, city, distanceMetres, readyBy: shop.readyBy }],
    ),
  };
}

/** The customer would rather collect elsewhere. */
export async function moveAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token, locationId }: InputOf<typeof customerOrder.move>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  if (file.locationId === locationId) return publicOrder(tx, links, file);
  return publicOrder(tx, links, await moveFile(tx, file, locationId, 'customer'));
}

/** The customer would rather have it sent. */
export async function shipToCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token, ...to }: InputOf<typeof customerOrder.ship>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  return publicOrder(tx, links, await sendInstead(tx, file, to, 'customer'));
}

/** The customer comes for it after all; said again it changes nothing. */
export async function collectAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  { token }: InputOf<typeof customerOrder.collect>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, token);
  const isCollected = file.fulfilment === 'pickup';
  return publicOrder(tx, links, isCollected ? file : await collectAfterAll(tx, file));
}

/** The customer withdraws from the contract; the same declaration sent twice is one. */
export async function withdrawAsCustomer(
  tx: Tx,
  links: CustomerLinks,
  input: InputOf<typeof customerOrder.withdraw>,
): Promise<PublicOrder> {
  const file = await lockedByToken(tx, links, input.token);
  const known = (await selectWithdrawals(tx, file.orderId)).length;
  if (known > input.knownDeclarations) return publicOrder(tx, links, file);
  const addressee = (await selectAddressees(tx, [file.orderId])).get(file.orderId);
  const email = input.email ?? addressee?.email;
  if (email === undefined) throw new Refusal(nothingToWithdraw, {});
  const after = await declareWithdrawal(tx, links.secrets, file, {
    name: input.name.trim(),
    email,
    lines: input.lines,
    url: orderPage(links.publicUrl, input.token),
  });
  return publicOrder(tx, links, after);
}

async function byToken(read: Read, { secrets }: CustomerLinks, token: string): Promise<OrderFile> {
  const [file] = await readFiles(read, { tokenDigest: secrets.tokenDigest(token) });
  if (!file) throw new Refusal(orderUnknown, {});
  return file;
}

async function lockedByToken(tx: Tx, links: CustomerLinks, token: string): Promise<OrderFile> {
  const { orderId } = await byToken(tx, links, token);
  return (await lockFile(tx, orderId))!;
}
