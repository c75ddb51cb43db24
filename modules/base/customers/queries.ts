import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { wordsOf } from '../catalogue/domain/words.ts';
import type { searchCustomers } from './contracts.ts';
import type { Customer } from './domain/customer.ts';
import { maskedEmail, maskedPhone, readPhone } from './domain/phone.ts';
import {
  selectCustomerByCard,
  selectCustomersByEmail,
  selectCustomersById,
  selectCustomersByName,
  selectCustomersByPhone,
  selectCustomersByPhoneEnd,
  selectKnownCards,
} from './sql/customers.ts';

/** The customers of these ids, with all that is known of them: whoever shows it decides what to mask. */
export async function customersById(
  read: Read,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Customer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  return new Map((await selectCustomersById(read, wanted)).map((c) => [c.id, c]));
}

/** Which of these fidelity cards somebody has. */
export async function knownCards(
  read: Read,
  cards: readonly string[],
): Promise<ReadonlySet<string>> {
  if (cards.length === 0) return new Set();
  return new Set(await selectKnownCards(read, [...new Set(cards)]));
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

const SHOWN = 20;

/** Customers as a clerk looks for them, contacts masked. What was written decides how they are looked for. */
export async function findCustomers(
  read: Read,
  { q }: InputOf<typeof searchCustomers>,
): Promise<ReplyOf<typeof searchCustomers>> {
  return {
    customers: (await lookedFor(read, q.trim())).map((customer) => ({
      id: customer.id,
      name: customer.name ?? '',
      surname: customer.surname ?? '',
      maskedPhone: customer.phone === null ? null : maskedPhone(customer.phone),
      maskedEmail: customer.email === null ? null : maskedEmail(customer.email),
      hasCard: customer.card !== null,
    })),
  };
}

async function lookedFor(read: Read, asked: string): Promise<Customer[]> {
  if (asked.includes('@')) return selectCustomersByEmail(read, asked.toLowerCase());
  if (/^[0-9]{4}$/.test(asked)) return selectCustomersByPhoneEnd(read, asked, SHOWN);
  const phone = readPhone(asked);
  const byPhone = phone === null ? [] : await selectCustomersByPhone(read, phone);
  if (byPhone.length > 0) return byPhone.slice(0, SHOWN);
  const byCard = await selectCustomerByCard(read, asked);
  if (byCard) return [byCard];
  const words = wordsOf(asked).filter((word) => /[a-z]/.test(word));
  return words.length === 0 ? [] : selectCustomersByName(read, words, SHOWN);
}
