import type { DomainEvent } from '../../../server/events/event.ts';
import type { ApprovalRow } from './contracts.ts';

/** What happens to a request for an approval. Every version of it is one of these, in their order. */
export const APPROVAL_EVENT_TYPES = [
  'omnichannel.approval-requested.v1',
  'omnichannel.approval-seen.v1',
  'omnichannel.approval-handed-on.v1',
  'omnichannel.approval-escalated.v1',
  'omnichannel.approval-approved.v1',
  'omnichannel.approval-refused.v1',
  'omnichannel.approval-countered.v1',
  'omnichannel.approval-offer-declined.v1',
  'omnichannel.approval-withdrawn.v1',
  'omnichannel.approval-expired.v1',
  'omnichannel.approval-used.v1',
] as const;
export type ApprovalEventType = (typeof APPROVAL_EVENT_TYPES)[number];

/** Published: the request as it is after that. */
export type ApprovalEvent<T extends ApprovalEventType = ApprovalEventType> = DomainEvent<
  T,
  { readonly row: ApprovalRow }
>;

/**
 * Told to the managers of the location, to the one who asked, and to those it was handed over to: `also`
 * are those who decide there in somebody's place.
 */
export function approvalEvent<T extends ApprovalEventType>(
  type: T,
  row: ApprovalRow,
  also: readonly string[],
): ApprovalEvent<T> {
  const { approvalId, version, state, subject, amountMinor, currency, role, requestedBy } = row;
  const people = new Set([requestedBy.id, ...row.handedTo.map(({ id }) => id), ...also]);
  return {
    type,
    stream: `approval:${approvalId}`,
    rooms: [`approvals:${row.locationId}`, ...[...people].map((id) => `user:${id}`)],
    locationId: row.locationId,
    payload: { row },
    // The preview names customers: the audit keeps what was decided and about what.
    audited: {
      approvalId,
      version,
      state,
      subject,
      amountMinor,
      currency,
      role,
      rule: row.rule.code,
      requestedBy: requestedBy.id,
      decidedBy: row.decidedBy?.id ?? null,
      reason: row.reason,
      offer: row.offer && { ...row.offer, note: null },
    },
  };
}

/** A manager handed their decisions over for a time, or took that back. */
export type DelegationChanged = DomainEvent<
  'omnichannel.delegation-changed.v1',
  {
    readonly delegationId: string;
    readonly fromId: string;
    readonly toId: string;
    readonly validFrom: string;
    readonly validUntil: string;
    readonly ended: boolean;
  }
>;

export function delegationChanged(payload: DelegationChanged['payload']): DelegationChanged {
  return {
    type: 'omnichannel.delegation-changed.v1',
    stream: `delegation:${payload.delegationId}`,
    rooms: [`user:${payload.fromId}`, `user:${payload.toId}`],
    locationId: null,
    payload,
  };
}
