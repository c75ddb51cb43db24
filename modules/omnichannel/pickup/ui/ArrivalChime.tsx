import { useEffect, useRef, type ReactElement } from 'react';
import { soundCustomerHere } from '../../../../server/ui/kit/sounds.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { usePickups } from './use-pickups.ts';

/** A soft chime on every screen when a customer says “I am here”; who waits stands at the top of Oggi. */
export function ArrivalChime(): ReactElement | null {
  const { data } = usePickups(useLocationId() ?? '');
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!data) return;
    const here = data.rows.filter(({ arrivedAt }) => arrivedAt !== null);
    const arrivals = new Set(here.map(({ orderId, arrivedAt }) => `${orderId} ${arrivedAt}`));
    const before = known.current;
    // Who was here when the page opened is no news.
    if (before && [...arrivals].some((arrival) => !before.has(arrival))) soundCustomerHere();
    known.current = arrivals;
  }, [data]);
  return null;
}
