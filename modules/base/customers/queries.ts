import type { Read } from '../../../server/db/transaction.ts';
import type { Customer } from './domain/customer.ts';
import { readPhone } from './domain/phone.ts';
import { selectCustomerByCard, selectCustomersById, selectCustomersByPhone } from './sql.ts';

/** The customers of these ids, with all that is known of them: whoever shows it decides what to mask. */
export async function customersById(
  read: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Customer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  return new Map((await selectCustomersById(read, wanted)).map((c) => [c.id, c]));
}

/** The customer of a card, or of a phone number that only one customer has; otherwise null. */
export async function customerByPhoneOrCard(read: Read, text: string): Promise<Customer | null> {
  const byCard = await selectCustomerByCard(read, text.trim());
  if (byCard) return byCard;
  const phone = readPhone(text);
  if (phone === null) return null;
  const [customer, another] = await selectCustomersByPhone(read, phone);
  return another ? null : (customer ?? null);
}
