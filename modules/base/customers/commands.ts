import { may } from '../../../server/auth/actor.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { plain } from '../catalogue/domain/words.ts';
import { customerExists, refuseMember, refuseStale } from '../problems.ts';
import type { changeCustomer, createCustomer, eraseCustomer, openCustomer } from './contracts.ts';
import { maskedEmail, maskedPhone, readPhone } from './domain/phone.ts';
import { customerChanged, customerCreated, customerErased } from './events.ts';
import {
  eraseCustomerRow,
  selectConsents,
  selectCustomerByCard,
  selectCustomersByEmail,
  selectCustomersById,
  updateCustomer,
  upsertConsents,
} from './sql/customers.ts';
import { insertCustomers } from './sql/identities.ts';

const CONTACT = 'base.customer.contact';
const NO_CONTACTS = { email: undefined, phone: undefined };

/** Shows a customer, and writes down that it was shown to whom. */
export async function lookAtCustomer(
  tx: Tx,
  { customerId }: InputOf<typeof openCustomer>,
): Promise<ReplyOf<typeof openCustomer>> {
  const [customer] = await selectCustomersById(tx, [customerId]);
  if (!customer) throw new Refusal(notFound, { what: customerId });
  tx.audit({
    action: 'base.customer-opened',
    subject: `customer:${customerId}`,
    locationId: tx.actor.locationId,
  });
  const consents = await selectConsents(tx, customerId);
  const full = may(tx.actor, CONTACT);
  const { email, phone, ...rest } = customer;
  return {
    ...rest,
    email: full || email === null ? email : maskedEmail(email),
    phone: full || phone === null ? phone : maskedPhone(phone),
    contactsMasked: !full,
    consents,
  };
}

/** Registers a customer at the counter; refuses somebody whose e-mail or card is already known. */
export async function registerCustomer(
  tx: Tx,
  { consents, ...given }: InputOf<typeof createCustomer>,
): Promise<ReplyOf<typeof createCustomer>> {
  const id = newId();
  const email = given.email?.toLowerCase() ?? null;
  const row = {
    ...given,
    id,
    email,
    phone: checkedPhone(tx, given.phone),
    search: searchText(given),
  };
  const [written] = await insertCustomers(tx, [row]);
  if (written === undefined) return refuseExisting(tx, email, given.card);
  await upsertConsents(tx, id, consents, sourceOf(tx));
  tx.record(customerCreated(id));
  return { id, version: 1 };
}

/** Writes a customer anew. Contacts that are left out, or that the actor may not see, stay as they are. */
export async function rewriteCustomer(
  tx: Tx,
  { customerId, expectedVersion, consents, ...given }: InputOf<typeof changeCustomer>,
): Promise<ReplyOf<typeof changeCustomer>> {
  const { email: givenEmail, phone: givenPhone } = may(tx.actor, CONTACT) ? given : NO_CONTACTS;
  const email = givenEmail?.toLowerCase() ?? givenEmail;
  const phone = givenPhone === undefined ? undefined : checkedPhone(tx, givenPhone);
  await refuseTaken(tx, customerId, email ?? null, given.card);
  const version = await updateCustomer(
    tx,
    customerId,
    { ...given, email, phone, search: searchText(given) },
    expectedVersion,
  );
  if (version === null) return stale(tx, customerId, expectedVersion);
  await upsertConsents(tx, customerId, consents, sourceOf(tx));
  tx.record(customerChanged({ customerId, version }));
  return { id: customerId, version };
}

/** Forgets a person. What they bought stays in the books, under a number that names nobody. */
export async function forgetCustomer(
  tx: Tx,
  { customerId, expectedVersion }: InputOf<typeof eraseCustomer>,
): Promise<ReplyOf<typeof eraseCustomer>> {
  const version = await eraseCustomerRow(tx, customerId, expectedVersion);
  if (version === null) return stale(tx, customerId, expectedVersion);
  tx.record(customerErased({ customerId, version }));
  return { id: customerId, version };
}

function checkedPhone(tx: Tx, text: string | null): string | null {
  if (text === null) return null;
  return (
    readPhone(text) ??
    refuseMember(tx.actor, '/phone', {
      it: 'Non è un numero di telefono: controlla le cifre.',
      en: 'Not a phone number: check the digits.',
    })
  );
}

function searchText({ name, surname }: { name: string; surname: string }): string {
  return plain(`${surname} ${name}`).trim();
}

/** Where a consent was given: the shop, or the program that sent it. */
function sourceOf({ actor }: Tx): string {
  return actor.locationId ?? actor.id;
}

async function refuseTaken(
  tx: Tx,
  customerId: string,
  email: string | null,
  card: string | null,
): Promise<void> {
  const byEmail = email === null ? [] : await selectCustomersByEmail(tx, email);
  if (byEmail.some(({ id }) => id !== customerId)) {
    throw new Refusal(customerExists, { by: 'email' });
  }
  const byCard = card === null ? null : await selectCustomerByCard(tx, card);
  if (byCard && byCard.id !== customerId) throw new Refusal(customerExists, { by: 'card' });
}

async function refuseExisting(tx: Tx, email: string | null, card: string | null): Promise<never> {
  await refuseTaken(tx, '', email, card);
  throw new Error('a customer was neither written nor there already');
}

async function stale(tx: Tx, customerId: string, expected: number): Promise<never> {
  const [customer] = await selectCustomersById(tx, [customerId]);
  // An erased customer is nobody: there is no newer version to look at.
  const current = customer && !customer.erased ? customer.version : null;
  return refuseStale(current, expected, customerId);
}
