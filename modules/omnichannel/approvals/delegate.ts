import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { deciderById, peopleWhoDecide } from './authority.ts';
import { delegationChanged } from './events.ts';
import type {
  delegateEndpoint,
  delegationsEndpoint,
  DelegationShown,
  endDelegationEndpoint,
} from './policy-contracts.ts';
import { delegateUnfit, delegationUnknown } from './problems.ts';
import {
  delegationsAbout,
  endDelegation,
  insertDelegation,
  type Delegation,
} from './sql/delegations.ts';

/** A year: longer is another role, not an absence. */
const LONGEST_MILLISECONDS = 366 * 24 * 3_600_000;

export async function readDelegations(read: Read): Promise<ReplyOf<typeof delegationsEndpoint>> {
  const about = await delegationsAbout(read, read.actor.id);
  return {
    delegations: about.map(shown),
    people: [...(await peopleWhoDecide(read, [read.actor.id]))],
  };
}

/** The actor's own decisions, to somebody who decides already: nobody becomes an approver by it. */
export async function delegate(
  tx: Tx,
  input: Omit<InputOf<typeof delegateEndpoint>, 'pin'>,
): Promise<DelegationShown> {
  const person = await deciderById(tx, input.personId);
  const validFrom = input.validFrom === undefined ? tx.now : new Date(input.validFrom);
  const validUntil = new Date(input.validUntil);
  const lasts = validUntil.getTime() - validFrom.getTime();
  if (!person || person.id === tx.actor.id || lasts <= 0 || lasts > LONGEST_MILLISECONDS) {
    throw new Refusal(delegateUnfit, {});
  }
  const delegation = {
    delegationId: newId(),
    fromId: tx.actor.id,
    fromName: tx.actor.name,
    toId: person.id,
    toName: person.name,
    approvalId: null,
    validFrom,
    validUntil,
    note: input.note ?? null,
  };
  await insertDelegation(tx, delegation);
  return told(tx, { ...delegation, endedAt: null });
}

export async function takeBack(
  tx: Tx,
  { delegationId }: InputOf<typeof endDelegationEndpoint>,
): Promise<DelegationShown> {
  const ended = await endDelegation(tx, delegationId);
  if (!ended) throw new Refusal(delegationUnknown, {});
  return told(tx, ended);
}

function told(tx: Tx, delegation: Delegation): DelegationShown {
  const { delegationId, fromId, toId, validFrom, validUntil, endedAt } = delegation;
  tx.record(
    delegationChanged({
      delegationId,
      fromId,
      toId,
      validFrom: validFrom.toISOString(),
      validUntil: validUntil.toISOString(),
      ended: endedAt !== null,
    }),
  );
  return shown(delegation);
}

function shown(delegation: Delegation): DelegationShown {
  return {
    delegationId: delegation.delegationId,
    from: { id: delegation.fromId, name: delegation.fromName },
    to: { id: delegation.toId, name: delegation.toName },
    validFrom: delegation.validFrom.toISOString(),
    validUntil: delegation.validUntil.toISOString(),
    note: delegation.note,
  };
}
