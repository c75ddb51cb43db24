import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable, type QueueColumn } from '../../../../server/ui/kit/QueueTable.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { WaitingFor } from '../../../../server/ui/kit/WaitingFor.tsx';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import type { ReturnRow } from '../reading-contracts.ts';
import { deskCopy } from './desk-copy.ts';
import { DESK_PARTS, partOf, statusOf, type DeskPart } from './desk.ts';

const ROLES: Partial<Readonly<Record<DeskPart, Role>>> = {
  answered: 'attesa',
  paymentFailed: 'ritardo',
};

/** The files of the shop by what each waits for. */
export function DeskTable({ rows }: { readonly rows: readonly ReturnRow[] }): ReactElement {
  const t = useCopy(deskCopy);
  const columns: QueueColumn<ReturnRow>[] = [
    { id: 'customer', title: t('customer'), cell: (row) => <Customer row={row} /> },
    { id: 'pieces', title: t('piecesTitle'), cell: (row) => <Pieces row={row} /> },
    { id: 'amount', title: t('amount'), align: 'right', cell: (row) => <Amount row={row} /> },
    { id: 'since', title: t('since'), cell: (row) => <Since row={row} /> },
    { id: 'state', title: t('state'), cell: (row) => <State row={row} /> },
    { id: 'step', title: t('nextStep'), align: 'right', cell: (row) => <Open row={row} /> },
  ];
  return (
    <QueueTable
      label={t('list')}
      columns={columns}
      groups={DESK_PARTS.map((part) => ({
        id: part,
        title: t(`part_${part}`),
        rows: rows.filter((row) => partOf(row) === part),
        ...(ROLES[part] ? { role: ROLES[part] } : {}),
      }))}
      keyOf={({ returnId }) => returnId}
      edge={(row) => ROLES[partOf(row)] ?? null}
      card={(row) => <Card row={row} />}
    />
  );
}

interface One {
  readonly row: ReturnRow;
}

function Customer({ row }: One): ReactElement {
  const t = useCopy(deskCopy);
  return (
    <TwoLines
      first={row.customerName}
      second={`${row.number} · ${t('order', { number: orderNumber(row.orderNumber) })}`}
    />
  );
}

function Pieces({ row }: One): ReactElement {
  const t = useCopy(deskCopy);
  return (
    <span className="bt-pictures">
      <ItemPicture item={{ name: '', pictureUrl: row.picture }} beside />
      <span className="bt-quiet bt-nowrap">
        {t('pieces', { count: row.pieces })}
        {row.custodyPlace === null || row.goods !== 'in-custody' ? '' : ` · ${row.custodyPlace}`}
      </span>
    </span>
  );
}

function Amount({ row }: One): ReactElement {
  return <MoneyText amountMinor={row.totalMinor} currency={row.currency} size="strong" />;
}

function Since({ row }: One): ReactElement {
  const write = useFormat();
  const now = useMinute();
  return partOf(row) === 'waiting' ? (
    <WaitingFor since={row.openedAt} />
  ) : (
    <>{write.ago(row.closedAt ?? row.openedAt, now)}</>
  );
}

function State({ row }: One): ReactElement {
  return <StatusBadge status={statusOf(row)} />;
}

const STEPS: Readonly<Record<DeskPart, 'step_answer' | 'step_grade' | 'step_take' | 'step_open'>> =
  {
    answered: 'step_answer',
    waiting: 'step_open',
    paymentFailed: 'step_open',
    toGrade: 'step_grade',
    announced: 'step_take',
    open: 'step_open',
    done: 'step_open',
  };

function Open({ row }: One): ReactElement {
  const t = useCopy(deskCopy);
  const go = useGo();
  const part = partOf(row);
  const to =
    part === 'announced' ? `/resi/ordine/${row.orderId}?prova=document` : `/resi/${row.returnId}`;
  return (
    <Button aria-label={`${t(STEPS[part])}, ${row.number}`} onClick={() => go(to)}>
      {t(STEPS[part])}
    </Button>
  );
}

function Card({ row }: One): ReactElement {
  return (
    <>
      <div className="bt-card-line">
        <Customer row={row} />
        <Amount row={row} />
      </div>
      <div className="bt-card-line">
        <State row={row} />
        <span className="bt-quiet">
          <Since row={row} />
        </span>
      </div>
      <div className="bt-card-line">
        <Pieces row={row} />
        <Open row={row} />
      </div>
    </>
  );
}
