import { newId } from '../../../server/kernel/ids.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { plain } from '../catalogue/domain/words.ts';
import type { CustomerDetails } from './domain/customer.ts';
import { readPhone } from './domain/phone.ts';
import { customerCreated } from './events.ts';
import {
  insertCustomers,
  insertExternals,
  selectByIdentity,
  type IdentityRow,
  type NewCustomerRow,
} from './sql/identities.ts';

/**
 * The customer of each of these details, in order: known by their number in the channel, their card or
 * their e-mail, otherwise written down now. Details of somebody known are not overwritten: an order
 * placed for a friend must not rename the customer. Set-based: a batch of orders asks once.
 */
export async function findOrCreateCustomers(
  tx: Tx,
  wanted: readonly CustomerDetails[],
): Promise<string[]> {
  const found = await known(tx, wanted, new Map());
  // Two orders of a batch may bring the same new person: one row for both.
  const fresh = new Map<string, { row: NewCustomerRow; places: number[] }>();
  wanted.forEach((details, place) => {
    if (found.has(place)) return;
    const key = identityKey(details) ?? `place ${place}`;
    const same = fresh.get(key);
    if (same) same.places.push(place);
    else fresh.set(key, { row: newRow(details), places: [place] });
  });
  if (fresh.size > 0) {
    // In a fixed order, so that two batches with the same new people cannot wait for each other.
    const rows = [...fresh].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { row }]) => row);
    const written = new Set(await insertCustomers(tx, rows));
    for (const { row, places } of fresh.values()) {
      if (!written.has(row.id)) continue;
      tx.record(customerCreated(row.id));
      places.forEach((place) => found.set(place, row.id));
    }
    if (found.size < wanted.length) await known(tx, wanted, found);
  }
  await rememberExternals(tx, wanted, found);
  return wanted.map((_, place) => {
    const id = found.get(place);
    if (id === undefined) throw new Error('a customer was neither found nor written');
    return id;
  });
}

/** The customer of these details, found or written now. */
export async function findOrCreateCustomer(tx: Tx, details: CustomerDetails): Promise<string> {
  const [id] = await findOrCreateCustomers(tx, [details]);
  return id!;
}

/** The customers of these details as far as they are known already, in order; nobody is written down. */
export async function customersKnownBy(
  read: Read,
  wanted: readonly CustomerDetails[],
): Promise<(string | null)[]> {
  const found = await known(read, wanted, new Map());
  return wanted.map((_, place) => found.get(place) ?? null);
}

async function known(
  tx: Read,
  wanted: readonly CustomerDetails[],
  found: Map<number, string>,
): Promise<Map<number, string>> {
  const asked: IdentityRow[] = wanted.flatMap((details, place) =>
    found.has(place) || identityKey(details) === null
      ? []
      : [
          {
            place,
            card: details.card ?? null,
            email: emailOf(details),
            channel: details.external?.channel ?? null,
            externalId: details.external?.id ?? null,
          },
        ],
  );
  if (asked.length === 0) return found;
  for (const { place, id } of await selectByIdentity(tx, asked)) found.set(place, id);
  return found;
}

async function rememberExternals(
  tx: Tx,
  wanted: readonly CustomerDetails[],
  found: ReadonlyMap<number, string>,
): Promise<void> {
  const externals = wanted.flatMap(({ external }, place) =>
    external
      ? [{ customerId: found.get(place)!, channel: external.channel, externalId: external.id }]
      : [],
  );
  if (externals.length > 0) await insertExternals(tx, externals);
}

function newRow(details: CustomerDetails): NewCustomerRow {
  return {
    id: newId(),
    name: details.name,
    surname: details.surname,
    email: emailOf(details),
    phone: details.phone ? readPhone(details.phone) : null,
    card: details.card ?? null,
    language: details.language ?? 'it',
    search: plain(`${details.surname} ${details.name}`).trim(),
  };
}

function emailOf({ email }: CustomerDetails): string | null {
  return email?.trim().toLowerCase() || null;
}

/** What tells this person from others; null when nothing does, and then nobody is the same. */
function identityKey(details: CustomerDetails): string | null {
  const email = emailOf(details);
  if (email) return `email ${email}`;
  if (details.card) return `card ${details.card}`;
  return details.external ? `external ${details.external.channel} ${details.external.id}` : null;
}
