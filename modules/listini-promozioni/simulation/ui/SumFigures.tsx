import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CounterStrip, type Counter } from '../../../../server/ui/kit/CounterStrip.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { FigureTable } from './FigureTable.tsx';
import { sumCopy } from './sum-copy.ts';
import type { Trial } from './use-trial.ts';

export type Sum = Trial['sum'];

/** The figures of a trial in one row: how many baskets, what it costs, what is left. */
export function SumCounters({ sum }: { readonly sum: Sum }): ReactElement {
  const t = useCopy(sumCopy);
  const write = useFormat();
  const handheld = useLayout() === 'handheld';
  const { marginBeforeMinor: was, marginAfterMinor: is } = sum;
  const known = was !== 0 || is !== 0;
  const counters: Counter[] = [
    {
      id: 'changed',
      label: t('changed'),
      value: t('changedOf', { changed: write.count(sum.changed), all: write.count(sum.baskets) }),
    },
    { id: 'units', label: t('units'), value: sum.units },
    { id: 'discount', label: t('discount'), value: write.money(-sum.discountMinor) },
    {
      id: 'takings',
      label: t('takings'),
      value: write.money(sum.afterMinor),
      note: t('was', { amount: write.money(sum.beforeMinor) }),
    },
    {
      id: 'margin',
      label: t('margin'),
      value: known ? write.money(is - was) : '—',
      minor: true,
      ...(known
        ? {
            note: t('points', { points: marginPoints(sum, write) }),
            ...(is < was ? { noteRole: 'ritardo' as const } : {}),
          }
        : { note: t('marginUnknown') }),
    },
  ];
  if (!handheld) return <CounterStrip label={t('figures')} counters={counters} />;
  // The cards of the kit are for short numbers: these are sums.
  return (
    <dl className="bt-panel lp-sim-figures" aria-label={t('figures')}>
      {counters.map(({ id, label, value, note, noteRole }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>
            {typeof value === 'number' ? write.count(value) : value}
            {note === undefined ? null : <span data-role={noteRole}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How many points of the takings the margin loses or gains: −3,2. */
function marginPoints(
  { beforeMinor, afterMinor, marginBeforeMinor, marginAfterMinor }: Sum,
  write: ReturnType<typeof useFormat>,
): string {
  if (beforeMinor === 0 || afterMinor === 0) return '—';
  const points = (marginAfterMinor / afterMinor - marginBeforeMinor / beforeMinor) * 100;
  return write.percent(points).replace('%', '');
}

/** What stands behind the figures: lines of goods, shops, items, overlaps, the baskets that change most. */
export function SumDetails({ sum }: { readonly sum: Sum }): ReactElement {
  const t = useCopy(sumCopy);
  const write = useFormat();
  const say = useText();
  const now = useMinute();
  const nameOf = usePlaceNames();
  const money = (minor: number) => write.bareMoney(minor);
  return (
    <div className="lp-sim-tables">
      <Figures
        title={t('byLine')}
        heads={[t('line'), t('pieces'), t('difference'), t('marginDifference')]}
        rows={sum.lines.map((one) => [
          one.line || t('noLine'),
          write.count(one.units),
          money(one.afterMinor - one.beforeMinor),
          money(one.marginAfterMinor - one.marginBeforeMinor),
        ])}
      />
      <Figures
        title={t('byPlace')}
        heads={[t('place'), t('baskets'), t('changed'), t('difference')]}
        rows={sum.places.map((one) => [
          nameOf(one.placeId),
          write.count(one.baskets),
          write.count(one.changed),
          money(one.afterMinor - one.beforeMinor),
        ])}
      />
      <Figures
        title={t('overlaps')}
        empty={t('noOverlaps')}
        heads={[t('promotion'), t('baskets'), t('amount')]}
        rows={sum.overlaps.map((one) => [
          say(one.name),
          write.count(one.baskets),
          money(-one.amountMinor),
        ])}
      />
      <Figures
        title={t('items')}
        heads={[t('item'), t('pieces'), t('difference')]}
        rows={sum.items
          .slice(0, 15)
          .map((one) => [
            `${one.name} · ${one.styleCode}`,
            write.count(one.units),
            money(-one.discountMinor),
          ])}
      />
      <Figures
        title={t('largest')}
        heads={[t('place'), t('moment'), t('before'), t('after')]}
        rows={sum.largest.map((one) => [
          nameOf(one.placeId),
          write.moment(one.at, now),
          money(one.beforeMinor),
          money(one.afterMinor),
        ])}
      />
    </div>
  );
}

function Figures({
  title,
  heads,
  rows,
  empty,
}: {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  readonly empty?: string;
}): ReactElement | null {
  if (rows.length === 0 && empty === undefined) return null;
  return (
    <section className="bt-panel" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="bt-quiet">{empty}</p>
      ) : (
        <FigureTable title={title} heads={heads} texts={1} rows={rows} />
      )}
    </section>
  );
}
