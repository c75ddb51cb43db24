import type { LiveEvent } from '../../../../server/live/protocol.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import {
  approvalEndpoint,
  ownApprovalsEndpoint,
  type ApprovalRow,
  type OwnApprovals,
} from '../../approvals/contracts.ts';
import { APPROVAL_EVENT_TYPES } from '../../approvals/events.ts';
import { ownAfter } from '../../approvals/live.ts';

const TYPES: ReadonlySet<string> = new Set(APPROVAL_EVENT_TYPES);

function apply(own: OwnApprovals, event: LiveEvent): OwnApprovals {
  if (!TYPES.has(event.type)) return own;
  // Every event of one's own room about an approval carries the row of who asked.
  return ownAfter(own, (event.payload as { row: ApprovalRow }).row.requestedBy.id, event);
}

/** The request behind a file: live for who asked, read again every few seconds for a colleague. */
export function useRequest(approvalId: string | null): ApprovalRow | null {
  const { person } = useSession();
  const own = useLiveView(ownApprovalsEndpoint, {}, `user:${person.id}`, apply, {
    when: approvalId !== null,
  });
  const mine = own.data?.requests.find((each) => each.approvalId === approvalId);
  const other = useQueryOf(
    approvalEndpoint,
    { approvalId: approvalId ?? '' },
    { when: approvalId !== null && own.data !== undefined && !mine, everySeconds: 5 },
  );
  return mine ?? other.data?.row ?? null;
}
