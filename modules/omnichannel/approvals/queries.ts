import { locationsFor, may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { askedOf, authoritiesOf, peopleWhoDecide } from './authority.ts';
import type { ApprovalCard, ApprovalInbox, OwnApprovals } from './contracts.ts';
import { authorityFor, REFUSAL_REASONS } from './domain.ts';
import { DECIDED_SHOWN, OWN_SHOWN } from './live.ts';
import { approvalUnknown, REASON_WORDS } from './problems.ts';
import { rowOf } from './row.ts';
import { selectApproval, type Approval } from './sql/approvals.ts';
import {
  selectAnswers,
  selectDecided,
  selectOpen,
  selectRequestedBy,
  type Sight,
} from './sql/lists.ts';
import { readApprovalPolicy, readPolicyVersion } from './sql/policy.ts';

const LOOK = 'omnichannel.approvals.read';
const ASK = 'omnichannel.approvals.ask';

/** M1: what waits where the reader looks or stands in for somebody, and the last ones decided. */
export async function readInbox(read: Read): Promise<ApprovalInbox> {
  const { policy } = await readApprovalPolicy(read);
  const authorities = await authoritiesOf(read);
  const locations = await locationsById(read, locationsFor(read.actor, LOOK));
  const locationIds = [...locations.keys()].sort();
  const standsIn = authorities.filter(({ from, approvalId }) => from !== null && !approvalId);
  const sight: Sight = {
    locationIds: standsIn.some(({ locationId }) => locationId === null)
      ? null
      : [...locationIds, ...standsIn.flatMap(({ locationId }) => locationId ?? [])],
    approvalIds: authorities.flatMap(({ approvalId }) => approvalId ?? []),
  };
  return {
    open: (await selectOpen(read, sight)).map(rowOf),
    decided: (await selectDecided(read, sight, DECIDED_SHOWN)).map(rowOf),
    locationIds,
    personId: read.actor.id,
    ladder: [...policy.ladder],
    authorities,
  };
}

/** What the reader has asked for lately. */
export async function readOwn(read: Read): Promise<OwnApprovals> {
  const own = await selectRequestedBy(read, read.actor.id, OWN_SHOWN);
  return { requests: own.map(rowOf) };
}

/** One request, for whoever may answer it, watches it, or asked it. */
export async function readCard(
  read: Read,
  { approvalId }: { readonly approvalId: string },
): Promise<ApprovalCard> {
  const approval = await selectApproval(read, approvalId);
  if (!approval) throw new Refusal(approvalUnknown, {});
  const { policy } = await readPolicyVersion(read, approval.policyVersion);
  const authorities = await authoritiesOf(read);
  const { ladder } = policy;
  const answers = authorityFor(ladder, authorities, read.actor.id, askedOf(approval));
  const { locationId, requestedBy } = approval;
  const sees =
    answers !== null ||
    requestedBy === read.actor.id ||
    may(read.actor, LOOK, locationId) ||
    may(read.actor, ASK, locationId);
  if (!sees) throw new Refusal(approvalUnknown, {});
  return {
    row: rowOf(approval),
    mayAnswer: answers !== null && approval.state === 'waiting',
    answers: (await selectAnswers(read, approvalId)).map(
      ({ version, kind, actorId, actorName, at, details }) => ({
        version,
        kind,
        by: { id: actorId, name: actorName },
        at: at.toISOString(),
        details,
      }),
    ),
    people: answers ? await peopleWhoDecide(read, [requestedBy, read.actor.id]) : [],
    reasons: REFUSAL_REASONS.filter((reason) => reason !== 'nobody-answered').map((reason) => ({
      reason,
      words: REASON_WORDS[reason],
    })),
  };
}

/** One approval; null when there is none of that id. */
export function readApproval(read: Read, approvalId: string): Promise<Approval | null> {
  return selectApproval(read, approvalId);
}
