import type { Status } from '../../../../server/ui/kit/status.ts';
import { waitsForRest } from '../domain/life.ts';
import { isNotAccepted, type ReturnReason } from '../domain/return.ts';
import type { ReturnRow } from '../reading-contracts.ts';

/** What a file waits for, most urgent first: somebody stands at the counter, money or goods lie about. */
export const DESK_PARTS = [
  'answered',
  'waiting',
  'paymentFailed',
  'toGrade',
  'announced',
  'open',
  'done',
] as const;
export type DeskPart = (typeof DESK_PARTS)[number];

export function partOf(row: ReturnRow): DeskPart {
  const { goods, decision, money } = row;
  if (decision === 'countered' || waitsForRest(row) || toHandBack(row)) return 'answered';
  if (decision === 'pending') return 'waiting';
  if (money === 'failed') return 'paymentFailed';
  if (goods === 'graded') return 'toGrade';
  if (goods === 'announced') return 'announced';
  return row.closedAt === null ? 'open' : 'done';
}

/** The answer was no, or the repair is done, and the customer's goods are still here. */
export function toHandBack({
  goods,
  decision,
  repairedAt,
}: Pick<ReturnRow, 'goods' | 'decision' | 'repairedAt'>): boolean {
  return (
    goods === 'in-custody' &&
    (isNotAccepted(decision) || (decision === 'repair' && repairedAt !== null))
  );
}

/** The one state worth a badge: what somebody has to know of the file first. */
export function statusOf(row: ReturnRow): Status {
  const { decision, money, goods } = row;
  if (decision === 'pending') return 'waiting';
  if (decision === 'countered') return 'countered';
  if (isNotAccepted(decision)) return 'refused';
  if (decision === 'repair') {
    return goods === 'handed-back' ? 'returned' : row.repairedAt === null ? 'inRepair' : 'repaired';
  }
  if (money === 'failed') return 'paymentFailed';
  if (goods === 'graded') return 'toInspect';
  if (goods === 'announced') return 'requested';
  if (goods === 'handed-back' || goods === 'not-taken') return 'refused';
  if (money === 'paid') return 'refunded';
  return money === 'none' ? 'approved' : 'refunding';
}

/** The files of which a piece comes back for this reason; null: for any. */
export function ofReason(
  rows: readonly ReturnRow[],
  reason: ReturnReason | null,
): readonly ReturnRow[] {
  return reason === null ? rows : rows.filter(({ reasons }) => reasons.includes(reason));
}

/** How many files want something of the shop now: the figure in the navigation. */
export function toDo(rows: readonly ReturnRow[]): number {
  return rows.filter((row) => {
    const part = partOf(row);
    return part === 'answered' || part === 'toGrade' || part === 'paymentFailed';
  }).length;
}
