import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconReceipt, IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { usePages } from '../../../../server/ui/pages.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { ORDER_STATES, type OrderState } from '../domain/order.ts';
import { listOrdersEndpoint } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { OrderTable } from './OrderTable.tsx';
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
      <MoreRows of={rows} label={t('more')} />
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
