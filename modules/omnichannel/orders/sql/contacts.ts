import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Language } from '../../../../server/kernel/text.ts';

/**
 * Empties the contact of a person's finished orders, and the name of whoever collected for them. An
 * open order keeps it: somebody has to be told that it is ready. Says what letters were written about:
 * those orders and their returns.
 */
export async function eraseContacts(tx: Tx, customerId: string): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { reference: string }[] }>(
    `
    with finished as (
      update oc_order set contact_name = '', contact_surname = '', contact_email = null,
        contact_phone = null, ship_recipient = null, ship_street = null, ship_postal_code = null,
        ship_city = null, ship_province = null, ship_notes = null
      where customer_id = :customerId and ended_at is not null
      returning id
    ), withdrawn as (
      update oc_withdrawal set declared_by = '', email = ''
      where order_id in (select id from finished)
    ), returned as (
      update oc_return set brought_by = null, note = null
      where order_id in (select id from finished)
      returning id
    ), delegated as (
      update oc_handover set delegate_name = ''
      where delegate_name is not null and order_id in (select id from finished)
    )
    select 'order:' || id as reference from finished
    union all select 'return:' || id from returned`,
    { customerId },
  );
  return rows.map(({ reference }) => reference);
}

/** Whose order it is; null when nobody's. */
export async function selectCustomerId(tx: Tx, orderId: string): Promise<string | null> {
  const { rows } = await tx.sql.raw<{ rows: { customerId: string | null }[] }>(
    'select customer_id as "customerId" from oc_order where id = :orderId',
    { orderId },
  );
  return rows[0]?.customerId ?? null;
}

/** The language in which the customer of an order is spoken to. */
export async function selectLanguage(read: Read, orderId: string): Promise<Language> {
  const { rows } = await read.sql.raw<{ rows: { language: Language }[] }>(
    'select language from oc_order where id = :orderId',
    { orderId },
  );
  return rows[0]!.language;
}
