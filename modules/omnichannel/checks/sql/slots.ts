import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { check } from '../check.ts';

/** What must always be true of the places in the slots of a shop. */
export const SLOT_CHECKS: readonly ReconcileCheck[] = [
  check(
    'slot-equals-its-bookings',
    {
      it: 'I posti presi di una fascia sono la somma di quelli dei suoi ordini, mai più di quanti ne ha',
      en: 'The places taken of a slot are the sum of those of its orders, and never more than it has',
    },
    `
    select t.location_id, t.starts_at, t.booked, t.places, b.quantity
    from oc_slot as t
    left join (
      select location_id, starts_at, sum(quantity) as quantity
      from oc_slot_booking group by location_id, starts_at
    ) as b using (location_id, starts_at)
    where t.booked <> coalesce(b.quantity, 0) or t.booked > t.places`,
  ),
];
