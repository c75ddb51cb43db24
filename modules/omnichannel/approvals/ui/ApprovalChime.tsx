import { useEffect, useRef, type ReactElement } from 'react';
import { soundCustomerHere } from '../../../../server/ui/kit/sounds.ts';
import { useInbox, waitingOf } from './use-inbox.ts';

/** A soft chime on every screen of a manager when a shop asks; what it asks stands in the inbox. */
export function ApprovalChime(): ReactElement | null {
  const { data } = useInbox();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!data) return;
    const waiting = new Set(waitingOf(data).map(({ approvalId }) => approvalId));
    const before = known.current;
    // What waited when the page opened is no news.
    if (before && [...waiting].some((id) => !before.has(id))) soundCustomerHere();
    known.current = waiting;
  }, [data]);
  return null;
}
