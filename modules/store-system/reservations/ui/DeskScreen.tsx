import { IconBookmark, IconRuler2 } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
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
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { listLocations } from '../../../base/locations/contracts.ts';
import { DESK_GROUPS, deskWork, groupOf, type DeskRow, type DeskStep } from './desk.ts';
import { deskCopy } from './desk-copy.ts';
import { CustomerCell, DeadlineCell, ItemCell, RowButtons, StateCell } from './DeskCells.tsx';
import './desk.css';
import { ReservationDialog } from './ReservationDialog.tsx';
import { ReservationPanel, type PanelMode } from './ReservationPanel.tsx';
import { useDesk } from './use-desk.ts';
import { useDeskScans, type ScannedItem } from './use-desk-scans.ts';
import { useDeskCommands, type DeskCommands } from './use-steps.ts';

/** Prenotazioni: what the shop keeps for its customers, what others ask of it, and who waits. */
export function DeskScreen(): ReactElement {
  const hereId = useLocationId() ?? '';
  return <Desk key={hereId} hereId={hereId} />;
}

interface Opened {
  readonly reservationId: string;
  readonly mode: PanelMode;
}

function Desk({ hereId }: { readonly hereId: string }): ReactElement {
  const t = useCopy(deskCopy);
  const go = useGo();
  const { reading, rows } = useDesk(hereId);
  const commands = useDeskCommands();
  const storeName = useStoreNames();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [item, setItem] = useState<ScannedItem | null>(null);
  const open = (reservationId: string, mode: PanelMode): void => {
    commands.forget();
    setOpened({ reservationId, mode });
  };
  useDeskScans(hereId, setItem, (reservationId) => open(reservationId, 'view'));
  const step = (row: DeskRow, what: DeskStep): void => {
    if (what === 'accept') void commands.accept(row);
    else if (what === 'takeOffer') void commands.takeOffer(row);
    else if (what === 'release') commands.release(row);
    else open(row.reservation.reservationId, what);
  };
  const shown = rows.filter(({ reservation }) => !commands.leaving.has(reservation.reservationId));
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={reading.data ? t('subtitle', { count: deskWork(reading.data) }) : undefined}
      primary={{ id: 'find', label: t('find'), icon: IconRuler2, onPress: () => go('/trova') }}
      actionsAt="header"
      asOf={reading.asOf}
      bleed
    >
      {commands.problem && opened === null && (
        <ErrorState problem={commands.problem} reading={false} />
      )}
      <Shown reading={reading} what={t('cannotRead')}>
        {() =>
          shown.length === 0 ? (
            <EmptyState title={t('empty')} icon={IconBookmark}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <DeskTable
              rows={shown}
              {...{ hereId, commands, storeName }}
              onStep={step}
              onOpen={(row) => open(row.reservation.reservationId, 'view')}
            />
          )
        }
      </Shown>
      {opened !== null && (
        <ReservationPanel
          key={`${opened.reservationId}/${opened.mode}`}
          row={shown.find(({ reservation }) => reservation.reservationId === opened.reservationId)}
          first={opened.mode}
          {...{ hereId, commands, storeName }}
          shelves={shelvesOf(shown, hereId)}
          onClose={() => setOpened(null)}
        />
      )}
      {item !== null && (
        <ReservationDialog
          key={item.itemId}
          {...item}
          locationId={null}
          onClose={() => setItem(null)}
        />
      )}
    </ScreenFrame>
  );
}

function DeskTable({
  rows,
  hereId,
  commands,
  storeName,
  onStep,
  onOpen,
}: {
  readonly rows: readonly DeskRow[];
  readonly hereId: string;
  readonly commands: DeskCommands;
  readonly storeName: (locationId: string) => string;
  readonly onStep: (row: DeskRow, step: DeskStep) => void;
  readonly onOpen: (row: DeskRow) => void;
}): ReactElement {
  const t = useCopy(deskCopy);
  const now = useMinute();
  const groups: QueueGroup<DeskRow>[] = DESK_GROUPS.map((id) => ({
    id,
    title: t(`group_${id}`),
    rows: rows.filter(({ reservation }) => groupOf(reservation, hereId, now) === id),
    ...(id === 'answer' || id === 'offered' || id === 'expiring' ? { role: 'attesa' } : {}),
  }));
  const buttons = (row: DeskRow): ReactElement => (
    <RowButtons
      row={row}
      hereId={hereId}
      pending={commands.busy.has(row.reservation.reservationId)}
      offline={commands.offline}
      onStep={(step) => onStep(row, step)}
      onOpen={() => onOpen(row)}
    />
  );
  const state = (row: DeskRow): ReactElement => <StateCell {...{ row, hereId, storeName }} />;
  const columns: QueueColumn<DeskRow>[] = [
    { id: 'due', title: t('deadline'), cell: (row) => <DeadlineCell row={row} hereId={hereId} /> },
    { id: 'customer', title: t('customer'), cell: (row) => <CustomerCell row={row} /> },
    { id: 'item', title: t('item'), cell: (row) => <ItemCell row={row} /> },
    { id: 'state', title: t('state'), cell: state },
    { id: 'step', title: t('nextStep'), align: 'right', cell: buttons },
  ];
  return (
    <QueueTable
      label={t('list')}
      columns={columns}
      groups={groups}
      keyOf={({ reservation }) => reservation.reservationId}
      edge={({ reservation }) => edgeOf(reservation.answerBy ?? reservation.until, now)}
      card={(row) => (
        <>
          <div className="bt-card-line">
            <DeadlineCell row={row} hereId={hereId} />
            {state(row)}
          </div>
          <div className="bt-card-line">
            <ItemCell row={row} />
          </div>
          <div className="bt-card-line">
            <CustomerCell row={row} />
            {buttons(row)}
          </div>
        </>
      )}
    />
  );
}

function edgeOf(due: string | null, now: Date): 'ritardo' | null {
  return due !== null && Date.parse(due) <= now.getTime() ? 'ritardo' : null;
}

function shelvesOf(rows: readonly DeskRow[], hereId: string): readonly string[] {
  const used = rows.flatMap(({ reservation: { shelf, locationId } }) =>
    shelf !== null && locationId === hereId ? [shelf] : [],
  );
  return [...new Set(used)].sort().slice(0, 5);
}

function useStoreNames(): (locationId: string) => string {
  const locations = useQueryOf(listLocations, {}, { freshSeconds: 3600 });
  const names = new Map(locations.data?.locations.map(({ id, name }) => [id, name]));
  return (locationId) => names.get(locationId) ?? locationId;
}
