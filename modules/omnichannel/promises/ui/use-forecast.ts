import { useMemo } from 'react';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import type { PickupView } from '../../pickup/contracts.ts';
import type { Forecast } from '../domain/forecast.ts';
import { forecastRows } from '../live.ts';

/** When each order of a queue will be ready if things go on as they do; anew each minute and with each event. */
export function useForecast(view: PickupView | undefined): ReadonlyMap<string, Forecast> {
  const now = useMinute();
  return useMemo(() => (view ? forecastRows(view, now) : new Map<string, Forecast>()), [view, now]);
}
