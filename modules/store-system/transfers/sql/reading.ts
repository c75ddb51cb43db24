import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Difference, Shipment, TransferFile, TransferLine } from '../domain/transfer.ts';

type Header = Omit<TransferFile, 'lines' | 'shipments' | 'differences'>;

const HEADER = `
  t.id as "transferId", t.number, t.code, t.from_location as "from", t.to_location as "to",
  t.causal, t.reference_kind as "referenceKind", t.reference_id as "referenceId", t.kept, t.state,
  t.state_since as "stateSince", t.note, t.needed_by as "neededBy", t.place,
  t.requested_at as "requestedAt", t.requested_by as "requestedBy",
  t.answered_at as "answeredAt", t.answered_by as "answeredBy",
  t.declined_because as "declinedBecause", t.decline_note as "declineNote",
  t.cancelled_because as "cancelledBecause", t.cancelled_by as "cancelledBy",
  t.ended_at as "endedAt", t.version`;

const LINES = `
  select l.transfer_id as "transferId", l.id as "lineId", l.place, l.item_id as "itemId",
    l.style_id as "styleId", l.condition, l.requested, l.accepted, l.picked, l.shipped,
    l.hold_id as "holdId"
  from ss_transfer_line as l where l.transfer_id = any(:ids::uuid[]) order by l.transfer_id, l.place`;

const SHIPMENTS = `
  select s.transfer_id as "transferId", s.id as "shipmentId", s.code,
    s.document_kind as "documentKind", s.document_number as "documentNumber",
    s.document_year as "documentYear", s.document_day as "documentDay", s.state,
    s.carried_by as "carriedBy", s.carrier, s.parcels, s.weight_grams as "weightGrams",
    s.appearance, s.started_at as "startedAt", s.expected_on as "expectedOn",
    s.shipped_by as "shippedBy",
    (select coalesce(jsonb_agg(jsonb_build_object('lineId', sl.line_id, 'quantity', sl.quantity,
       'received', sl.received, 'damaged', sl.damaged, 'settled', sl.settled)
       order by l.place), '[]')
     from ss_shipment_line as sl join ss_transfer_line as l on l.id = sl.line_id
     where sl.shipment_id = s.id) as lines
  from ss_shipment as s where s.transfer_id = any(:ids::uuid[])
  order by s.transfer_id, s.shipped_at, s.id`;

const DIFFERENCES = `
  select d.transfer_id as "transferId", d.id as "discrepancyId", d.shipment_id as "shipmentId",
    d.line_id as "lineId", d.kind, d.quantity, d.opened_at as "openedAt", d.resolution, d.answers,
    d.note, d.resolved_at as "resolvedAt", d.resolved_by as "resolvedBy"
  from ss_discrepancy as d where d.transfer_id = any(:ids::uuid[])
  order by d.transfer_id, d.opened_at, d.id`;

/** The transfer, locked: whoever else changes it waits. Its levels are locked after it. */
export async function lockFile(tx: Tx, transferId: string): Promise<TransferFile | null> {
  const { rows } = await tx.sql.raw<{ rows: Header[] }>(
    `select ${HEADER} from ss_transfer as t where t.id = :transferId for no key update`,
    { transferId },
  );
  return (await whole(tx, rows))[0] ?? null;
}

export async function selectFile(read: Read, transferId: string): Promise<TransferFile | null> {
  const { rows } = await read.sql.raw<{ rows: Header[] }>(
    `select ${HEADER} from ss_transfer as t where t.id = :transferId`,
    { transferId },
  );
  return (await whole(read, rows))[0] ?? null;
}

/** What goes to or from a location and is open, or has ended since a moment; the oldest first. */
export async function selectBoard(
  read: Read,
  locationId: string,
  endedSince: Date,
): Promise<TransferFile[]> {
  const { rows } = await read.sql.raw<{ rows: Header[] }>(
    `
    select ${HEADER} from ss_transfer as t
    where t.from_location = :locationId and (t.ended_at is null or t.ended_at > :endedSince)
    union all
    select ${HEADER} from ss_transfer as t
    where t.to_location = :locationId and (t.ended_at is null or t.ended_at > :endedSince)
    order by "requestedAt", "transferId"`,
    { locationId, endedSince },
  );
  return whole(read, rows);
}

/** One page of the transfers of a location, the latest first. */
export async function selectPage(
  read: Read,
  wanted: {
    readonly locationId: string;
    readonly side: 'in' | 'out';
    readonly state: string | null;
    readonly after: readonly [requestedAt: string, transferId: string] | null;
    readonly limit: number;
  },
): Promise<TransferFile[]> {
  const { locationId, state, after, limit } = wanted;
  const column = wanted.side === 'in' ? 't.to_location' : 't.from_location';
  const { rows } = await read.sql.raw<{ rows: Header[] }>(
    `
    select ${HEADER} from ss_transfer as t
    where ${column} = :locationId and (:state::text is null or t.state = :state)
      and (:afterAt::timestamptz is null
        or (t.requested_at, t.id) < (:afterAt::timestamptz, :afterId::uuid))
    order by t.requested_at desc, t.id desc
    limit :limit`,
    { locationId, state, afterAt: after?.[0] ?? null, afterId: after?.[1] ?? null, limit },
  );
  return whole(read, rows);
}

