import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { HeatMap, type HeatCell } from '../../../../server/ui/kit/HeatMap.tsx';
import { shadeOf, type Arrivals as Cell } from '../domain.ts';
import { copy } from './copy.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** When orders come in: the hours of the week, so that somebody is there to prepare them. */
export function Arrivals({
  arrivals,
  open,
}: {
  readonly arrivals: readonly Cell[];
  readonly open: (cell: { readonly weekday: number; readonly hour: number }) => void;
}): ReactElement {
  const t = useCopy(copy);
  const hours = hoursOf(arrivals);
  const fullest = Math.max(0, ...arrivals.map(({ orders }) => orders));
  const cellOf = (weekday: (typeof DAYS)[number], hour: number): HeatCell => {
    const found = arrivals.find((cell) => cell.weekday === weekday && cell.hour === hour);
    const value = found?.orders ?? 0;
    return {
      value,
      shade: shadeOf(value, fullest),
      words: t('cell', { day: t(`day-${weekday}`), hour, count: value }),
      onChoose: () => open({ weekday, hour }),
    };
  };
  return (
    <section className="bt-panel oc-chart" aria-label={t('arrivals')}>
      <header>
        <h2>{t('arrivals')}</h2>
        <span className="bt-quiet">{t('perHour')}</span>
      </header>
      {hours.length === 0 ? (
        <p className="bt-quiet">{t('noArrivals')}</p>
      ) : (
        <HeatMap
          label={t('arrivals')}
          rowsAre={t('day')}
          columns={hours.map(String)}
          rows={DAYS.map((weekday) => ({
            title: t(`day-${weekday}`),
            cells: hours.map((hour) => cellOf(weekday, hour)),
          }))}
        />
      )}
    </section>
  );
}

/** From the first hour in which anything came in, on any day, to the last: a quiet hour is told as well. */
function hoursOf(arrivals: readonly Cell[]): number[] {
  if (arrivals.length === 0) return [];
  const hours = arrivals.map(({ hour }) => hour);
  const first = Math.min(...hours);
  return Array.from({ length: Math.max(...hours) - first + 1 }, (_, place) => first + place);
}
