import { useCommandOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import {
  changeCapacityEndpoint,
  changeChainPolicyEndpoint,
  changeShopPolicyEndpoint,
  policiesEndpoint,
  policyHistoryEndpoint,
  type Policy,
} from '../policy-contracts.ts';
import { termsWith, type Draft, type Terms } from './rules-draft.ts';

export interface SaveRules {
  readonly save: (draft: Draft, validFrom: Date | null, note: string) => Promise<boolean>;
  readonly pending: boolean;
  readonly offline: boolean;
  readonly problem: Problem | null;
}

const REFRESHES = { refreshes: [policiesEndpoint, policyHistoryEndpoint] };

/** Writes a version of a policy: of the chain, of a shop, or only of what a shop may decide itself. */
export function useSaveRules(policy: Policy, chain: Terms): SaveRules {
  const ofChain = useCommandOf(changeChainPolicyEndpoint, REFRESHES);
  const ofShop = useCommandOf(changeShopPolicyEndpoint, REFRESHES);
  const ofCapacity = useCommandOf(changeCapacityEndpoint, REFRESHES);
  const { locationId, version, editable } = policy;
  return {
    pending: ofChain.pending || ofShop.pending || ofCapacity.pending,
    offline: ofChain.offline,
    problem: ofChain.problem ?? ofShop.problem ?? ofCapacity.problem,
    save: async (draft, validFrom, note) => {
      const change = {
        knownVersion: version,
        ...(validFrom ? { validFrom: validFrom.toISOString() } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      };
      if (locationId === null) {
        return (await ofChain.send({ terms: termsWith(draft, chain), ...change })).done;
      }
      if (editable === 'all') {
        return (await ofShop.send({ locationId, terms: draft, ...change })).done;
      }
      const { capacity = null, preparers = null } = draft;
      return (await ofCapacity.send({ locationId, capacity, preparers, ...change })).done;
    },
  };
}
