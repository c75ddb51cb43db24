import type { Read, Tx } from '../../../../server/db/transaction.ts';

export interface Attempt {
  /** The key by which the provider knows every call of it. */
  readonly attemptId: string;
  readonly partId: string;
  readonly refundId: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly paymentRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'intended' | 'unknown' | 'succeeded' | 'failed';
  /** How often the provider was called, this time included. */
  readonly calls: number;
}

const COLUMNS = `
  a.id as "attemptId", a.part_id as "partId", p.refund_id as "refundId",
  r.source_kind as "sourceKind", r.source_id as "sourceId", p.payment_ref as "paymentRef",
  a.amount_minor as "amountMinor", r.currency, a.state, a.calls`;
const FROM = `
  oc_refund_attempt as a join oc_refund_part as p on p.id = a.part_id
  join oc_refund as r on r.id = p.refund_id`;

/** Intends to have a part paid, from now on. A second one while one is alive breaks a constraint. */
export async function insertAttempt(
  tx: Tx,
  intent: { readonly attemptId: string; readonly partId: string; readonly amountMinor: number },
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_refund_attempt (id, part_id, number, amount_minor, intended_at, next_at)
     select :attemptId, :partId,
       1 + coalesce((select max(number) from oc_refund_attempt where part_id = :partId), 0),
       :amountMinor, :now, :now`,
    { ...intent, now: tx.now },
  );
}

/**
 * Takes up to `count` attempts that are due, and counts the call that is about to be made: whoever dies
 * in it leaves an attempt that was called, and that is due again when the lease is over.
 */
export async function leaseAttempts(
  tx: Tx,
  count: number,
  leaseSeconds: number,
): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { attemptId: string }[] }>(
    `
    with due as (
      select id from oc_refund_attempt
      where state in ('intended', 'unknown') and next_at <= :now
      order by next_at, id limit :count for update skip locked
    )
    update oc_refund_attempt as a
      set next_at = cast(:now as timestamptz) + make_interval(secs => :leaseSeconds)
    from due where a.id = due.id returning a.id as "attemptId"`,
    { now: tx.now, count, leaseSeconds },
  );
  return rows.map(({ attemptId }) => attemptId);
}

/** Counts a call that is about to be made; null: the outcome is known meanwhile, nobody is to be called. */
export async function countCall(tx: Tx, attemptId: string): Promise<Attempt | null> {
  const { rows } = await tx.sql.raw<{ rows: Attempt[] }>(
    `
    with called as (
      update oc_refund_attempt set calls = calls + 1
      where id = :attemptId and state in ('intended', 'unknown') returning id, calls
    )
    select ${COLUMNS.replace('a.calls', 'called.calls')} from ${FROM} join called on called.id = a.id`,
    { attemptId },
  );
  return rows[0] ?? null;
}

export async function selectAttempt(read: Read, attemptId: string): Promise<Attempt | null> {
  const { rows } = await read.sql.raw<{ rows: Attempt[] }>(
    `select ${COLUMNS} from ${FROM} where a.id = :attemptId`,
    { attemptId },
  );
  return rows[0] ?? null;
}

export interface Outcome {
  readonly attemptId: string;
  readonly state: 'succeeded' | 'failed';
  readonly toldBy: 'answer' | 'notice' | 'question';
  readonly reference: string | null;
  readonly failure: string | null;
  readonly contradiction: string | null;
}

/** Writes the outcome if none is known yet; false: one is. */
export async function settleAttempt(tx: Tx, outcome: Outcome): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_refund_attempt set state = :state, told_by = :toldBy, reference = :reference,
       failure = :failure, contradiction = :contradiction, outcome_at = :now, next_at = null
     where id = :attemptId and state in ('intended', 'unknown') returning 1`,
    { ...outcome, now: tx.now },
  );
  return rows.length > 0;
}

/** A refused attempt that was paid after all, if nothing else pays or has paid its part; false otherwise. */
export async function correctToPaid(
  tx: Tx,
  attemptId: string,
  reference: string,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_refund_attempt as a set state = 'succeeded', failure = null, reference = :reference,
       contradiction = 'paid after it was refused'
     where a.id = :attemptId and a.state = 'failed'
       and not exists (
         select from oc_refund_attempt as other where other.part_id = a.part_id and other.state <> 'failed')
       and exists (select from oc_refund_part as p where p.id = a.part_id and p.state = 'failed')
     returning 1`,
    { attemptId, reference },
  );
  return rows.length > 0;
}

/** Gives up an intent nobody has acted on; false: the provider was called, or is being called. */
export async function giveUpIntent(tx: Tx, partId: string, because: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_refund_attempt set state = 'failed', failure = :because, told_by = 'question',
       outcome_at = :now, next_at = null
     where part_id = :partId and state = 'intended' and calls = 0 returning 1`,
    { partId, because, now: tx.now },
  );
  return rows.length > 0;
}

/** What came of a call is not known: it is asked again then. Nothing, when it became known meanwhile. */
export async function markUnknown(tx: Tx, attemptId: string, nextAt: Date): Promise<void> {
  await tx.sql.raw(
    `update oc_refund_attempt set state = 'unknown', next_at = :nextAt
     where id = :attemptId and state in ('intended', 'unknown')`,
    { attemptId, nextAt },
  );
}

/** The provider contradicts itself: kept for people, who alone can find out. */
export async function noteContradiction(
  tx: Tx,
  attemptId: string,
  contradiction: string,
): Promise<void> {
  await tx.sql.raw(
    'update oc_refund_attempt set contradiction = :contradiction where id = :attemptId',
    { attemptId, contradiction },
  );
}

/** False: this notice was taken before. */
export async function insertNotice(
  tx: Tx,
  noticeId: string,
  attemptId: string | null,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_refund_notice (id, attempt_id, taken_at) values (:noticeId, :attemptId, :now)
     on conflict do nothing returning 1`,
    { noticeId, attemptId, now: tx.now },
  );
  return rows.length > 0;
}
