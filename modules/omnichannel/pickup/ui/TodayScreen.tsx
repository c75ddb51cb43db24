import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import {
  QueueTable,
  type QueueColumn,
  type QueueGroup,
} from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { type PickupRow, type PickupView } from '../contracts.ts';
import { takeNextEndpoint } from '../work-contracts.ts';
import { roundOf, urgencyOf, partOf, type QueuePart } from '../live.ts';
import { copy } from './copy.ts';
import { doorAt } from './door.ts';
import { dueGroups, rowsOfPart } from './queue-groups.ts';
import {
  CustomerCell,
  DueCell,
  PaymentCell,
  PiecesCell,
  QueueCard,
  StateCell,
  StepButton,
} from './QueueRow.tsx';
import { PutBackAll } from './PutBackAll.tsx';
import { DoubtNotice } from '../../doubts/ui/DoubtNotice.tsx';
import { QuestionDialog } from '../../picking/ui/QuestionDialog.tsx';
import { TakeOver } from './TakeOver.tsx';
import { Arrivals, TodayCounters } from './TodayHead.tsx';
import { ROUND, useNextStep, WORK } from './use-next-step.ts';
import { usePickups } from './use-pickups.ts';
import { DelayButton, useDelays } from '../../promises/ui/DelayButton.tsx';
import { PauseDialog } from '../../promises/ui/PauseDialog.tsx';
import { CAPACITY, PauseNotice } from '../../promises/ui/PauseNotice.tsx';
import { promiseCopy } from '../../promises/ui/copy.ts';
import { useForecast } from '../../promises/ui/use-forecast.ts';
import './pickup.css';

const WAVE = 10;

type Shop = PickupView['locations'][number];

/** Oggi: what the shop has to do now, most urgent first, and the one button that starts it. */
export function TodayScreen(): ReactElement {
  // The shell opens this screen only once a shop is chosen (`needsLocation`).
  return <Today locationId={useLocationId() ?? ''} />;
}

function Today({ locationId }: { locationId: string }): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const me = useSession().person.id;
  const works = useMay()(WORK, locationId);
  const queue = usePickups(locationId);
  const next = useCommandOf(takeNextEndpoint);
  const rows = queue.data?.rows ?? [];
  const waiting = rows.filter(
    (row) => row.state === 'placed' || row.state === 'acknowledged',
  ).length;
  const mine = roundOf(rows, me).orders.some(({ state }) => state === 'picking');
  const primary: Action = {
    id: 'next',
    label: mine ? t('goOn') : t('prepareNext', { count: Math.min(WAVE, Math.max(waiting, 1)) }),
    icon: IconPlayerPlay,
    pending: next.pending,
    blocked: mine || !next.offline ? null : t('needsNetwork'),
    onPress: () => {
      if (mine) return go(ROUND);
      void next.send({ locationId, count: WAVE }).then((outcome) => {
        if (outcome.done) go(ROUND);
      });
    },
  };
  const shop = queue.data?.locations[0];
  const maySwitch = useMay()(CAPACITY, locationId);
  const [pausing, setPausing] = useState(false);
  const say = useCopy(promiseCopy);
  const pause: Action = {
    id: 'pause',
    label: say('pause'),
    icon: IconPlayerPause,
    compact: true,
    onPress: () => setPausing(true),
  };
  return (
    <ScreenFrame
      title={t('today')}
      subtitle={<DayWords view={queue.data} />}
      {...(works && (mine || waiting > 0) ? { primary } : {})}
      secondary={maySwitch && shop && !shop.paused ? [pause] : []}
      actionsAt="header"
      asOf={queue.asOf}
      bleed
    >
      {next.problem ? <ErrorState problem={next.problem} reading={false} /> : null}
      <Shown reading={queue} what={t('cannotRead')}>
        {(view) => <Work view={view} />}
      </Shown>
      {pausing && shop ? <Pausing shop={shop} onClose={() => setPausing(false)} /> : null}
    </ScreenFrame>
  );
}

function PauseNotices({ view }: { view: PickupView }): ReactElement {
  return (
    <>
      {view.locations.map(({ locationId, paused }) => (
        <PauseNotice key={locationId} locationId={locationId} paused={paused} />
      ))}
    </>
  );
}

function DayWords({ view }: { view: PickupView | undefined }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const day = write.longDay(now);
  const shop = view?.locations[0];
  if (!shop) return <>{day}</>;
  const door = doorAt(shop.pace.openings, now);
  if (door.open) return <>{t('openUntil', { day, time: write.clock(door.closesAt) })}</>;
  if (door.opensAt === null) return <>{t('closedNow', { day })}</>;
  return <>{t('opensAgain', { day, when: write.at(door.opensAt, now) })}</>;
}

