import type { Read } from '../../../../server/db/transaction.ts';

export interface ReceiptRow {
  readonly receiptId: string;
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
  readonly issuedAt: Date;
  readonly businessDay: string;
  readonly snapshotVersion: string | null;
  readonly returnsId: string | null;
}

const COLUMNS = `
  id as "receiptId", location_id as "locationId", kind, till_id as "tillId",
  external_id as "externalId", channel, customer_id as "customerId", currency,
  total_minor as "totalMinor", discount_minor as "discountMinor", vat_minor as "vatMinor",
  rounding_minor as "roundingMinor", rt_serial as "rtSerial", z_number as "zNumber",
  document_number as "documentNumber", issued_at as "issuedAt", business_day as "businessDay",
  snapshot_version as "snapshotVersion", returns_id as "returnsId"`;

export async function selectReceipt(read: Read, receiptId: string): Promise<ReceiptRow | null> {
  const { rows } = await read.sql.raw<{ rows: ReceiptRow[] }>(
    `select ${COLUMNS} from ss_receipt where id = :receiptId`,
    { receiptId },
  );
  return rows[0] ?? null;
}

export interface ReceiptFilter {
  readonly locationId: string;
  readonly day: string | null;
  readonly externalId: string | null;
  readonly rtSerial: string | null;
  readonly zNumber: number | null;
  readonly documentNumber: number | null;
  readonly before: { readonly issuedAt: string; readonly id: string } | null;
}

export async function selectReceipts(
  read: Read,
  { before, ...filter }: ReceiptFilter,
  limit: number,
): Promise<(ReceiptRow & { readonly issuedMark: string })[]> {
  const { rows } = await read.sql.raw<{ rows: (ReceiptRow & { issuedMark: string })[] }>(
    `
    select ${COLUMNS}, issued_at::text as "issuedMark" from ss_receipt
    where location_id = :locationId
      and (cast(:day as date) is null or business_day = cast(:day as date))
      and (cast(:externalId as text) is null or external_id = :externalId)
      and (cast(:rtSerial as text) is null or rt_serial = :rtSerial)
      and (cast(:zNumber as integer) is null or z_number = :zNumber)
      and (cast(:documentNumber as integer) is null or document_number = :documentNumber)
      and (cast(:beforeAt as timestamptz) is null
        or (issued_at, id) < (cast(:beforeAt as timestamptz), cast(:beforeId as uuid)))
    order by issued_at desc, id desc limit :limit`,
    { ...filter, beforeAt: before?.issuedAt ?? null, beforeId: before?.id ?? null, limit },
  );
  return rows;
}

/** Lines with their pieces, and tenders, as JSON that has the shape of the reply. */
export async function selectReceiptParts(
  read: Read,
  receiptId: string,
): Promise<{ lines: unknown[]; tenders: unknown[] }> {
  const { rows } = await read.sql.raw<{ rows: { lines: unknown[]; tenders: unknown[] }[] }>(
    `
    select coalesce((
      select jsonb_agg(jsonb_build_object('lineNumber', line_number, 'itemId', item_id,
        'quantity', quantity, 'listPriceMinor', list_price_minor, 'discountMinor', discount_minor,
        'totalMinor', total_minor, 'vatRate', vat_rate, 'vatMinor', vat_minor, 'pieces', (
          select jsonb_agg(jsonb_build_object('quantity', piece.quantity,
            'listPriceMinor', piece.list_price_minor, 'payMinor', piece.pay_minor,
            'discounts', piece.discounts) order by piece.place)
          from ss_receipt_piece piece
          where piece.receipt_id = line.receipt_id and piece.line_number = line.line_number)
      ) order by line_number) from ss_receipt_line line where receipt_id = :receiptId), '[]') as lines,
    coalesce((
      select jsonb_agg(jsonb_build_object('kind', kind, 'amountMinor', amount_minor,
        'reference', reference) order by place)
      from ss_receipt_tender where receipt_id = :receiptId), '[]') as tenders`,
    { receiptId },
  );
  return rows[0]!;
}
