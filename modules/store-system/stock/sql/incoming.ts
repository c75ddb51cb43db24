import { newId } from '../../../../server/kernel/ids.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Spot, StockDocument } from '../domain/level.ts';

/** All that is still expected of an item at a location. */
export interface Incoming extends Spot {
  readonly quantity: number;
  /** The plain date of the next arrival. */
  readonly nextOn: string | null;
}

export interface IncomingLine {
  readonly itemId: string;
  readonly quantity: number;
  readonly expectedOn: string;
}

/** Replaces what a document announces for a location. */
export async function replaceIncoming(
  tx: Tx,
  locationId: string,
  lines: readonly (IncomingLine & { readonly styleId: string })[],
  document: StockDocument,
): Promise<readonly string[]> {
  const { rows } = await tx.sql.raw<{ rows: { itemId: string }[] }>(
    `
    with gone as (
      delete from ss_incoming
      where location_id = :locationId and document_kind = :kind and document_id = :document
        and item_id <> all (
          select l."itemId" from jsonb_to_recordset(:lines::jsonb) as l ("itemId" uuid))
      returning item_id
    ), announced as (
      insert into ss_incoming (
        id, location_id, item_id, style_id, quantity, expected_on, document_kind, document_id)
      -- Lines for the same item are added up, and expected on the earliest of their days.
      select min(l.id)::uuid, :locationId, l."itemId", min(l."styleId")::uuid,
        sum(l.quantity)::integer, min(l."expectedOn"), :kind, :document
      from jsonb_to_recordset(:lines::jsonb) as l (
        id text, "itemId" uuid, "styleId" text, quantity integer, "expectedOn" date)
      group by l."itemId"
      on conflict on constraint ss_incoming_one_line_a_document
      do update set quantity = excluded.quantity, expected_on = excluded.expected_on
      returning item_id
    )
    select item_id as "itemId" from gone union select item_id from announced`,
    {
      locationId,
      kind: document.kind,
      document: document.id,
      lines: JSON.stringify(lines.map((line) => ({ id: newId(), ...line }))),
    },
  );
  return rows.map(({ itemId }) => itemId);
}

/** Crosses received pieces off what their document announced. */
export async function reduceIncoming(
  tx: Tx,
  locationId: string,
  lines: readonly { readonly itemId: string; readonly quantity: number }[],
  document: StockDocument,
): Promise<readonly string[]> {
  const { rows } = await tx.sql.raw<{ rows: { itemId: string }[] }>(
    `
    with arrived as (
      select "itemId" as item_id, sum(quantity)::integer as quantity
      from jsonb_to_recordset(:lines::jsonb) as l ("itemId" uuid, quantity integer)
      group by 1
    ), complete as (
      delete from ss_incoming as incoming using arrived
      where incoming.location_id = :locationId and incoming.document_kind = :kind
        and incoming.document_id = :document and incoming.item_id = arrived.item_id
        and incoming.quantity <= arrived.quantity
      returning incoming.item_id
    ), reduced as (
      update ss_incoming as incoming set quantity = incoming.quantity - arrived.quantity
      from arrived
      where incoming.location_id = :locationId and incoming.document_kind = :kind
        and incoming.document_id = :document and incoming.item_id = arrived.item_id
        and incoming.quantity > arrived.quantity
      returning incoming.item_id
    )
    select item_id as "itemId" from complete union select item_id from reduced`,
    { locationId, kind: document.kind, document: document.id, lines: JSON.stringify(lines) },
  );
  return rows.map(({ itemId }) => itemId);
}

/** What is on its way of these items, by location (null = everywhere). */
export async function selectIncoming(
  read: Read,
  itemIds: readonly string[],
  locationIds: readonly string[] | null,
): Promise<Incoming[]> {
  const { rows } = await read.sql.raw<{ rows: Incoming[] }>(
    `
    select location_id as "locationId", item_id as "itemId", sum(quantity)::integer as quantity,
      min(expected_on) as "nextOn"
    from ss_incoming
    where item_id = any(:itemIds::uuid[])
      and (:locationIds::text[] is null or location_id = any(:locationIds::text[]))
    group by location_id, item_id`,
    { itemIds, locationIds },
  );
  return rows;
}
