import type { Tx } from '../../../server/db/transaction.ts';
import { sendMails } from '../../../server/mail/mail.ts';
import { itemsById, locationsById, type Item } from '../../base/api.ts';
import { dueMinor, toRefundMinor } from '../orders/domain/amounts.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import { customerTold } from '../orders/domain/life.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { orderPage } from '../orders/queries.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockToNotify, readFiles, saveFiles } from '../orders/sql/files.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { selectVouchers, type Voucher } from '../orders/sql/refunds.ts';
import { recordChange } from '../pickup/change.ts';
import { selectShipments, type Shipment } from '../pickup/sql/handovers.ts';
import {
  delayedLetter,
  extendedLetter,
  movedLetter,
  placedLetter,
  readyLetter,
  reminderLetter,
  type Letter,
} from './letters.ts';
import {
  cancelledLetter,
  notCollectedLetter,
  refusedLetter,
  type NotKeptFacts,
} from './counter-letters.ts';
import { notSentLetter, sentLetter, toBeSentLetter } from './shipping-letters.ts';
import { selectAddressees, takeDueReminders, takeLettersDue, type LetterAbout } from './sql.ts';

/** What letters need of this installation. */
export interface Post {
  readonly secrets: OrderSecrets;
  readonly publicUrl: string;
}

/** How many letters are written in one transaction. */
export const LETTERS_AT_ONCE = 50;

/**
 * Writes the news about orders: placed, moved, cancelled. The letter and the note that it is written are one
 * transaction: nobody is told twice, nobody is forgotten.
 */
export async function confirmOrders(tx: Tx, post: Post): Promise<number> {
  const due = await takeLettersDue(tx, LETTERS_AT_ONCE);
  const about = new Map(due.map((letter) => [letter.orderId, letter.about]));
  const files = await readFiles(tx, { orderIds: [...about.keys()] });
  const orderIds = files.map(({ orderId }) => orderId);
  const vouchers = await selectVouchers(tx, orderIds);
  const shipments = await selectShipments(tx, orderIds);
  await writeLetters(tx, post, files, (facts, file) => {
    const letterOf = (file.fulfilment === 'shipping' ? SENT_LETTERS : LETTERS)[
      about.get(file.orderId)!
    ];
    const voucher = vouchers.get(file.orderId) ?? null;
    return letterOf(facts, file, { voucher, shipment: shipments.get(file.orderId) ?? null });
  });
  return due.length;
}

interface Found {
  readonly voucher: Voucher | null;
  readonly shipment: Shipment | null;
}
type LetterOf = (facts: NotKeptFacts, file: OrderFile, found: Found) => Letter;

const LETTERS: Readonly<Record<LetterAbout, LetterOf>> = {
  placed: (facts, file) => {
    const moved = file.chosenLocationId !== file.locationId;
    return placedLetter({ ...facts, readyBy: file.readyBy, moved });
  },
  moved: (facts, { readyBy }) => movedLetter({ ...facts, readyBy }),
  extended: (facts, { collectBy }) => extendedLetter({ ...facts, collectBy: collectBy! }),
  cancelled: cancelledLetter,
  refused: refusedLetter,
  'not-collected': (facts, _file, { voucher }) => notCollectedLetter({ ...facts, voucher }),
  delayed: (facts, { readyBy }) => delayedLetter({ ...facts, readyBy }),
  'shipping-chosen': (facts, { shipTo, readyBy, shippingFeeMinor: feeMinor }) =>
    toBeSentLetter({ ...facts, shipTo, readyBy, feeMinor, news: 'chosen' }),
  'shipping-undone': (facts, { readyBy }) => notSentLetter({ ...facts, readyBy }),
  shipped: (facts, { shipTo }, { shipment }) =>
    sentLetter({ ...facts, shipTo, shipment: shipment! }),
};

