import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconReceipt, IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable, type QueueColumn } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { ORDER_STATES, type OrderState } from '../domain/order.ts';
import { listOrdersEndpoint, type OrderSummary } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { ORDER_STATUS } from './order-status.ts';
import './orders.css';

const TYPING_MS = 250;

/** Ordini: any order of the shops one may see, by number, name, state or shop. */
export function OrdersScreen(): ReactElement {
  const t = useCopy(copy);
  const [state] = useAddressValue('stato');
  const [locationId] = useAddressValue('negozio');
  const [q] = useAddressValue('cerca');
  const rows = usePages(listOrdersEndpoint, askedBy(state, locationId, q));
  const filtered = state !== null || locationId !== null || q !== null;
  return (
    <ScreenFrame title={t('orders')} asOf={rows.asOf} bleed>
      <div className="bt-inset">
        <Filters />
      </div>
      <Shown reading={rows} what={t('cannotReadOrders')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t(filtered ? 'noneFound' : 'none')} icon={IconReceipt} role="neutro">
              {t(filtered ? 'noneFoundText' : 'noneText')}
            </EmptyState>
          ) : (
            <OrderTable items={items} />
          )
        }
      </Shown>
      {rows.more && (
        <div className="bt-inset">
          <Button loading={rows.loadingMore} onClick={rows.more}>
            {t('more')}
          </Button>
        </div>
      )}
    </ScreenFrame>
  );
}

function askedBy(
  state: string | null,
  locationId: string | null,
  q: string | null,
): InputOf<typeof listOrdersEndpoint> {
  return {
    limit: 50,
    ...(state !== null && isState(state) ? { state } : {}),
    ...(locationId === null ? {} : { locationId }),
    ...(q === null ? {} : { q }),
  };
}

function isState(text: string): text is OrderState {
  return (ORDER_STATES as readonly string[]).includes(text);
}

function Filters(): ReactElement {
  const t = useCopy(copy);
  const { places } = useSession();
  const [state, setState] = useAddressValue('stato');
  const [locationId, setLocation] = useAddressValue('negozio');
  return (
    <div className="oc-order-filters">
      <SearchField />
      <Select
        label={t('state')}
        placeholder={t('anyState')}
        data={ORDER_STATES.map((value) => ({ value, label: t(`state-${value}`) }))}
        clearable
        value={state}
        onChange={setState}
      />
      {places.length > 1 ? (
        <Select
          label={t('store')}
          placeholder={t('allStores')}
          data={places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
          searchable
          clearable
          value={locationId}
          onChange={setLocation}
        />
      ) : null}
    </div>
  );
}

/** The address follows what is typed, a moment later: «Indietro» from an order comes back to it. */
function SearchField(): ReactElement {
  const t = useCopy(copy);
  const [q, setQ] = useAddressValue('cerca');
  const [text, setText] = useState(q ?? '');
  const [settled] = useDebouncedValue(text.trim(), TYPING_MS);
  useEffect(() => {
    const next = settled === '' ? null : settled;
    if (next !== q) setQ(next);
    // oxlint-disable-next-line react/exhaustive-deps -- the text leads, the address follows
  }, [settled]);
  return (
    <TextInput
      label={t('search')}
      leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function OrderTable({ items }: { readonly items: readonly OrderSummary[] }): ReactElement {
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
      cell: (row) => <PlaceName locationId={row.locationId} />,
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

function PlaceName({ locationId }: { readonly locationId: string }): ReactElement {
  const { places } = useSession();
  return <>{places.find(({ id }) => id === locationId)?.name ?? locationId}</>;
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
