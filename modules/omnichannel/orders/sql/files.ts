import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { LineFile, OrderFile, Picker } from '../domain/file.ts';
import { isUnderWay } from '../domain/life.ts';
import { settleShorts } from './shorts.ts';

type FileRow = Omit<OrderFile, 'lines' | 'bags' | 'picker'> & {
  readonly pickerId: string | null;
  readonly pickerName: string | null;
  readonly takenAt: Date | null;
};

const FILE_COLUMNS = `
  o.id as "orderId", o.version, o.company_id as "companyId", o.number, o.channel,
  o.external_id as "externalId", o.contract_flow as "contractFlow", o.customer_id as "customerId",
  o.contact_name as "contactName", o.contact_surname as "contactSurname",
  o.contact_phone_ending as "contactPhoneEnding", o.contact_email is not null as "hasEmail",
  o.chosen_location_id as "chosenLocationId", o.location_id as "locationId", o.state, o.fulfilment,
  case when o.ship_recipient is not null then jsonb_build_object(
    'recipient', o.ship_recipient, 'street', o.ship_street, 'postalCode', o.ship_postal_code,
    'city', o.ship_city, 'province', o.ship_province, 'notes', o.ship_notes) end as "shipTo",
  o.placed_at as "placedAt", o.acknowledge_by as "acknowledgeBy", o.ready_by as "readyBy",
  o.first_ready_by as "firstReadyBy", o.delayed_from as "delayedFrom",
  o.undo_delay_until as "undoDelayUntil", o.escalated_at as "escalatedAt",
  o.collect_by as "collectBy", o.acknowledged_at as "acknowledgedAt", o.picker_id as "pickerId",
  o.picker_name as "pickerName", o.taken_at as "takenAt", o.wave_id as "waveId",
  o.at_risk as "atRisk", o.answer_by as "answerBy", o.staged_at as "stagedAt", o.shelf,
  o.ready_at as "readyAt", o.minutes_to_ready as "minutesToReady", o.notify_at as "notifyAt", o.notified_at as "notifiedAt",
  o.extended_at as "extendedAt", o.arrived_at as "arrivedAt", o.expected_at as "expectedAt", o.ended_at as "endedAt", o.ended_on as "endedOn",
  o.cancelled_because as "cancelledBecause", o.code_digest as "codeDigest",
  o.code_ending as "codeEnding", o.currency, o.total_minor as "totalMinor",
  o.cancelled_minor as "cancelledMinor", o.paid_minor as "paidMinor",
  o.refund_minor as "refundMinor", o.refunded_minor as "refundedMinor",
  o.shipping_fee_minor as "shippingFeeMinor",
  o.takes_limits as "takesLimits"`;

/**
 * Locks orders, in the order of their ids, and reads them whole. The lines are read by a second
 * statement: whoever had to wait for a lock would otherwise see the lines of before.
 */
export async function lockFiles(tx: Tx, orderIds: readonly string[]): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o where o.id = any (:orderIds::uuid[])
     order by o.id for no key update`,
    { orderIds },
  );
  return whole(tx, rows);
}

export async function lockFile(tx: Tx, orderId: string): Promise<OrderFile | null> {
  return (await lockFiles(tx, [orderId]))[0] ?? null;
}

/** The most urgent orders of a shop that nobody prepares; those a colleague is just taking are passed over. */
export async function lockNextUnprepared(
  tx: Tx,
  locationId: string,
  count: number,
): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o
     where o.location_id = :locationId and o.state in ('placed', 'acknowledged')
     order by o.ready_by, o.id limit :count for no key update skip locked`,
    { locationId, count },
  );
  return whole(tx, rows);
}

/** The caller's own orders that are being picked, most urgent first. */
export async function lockPicking(
  tx: Tx,
  locationId: string,
  pickerId: string,
): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `select id from oc_order
     where location_id = :locationId and picker_id = :pickerId
       and state in ('picking', 'short', 'picked')`,
    { locationId, pickerId },
  );
  const files = await lockFiles(
    tx,
    rows.map(({ id }) => id),
  );
  return files
    .filter((file) => isUnderWay(file) && file.picker?.id === pickerId)
    .sort((a, b) => a.readyBy.getTime() - b.readyBy.getTime() || (a.orderId < b.orderId ? -1 : 1));
}

