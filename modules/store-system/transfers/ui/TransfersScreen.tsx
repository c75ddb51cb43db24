import { Button } from '@mantine/core';
import { IconSend, IconTruck, IconTruckDelivery } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable, type QueueColumn } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import type { TransferBoard, TransferRow } from '../contracts.ts';
import { groupsOf, piecesOf, STATUS_OF, stepOf, toDo, type Side } from './board.ts';
import { transferCopy } from './copy.ts';
import './transfers.css';
import { useOpenByCode } from './use-open-by-code.ts';
import { useBoard } from './use-transfers.ts';

/** Trasferimenti: what comes here and what is asked of here, by what is to be done with it. */
export function TransfersScreen(): ReactElement {
  const t = useCopy(transferCopy);
  const locationId = useLocationId() ?? '';
  const board = useBoard(locationId);
  const [chosen, choose] = useAddressValue('verso');
  const side: Side = chosen === 'uscita' ? 'out' : 'in';
  useOpenByCode(locationId);
  const begin = useBegin(locationId);
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('scanHint')}
      tools={
        <SideChoice
          side={side}
          board={board.data}
          onChoose={(next) => choose(next === 'out' ? 'uscita' : null)}
        />
      }
      secondary={begin}
      actionsAt="header"
      asOf={board.asOf}
      bleed
    >
      <Shown reading={board} what={t('cannotRead')}>
        {(view) => <Rows board={view} side={side} />}
      </Shown>
    </ScreenFrame>
  );
}

/** How a transfer begins from here: goods are asked for, or sent unasked. */
function useBegin(locationId: string): readonly Action[] {
  const t = useCopy(transferCopy);
  const go = useGo();
  const may = useMay();
  const handheld = useLayout() === 'handheld';
  const ask: Action = {
    id: 'ask',
    label: t(handheld ? 'askShort' : 'askForGoods'),
    icon: IconSend,
    onPress: () => go('/trasferimenti/chiedi'),
  };
  const send: Action = {
    id: 'send',
    label: t(handheld ? 'sendShort' : 'sendGoods'),
    icon: IconTruckDelivery,
    onPress: () => go('/trasferimenti/spedisci'),
  };
  return [
    ...(may('store-system.transfers.request', locationId) ? [ask] : []),
    ...(may('store-system.transfers.ship', locationId) ? [send] : []),
  ];
}

function SideChoice({
  side,
  board,
  onChoose,
}: {
  readonly side: Side;
  readonly board: TransferBoard | undefined;
  readonly onChoose: (side: Side) => void;
}): ReactElement {
  const t = useCopy(transferCopy);
  const named = (which: Side): string => {
    const waiting = board ? toDo(board, which) : 0;
    return waiting > 0 ? `${t(which)} · ${waiting}` : t(which);
  };
  return (
    <FieldChoice<Side>
      label={t('direction')}
      hideLabel
      joined
      choices={[
        { value: 'in', label: named('in') },
        { value: 'out', label: named('out') },
      ]}
      value={side}
      onChange={onChoose}
    />
  );
}

function Rows({
  board,
  side,
}: {
  readonly board: TransferBoard;
  readonly side: Side;
}): ReactElement {
  const t = useCopy(transferCopy);
  const groups = groupsOf(board, side).map(({ id, rows }) => ({
    id,
    title: t(id),
    rows,
    ...(id === 'differences' ? { role: 'ritardo' as const } : {}),
  }));
  if (groups.every(({ rows }) => rows.length === 0)) {
    return (
      <EmptyState title={t(side === 'in' ? 'noneIn' : 'noneOut')} icon={IconTruck}>
        {t(side === 'in' ? 'noneInText' : 'noneOutText')}
      </EmptyState>
    );
  }
  const columns: QueueColumn<TransferRow>[] = [
    { id: 'number', title: t('number'), cell: (row) => <Number row={row} /> },
    {
      id: 'place',
      title: t(side === 'in' ? 'from' : 'to'),
      cell: (row) => <Place row={row} side={side} />,
    },
    { id: 'pieces', title: t('pieces'), cell: (row) => <Pieces row={row} /> },
    { id: 'since', title: t('since'), cell: (row) => <Since row={row} /> },
    { id: 'state', title: t('state'), cell: (row) => <State row={row} /> },
    {
      id: 'step',
      title: t('nextStep'),
      align: 'right',
      cell: (row) => <StepButton row={row} side={side} />,
    },
  ];
  return (
    <QueueTable
      label={t('list')}
      columns={columns}
      groups={groups}
      keyOf={({ transfer }) => transfer.transferId}
      edge={({ transfer }) => (transfer.state === 'discrepancy' ? 'ritardo' : null)}
      card={(row) => <Card row={row} side={side} />}
    />
  );
}

interface One {
  readonly row: TransferRow;
}

function Number({ row }: One): ReactElement {
  const say = useText();
  return <TwoLines first={row.transfer.number} second={say(row.causal.title)} />;
}

function Place({ row, side }: One & { readonly side: Side }): ReactElement {
  const t = useCopy(transferCopy);
  return (
    <TwoLines
      first={(side === 'in' ? row.from : row.to).name}
      second={t('askedBy', { name: row.requestedByName })}
    />
  );
}

/** How many pieces, and how many of them have come when that is not all. */
function usePieceWords(row: TransferRow): readonly string[] {
  const t = useCopy(transferCopy);
  const { shipped, received } = row.transfer;
  const all = t('count', { count: piecesOf(row) });
  return received > 0 && received !== shipped
    ? [all, t('receivedSoFar', { count: received })]
    : [all];
}

function Pieces({ row }: One): ReactElement {
  const [all, arrived] = usePieceWords(row);
  return arrived === undefined ? <>{all}</> : <TwoLines first={all} second={arrived} />;
}

function Since({ row }: One): ReactElement {
  const write = useFormat();
  return <>{write.ago(row.transfer.stateSince, useMinute())}</>;
}

function State({ row }: One): ReactElement {
  const t = useCopy(transferCopy);
  const { state } = row.transfer;
  return <StatusBadge status={STATUS_OF[state]} words={t(`state_${state}`)} />;
}

function StepButton({ row, side }: One & { readonly side: Side }): ReactElement {
  const t = useCopy(transferCopy);
  const go = useGo();
  const { transferId, number, state } = row.transfer;
  const label = t(stepOf(state, side));
  return (
    <Button
      aria-label={`${label}, ${t('one', { number })}`}
      onClick={() => go(`/trasferimenti/${transferId}`)}
    >
      {label}
    </Button>
  );
}

function Card({ row, side }: One & { readonly side: Side }): ReactElement {
  const words = usePieceWords(row);
  return (
    <>
      <div className="bt-card-line">
        <Place row={row} side={side} />
        <State row={row} />
      </div>
      <div className="bt-card-line">
        <span>
          <Number row={row} />
          <span className="bt-quiet">
            {words.join(', ')} · <Since row={row} />
          </span>
        </span>
        <StepButton row={row} side={side} />
      </div>
    </>
  );
}
