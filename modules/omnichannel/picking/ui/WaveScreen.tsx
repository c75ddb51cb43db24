import {
  IconArrowBackUp,
  IconCheck,
  IconPackage,
  IconScan,
  IconSearchOff,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { tellScan, useScan } from '../../../../server/ui/scan/handlers.ts';
import { PASSED } from '../../../../server/ui/scan/scan.ts';
import { useLocationId, useSession } from '../../../../server/ui/shell/session.ts';
import { useShell } from '../../../../server/ui/shell/shell.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import { PickListButton } from '../../printing/ui/PaperButton.tsx';
import { inWalkingOrder, roundOf, type Round, type RoundStop } from '../../pickup/live.ts';
import type { StopNews } from '../live.ts';
import { usePickups } from '../../pickup/ui/use-pickups.ts';
import { finishWaveEndpoint } from '../contracts.ts';
import { LetGoMenu } from './LetGoMenu.tsx';
import { ShortDialog } from './ShortDialog.tsx';
import { Progress, StopInHand, StopList } from './Stops.tsx';
import { useFloor } from './use-floor.ts';
import { stopsInOrder, usePicking } from './use-picking.ts';
import { waveCopy } from './wave-copy.ts';
import './wave.css';

/** The walk: all of one picker's orders in one go, each piece checked by its barcode. */
export function WaveScreen(): ReactElement {
  const t = useCopy(waveCopy);
  const go = useGo();
  const locationId = useLocationId() ?? '';
  const me = useSession().person.id;
  const queue = usePickups(locationId);
  const rows = queue.data?.rows ?? [];
  const round = roundOf(rows, me);
  if (round.orders.length > 0) {
    return <Walk round={round} rows={rows} locationId={locationId} asOf={queue.asOf} />;
  }
  return (
    <ScreenFrame title={t('title')} back="/oggi" asOf={queue.asOf}>
      <Shown reading={queue} what={t('cannotRead')}>
        {() => (
          <EmptyState
            title={t('emptyTitle')}
            action={{ id: 'today', label: t('toToday'), onPress: () => go('/oggi') }}
          >
            {t('emptyText')}
          </EmptyState>
        )}
      </Shown>
    </ScreenFrame>
  );
}

function Walk({
  round,
  rows,
  locationId,
  asOf,
}: {
  round: Round;
  rows: readonly PickupRow[];
  locationId: string;
  asOf: Date | null;
}): ReactElement {
  const t = useCopy(waveCopy);
  const write = useFormat();
  const { pick, undoLast, pending } = usePicking(locationId);
  const [missing, setMissing] = useState<RoundStop | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const newsOf = useFloor(locationId, round.stops, rows);
  const stops = inWalkingOrder(round.stops, (itemId) => placeIn(round.stops, itemId, newsOf));
  const { current, next, done, missing: short } = stopsInOrder(stops, chosen);
  useScan((scan) => (scan.kind === 'item' ? pick(scan.code, 'scan') : PASSED));
  const actions = useActions({ round, current, pick, pending, onMissing: setMissing });
  const undo: Action = {
    id: 'undo',
    label: t('undo'),
    icon: IconArrowBackUp,
    compact: true,
    onPress: () => void undoLast?.(),
  };
  const layout = useLayout();
  const { waveId } = round.orders[0]!;
  const lists = (
    <>
      <StopList title={t('afterwards')} stops={next} newsOf={newsOf} onChoose={setChosen} />
      <StopList title={t('waiting')} stops={short} newsOf={newsOf} kind="short" />
      <StopList title={t('already')} stops={done} newsOf={newsOf} kind="done" />
      <PickListButton locationId={locationId} />
      {layout === 'desktop' ? null : <LetGoMenu waveId={waveId} plain />}
    </>
  );
  return (
    <>
      <ScreenFrame
        title={t('title')}
        back="/oggi"
        subtitle={t('subtitle', {
          orders: t('orders', { count: round.orders.length }),
          pieces: t('pieces', { count: round.pieces }),
          time: round.firstReadyBy ? write.clock(round.firstReadyBy) : '–',
        })}
        {...(layout === 'desktop' ? { tools: <LetGoMenu waveId={waveId} /> } : {})}
        primary={actions.primary}
        secondary={[...(undoLast ? [undo] : []), ...actions.secondary]}
        asOf={asOf}
        {...(current
          ? { aside: <div className="oc-round bt-aside-pad">{lists}</div>, asideLabel: t('title') }
          : {})}
      >
        <div className="oc-round">
          <Progress round={round} />
          {current ? <StopInHand stop={current} news={newsOf(current)} /> : lists}
        </div>
      </ScreenFrame>
      {missing && (
        <ShortDialog
          stop={missing}
          locationId={locationId}
          news={newsOf(missing)}
          onClose={() => setMissing(null)}
        />
      )}
    </>
  );
}

function placeIn(
  stops: readonly RoundStop[],
  itemId: string,
  newsOf: (stop: RoundStop) => StopNews | null,
): string | null {
  const stop = stops.find((one) => one.itemId === itemId);
  return stop ? (newsOf(stop)?.place ?? null) : null;
}

/** While pieces are to be taken: scan, or say that it is not there. Then: bags and shelves. */
function useActions({
  round,
  current,
  pick,
  pending,
  onMissing,
}: {
  round: Round;
  current: RoundStop | null;
  pick: ReturnType<typeof usePicking>['pick'];
  pending: boolean;
  onMissing: (stop: RoundStop) => void;
}): { primary: Action; secondary: readonly Action[] } {
  const t = useCopy(waveCopy);
  const go = useGo();
  const layout = useLayout();
  const { openCamera } = useShell();
  const { online } = useConnection();
  const finish = useCommandOf(finishWaveEndpoint);
  const blocked = online ? null : t('needsNetwork');
  if (!current) {
    const picked = round.orders.filter(({ state }) => state === 'picked');
    const to = picked[0] ? `/sistema/${picked[0].orderId}` : '/oggi';
    const waveId = round.orders[0]!.waveId;
    return {
      primary: {
        id: 'shelve',
        label: picked[0] ? t('shelveAll', { count: picked.length }) : t('finish'),
        icon: IconPackage,
        pending: finish.pending,
        blocked,
        // Somebody may have ended the walk already: the bags are to be done all the same.
        onPress: () =>
          void (waveId ? finish.send({ waveId }) : Promise.resolve()).then(() => go(to)),
      },
      secondary: [],
    };
  }
  const byHand: Action = {
    id: 'by-hand',
    label: t('byHand'),
    icon: IconCheck,
    pending,
    compact: true,
    blocked,
    onPress: () =>
      void pick(current.gtin, 'hand').then(
        (taken) => taken.outcome !== 'passed' && tellScan(taken),
      ),
  };
  const notFound: Action = {
    id: 'not-found',
    label: t('notFound'),
    ...(layout === 'desktop' ? { icon: IconSearchOff } : {}),
    blocked,
    onPress: () => onMissing(current),
  };
  const scan: Action = { id: 'scan', label: t('scan'), icon: IconScan, onPress: openCamera };
  return layout === 'desktop'
    ? { primary: { ...byHand, compact: false }, secondary: [notFound] }
    : { primary: scan, secondary: [byHand, notFound] };
}
