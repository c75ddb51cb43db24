import type { StoredEvent } from '../../../server/events/event.ts';
import type { ApprovalInbox, ApprovalRow, OwnApprovals } from './contracts.ts';
import { isDecided } from './domain.ts';
import { APPROVAL_EVENT_TYPES, type ApprovalEventType } from './events.ts';

/** Shared by the browser and the tests: how a copy follows the events. */

/** So many decided ones stand under those that wait. */
export const DECIDED_SHOWN = 30;
/** So many of one's own requests are shown. */
export const OWN_SHOWN = 30;

/** The inbox after an event; `'fetch-again'`: what the reader may decide has changed. */
export function inboxAfter(
  inbox: ApprovalInbox,
  event: Pick<StoredEvent, 'type' | 'payload'>,
): ApprovalInbox | 'fetch-again' {
  if (event.type === 'omnichannel.delegation-changed.v1') return 'fetch-again';
  const row = rowIn(event);
  if (!row) return inbox;
  // Handed over to the reader just now: with it comes the authority to answer it.
  if (event.type === 'omnichannel.approval-handed-on.v1') {
    const mine = row.handedTo.some(({ id }) => id === inbox.personId);
    const known = inbox.authorities.some(({ approvalId }) => approvalId === row.approvalId);
    if (mine && !known) return 'fetch-again';
  }
  if (!concerns(inbox, row)) return inbox;
  const seen = [...inbox.open, ...inbox.decided].find(isThe(row));
  if (seen && seen.version >= row.version) return inbox;
  const others = <T extends ApprovalRow>(rows: readonly T[]): T[] =>
    rows.filter((each) => each.approvalId !== row.approvalId);
  const { open, decided } = inbox;
  return isDecided(row.state)
    ? {
        ...inbox,
        open: others(open),
        decided: newestDecided([...others(decided), row]).slice(0, DECIDED_SHOWN),
      }
    : { ...inbox, open: mostUrgent([...others(open), row]), decided: others(decided) };
}

/** One's own requests after an event. */
export function ownAfter(
  own: OwnApprovals,
  personId: string,
  event: Pick<StoredEvent, 'type' | 'payload'>,
): OwnApprovals {
  const row = rowIn(event);
  if (!row || row.requestedBy.id !== personId) return own;
  const seen = own.requests.find(isThe(row));
  if (seen && seen.version >= row.version) return own;
  const rest = own.requests.filter(({ approvalId }) => approvalId !== row.approvalId);
  return { requests: newestAsked([...rest, row]).slice(0, OWN_SHOWN) };
}

export function mostUrgent<T extends ApprovalRow>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (a, b) => compare(a.answerBy, b.answerBy) || compare(a.approvalId, b.approvalId),
  );
}

export function newestDecided<T extends ApprovalRow>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (a, b) =>
      compare(b.decidedAt ?? b.requestedAt, a.decidedAt ?? a.requestedAt) ||
      compare(b.approvalId, a.approvalId),
  );
}

export function newestAsked<T extends ApprovalRow>(rows: readonly T[]): T[] {
  return [...rows].sort(
    (a, b) => compare(b.requestedAt, a.requestedAt) || compare(b.approvalId, a.approvalId),
  );
}

/** In a location whose requests the reader sees, or theirs to answer in somebody's place. */
function concerns(inbox: ApprovalInbox, row: ApprovalRow): boolean {
  return (
    inbox.locationIds.includes(row.locationId) ||
    inbox.authorities.some(
      ({ locationId, approvalId }) =>
        approvalId === row.approvalId ||
        (approvalId === null && (locationId === null || locationId === row.locationId)),
    )
  );
}

function rowIn({ type, payload }: Pick<StoredEvent, 'type' | 'payload'>): ApprovalRow | null {
  return APPROVAL_EVENT_TYPES.includes(type as ApprovalEventType)
    ? (payload as { row: ApprovalRow }).row
    : null;
}

function isThe({ approvalId }: ApprovalRow) {
  return (row: ApprovalRow): boolean => row.approvalId === approvalId;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
