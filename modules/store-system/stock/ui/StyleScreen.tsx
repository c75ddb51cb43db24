import { IconBookmark, IconListCheck, IconSend } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { SlotPlace } from '../../../../server/ui/slots.tsx';
import { ReservationDialog } from '../../reservations/ui/ReservationDialog.tsx';
import type { FinderView } from '../contracts.ts';
import { aged } from '../live.ts';
import { copy } from './copy.ts';
import { LedgerDialog, type LedgerOf } from './LedgerDialog.tsx';
import { firstItem, matrixOf, storesWith, type FinderItem, type StoreRow } from './matrix.ts';
import { SizeMatrix } from './SizeMatrix.tsx';
import { StoreList } from './StoreList.tsx';
import { StyleHead } from './StyleHead.tsx';
import { useStyle } from './use-finder.ts';

/** One style: its matrix, and for the chosen size the places that have it. */
export function StyleScreen({ styleId }: { readonly styleId: string }): ReactElement {
  const t = useCopy(copy);
  const now = useMinute();
  const write = useFormat();
  const { online } = useConnection();
  const style = useStyle(styleId);
  if (style.data === undefined) {
    return (
      <ScreenFrame title={t('title')} back="/trova">
        <Shown reading={style} what={t('cannotRead')}>
          {() => null}
        </Shown>
      </ScreenFrame>
    );
  }
  const readAt = online || style.asOf === null ? now : style.asOf;
  return (
    <Found
      view={aged(style.data, now)}
      asOf={style.asOf}
      updated={t('updatedAt', { time: write.clock(readAt) })}
      problem={
        style.problem ? (
          <Shown reading={style} what={t('cannotRead')}>
            {() => null}
          </Shown>
        ) : null
      }
    />
  );
}

/** What a customer wants and where, as it was when the form was opened: the stock below it is live. */
interface Wish {
  readonly styleId: string;
  readonly itemId: string;
  readonly locationId: string;
}

function Found({
  view,
  asOf,
  updated,
  problem,
}: {
  readonly view: FinderView;
  readonly asOf: Date | null;
  readonly updated: string;
  readonly problem: ReactElement | null;
}): ReactElement {
  const t = useCopy(copy);
  const hereId = useLocationId();
  const desktop = useLayout() === 'desktop';
  const { item, choose, scannedItem } = useChosenItem(view, hereId);
  const stores = item ? storesWith(view, item.itemId, hereId) : [];
  const [wanted, setWanted] = useState<string | null>(null);
  const store =
    stores.find(
      ({ keeps, location }) => keeps && (wanted === null || location.locationId === wanted),
    ) ?? stores.find(({ keeps }) => keeps);
  const [wish, setWish] = useState<Wish | null>(null);
  const [ledger, setLedger] = useState<LedgerOf | null>(null);
  const reserving = useReserving(stores, store, (locationId) => {
    if (item) setWish({ styleId: view.styleId, itemId: item.itemId, locationId });
  });
  const asking = useAsking(view, item, stores, store);
  const actions = { ...reserving, secondary: [...(reserving.secondary ?? []), ...asking] };
  const head = <StyleHead view={view} item={item} scanned={scannedItem} />;
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={updated}
      back="/trova"
      head={head}
      {...actions}
      actionsAt="aside"
      asideLabel={t('stores')}
      asOf={asOf}
      aside={
        item ? (
          <StoreList
            view={view}
            item={item}
            hereId={hereId}
            stores={stores}
            chosen={store?.location.locationId ?? null}
            onChoose={setWanted}
            onWhy={setLedger}
          />
        ) : undefined
      }
    >
      {problem}
      {!desktop && head}
      {item && (
        <SlotPlace
          name="store-system.finder.offers"
          props={{
            itemId: item.itemId,
            itemIds: view.items.map(({ itemId }) => itemId),
            locationId: hereId,
          }}
        />
      )}
      <SizeMatrix
        view={view}
        matrix={matrixOf(view, hereId)}
        atLocation={hereId !== null}
        chosen={item?.itemId ?? null}
        onChoose={(itemId) => {
          setWanted(null);
          choose(itemId);
        }}
      />
      {wish !== null && <ReservationDialog {...wish} onClose={() => setWish(null)} />}
      {ledger !== null && <LedgerDialog of={ledger} onClose={() => setLedger(null)} />}
    </ScreenFrame>
  );
}

/** The size and colour in hand: chosen in the matrix, scanned, or the first that may be taken. */
function useChosenItem(
  view: FinderView,
  hereId: string | null,
): {
  readonly item: FinderItem | undefined;
  readonly choose: (itemId: string) => void;
  readonly scannedItem: FinderItem | undefined;
} {
  const [itemId, choose] = useAddressValue('articolo');
  const [scanned] = useAddressValue('letto');
  // What may be taken changes under one's eyes; what one looks at does not.
  const [first] = useState(() => firstItem(view, hereId)?.itemId);
  const byId = (id: string | null | undefined): FinderItem | undefined =>
    view.items.find((item) => item.itemId === id);
  return { item: byId(itemId) ?? byId(first), choose, scannedItem: byId(scanned) };
}

/** Prenota where it is; when it is not here, also the list of those who wait for it. */
function useReserving(
  stores: readonly StoreRow[],
  store: StoreRow | undefined,
  open: (locationId: string) => void,
): { readonly primary?: Action; readonly secondary?: readonly Action[] } {
  const t = useCopy(copy);
  const may = useMay();
  const handheld = useLayout() === 'handheld';
  const hereId = useLocationId();
  const { online } = useConnection();
  if (hereId === null || !may('store-system.reservation.manage', hereId)) return {};
  const blocked = online ? null : t('needsNetwork');
  const queue: Action = {
    id: 'queue',
    label: t('queue'),
    icon: IconListCheck,
    compact: handheld,
    blocked,
    onPress: () => open(hereId),
  };
  if (!store) return { primary: { ...queue, compact: false } };
  const name = handheld ? shortName(store, stores) : store.location.name;
  const primary: Action = {
    id: 'reserve',
    label: store.here ? t('reserveHere') : t('reserveAt', { store: name }),
    icon: IconBookmark,
    blocked,
    onPress: () => open(store.location.locationId),
  };
  return stores.some(({ here }) => here) ? { primary } : { primary, secondary: [queue] };
}

/** Has it sent here from another place: the one that is chosen, or whoever can give it. */
function useAsking(
  view: FinderView,
  item: FinderItem | undefined,
  stores: readonly StoreRow[],
  store: StoreRow | undefined,
): readonly Action[] {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const handheld = useLayout() === 'handheld';
  const hereId = useLocationId();
  if (!item || hereId === null || !may('store-system.transfers.request', hereId)) return [];
  if (stores.every(({ here }) => here)) return [];
  const from = store && !store.here ? `&da=${store.location.locationId}` : '';
  const what = `modello=${view.styleId}&articolo=${item.itemId}${from}`;
  return [
    {
      id: 'ask',
      label: t('askForIt'),
      icon: IconSend,
      compact: handheld,
      onPress: () => go(`/trasferimenti/chiedi?${what}`),
    },
  ];
}

/** «Buenos Aires» for «Milano Buenos Aires», where no other shop is called so. */
function shortName({ location }: StoreRow, stores: readonly StoreRow[]): string {
  const short = location.name.split(' ').slice(1).join(' ');
  const same = stores.filter((other) => other.location.name.endsWith(short)).length;
  return short !== '' && same === 1 ? short : location.name;
}