/** Orders whose customers are to be told now; those another process is telling are passed over. */
export async function lockToNotify(tx: Tx, count: number): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o
     where o.state = 'ready' and o.notified_at is null and o.notify_at <= :now
     order by o.notify_at limit :count for no key update skip locked`,
    { now: tx.now, count },
  );
  return whole(tx, rows);
}

/** Ready orders whose time is over; those another process is closing are passed over. */
export async function lockOverdue(tx: Tx, count: number): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o
     where o.state = 'ready' and o.collect_by <= :now
     order by o.collect_by limit :count for no key update skip locked`,
    { now: tx.now, count },
  );
  return whole(tx, rows);
}

/** Orders whose customers had time to answer and did not; those somebody is working on are passed over. */
export async function lockUnanswered(tx: Tx, count: number): Promise<OrderFile[]> {
  const { rows } = await tx.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o
     where o.answer_by <= :now
     order by o.answer_by limit :count for no key update skip locked`,
    { now: tx.now, count },
  );
  return whole(tx, rows);
}

export type FileFilter =
  | { readonly orderIds: readonly string[] }
  | { readonly codeDigest: string }
  | { readonly tokenDigest: string }
  /** What a shop's queue shows: open orders, and closed ones with pieces to put back. */
  | { readonly queueOf: readonly string[] | null };

export async function readFiles(read: Read, filter: FileFilter): Promise<OrderFile[]> {
  const { where, bindings } = condition(filter);
  const { rows } = await read.sql.raw<{ rows: FileRow[] }>(
    `select ${FILE_COLUMNS} from oc_order as o where ${where} order by o.ready_by, o.id`,
    bindings,
  );
  return whole(read, rows);
}

export async function readFile(read: Read, orderId: string): Promise<OrderFile | null> {
  const rows = await prepared<FileRow>(
    read.sql,
    `select ${FILE_COLUMNS} from oc_order as o where o.id = :orderId`,
    { orderId },
  );
  return (await whole(read, rows))[0] ?? null;
}

function condition(filter: FileFilter): {
  where: string;
  bindings: Record<string, string | readonly string[]>;
} {
  if ('orderIds' in filter) {
    return { where: 'o.id = any (:orderIds::uuid[])', bindings: { orderIds: filter.orderIds } };
  }
  if ('codeDigest' in filter) {
    return { where: 'o.code_digest = :digest', bindings: { digest: filter.codeDigest } };
  }
  if ('tokenDigest' in filter) {
    return { where: 'o.token_digest = :digest', bindings: { digest: filter.tokenDigest } };
  }
  return filter.queueOf === null
    ? { where: inQueue(''), bindings: {} }
    : {
        where: inQueue('and q.location_id = any (:locationIds::text[])'),
        bindings: { locationIds: filter.queueOf },
      };
}

/**
 * Open, or with pieces to put back: two indexes, each asked for itself. Asked as one condition with `or`,
 * neither would do, and a queue of twenty would go through the orders of years.
 */
function inQueue(where: string): string {
  return `o.id = any (array(
    select q.id from oc_order as q
    where q.state in ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready') ${where}
    union
    select q.id from oc_order_line as l join oc_order as q on q.id = l.order_id
    where l.to_put_back > 0 ${where}))`;
}

interface Parts {
  readonly orderId: string;
  readonly lines: readonly LineFile[];
  readonly bags: readonly string[];
}

async function whole(read: Read, rows: readonly FileRow[]): Promise<OrderFile[]> {
  if (rows.length === 0) return [];
  const parts = await prepared<Parts>(
    read.sql,
    `
    select o.id as "orderId",
      (select jsonb_agg(jsonb_build_object(
          'lineId', l.id, 'externalLineId', l.external_line_id, 'itemId', l.item_id, 'gtin', l.gtin, 'quantity', l.quantity,
          'state', l.state, 'picked', l.picked, 'short', l.short, 'collected', l.collected, 'refused', l.refused,
          'noShow', l.no_show, 'cancelled', l.cancelled, 'toPutBack', l.to_put_back)
          order by l.place)
        from oc_order_line as l where l.order_id = o.id) as lines,
      (select coalesce(array_agg(b.label order by b.label), '{}')
        from oc_bag as b where b.order_id = o.id and b.gone_at is null) as bags
    from unnest(:orderIds::uuid[]) as o (id)`,
    { orderIds: rows.map(({ orderId }) => orderId) },
  );
  const byId = new Map(parts.map((part) => [part.orderId, part]));
  return rows.map(({ pickerId, pickerName, takenAt, ...row }) => {
    const { lines, bags } = byId.get(row.orderId)!;
    return { ...row, picker: pickerOf(pickerId, pickerName, takenAt), lines, bags };
  });
}

function pickerOf(id: string | null, name: string | null, takenAt: Date | null): Picker | null {
  return id === null || name === null || takenAt === null ? null : { id, name, takenAt };
}

/**
 * Writes orders as they are now, under the lock they were read with. The version is checked all the
 * same: a file read without a lock must not overwrite what happened since.
 */
export async function saveFiles(
  tx: Tx,
  files: readonly { readonly before: OrderFile; readonly after: OrderFile }[],
): Promise<void> {
  if (files.length === 0) return;
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(SAVE_FILES, {
    orders: JSON.stringify(files.map(({ before, after }) => savedOrder(before.version, after))),
    lines: JSON.stringify(files.flatMap(({ before, after }) => changedLines(before, after))),
  });
  if (rows.length !== files.length) throw new Error('an order changed although it was locked');
  await settleShorts(tx, files);
}

const SAVE_FILES = `
  with changed_lines as (
    update oc_order_line as l
    set state = c.state, picked = c.picked, short = c.short, collected = c.collected,
      refused = c.refused, no_show = c."noShow", cancelled = c.cancelled,
      to_put_back = c."toPutBack"
    from jsonb_to_recordset(:lines::jsonb) as c (
      "lineId" uuid, state text, picked integer, short integer, collected integer, refused integer,
      "noShow" integer, cancelled integer, "toPutBack" integer)
    where l.id = c."lineId"
  )
  update oc_order as o
  set version = c.version, state = c.state, chosen_location_id = c."chosenLocationId",
    location_id = c."locationId", fulfilment = c.fulfilment,
    ship_recipient = c."shipTo" ->> 'recipient', ship_street = c."shipTo" ->> 'street',
    ship_postal_code = c."shipTo" ->> 'postalCode', ship_city = c."shipTo" ->> 'city',
    ship_province = c."shipTo" ->> 'province', ship_notes = c."shipTo" ->> 'notes',
    acknowledge_by = c."acknowledgeBy", ready_by = c."readyBy",
    first_ready_by = c."firstReadyBy", delayed_from = c."delayedFrom",
    undo_delay_until = c."undoDelayUntil", escalated_at = c."escalatedAt",
    collect_by = c."collectBy",
    acknowledged_at = c."acknowledgedAt", picker_id = c."pickerId", picker_name = c."pickerName",
    taken_at = c."takenAt", wave_id = c."waveId", at_risk = c."atRisk", answer_by = c."answerBy",
    staged_at = c."stagedAt", shelf = c.shelf, ready_at = c."readyAt",
    minutes_to_ready = c."minutesToReady",
    notify_at = c."notifyAt", notified_at = c."notifiedAt", arrived_at = c."arrivedAt",
    expected_at = c."expectedAt",
    extended_at = c."extendedAt",
    ended_at = c."endedAt", ended_on = c."endedOn", cancelled_because = c."cancelledBecause",
    cancelled_minor = c."cancelledMinor", paid_minor = c."paidMinor",
    refund_minor = c."refundMinor", refunded_minor = c."refundedMinor"
  from jsonb_to_recordset(:orders::jsonb) as c (
    "orderId" uuid, "knownVersion" bigint, version bigint, state text, "chosenLocationId" text,
    "locationId" text, fulfilment text, "shipTo" jsonb, "acknowledgeBy" timestamptz, "readyBy" timestamptz,
    "firstReadyBy" timestamptz, "delayedFrom" timestamptz, "undoDelayUntil" timestamptz,
    "escalatedAt" timestamptz, "collectBy" timestamptz,
    "waveId" uuid, "atRisk" boolean, "answerBy" timestamptz,
    "acknowledgedAt" timestamptz, "pickerId" text, "pickerName" text, "takenAt" timestamptz,
    "stagedAt" timestamptz, shelf text, "readyAt" timestamptz, "minutesToReady" integer, "notifyAt" timestamptz,
    "notifiedAt" timestamptz, "arrivedAt" timestamptz, "expectedAt" timestamptz, "extendedAt" timestamptz, "endedAt" timestamptz, "endedOn" date,
    "cancelledBecause" text, "cancelledMinor" bigint, "paidMinor" bigint,
    "refundMinor" bigint, "refundedMinor" bigint)
  where o.id = c."orderId" and o.version = c."knownVersion"
  returning o.id`;

function savedOrder(knownVersion: number, file: OrderFile) {
  const { lines: _lines, bags: _bags, picker, ...row } = file;
  return {
    ...row,
    knownVersion,
    pickerId: picker?.id ?? null,
    pickerName: picker?.name ?? null,
    takenAt: picker?.takenAt ?? null,
  };
}

function changedLines(before: OrderFile, after: OrderFile): readonly LineFile[] {
  return after.lines.filter((line, place) => line !== before.lines[place]);
}
