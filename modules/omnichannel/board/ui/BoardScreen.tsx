import { IconLayoutKanban } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { businessDayAt } from '../../../../server/kernel/time.ts';
import { measuresEndpoint } from '../../measures/contracts.ts';
import { percentOf } from '../../measures/domain.ts';
import { pickupBoardEndpoint, type PickupView } from '../../pickup/contracts.ts';
import { applyToPickups, pickupRoom } from '../../pickup/live.ts';
import { ReassignDialog } from '../../sourcing/ui/ReassignDialog.tsx';
import { boardOf, countOf, FILTERS, type Filter, type Move } from './board.ts';
import './board.css';
import { BoardCards } from './BoardCards.tsx';
import { BoardTable } from './BoardTable.tsx';
import { copy } from './copy.ts';

/** Ritiri: every open pickup of every shop, as it moves. */
export function BoardScreen(): ReactElement {
  const t = useCopy(copy);
  const { places } = useSession();
  const rooms = useMemo(() => places.map(({ id }) => pickupRoom(id)), [places]);
  const board = useLiveView(pickupBoardEndpoint, {}, rooms, applyToPickups);
  const [asked, ask] = useAddressValue('quali');
  const filter = FILTERS.find((known) => known === asked) ?? 'all';
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('now')}
      tools={
        board.data ? (
          <Filters view={board.data} filter={filter} onChoose={(next) => ask(next)} />
        ) : null
      }
      asOf={board.asOf}
      bleed
    >
      <Shown reading={board} what={t('cannotRead')}>
        {(view) => <Board view={view} filter={filter} />}
      </Shown>
    </ScreenFrame>
  );
}

function Filters({
  view,
  filter,
  onChoose,
}: {
  readonly view: PickupView;
  readonly filter: Filter;
  readonly onChoose: (filter: Filter | null) => void;
}): ReactElement {
  const t = useCopy(copy);
  const now = useMinute();
  const count = (which: Filter) => countOf(view, which, now);
  return (
    <FieldChoice
      label={t('filter')}
      hideLabel
      choices={[
        { value: 'all', label: t('all') },
        { value: 'late', label: t('late', { count: count('late') }) },
        { value: 'toPay', label: t('toPay', { count: count('toPay') }) },
        { value: 'atCounter', label: t('atCounter', { count: count('atCounter') }) },
      ]}
      value={filter}
      onChange={(value) => onChoose(value === 'all' ? null : value)}
    />
  );
}

function Board({
  view,
  filter,
}: {
  readonly view: PickupView;
  readonly filter: Filter;
}): ReactElement {
  const t = useCopy(copy);
  const now = useMinute();
  const handheld = useLayout() === 'handheld';
  const mayMove = useMay()('omnichannel.order.move');
  const punctuality = usePunctuality();
  const [move, setMove] = useState<Move | null>(null);
  const lines = useMemo(() => boardOf(view, filter, now), [view, filter, now]);
  if (countOf(view, 'all', now) === 0) {
    return (
      <EmptyState title={t('nobody')} icon={IconLayoutKanban} role="pronto">
        {t('nobodyText')}
      </EmptyState>
    );
  }
  const shown = { lines, punctuality, onMove: mayMove ? setMove : null };
  return (
    <>
      {handheld ? <BoardCards {...shown} /> : <BoardTable {...shown} />}
      {move === null ? null : (
        <ReassignDialog
          orderId={move.row.orderId}
          {...(move.to === null ? {} : { preferred: move.to })}
          onClose={() => setMove(null)}
        />
      )}
    </>
  );
}

/** In percent, by shop: how many of today's promises were kept so far. */
function usePunctuality(): ReadonlyMap<string, number> {
  const { zone } = useFormat().reader;
  const today = businessDayAt(zone, useMinute());
  const { data } = useQueryOf(
    measuresEndpoint,
    { from: today, until: today },
    { everySeconds: 60, keepPrevious: true },
  );
  return new Map(
    (data?.shops ?? []).flatMap(({ locationId, counts }) => {
      const percent = percentOf(counts.inTime, counts.promised);
      return percent === null ? [] : [[locationId, percent] as const];
    }),
  );
}
