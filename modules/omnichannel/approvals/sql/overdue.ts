import type { Read } from '../../../../server/db/transaction.ts';
import { APPROVAL_COLUMNS, type Approval } from './approvals.ts';

/** Requests for which something has to happen by itself, in the order of their subjects; not locked. */
export async function selectOverdue(read: Read, count: number): Promise<Approval[]> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `
    select ${APPROVAL_COLUMNS} from oc_approval as a
    where a.id in (
      select id from oc_approval
      where state in ('waiting', 'countered') and answer_by <= :now
      union all
      select id from oc_approval
      where state = 'approved' and used_at is null and usable_until < :now
      limit :count
    )
    order by a.subject_kind, a.subject_id, a.id`,
    { now: read.now, count },
  );
  return rows;
}
