import { prepared } from '../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import type { WithdrawnLine } from './domain.ts';

export interface Withdrawal {
  readonly withdrawalId: string;
  readonly declaredAt: Date;
  readonly declaredBy: string;
  readonly lines: readonly WithdrawnLine[];
}

/** What was declared about an order, oldest first. */
export async function selectWithdrawals(read: Read, orderId: string): Promise<Withdrawal[]> {
  const { rows } = await read.sql.raw<{ rows: Withdrawal[] }>(
    `
    select w.id as "withdrawalId", w.declared_at as "declaredAt", w.declared_by as "declaredBy",
      (select jsonb_agg(jsonb_build_object('lineId', l.line_id, 'toBringBack', l.to_bring_back,
          'cancelled', l.cancelled) order by l.line_id)
       from oc_withdrawal_line as l where l.withdrawal_id = w.id) as lines
    from oc_withdrawal as w where w.order_id = :orderId order by w.declared_at, w.id`,
    { orderId },
  );
  return rows;
}

export async function insertWithdrawal(
  tx: Tx,
  withdrawal: {
    readonly withdrawalId: string;
    readonly orderId: string;
    readonly deadline: Date | null;
    readonly declaredBy: string;
    readonly email: string;
    readonly language: Language;
    readonly lines: readonly WithdrawnLine[];
  },
): Promise<void> {
  const { lines, ...row } = withdrawal;
  await tx.sql.raw(
    `insert into oc_withdrawal (id, order_id, declared_at, deadline, declared_by, email, language)
     values (:withdrawalId, :orderId, :now, :deadline, :declaredBy, :email, :language)`,
    { ...row, now: tx.now },
  );
  await tx.sql.raw(
    `insert into oc_withdrawal_line (withdrawal_id, line_id, to_bring_back, cancelled)
     select :withdrawalId, l."lineId", l."toBringBack", l.cancelled
     from jsonb_to_recordset(:lines::jsonb) as l (
       "lineId" uuid, "toBringBack" integer, cancelled integer)`,
    { withdrawalId: row.withdrawalId, lines: JSON.stringify(lines) },
  );
}

export interface LastHandover {
  readonly at: Date;
  /** To a carrier that has not told when it arrived: the customer has it some days later. */
  readonly sent: boolean;
}

/** When the last pieces of an order were handed over; null when none were. */
export async function lastHandover(read: Read, orderId: string): Promise<LastHandover | null> {
  const rows = await prepared<LastHandover>(
    read.sql,
    `select coalesce(delivered_at, handed_at) as at,
       collector = 'carrier' and delivered_at is null as sent
     from oc_handover as h
     where order_id = :orderId
       -- A piece taken in exchange is a new purchase: it does not start the days of the others anew.
       and not exists (
         select from oc_payment as p where p.handover_id = h.id and p.kind = 'return')
     order by handed_at desc limit 1`,
    { orderId },
  );
  return rows[0] ?? null;
}
