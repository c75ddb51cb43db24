import type { Tx } from '../../../server/db/transaction.ts';
import { forgetMail } from '../../../server/mail/forget-mail.ts';
import { customersById } from '../../base/api.ts';
import { eraseContacts, selectCustomerId } from './sql/contacts.ts';

/** The person asked to be forgotten: finished orders stay, without saying whose they were. */
export async function forgetCustomer(tx: Tx, customerId: string): Promise<void> {
  await forgetMail(tx, await eraseContacts(tx, customerId));
}

/** An order has ended whose customer asked to be forgotten while it was open. */
export async function forgetIfErased(tx: Tx, orderId: string): Promise<void> {
  const customerId = await selectCustomerId(tx, orderId);
  if (customerId === null) return;
  const customer = (await customersById(tx, [customerId])).get(customerId);
  if (customer?.erased) await forgetCustomer(tx, customerId);
}