/** The shop can be paused until it closes; it closes while the screen stands open. */
function Pausing({ shop, onClose }: { shop: Shop; onClose: () => void }): ReactElement {
  const door = doorAt(shop.pace.openings, useMinute());
  const closesAt = door.open ? door.closesAt : null;
  return <PauseDialog shop={{ locationId: shop.locationId, closesAt }} onClose={onClose} />;
}

function Work({ view }: { view: PickupView }): ReactElement {
  const now = useMinute();
  const [part, setPart] = useState<QueuePart>('toPrepare');
  return (
    <>
      <div className="bt-inset oc-today-head">
        <PauseNotices view={view} />
        <DoubtNotice />
        <Arrivals rows={view.rows} now={now} />
        <TodayCounters rows={view.rows} now={now} part={part} onChoose={setPart} />
      </div>
      <Queue view={view} now={now} part={part} />
    </>
  );
}

function Queue({
  view,
  now,
  part,
}: {
  view: PickupView;
  now: Date;
  part: QueuePart;
}): ReactElement {
  const t = useCopy(copy);
  const { stepOf, asked, answer, questioned, leaveQuestion, problem } = useNextStep();
  const forecasts = useForecast(view);
  const delays = useDelays(view, forecasts);
  const rows = view.rows;
  const groups: QueueGroup<PickupRow>[] =
    part === 'toPrepare'
      ? dueGroups(rows, now, forecasts).map(({ id, role, rows: due }) => ({
          id,
          title: t(id),
          rows: due,
          ...(role ? { role } : {}),
        }))
      : [{ id: part, title: '', rows: rowsOfPart(rows, part, now) }];
  const columns: QueueColumn<PickupRow>[] = [
    {
      id: 'due',
      title: t('dueBy'),
      cell: (row) => <DueCell row={row} forecast={forecasts.get(row.orderId)} />,
    },
    { id: 'customer', title: t('customerAndOrder'), cell: (row) => <CustomerCell row={row} /> },
    { id: 'pieces', title: t('pieces'), cell: (row) => <PiecesCell row={row} /> },
    { id: 'payment', title: t('payment'), cell: (row) => <PaymentCell row={row} /> },
    { id: 'state', title: t('state'), cell: (row) => <StateCell row={row} /> },
    {
      id: 'step',
      title: t('nextStep'),
      align: 'right',
      cell: (row) => (
        <span className="oc-steps">
          <DelayButton row={row} onPress={delays.of(row)} />
          <StepButton row={row} step={stepOf(row)} />
        </span>
      ),
    },
  ];
  const empty = groups.every((group) => group.rows.length === 0);
  return (
    <>
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      {part === 'toPutBack' && !empty ? <PutBackAll /> : null}
      {empty ? (
        <NothingHere part={part} rows={rows} />
      ) : (
        <QueueTable
          label={t('queue')}
          columns={columns}
          groups={groups}
          keyOf={({ orderId }) => orderId}
          edge={(row) => (isLate(row, now) ? 'ritardo' : null)}
          card={(row) => {
            const press = delays.of(row);
            return (
              <QueueCard
                row={row}
                step={stepOf(row)}
                forecast={forecasts.get(row.orderId)}
                {...(press ? { delay: <DelayButton row={row} onPress={press} /> } : {})}
              />
            );
          }}
        />
      )}
      <TakeOver row={asked} rows={rows} onAnswer={answer} />
      {questioned && (
        <QuestionDialog
          orderId={questioned.orderId}
          customerName={questioned.customerName}
          onClose={leaveQuestion}
        />
      )}
      {delays.dialog}
    </>
  );
}

function isLate(row: PickupRow, now: Date): boolean {
  const part = partOf(row);
  return (part === 'toPrepare' || part === 'inPreparation') && urgencyOf(row, now) === 'late';
}

function NothingHere({
  part,
  rows,
}: {
  part: QueuePart;
  rows: readonly PickupRow[];
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  if (part === 'ready') return <EmptyState title={t('noneReady')} />;
  if (part === 'inPreparation') return <EmptyState title={t('noneInPreparation')} />;
  if (part === 'toPutBack') return <EmptyState title={t('noneToPutBack')} />;
  const next = rows.find((row) => partOf(row) !== 'ready' && partOf(row) !== 'toPutBack');
  return (
    <EmptyState title={t('allDone')}>
      {next ? t('allDoneNext', { time: write.clock(next.readyBy) }) : t('allDoneNone')}
    </EmptyState>
  );
}
