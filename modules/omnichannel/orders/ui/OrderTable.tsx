import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable, type QueueColumn } from '../../../../server/ui/kit/QueueTable.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import type { OrderSummary } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { ORDER_STATUS } from './order-status.ts';
import './orders.css';

/** Orders as a list, wherever they are looked up; the number leads to the order. */
export function OrderTable({ items }: { readonly items: readonly OrderSummary[] }): ReactElement {
  const t = useCopy(copy);
  return (
    <QueueTable
      label={t('orders')}
      columns={useColumns()}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ orderId }) => orderId}
      card={(row) => <OrderCard row={row} />}
    />
  );
}

function useColumns(): readonly QueueColumn<OrderSummary>[] {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const nameOf = usePlaceNames();
  return [
    { id: 'number', title: t('number'), width: '150px', cell: (row) => <OrderLink row={row} /> },
    {
      id: 'customer',
      title: t('customer'),
      cell: (row) => (
        <TwoLines first={row.customerName} second={t('pieces', { count: row.pieces })} />
      ),
    },
    {
      id: 'state',
      title: t('state'),
      width: '180px',
      cell: (row) => <StatusBadge status={ORDER_STATUS[row.state]} />,
    },
    {
      id: 'store',
      title: t('store'),
      width: '190px',
      cell: (row) => nameOf(row.locationId),
    },
    {
      id: 'placed',
      title: t('placed'),
      width: '160px',
      cell: (row) => write.moment(row.placedAt, now),
    },
    {
      id: 'total',
      title: t('total'),
      align: 'right',
      width: '150px',
      cell: (row) => <Amount row={row} />,
    },
  ];
}

function OrderLink({ row }: { readonly row: OrderSummary }): ReactElement {
  const go = useGo();
  return (
    <a
      className="oc-order-link"
      href={`/ordini/${row.orderId}`}
      onClick={(event) => {
        event.preventDefault();
        go(`/ordini/${row.orderId}`);
      }}
    >
      {orderNumber(row.number)}
    </a>
  );
}

function Amount({ row }: { readonly row: OrderSummary }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  return (
    <TwoLines
      first={<MoneyText amountMinor={row.totalMinor} currency={row.currency} />}
      second={row.dueMinor > 0 ? t('due', { amount: write.money(row.dueMinor, row.currency) }) : ''}
    />
  );
}

function OrderCard({ row }: { readonly row: OrderSummary }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  return (
    <>
      <div className="bt-card-line">
        <OrderLink row={row} />
        <StatusBadge status={ORDER_STATUS[row.state]} />
      </div>
      <div className="bt-card-line">
        <TwoLines
          first={row.customerName}
          second={`${t('pieces', { count: row.pieces })} · ${write.moment(row.placedAt, now)}`}
        />
        <Amount row={row} />
      </div>
    </>
  );
}
