import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import {
  approveEndpoint,
  counterEndpoint,
  handOnEndpoint,
  refuseEndpoint,
} from '../answer-contracts.ts';
import { approvalEndpoint, inboxEndpoint, type ApprovalRow } from '../contracts.ts';
import { offerOf, type DecisionForm } from './decision.ts';

export type DecisionKind = 'approve' | 'refuse' | 'counter' | 'delegate';

const REFRESHES = { refreshes: [inboxEndpoint, approvalEndpoint] };

/** Sends one of the four answers, signed with the PIN. Whether it was taken; the rest comes live. */
export function useDecision(
  kind: DecisionKind,
  row: ApprovalRow,
  form: DecisionForm,
): {
  readonly pending: boolean;
  readonly problem: Problem | null;
  readonly send: (pin: string) => Promise<boolean>;
} {
  const approve = useCommandOf(approveEndpoint, REFRESHES);
  const refuse = useCommandOf(refuseEndpoint, REFRESHES);
  const counter = useCommandOf(counterEndpoint, REFRESHES);
  const handOn = useCommandOf(handOnEndpoint, REFRESHES);
  const { reader } = useFormat();
  const { approvalId } = row;
  const send = async (pin: string): Promise<boolean> => {
    const said = form.note.trim();
    const signed = { approvalId, pin, ...(said === '' ? {} : { note: said }) };
    switch (kind) {
      case 'approve':
        return (await approve.send({ approvalId, pin })).done;
      case 'refuse':
        if (form.reason === null || form.reason === 'nobody-answered') return false;
        return (await refuse.send({ ...signed, reason: form.reason })).done;
      case 'counter': {
        const offer = offerOf(reader, form, row.amountMinor);
        return offer !== null && (await counter.send({ approvalId, pin, offer })).done;
      }
      case 'delegate':
        if (form.personId === null) return false;
        return (await handOn.send({ ...signed, personId: form.personId })).done;
    }
  };
  const used = { approve, refuse, counter, delegate: handOn }[kind];
  return { pending: used.pending, problem: used.problem, send };
}
