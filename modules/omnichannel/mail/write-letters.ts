import type { Tx } from '../../../server/db/transaction.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import { itemsById, locationsById } from '../../base/api.ts';
import { dueMinor, toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { customerTold } from '../orders/domain/life.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { orderPage } from '../orders/queries.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockToNotify, readFile, readFiles, saveFiles } from '../orders/sql/files.ts';
import { selectAddressee } from '../orders/sql/reading.ts';
import { recordChange } from '../pickup/change.ts';
import { takeDueReminders } from './sql.ts';
import {
  cancelledLetter,
  placedLetter,
  readyLetter,
  reminderLetter,
  type Letter,
  type LetterFacts,
} from './letters.ts';

/** What letters need of this installation. */
export interface Post {
  readonly secrets: OrderSecrets;
  readonly publicUrl: string;
}

/** Confirms a placed order, or its cancellation. Once for each event: the reaction sees to that. */
export async function writeAbout(
  tx: Tx,
  post: Post,
  orderId: string,
  what: 'placed' | 'cancelled',
): Promise<void> {
  const file = await readFile(tx, orderId);
  if (!file) return;
  await write(tx, post, file, (facts) =>
    what === 'cancelled'
      ? cancelledLetter(facts)
      : placedLetter({
          ...facts,
          readyBy: file.readyBy,
          moved: file.chosenLocationId !== file.locationId,
        }),
  );
}

/** How many customers are told in one transaction. */
export const TOLD_AT_ONCE = 50;

/**
 * Tells customers whose orders have been ready for longer than “ready” can be taken back. The letter
 * and the note that it was written are one transaction: nobody is told twice, nobody is forgotten.
 */
export async function tellCustomers(tx: Tx, post: Post): Promise<number> {
  const files = await lockToNotify(tx, TOLD_AT_ONCE);
  for (const file of files) {
    const told = customerTold(file, tx.now);
    if (told.outcome === 'refused') continue;
    await write(tx, post, file, (facts) =>
      readyLetter({
        ...facts,
        code: post.secrets.code(file.orderId),
        collectBy: file.collectBy!,
      }),
    );
    await saveFiles(tx, [{ before: file, after: told.file }]);
    recordChange(tx, 'omnichannel.order-customer-told.v1', told.file, {});
  }
  return files.length;
}

/**
 * Reminds customers of orders that wait, on the days of the policy: once for each, also when the sweep
 * was late.
 */
export async function remindCustomers(tx: Tx, post: Post): Promise<number> {
  const orderIds = await takeDueReminders(tx, TOLD_AT_ONCE);
  for (const file of await readFiles(tx, { orderIds })) {
    await write(tx, post, file, (facts) =>
      reminderLetter({
        ...facts,
        code: post.secrets.code(file.orderId),
        collectBy: file.collectBy!,
      }),
    );
  }
  return orderIds.length;
}

/** Nothing is written to who left no address. */
async function write(
  tx: Tx,
  { secrets, publicUrl }: Post,
  file: OrderFile,
  letterOf: (facts: LetterFacts) => Letter,
): Promise<void> {
  const addressee = await selectAddressee(tx, file.orderId);
  if (!addressee) return;
  const items = await itemsById(
    tx,
    file.lines.map(({ itemId }) => itemId),
  );
  const location = (await locationsById(tx, [file.locationId])).get(file.locationId)!;
  const letter = letterOf({
    language: addressee.language,
    name: file.contactName,
    number: writtenOrderNumber(file.number),
    pieces: file.lines.map(({ itemId, quantity }) => {
      const { name, colour, size } = items.get(itemId)!;
      return `${quantity} × ${name}, ${colour}, ${size}`;
    }),
    totalMinor: file.totalMinor,
    dueMinor: dueMinor(file),
    toRefundMinor: toRefundMinor(file),
    currency: file.currency,
    shop: {
      name: location.name,
      address: `${location.street}, ${location.postalCode} ${location.city}`,
      schedule: location.schedule,
    },
    url: orderPage(publicUrl, secrets.token(file.orderId)),
  });
  await sendMail(tx, { to: addressee.email, reference: `order:${file.orderId}`, ...letter });
}
