import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { constraintMeans } from '../../../../server/db/errors.ts';
import type { FiscalReference } from '../domain.ts';
import { receiptDoesNotAddUp, receiptExists } from '../problems.ts';

constraintMeans('ss_receipt_external_once', receiptExists, { externalId: '', by: 'external-id' });
constraintMeans('ss_receipt_fiscal_once', receiptExists, {
  externalId: '',
  by: 'fiscal-reference',
});
constraintMeans('ss_receipt_adds_up', receiptDoesNotAddUp, { externalId: '', faults: [] });

/** A receipt as it is written: sums worked out, lines numbered. */
export interface WrittenReceipt {
  readonly id: string;
  readonly locationId: string;
  readonly kind: 'sale' | 'return';
  readonly tillId: string;
  readonly externalId: string;
  readonly channel: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly vatMinor: number;
  readonly roundingMinor: number;
  readonly rtSerial: string | null;
  readonly zNumber: number | null;
  readonly documentNumber: number | null;
  readonly issuedAt: string;
  readonly businessDay: string;
  readonly pricedBy: string | null;
  readonly snapshotVersion: string | null;
  readonly returnsId: string | null;
  readonly contentDigest: string;
  readonly importId: string | null;
  readonly lines: readonly WrittenLine[];
  readonly tenders: readonly { kind: string; amountMinor: number; reference: string | null }[];
}

export interface WrittenLine {
  readonly lineNumber: number;
  readonly itemId: string;
  readonly quantity: number;
  readonly listPriceMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
  readonly vatRate: number;
  readonly vatMinor: number;
  readonly pieces: readonly {
    readonly quantity: number;
    readonly listPriceMinor: number;
    readonly discountMinor: number;
    readonly payMinor: number;
    readonly discounts: readonly object[];
  }[];
}

interface KnownReceipt {
  readonly id: string;
  readonly externalId: string;
  readonly tillId: string;
  readonly businessDay: string;
  readonly contentDigest: string;
  readonly totalMinor: number;
}

/** The receipts of these numbers that a shop has already. */
export async function selectKnown(
  read: Read,
  locationId: string,
  externalIds: readonly string[],
): Promise<KnownReceipt[]> {
  const { rows } = await read.sql.raw<{ rows: KnownReceipt[] }>(
    `select id, external_id as "externalId", till_id as "tillId", business_day as "businessDay",
      content_digest as "contentDigest", total_minor as "totalMinor"
    from ss_receipt where location_id = :locationId and external_id = any(:externalIds)`,
    { locationId, externalIds: [...externalIds] },
  );
  return rows;
}

/** The receipts that have one of these fiscal references. */
export async function selectFiscal(
  read: Read,
  references: readonly FiscalReference[],
): Promise<(FiscalReference & { readonly locationId: string; readonly externalId: string })[]> {
  const { rows } = await read.sql.raw<{
    rows: (FiscalReference & { locationId: string; externalId: string })[];
  }>(
    `
    select known.location_id as "locationId", known.external_id as "externalId",
      known.rt_serial as "rtSerial", known.z_number as "zNumber",
      known.document_number as "documentNumber"
    from jsonb_to_recordset(:references::jsonb) as asked ("rtSerial" text, "zNumber" integer,
      "documentNumber" integer)
    join ss_receipt known on known.rt_serial = asked."rtSerial"
      and known.z_number = asked."zNumber" and known.document_number = asked."documentNumber"`,
    { references: JSON.stringify(references) },
  );
  return rows;
}

/** Two that record the same receipt at once: one waits for the other. */
export async function lockReceipts(
  tx: Tx,
  locationId: string,
  externalIds: readonly string[],
): Promise<void> {
  await tx.sql.raw(
    `select pg_advisory_xact_lock(hashtextextended(:locationId || '/' || asked.id, 7))
    from unnest(cast(:ids as text[])) with ordinality as asked (id, place) order by asked.place`,
    { locationId, ids: [...externalIds].sort() },
  );
}