/** The transfers somebody else's thing needs, the oldest first. */
export async function selectByReference(
  read: Read,
  kind: string,
  ids: readonly string[],
): Promise<TransferFile[]> {
  const { rows } = await read.sql.raw<{ rows: Header[] }>(
    `
    select ${HEADER} from ss_transfer as t
    where t.reference_kind = :kind and t.reference_id = any(:ids::text[])
    order by t.requested_at, t.id`,
    { kind, ids },
  );
  return whole(read, rows);
}

/** Which transfer a code stands for, and which of its shipments. */
export async function selectByCode(
  read: Read,
  code: string,
): Promise<{
  readonly transferId: string;
  readonly shipmentId: string | null;
  readonly from: string;
  readonly to: string;
} | null> {
  const { rows } = await read.sql.raw<{
    rows: { transferId: string; shipmentId: string | null; from: string; to: string }[];
  }>(
    `
    select t.id as "transferId", found."shipmentId", t.from_location as "from", t.to_location as "to"
    from (
      select id as "transferId", null::uuid as "shipmentId" from ss_transfer where code = :code
      union all
      select transfer_id, id from ss_shipment where code = :code) as found
    join ss_transfer as t on t.id = found."transferId"`,
    { code },
  );
  return rows[0] ?? null;
}

/** Which transfer a shipment belongs to. It never changes, so it may be asked before locking. */
export async function transferOfShipment(read: Read, shipmentId: string): Promise<string | null> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select transfer_id as id from ss_shipment where id = :shipmentId`,
    { shipmentId },
  );
  return rows[0]?.id ?? null;
}

/** Which transfer a difference belongs to. */
export async function transferOfDifference(
  read: Read,
  discrepancyId: string,
): Promise<string | null> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select transfer_id as id from ss_discrepancy where id = :discrepancyId`,
    { discrepancyId },
  );
  return rows[0]?.id ?? null;
}

export interface StoredReceipt {
  readonly receiptId: string;
  readonly shipmentId: string;
  readonly number: number;
  readonly complete: boolean;
  readonly asSent: boolean;
  readonly note: string | null;
  readonly receivedAt: Date;
  readonly receivedBy: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly expected: number;
    readonly good: number;
    readonly damaged: number;
    readonly unexpected: boolean;
  }[];
}

/** The receipts of a transfer, the latest first. */
export async function selectReceipts(read: Read, transferId: string): Promise<StoredReceipt[]> {
  const { rows } = await read.sql.raw<{ rows: StoredReceipt[] }>(
    `
    select r.id as "receiptId", r.shipment_id as "shipmentId", r.number, r.complete,
      r.as_sent as "asSent", r.note, r.received_at as "receivedAt", r.received_by as "receivedBy",
      (select coalesce(jsonb_agg(jsonb_build_object('lineId', rl.line_id,
         'expected', rl.expected, 'good', rl.good, 'damaged', rl.damaged,
         'unexpected', rl.unexpected) order by l.place), '[]')
       from ss_transfer_receipt_line as rl join ss_transfer_line as l on l.id = rl.line_id
       where rl.receipt_id = r.id) as lines
    from ss_transfer_receipt as r where r.transfer_id = :transferId
    order by r.number desc`,
    { transferId },
  );
  return rows;
}

/** What was printed when a shipment left. */
export async function selectPaper<P extends object>(
  read: Read,
  shipmentId: string,
): Promise<P | null> {
  const { rows } = await read.sql.raw<{ rows: { paper: P }[] }>(
    `select paper from ss_shipment where id = :shipmentId`,
    { shipmentId },
  );
  return rows[0]?.paper ?? null;
}

/** Sellable pieces of an item at a location that are picked for a transfer and have not left. */
export async function selectPickedAt(
  read: Read,
  { locationId, itemId }: { readonly locationId: string; readonly itemId: string },
): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { pieces: number }[] }>(
    `
    select coalesce(sum(l.picked - l.shipped), 0)::integer as pieces
    from ss_transfer as t join ss_transfer_line as l on l.transfer_id = t.id
    where t.from_location = :locationId and t.ended_at is null
      and l.item_id = :itemId and l.condition = 'sellable'`,
    { locationId, itemId },
  );
  return rows[0]!.pieces;
}

async function whole(read: Read, headers: readonly Header[]): Promise<TransferFile[]> {
  if (headers.length === 0) return [];
  const ids = headers.map(({ transferId }) => transferId);
  const lines = await parts<TransferLine>(read, LINES, ids);
  const shipments = await parts<Shipment>(read, SHIPMENTS, ids);
  const differences = await parts<Difference>(read, DIFFERENCES, ids);
  return headers.map((header) => ({
    ...header,
    lines: lines.get(header.transferId) ?? [],
    shipments: shipments.get(header.transferId) ?? [],
    differences: differences.get(header.transferId) ?? [],
  }));
}

async function parts<P>(
  read: Read,
  statement: string,
  ids: readonly string[],
): Promise<Map<string, P[]>> {
  const { rows } = await read.sql.raw<{ rows: (P & { transferId: string })[] }>(statement, { ids });
  const byTransfer = new Map<string, P[]>();
  for (const { transferId, ...part } of rows) {
    const known = byTransfer.get(transferId);
    if (known) known.push(part as P);
    else byTransfer.set(transferId, [part as P]);
  }
  return byTransfer;
}
