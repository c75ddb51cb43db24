import type { Tx } from '../../../../server/db/transaction.ts';
import type {
  Difference,
  Shipment,
  ShipmentLine,
  TransferFile,
  TransferLine,
} from '../domain/transfer.ts';
import type { DiscrepancyKind } from '../domain/words.ts';

/** The next number people call a transfer by. */
export async function nextTransferNumber(tx: Tx): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { number: number }[] }>(
    `select nextval('ss_transfer_number') as number`,
  );
  return rows[0]!.number;
}

/** Writes a new transfer with its lines. */
export async function insertTransfer(tx: Tx, file: TransferFile): Promise<void> {
  const { lines, shipments: _, differences: __, ...header } = file;
  await tx.sql.raw(
    `
    insert into ss_transfer (
      id, number, code, from_location, to_location, causal, reference_kind, reference_id, kept, state,
      state_since, note, needed_by, requested_at, requested_by, answered_at, answered_by)
    values (
      :transferId, :number, :code, :from, :to, :causal, :referenceKind, :referenceId, :kept, :state,
      :stateSince, :note, :neededBy, :requestedAt, :requestedBy, :answeredAt, :answeredBy)`,
    { ...header },
  );
  await insertLines(tx, file.transferId, lines);
}

export async function insertLines(
  tx: Tx,
  transferId: string,
  lines: readonly TransferLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql.raw(
    `
    insert into ss_transfer_line (
      id, transfer_id, place, item_id, style_id, condition, requested, accepted, picked, shipped,
      hold_id)
    select l."lineId", :transferId, l.place, l."itemId", l."styleId", l.condition, l.requested,
      l.accepted, l.picked, l.shipped, l."holdId"
    from jsonb_to_recordset(:lines::jsonb) as l (
      "lineId" uuid, place integer, "itemId" uuid, "styleId" uuid, condition text,
      requested integer, accepted integer, picked integer, shipped integer, "holdId" uuid)`,
    { transferId, lines: JSON.stringify(lines) },
  );
}

/** Writes what a step changed of a transfer that is locked; its version rises by one. */
export async function updateTransfer(tx: Tx, file: TransferFile): Promise<void> {
  const { lines: _, shipments: __, differences: ___, ...header } = file;
  await tx.sql.raw(
    `
    update ss_transfer
    set state = :state, state_since = :stateSince, place = :place, answered_at = :answeredAt,
      answered_by = :answeredBy, declined_because = :declinedBecause, decline_note = :declineNote,
      cancelled_because = :cancelledBecause, cancelled_by = :cancelledBy, ended_at = :endedAt,
      version = version + 1
    where id = :transferId`,
    { ...header },
  );
}

export async function updateLines(tx: Tx, lines: readonly TransferLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql.raw(
    `
    update ss_transfer_line as line
    set accepted = l.accepted, picked = l.picked, shipped = l.shipped, hold_id = l."holdId"
    from jsonb_to_recordset(:lines::jsonb) as l (
      "lineId" uuid, accepted integer, picked integer, shipped integer, "holdId" uuid)
    where line.id = l."lineId"`,
    { lines: JSON.stringify(lines) },
  );
}

/**
 * The next number of a company's transport documents in a year. The row stays locked until the
 * transaction ends, and goes back with it: no number is skipped, none given twice. Asked for last.
 */
export async function nextDocumentNumber(tx: Tx, companyId: string, year: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { number: number }[] }>(
    `
    insert into ss_document_series as series (company_id, year, last_number)
    values (:companyId, :year, 1)
    on conflict (company_id, year) do update set last_number = series.last_number + 1
    returning last_number as number`,
    { companyId, year },
  );
  return rows[0]!.number;
}

/** Writes a shipment with its lines and its paper. */
export async function insertShipment(
  tx: Tx,
  transferId: string,
  companyId: string,
  shipment: Shipment,
  paper: object,
): Promise<void> {
  const { lines, ...header } = shipment;
  await tx.sql.raw(
    `
    insert into ss_shipment (
      id, transfer_id, code, company_id, document_year, document_number, document_kind,
      document_day, paper, carried_by, carrier, parcels, weight_grams, appearance, started_at,
      expected_on, shipped_at, shipped_by, state)
    values (
      :shipmentId, :transferId, :code, :companyId, :documentYear, :documentNumber, :documentKind,
      :documentDay, :paper::jsonb, :carriedBy, :carrier, :parcels, :weightGrams, :appearance,
      :startedAt, :expectedOn, :now, :shippedBy, :state)`,
    { ...header, transferId, companyId, paper: JSON.stringify(paper), now: tx.now },
  );
  await upsertShipmentLines(tx, shipment.shipmentId, lines);
}