/** Writes receipts whole: one statement for each table, however many they are. */
export async function insertReceipts(tx: Tx, receipts: readonly WrittenReceipt[]): Promise<void> {
  const lines = receipts.flatMap(({ id, lines: own }) =>
    own.map((line) => ({ ...line, receiptId: id })),
  );
  const pieces = lines.flatMap(({ receiptId, lineNumber, pieces: own }) =>
    own.map((piece, place) => ({ ...piece, receiptId, lineNumber, place })),
  );
  const tenders = receipts.flatMap(({ id, tenders: own }) =>
    own.map((tender, place) => ({ ...tender, receiptId: id, place })),
  );
  await tx.sql.raw(
    `
    insert into ss_receipt (id, location_id, kind, till_id, external_id, channel, customer_id, currency,
      total_minor, discount_minor, vat_minor, rounding_minor, rt_serial, z_number, document_number,
      issued_at, business_day, priced_by, snapshot_version, returns_id, content_digest, import_id,
      recorded_by, recorded_at)
    select id, "locationId", kind, "tillId", "externalId", channel, "customerId", currency,
      "totalMinor", "discountMinor", "vatMinor", "roundingMinor", "rtSerial", "zNumber",
      "documentNumber", "issuedAt", "businessDay", "pricedBy", "snapshotVersion", "returnsId",
      "contentDigest", "importId", :actorId, :now
    from jsonb_to_recordset(:receipts::jsonb) as r (id uuid, "locationId" text, kind text,
      "tillId" text, "externalId" text, channel text, "customerId" uuid, currency text,
      "totalMinor" bigint, "discountMinor" bigint, "vatMinor" bigint, "roundingMinor" bigint,
      "rtSerial" text, "zNumber" integer, "documentNumber" integer, "issuedAt" timestamptz,
      "businessDay" date, "pricedBy" text, "snapshotVersion" text, "returnsId" uuid,
      "contentDigest" text, "importId" uuid)`,
    {
      receipts: JSON.stringify(
        receipts.map(({ lines: _lines, tenders: _tenders, ...head }) => head),
      ),
      actorId: tx.actor.id,
      now: tx.now,
    },
  );
  await tx.sql.raw(
    `
    insert into ss_receipt_line (receipt_id, line_number, item_id, quantity, list_price_minor,
      discount_minor, total_minor, vat_rate, vat_minor)
    select "receiptId", "lineNumber", "itemId", quantity, "listPriceMinor", "discountMinor",
      "totalMinor", "vatRate", "vatMinor"
    from jsonb_to_recordset(:lines::jsonb) as l ("receiptId" uuid, "lineNumber" integer,
      "itemId" uuid, quantity integer, "listPriceMinor" bigint, "discountMinor" bigint,
      "totalMinor" bigint, "vatRate" numeric, "vatMinor" bigint)`,
    { lines: JSON.stringify(lines.map(({ pieces: _pieces, ...line }) => line)) },
  );
  await tx.sql.raw(
    `
    insert into ss_receipt_piece (receipt_id, line_number, place, quantity, list_price_minor,
      discount_minor, pay_minor, discounts)
    select "receiptId", "lineNumber", place, quantity, "listPriceMinor", "discountMinor", "payMinor",
      discounts
    from jsonb_to_recordset(:pieces::jsonb) as p ("receiptId" uuid, "lineNumber" integer,
      place integer, quantity integer, "listPriceMinor" bigint, "discountMinor" bigint,
      "payMinor" bigint, discounts jsonb)`,
    { pieces: JSON.stringify(pieces) },
  );
  await tx.sql.raw(
    `
    insert into ss_receipt_tender (receipt_id, place, kind, amount_minor, reference)
    select "receiptId", place, kind, "amountMinor", reference
    from jsonb_to_recordset(:tenders::jsonb) as t ("receiptId" uuid, place integer, kind text,
      "amountMinor" bigint, reference text)`,
    { tenders: JSON.stringify(tenders) },
  );
}
