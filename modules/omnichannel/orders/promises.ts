import { addOpeningMinutes, type Schedule } from '../../base/api.ts';
import type { PickupPolicy } from './sql/policies.ts';

export interface Promises {
  readonly acknowledgeBy: Date;
  readonly readyBy: Date;
}

/** By when a shop has seen an order that arrives now, and by when it has prepared it. */
export function promisesOf(
  schedule: Schedule,
  policy: Pick<PickupPolicy, 'acknowledgeMinutes' | 'readyOpeningMinutes'>,
  now: Date,
): Promises {
  return {
    acknowledgeBy: inOpeningTime(schedule, now, policy.acknowledgeMinutes),
    readyBy: inOpeningTime(schedule, now, policy.readyOpeningMinutes),
  };
}

/** A shop without a single opening ahead still gets a deadline: somebody has to look at the order. */
function inOpeningTime(schedule: Schedule, now: Date, minutes: number): Date {
  return addOpeningMinutes(schedule, now, minutes) ?? new Date(now.getTime() + minutes * 60_000);
}
