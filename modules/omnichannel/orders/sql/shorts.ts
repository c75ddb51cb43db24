import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { OrderFile } from '../domain/file.ts';

/** What became of pieces that were missing. */
export type ShortResolution = 'substitute' | 'partial' | 'moved' | 'cancelled' | 'found';

/**
 * Ends the reports of pieces that are missing no longer, whatever ended them: an answer, a
 * cancellation, another shop. A question nobody needs answered any more is withdrawn.
 */
export async function settleShorts(
  tx: Tx,
  files: readonly { readonly before: OrderFile; readonly after: OrderFile }[],
): Promise<void> {
  const settled = files.flatMap(({ before, after }) => settledLines(before, after));
  if (settled.length > 0) await endShorts(tx, settled);
  const unasked = files.filter(({ before, after }) => before.answerBy && !after.answerBy);
  if (unasked.length === 0) return;
  await tx.sql.raw(
    `update oc_question set state = 'withdrawn', ended_at = :now
     where order_id = any (:orderIds::uuid[]) and state = 'open'`,
    { orderIds: unasked.map(({ after }) => after.orderId), now: tx.now },
  );
}

interface SettledLine {
  readonly lineId: string;
  readonly resolution: ShortResolution;
}

function settledLines(before: OrderFile, after: OrderFile): SettledLine[] {
  return before.lines.flatMap((line) => {
    const now = after.lines.find(({ lineId }) => lineId === line.lineId)!;
    if (line.short === 0 || now.short > 0) return [];
    return [{ lineId: line.lineId, resolution: resolutionOf(before, after, line.lineId) }];
  });
}

function resolutionOf(before: OrderFile, after: OrderFile, lineId: string): ShortResolution {
  if (after.locationId !== before.locationId) return 'moved';
  const was = before.lines.find((line) => line.lineId === lineId)!;
  const is = after.lines.find((line) => line.lineId === lineId)!;
  if (is.cancelled === was.cancelled) return 'found';
  if (after.lines.length > before.lines.length) return 'substitute';
  return after.cancelledBecause !== null && after.cancelledBecause !== before.cancelledBecause
    ? 'cancelled'
    : 'partial';
}

export async function endShorts(tx: Tx, lines: readonly SettledLine[]): Promise<void> {
  await tx.sql.raw(
    `
    update oc_short as s set resolved_at = :now, resolution = l.resolution
    from jsonb_to_recordset(:lines::jsonb) as l ("lineId" uuid, resolution text)
    where s.line_id = l."lineId" and s.resolved_at is null`,
    { lines: JSON.stringify(lines), now: tx.now },
  );
}

export interface NewShort {
  readonly shortId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly note: string | null;
}

export async function insertShorts(tx: Tx, shorts: readonly NewShort[]): Promise<void> {
  await tx.sql.raw(
    `
    insert into oc_short (id, order_id, line_id, location_id, item_id, quantity, reason, note,
      actor_id, actor_name, reported_at)
    select s."shortId", s."orderId", s."lineId", s."locationId", s."itemId", s.quantity, s.reason,
      s.note, :actorId, :actorName, :now
    from jsonb_to_recordset(:shorts::jsonb) as s ("shortId" uuid, "orderId" uuid, "lineId" uuid,
      "locationId" text, "itemId" uuid, quantity integer, reason text, note text)`,
    {
      shorts: JSON.stringify(shorts),
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
}

/** Why the pieces of a line that are missing now were not found. */
export async function selectOpenReasons(read: Read, lineId: string): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { reason: string }[] }>(
    `select distinct reason from oc_short where line_id = :lineId and resolved_at is null`,
    { lineId },
  );
  return rows.map(({ reason }) => reason);
}
