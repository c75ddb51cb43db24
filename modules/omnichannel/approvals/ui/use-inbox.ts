import type { LiveEvent } from '../../../../server/live/protocol.ts';
import type { Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { inboxEndpoint, type ApprovalInbox, type ApprovalRow } from '../contracts.ts';
import { authorityFor } from '../domain.ts';
import { inboxAfter } from '../live.ts';

function apply(inbox: ApprovalInbox, event: LiveEvent): ApprovalInbox | 'fetch-again' {
  return inboxAfter(inbox, event);
}

/** What waits for an answer and what was decided last, kept live in every location the person sees. */
export function useInbox(): Reading<ApprovalInbox> {
  const { places, person } = useSession();
  const rooms = [...places.map(({ id }) => `approvals:${id}`), `user:${person.id}`];
  return useLiveView(inboxEndpoint, {}, rooms, apply, { when: places.length > 0 });
}

/** What waits for a manager; an offer waits for the customer. */
export function waitingOf(inbox: ApprovalInbox): readonly ApprovalRow[] {
  return inbox.open.filter(({ state }) => state === 'waiting');
}

/** The number beside «Autorizzazioni». */
export function useWaitingBadge(): number | null {
  const { data } = useInbox();
  return data ? waitingOf(data).length : null;
}

export type Blocked = 'own' | 'limit';

/** Why the reader cannot answer a request; null: they can. */
export function blockedFor(inbox: ApprovalInbox, row: ApprovalRow): Blocked | null {
  if (row.requestedBy.id === inbox.personId) return 'own';
  const asked = { ...row, requestedBy: row.requestedBy.id };
  return authorityFor(inbox.ladder, inbox.authorities, inbox.personId, asked) ? null : 'limit';
}
