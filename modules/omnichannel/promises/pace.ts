import type { Read } from '../../../server/db/transaction.ts';
import type { Location } from '../../base/api.ts';
import type { Policies } from '../orders/sql/policies.ts';
import type { PickupView } from '../pickup/contracts.ts';
import { openingsFrom } from './openings.ts';

/** A shop whose speed nobody has measured yet: a careful guess. */
const UNMEASURED_MINUTES_PER_PIECE = 5;
/** About a week ahead. */
const OPENINGS_TOLD = 14;

/** What a screen forecasts lateness from. */
export function shopPace(
  read: Read,
  { id, schedule }: Location,
  policies: Policies,
  measured: ReadonlyMap<string, number>,
): PickupView['locations'][number]['pace'] {
  const { preparers, tightMinutes } = policies.pickup(id);
  return {
    minutesPerPiece: measured.get(id) ?? UNMEASURED_MINUTES_PER_PIECE,
    preparers,
    tightMinutes,
    openings: [...openingsFrom(schedule, read.now, OPENINGS_TOLD)].map(({ opens, closes }) => ({
      opens: opens.toISOString(),
      closes: closes.toISOString(),
    })),
  };
}
