import type { ReactElement } from 'react';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CounterStrip } from '../../../../server/ui/kit/CounterStrip.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { measuresEndpoint, type PickupMeasures } from '../contracts.ts';
import type { Figure } from '../domain.ts';
import { Arrivals } from './Arrivals.tsx';
import { copy } from './copy.ts';
import './dashboard.css';
import { periodOf, SPANS, spanOf, type SpanDays } from './period.ts';
import { Punctuality } from './Punctuality.tsx';
import { Returns } from './Returns.tsx';
import { tilesOf } from './tiles.ts';
import { ToWatch } from './ToWatch.tsx';

/** Which orders of a figure to open: a shop's, or those of one hour of the week. */
export interface Narrow {
  readonly locationId?: string;
  readonly weekday?: number;
  readonly hour?: number;
}

/** Cruscotto: how pickups go, and a tap away the orders behind every figure. Read anew each minute. */
export function DashboardScreen(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const { zone } = useFormat().reader;
  const { locationId } = useSession();
  const [chosen, choose] = useAddressValue('giorni');
  const days = spanOf(chosen);
  const now = useMinute();
  const period = periodOf(days, zone, now);
  const where = locationId === null ? {} : { locationId };
  const measures = useQueryOf(
    measuresEndpoint,
    { ...period, ...where },
    { keepPrevious: true, everySeconds: 60 },
  );
  const open = (figure: Figure, narrow: Narrow = {}): void => {
    const asked = new URLSearchParams({ cifra: figure, dal: period.from, al: period.until });
    const place = narrow.locationId ?? locationId;
    if (place) asked.set('negozio', place);
    if (narrow.weekday !== undefined) asked.set('giorno', String(narrow.weekday));
    if (narrow.hour !== undefined) asked.set('ora', String(narrow.hour));
    go(`/cruscotto/ordini?${asked.toString()}`);
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('against', { count: days })}
      tools={<Spans days={days} onChoose={(span) => choose(String(span))} />}
      asOf={measures.asOf}
    >
      <Shown reading={measures} what={t('cannotRead')}>
        {(view) => (
          <Figures view={view} open={open} returns={<Returns asked={{ ...period, ...where }} />} />
        )}
      </Shown>
    </ScreenFrame>
  );
}

function Spans({
  days,
  onChoose,
}: {
  readonly days: SpanDays;
  readonly onChoose: (days: SpanDays) => void;
}): ReactElement {
  const t = useCopy(copy);
  const words = { 1: t('today'), 7: t('days7'), 28: t('days28'), 90: t('days90') } as const;
  return (
    <FieldChoice
      label={t('period')}
      hideLabel
      choices={SPANS.map((span) => ({ value: String(span), label: words[span] }))}
      value={String(days)}
      onChange={(value) => onChoose(spanOf(value))}
    />
  );
}

function Figures({
  view,
  open,
  returns,
}: {
  readonly returns: ReactElement;
  readonly view: PickupMeasures;
  readonly open: (figure: Figure, narrow?: Narrow) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  return (
    <div className="oc-dashboard">
      <CounterStrip
        label={t('figures')}
        counters={tilesOf(view.now, view.before, t, write, (figure) => open(figure))}
      />
      <div className="oc-dashboard-charts">
        <div>
          <Arrivals arrivals={view.arrivals} open={(narrow) => open('placed', narrow)} />
          <ToWatch view={view} />
        </div>
        <div>
          <Punctuality
            shops={view.shops}
            open={(figure, locationId) => open(figure, { locationId })}
          />
          {returns}
        </div>
      </div>
    </div>
  );
}
