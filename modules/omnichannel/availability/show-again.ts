import type { Tx } from '../../../server/db/transaction.ts';
import { locationsById } from '../../base/api.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import type { PolicyChanged } from '../promises/events.ts';
import { levelsForChannels } from './channel-stock.ts';
import { showLevels } from './follow-stock.ts';
import { demandShownAgain, takeShownPass } from './sql.ts';

/** Whether a change of the rules may change what channels are shown. */
export function changesFigures({ changed }: PolicyChanged['payload']): boolean {
  return changed.some(({ term }) => term === 'buffers' || term === 'confidence');
}

/** The rules say something else: the shops they concern make their figures again when the rules begin to hold. */
export async function followPolicy(tx: Tx, policy: PolicyChanged['payload']): Promise<void> {
  const shops =
    policy.locationId === null
      ? [...(await locationsById(tx, null)).values()].flatMap(({ id, kind }) =>
          kind === 'store' ? [id] : [],
        )
      : [policy.locationId];
  await demandShownAgain(tx, shops, new Date(policy.validFrom));
}

export const SHOWN_AT_ONCE = 200;

/**
 * Makes the figures of a shop again, some items at a time: after a change of the rules, and once a day
 * from then on, because counts grow old without anything happening.
 */
export async function showAgain(tx: Tx): Promise<number> {
  const pass = await takeShownPass(tx, SHOWN_AT_ONCE);
  if (!pass) return 0;
  const policies = await readPolicies(tx);
  const { locationId, itemIds } = pass;
  const levels = await levelsForChannels(tx, policies, { itemIds, locationIds: [locationId] });
  await showLevels(tx, policies, levels);
  return itemIds.length;
}