/** The same news about an order that is sent: nobody is told to come. */
const SENT_LETTERS: typeof LETTERS = {
  ...LETTERS,
  placed: LETTERS['shipping-chosen'],
  moved: LETTERS['shipping-chosen'],
  delayed: (facts, { shipTo, readyBy, shippingFeeMinor: feeMinor }) =>
    toBeSentLetter({ ...facts, shipTo, readyBy, feeMinor, news: 'later' }),
};

/** Tells customers whose orders have been ready for longer than “ready” can be taken back. */
export async function tellCustomers(tx: Tx, post: Post): Promise<number> {
  const files = await lockToNotify(tx, LETTERS_AT_ONCE);
  await writeLetters(tx, post, files, (facts, file) =>
    readyLetter({ ...facts, code: post.secrets.code(file.orderId), collectBy: file.collectBy! }),
  );
  const told = files.flatMap((before) => {
    const decision = customerTold(before, tx.now);
    return decision.outcome === 'moved' ? [{ before, after: decision.file }] : [];
  });
  await saveFiles(tx, told);
  for (const { after } of told) recordChange(tx, 'omnichannel.order-customer-told.v1', after, {});
  return files.length;
}

/**
 * Reminds customers of orders that wait, on the days of the policy: once for each, also when the sweep
 * was late.
 */
export async function remindCustomers(tx: Tx, post: Post): Promise<number> {
  const { pickups } = await readPolicies(tx);
  const orderIds = await takeDueReminders(tx, pickups, LETTERS_AT_ONCE);
  await writeLetters(tx, post, await readFiles(tx, { orderIds }), (facts, file) =>
    reminderLetter({
      ...facts,
      code: post.secrets.code(file.orderId),
      collectBy: file.collectBy!,
    }),
  );
  return orderIds.length;
}

/** What every letter may tell. `missing`: pieces that were not found and wait for an answer. */
export type WrittenFacts = NotKeptFacts & { readonly missing: readonly string[] };

/** One letter for each order; nothing is written to who left no address. */
export async function writeLetters(
  tx: Tx,
  post: Post,
  files: readonly OrderFile[],
  letterOf: (facts: WrittenFacts, file: OrderFile) => Letter,
): Promise<void> {
  if (files.length === 0) return;
  const orderIds = files.map(({ orderId }) => orderId);
  const addressees = await selectAddressees(tx, orderIds);
  const itemIds = files.flatMap(({ lines }) => lines.map(({ itemId }) => itemId));
  const items = await itemsById(tx, itemIds);
  const locations = await locationsById(tx, [...new Set(files.map((file) => file.locationId))]);
  const mails = files.flatMap((file) => {
    const addressee = addressees.get(file.orderId);
    if (!addressee) return [];
    const { name, street, postalCode, city, schedule } = locations.get(file.locationId)!;
    const letter = letterOf(
      {
        language: addressee.language,
        name: file.contactName,
        number: writtenOrderNumber(file.number),
        pieces: piecesOf(file, items, ({ quantity }) => quantity),
        notKept: piecesOf(file, items, notKept),
        missing: piecesOf(file, items, ({ short }) => short),
        kept: piecesOf(file, items, (line) => line.quantity - notKept(line)),
        totalMinor: file.totalMinor,
        dueMinor: dueMinor(file),
        toRefundMinor: toRefundMinor(file),
        currency: file.currency,
        shop: { name, address: `${street}, ${postalCode} ${city}`, schedule },
        url: orderPage(post.publicUrl, post.secrets.token(file.orderId)),
      },
      file,
    );
    return [{ to: addressee.email, reference: `order:${file.orderId}`, ...letter }];
  });
  await sendMails(tx, mails);
}

function piecesOf(
  { lines }: OrderFile,
  items: ReadonlyMap<string, Item>,
  count: (line: LineFile) => number,
): string[] {
  return lines.flatMap((line) => {
    const { name, colour, size } = items.get(line.itemId)!;
    const pieces = count(line);
    return pieces > 0 ? [`${pieces} × ${name}, ${colour}, ${size}`] : [];
  });
}

function notKept({ cancelled, refused, noShow }: LineFile): number {
  return cancelled + refused + noShow;
}
