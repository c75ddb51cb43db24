import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Language } from '../../../../server/kernel/text.ts';

/** A customer's details as asked, in the order they were asked: several orders may name one person. */
export interface IdentifiedRow {
  readonly place: number;
  readonly id: string;
}

export interface IdentityRow {
  readonly place: number;
  readonly card: string | null;
  readonly email: string | null;
  readonly channel: string | null;
  readonly externalId: string | null;
}

/** Who is already known: by their number in a channel, else by their card, else by e-mail. */
export async function selectByIdentity(
  read: Read,
  wanted: readonly IdentityRow[],
): Promise<IdentifiedRow[]> {
  // One of each at most: the limit makes every plan look them up, also one made while there were few.
  return prepared(
    read.sql,
    `
    select w.place, coalesce(x.customer_id, by_card.id, by_email.id) as id
    from json_to_recordset(:wanted::json) as w (
      place integer, card text, email text, channel text, "externalId" text)
    left join lateral (
      select e.customer_id from base_customer_external e
      where e.channel = w.channel and e.external_id = w."externalId" limit 1) x on true
    left join lateral (
      select c.id from base_customer c where c.card = w.card limit 1) by_card on true
    left join lateral (
      select c.id from base_customer c where c.email = w.email limit 1) by_email on true
    where coalesce(x.customer_id, by_card.id, by_email.id) is not null`,
    { wanted: JSON.stringify(wanted) },
  );
}

export interface NewCustomerRow {
  readonly id: string;
  readonly name: string;
  readonly surname: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly card: string | null;
  readonly language: Language;
  readonly search: string;
}

/**
 * Writes new customers and gives back the ids of those written. A row whose e-mail or card somebody
 * else has just taken is left out: the caller looks again and finds the other's.
 */
export async function insertCustomers(
  tx: Tx,
  customers: readonly NewCustomerRow[],
): Promise<string[]> {
  const rows = await prepared<{ id: string }>(
    tx.sql,
    `
    insert into base_customer (id, name, surname, email, phone, card, language, search, created_at)
    select id, name, surname, email, phone, card, language, search, :now::timestamptz
    from json_to_recordset(:customers::json) as n (
      id uuid, name text, surname text, email text, phone text, card text, language text, search text)
    on conflict do nothing
    returning id`,
    { customers: JSON.stringify(customers), now: tx.now },
  );
  return rows.map(({ id }) => id);
}

export interface ExternalRow {
  readonly customerId: string;
  readonly channel: string;
  readonly externalId: string;
}

/** Ties customers to their numbers in a channel; a number that is already tied stays where it is. */
export async function insertExternals(tx: Tx, externals: readonly ExternalRow[]): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_customer_external (channel, external_id, customer_id)
    select channel, "externalId", "customerId"
    from json_to_recordset(?::json) as n ("customerId" uuid, channel text, "externalId" text)
    on conflict do nothing`,
    [JSON.stringify(externals)],
  );
}
