import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Language } from '../../../../server/kernel/text.ts';
import type { Customer } from '../domain/customer.ts';

const CUSTOMER_COLUMNS = `
  c.id, c.name, c.surname, c.email, c.phone, c.card, c.language,
  c.erased_at is not null as erased, c.version`;

export async function selectCustomersById(read: Read, ids: readonly string[]): Promise<Customer[]> {
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `select ${CUSTOMER_COLUMNS} from base_customer c where c.id = any(?::uuid[])`,
    [[...ids]],
  );
  return rows;
}

export async function selectCustomersByPhone(read: Read, phone: string): Promise<Customer[]> {
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `select ${CUSTOMER_COLUMNS} from base_customer c where c.phone = ? order by c.created_at`,
    [phone],
  );
  return rows;
}

export async function selectCustomerByCard(read: Read, card: string): Promise<Customer | null> {
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `select ${CUSTOMER_COLUMNS} from base_customer c where c.card = ?`,
    [card],
  );
  return rows[0] ?? null;
}

/** Which of these cards somebody has. */
export async function selectKnownCards(read: Read, cards: readonly string[]): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { card: string }[] }>(
    `select c.card from base_customer c where c.card = any(:cards)`,
    { cards: [...cards] },
  );
  return rows.map(({ card }) => card);
}

/** Customers whose e-mail is exactly this. */
export async function selectCustomersByEmail(read: Read, email: string): Promise<Customer[]> {
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `select ${CUSTOMER_COLUMNS} from base_customer c where c.email = ?`,
    [email],
  );
  return rows;
}

/** Customers whose phone ends like this: what somebody says aloud at the counter. */
export async function selectCustomersByPhoneEnd(
  read: Read,
  lastFour: string,
  limit: number,
): Promise<Customer[]> {
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `
    select ${CUSTOMER_COLUMNS} from base_customer c
    where right(c.phone, 4) = ? order by c.surname, c.name, c.id limit ?`,
    [lastFour, limit],
  );
  return rows;
}

/** Customers whose name has every word; failing those, the ones most like it. */
export async function selectCustomersByName(
  read: Read,
  words: readonly string[],
  limit: number,
): Promise<Customer[]> {
  const every = words.map(() => `c.search like ?`).join(' and ');
  const exact = await read.sql.raw<{ rows: Customer[] }>(
    `
    select ${CUSTOMER_COLUMNS} from base_customer c
    where ${every} order by c.search, c.id limit ?`,
    [...words.map((word) => `%${word}%`), limit],
  );
  if (exact.rows.length > 0) return exact.rows;
  const { rows } = await read.sql.raw<{ rows: Customer[] }>(
    `
    select ${CUSTOMER_COLUMNS} from base_customer c
    where c.search % :asked order by similarity(c.search, :asked) desc, c.id limit :limit`,
    { asked: words.join(' '), limit },
  );
  return rows;
}

export interface Consents {
  readonly marketing: boolean;
  readonly profiling: boolean;
}

/** What the customer agreed to; nobody agreed to anything who was not asked. */
export async function selectConsents(read: Read, customerId: string): Promise<Consents> {
  const { rows } = await read.sql.raw<{ rows: Consents[] }>(
    `
    select coalesce(bool_or(granted) filter (where purpose = 'marketing'), false) as marketing,
      coalesce(bool_or(granted) filter (where purpose = 'profiling'), false) as profiling
    from base_customer_consent where customer_id = ?`,
    [customerId],
  );
  return rows[0]!;
}

/** Writes consents down with when and where they were given or taken back; unchanged ones keep theirs. */
export async function upsertConsents(
  tx: Tx,
  customerId: string,
  consents: Consents,
  source: string,
): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_customer_consent as c (customer_id, purpose, granted, source, changed_at)
    select :customerId, purpose, granted, :source, cast(:now as timestamptz)
    from (values ('marketing', :marketing::boolean), ('profiling', :profiling::boolean))
      as n (purpose, granted)
    on conflict (customer_id, purpose) do update
      set granted = excluded.granted, source = excluded.source, changed_at = excluded.changed_at
      where c.granted <> excluded.granted`,
    { customerId, source, now: tx.now, ...consents },
  );
}

export interface CustomerParticulars {
  readonly name: string;
  readonly surname: string;
  readonly card: string | null;
  readonly language: Language;
  readonly search: string;
  /** Undefined: as it was. */
  readonly email: string | null | undefined;
  /** E.164; undefined: as it was. */
  readonly phone: string | null | undefined;
}

/** The new version, or null when the customer is not there, was erased or is at another version. */
export async function updateCustomer(
  tx: Tx,
  id: string,
  particulars: CustomerParticulars,
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_customer set name = :name, surname = :surname,
      email = case when :keepEmail then email else :email end,
      phone = case when :keepPhone then phone else :phone end,
      card = :card, language = :language, search = :search, version = version + 1
    where id = :id and version = :expectedVersion and erased_at is null
    returning version`,
    {
      id,
      expectedVersion,
      ...particulars,
      email: particulars.email ?? null,
      phone: particulars.phone ?? null,
      keepEmail: particulars.email === undefined,
      keepPhone: particulars.phone === undefined,
    },
  );
  return rows[0]?.version ?? null;
}

/** Empties the row that says who somebody is, and cuts the ties to channels and consents. */
export async function eraseCustomerRow(
  tx: Tx,
  id: string,
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_customer set name = null, surname = null, email = null, phone = null, card = null,
      search = '', erased_at = :now, version = version + 1
    where id = :id and version = :expectedVersion and erased_at is null
    returning version`,
    { id, expectedVersion, now: tx.now },
  );
  const version = rows[0]?.version ?? null;
  if (version === null) return null;
  await tx.sql.raw(`delete from base_customer_external where customer_id = ?`, [id]);
  await tx.sql.raw(`delete from base_customer_consent where customer_id = ?`, [id]);
  return version;
}