/** Writes what became of a shipment's lines; lines the paper does not name are added. */
export async function upsertShipmentLines(
  tx: Tx,
  shipmentId: string,
  lines: readonly ShipmentLine[],
): Promise<void> {
  if (lines.length === 0) return;
  // Nearly all of them are known, and the transfer is locked: updating them costs less than an upsert.
  await tx.sql.raw(
    `
    with given as materialized (
      select * from jsonb_to_recordset(:lines::jsonb) as l (
        "lineId" uuid, quantity integer, received integer, damaged integer, settled integer)
    ), known as (
      update ss_shipment_line as line
      set received = g.received, damaged = g.damaged, settled = g.settled
      from given as g
      where line.shipment_id = :shipmentId and line.line_id = g."lineId"
      returning line.line_id
    )
    insert into ss_shipment_line (shipment_id, line_id, quantity, received, damaged, settled)
    select :shipmentId, g."lineId", g.quantity, g.received, g.damaged, g.settled
    from given as g where g."lineId" not in (select line_id from known)`,
    { shipmentId, lines: JSON.stringify(lines) },
  );
}

export async function updateShipmentState(
  tx: Tx,
  shipmentId: string,
  state: Shipment['state'],
): Promise<void> {
  await tx.sql.raw(`update ss_shipment set state = :state where id = :shipmentId`, {
    shipmentId,
    state,
  });
}

/** A receipt about to be written. */
export interface NewReceipt {
  readonly receiptId: string;
  readonly transferId: string;
  readonly shipmentId: string;
  readonly complete: boolean;
  readonly asSent: boolean;
  readonly note: string | null;
  readonly lines: readonly {
    readonly lineId: string;
    readonly expected: number;
    readonly good: number;
    readonly damaged: number;
    readonly unexpected: boolean;
  }[];
}

/** Writes a receipt under the transfer's lock: receipts of a transfer are counted from 1. */
export async function insertReceipt(tx: Tx, receipt: NewReceipt): Promise<void> {
  const { lines, ...header } = receipt;
  await tx.sql.raw(
    `
    insert into ss_transfer_receipt (
      id, transfer_id, shipment_id, number, complete, as_sent, note, received_at, received_by)
    select :receiptId, :transferId, :shipmentId, count(*) + 1, :complete, :asSent, :note, :now, :by
    from ss_transfer_receipt where transfer_id = :transferId`,
    { ...header, now: tx.now, by: tx.actor.name },
  );
  if (lines.length === 0) return;
  await tx.sql.raw(
    `
    insert into ss_transfer_receipt_line (receipt_id, line_id, expected, good, damaged, unexpected)
    select :receiptId, l."lineId", l.expected, l.good, l.damaged, l.unexpected
    from jsonb_to_recordset(:lines::jsonb) as l (
      "lineId" uuid, expected integer, good integer, damaged integer, unexpected boolean)`,
    { receiptId: receipt.receiptId, lines: JSON.stringify(lines) },
  );
}

export interface NewDifference {
  readonly discrepancyId: string;
  readonly shipmentId: string;
  readonly lineId: string;
  readonly kind: DiscrepancyKind;
  readonly quantity: number;
}

export async function insertDifferences(
  tx: Tx,
  transferId: string,
  differences: readonly NewDifference[],
): Promise<void> {
  if (differences.length === 0) return;
  await tx.sql.raw(
    `
    insert into ss_discrepancy (
      id, transfer_id, shipment_id, line_id, kind, quantity, opened_at, opened_by)
    select d."discrepancyId", :transferId, d."shipmentId", d."lineId", d.kind, d.quantity, :now, :by
    from jsonb_to_recordset(:differences::jsonb) as d (
      "discrepancyId" uuid, "shipmentId" uuid, "lineId" uuid, kind text, quantity integer)`,
    { transferId, differences: JSON.stringify(differences), now: tx.now, by: tx.actor.name },
  );
}

/** Clears differences that stand open; `quantity` shrinks where only some of the pieces are cleared. */
export async function resolveDifferences(
  tx: Tx,
  resolved: readonly (Pick<Difference, 'discrepancyId' | 'quantity' | 'note'> & {
    readonly resolution: NonNullable<Difference['resolution']>;
    readonly answers: Difference['answers'];
    readonly settled: number;
  })[],
): Promise<void> {
  if (resolved.length === 0) return;
  await tx.sql.raw(
    `
    update ss_discrepancy as difference
    set quantity = d.quantity, resolution = d.resolution, answers = d.answers, note = d.note,
      settled = d.settled, resolved_at = :now, resolved_by = :by
    from jsonb_to_recordset(:resolved::jsonb) as d (
      "discrepancyId" uuid, quantity integer, resolution text, answers text, note text,
      settled integer)
    where difference.id = d."discrepancyId" and difference.resolution is null`,
    { resolved: JSON.stringify(resolved), now: tx.now, by: tx.actor.name },
  );
}
