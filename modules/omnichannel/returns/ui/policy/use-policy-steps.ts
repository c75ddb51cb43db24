import { useCommandOf } from '../../../../../server/ui/contract.ts';
import type { Problem } from '../../../../../server/ui/problem.ts';
import {
  discardReturnPolicyEndpoint,
  draftReturnPolicyEndpoint,
  publishReturnPolicyEndpoint,
  returnPolicyEndpoint,
  type ReturnPolicyView,
} from '../../policy-contracts.ts';
import type { Terms } from './draft.ts';

export interface PolicySteps {
  readonly pending: boolean;
  readonly offline: boolean;
  readonly problem: Problem | null;
  readonly save: (terms: Terms, note: string) => Promise<boolean>;
  readonly publish: () => Promise<boolean>;
  readonly discard: () => Promise<ReturnPolicyView | null>;
}

const REFRESHES = { refreshes: [returnPolicyEndpoint] };

/** Draft, publish, throw away: each with the revision one has seen, so that nobody overwrites unseen. */
export function usePolicySteps({ draft }: ReturnPolicyView): PolicySteps {
  const save = useCommandOf(draftReturnPolicyEndpoint, REFRESHES);
  const publish = useCommandOf(publishReturnPolicyEndpoint, REFRESHES);
  const discard = useCommandOf(discardReturnPolicyEndpoint, REFRESHES);
  const revision = draft?.revision ?? 0;
  return {
    pending: save.pending || publish.pending || discard.pending,
    offline: save.offline,
    problem: save.problem ?? publish.problem ?? discard.problem,
    save: async (terms, note) => {
      const said = note.trim();
      const outcome = await save.send({ terms, revision, ...(said === '' ? {} : { note: said }) });
      return outcome.done;
    },
    publish: async () => (await publish.send({ revision })).done,
    discard: async () => {
      const outcome = await discard.send({ revision });
      return outcome.done ? outcome.reply : null;
    },
  };
}
