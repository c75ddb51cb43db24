import { Button } from '@mantine/core';
import { IconHistory, IconTruck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { FinderView } from '../contracts.ts';
import type { Confidence } from '../domain/confidence.ts';
import type { FinderCell } from '../domain/finder.ts';
import { copy } from './copy.ts';
import { lastSeen, plainDay } from './finder-words.ts';
import type { LedgerOf } from './LedgerDialog.tsx';
import type { FinderItem, StoreRow } from './matrix.ts';
import { NobodyHas, StoreCard, usePlaceWords } from './StoreCard.tsx';
import './stores.css';

/** For the chosen size: how it stands here, and every other place that has it, the nearest first. */
export function StoreList({
  view,
  item,
  hereId,
  stores,
  chosen,
  onChoose,
  onWhy,
}: {
  readonly view: FinderView;
  readonly item: FinderItem;
  readonly hereId: string | null;
  readonly stores: readonly StoreRow[];
  readonly chosen: string | null;
  readonly onChoose: (locationId: string) => void;
  readonly onWhy: (ledger: LedgerOf) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const here = hereId === null ? undefined : view.cells[item.itemId]?.[hereId];
  return (
    <section className="ss-stores">
      <header className="ss-stores-head">
        <h2>
          <ColourDot hex={item.colourHex} /> {item.colour} · {item.size}
        </h2>
        {hereId !== null && <HereWords cell={here} />}
        <Why {...{ view, item, hereId, stores, chosen, onWhy }} />
      </header>
      {stores.length === 0 && <NobodyHas title={t('nobodyHas')}>{t('nobodyHasText')}</NobodyHas>}
      <ul>
        {stores.map((store) => (
          <li key={store.location.locationId}>
            <Store
              store={store}
              chosen={store.location.locationId === chosen}
              onChoose={() => onChoose(store.location.locationId)}
            />
          </li>
        ))}
        {here?.incoming && (
          <li className="ss-store" data-plain="true">
            <IconTruck size={20} stroke={1.8} aria-hidden="true" />
            <span>
              {t('incomingHere', {
                count: here.incoming.quantity,
                day: plainDay(write.reader, here.incoming.nextOn),
              })}
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

function HereWords({ cell }: { readonly cell: FinderCell | undefined }): ReactElement {
  const t = useCopy(copy);
  if (!cell || cell.version + cell.displayVersion === 0) {
    return <p className="bt-quiet">{t('hereNever')}</p>;
  }
  const parts = [
    t('hereLevel', { onHand: cell.onHand }),
    ...(cell.held > 0 ? [t('hereHeld', { count: cell.held })] : []),
    ...(cell.safety > 0 ? [t('hereSafety', { count: cell.safety })] : []),
    ...(cell.display > 0 ? [t('hereDisplay', { count: cell.display })] : []),
  ];
  return (
    <p className="bt-quiet">
      {parts.join(', ')}. {t('hereAvailable', { count: cell.available })}
    </p>
  );
}

/** «Perché 2?» for the chosen store when its ledger may be read, else for this one. */
function Why({
  view,
  item,
  hereId,
  stores,
  chosen,
  onWhy,
}: {
  readonly view: FinderView;
  readonly item: FinderItem;
  readonly hereId: string | null;
  readonly stores: readonly StoreRow[];
  readonly chosen: string | null;
  readonly onWhy: (ledger: LedgerOf) => void;
}): ReactElement | null {
  const t = useCopy(copy);
  const may = useMay();
  const locationId = [chosen, hereId].find(
    (id) => id !== null && may('store-system.ledger.read', id),
  );
  const cell = locationId == null ? undefined : view.cells[item.itemId]?.[locationId];
  if (locationId == null || !cell || cell.version === 0) return null;
  const count = cell.onHand;
  const store =
    stores.find(({ location }) => location.locationId === locationId)?.location.name ?? '';
  return (
    <Button
      size="sm"
      className="ss-why"
      leftSection={<IconHistory size={18} stroke={1.8} aria-hidden />}
      onClick={() => onWhy({ view, item, locationId })}
    >
      {locationId === hereId ? t('why', { count }) : t('whyAt', { count, store })}
    </Button>
  );
}

function Store({
  store,
  chosen,
  onChoose,
}: {
  readonly store: StoreRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const placeWords = usePlaceWords();
  const { location, cell, here, keeps } = store;
  const missed = cell.misses > 0 ? ` · ${t('missed', { count: cell.misses })}` : '';
  return (
    <StoreCard
      name={location.name}
      where={here ? t('thisShop') : placeWords(location)}
      note={`${lastSeen(t, write.reader, cell, now)}${missed}`}
      chosen={chosen}
      onChoose={keeps ? onChoose : null}
    >
      <b>{write.count(cell.available)}</b>
      <Sure confidence={cell.confidence} />
    </StoreCard>
  );
}

const BARS: Readonly<Record<Confidence, number>> = { high: 3, medium: 2, low: 1 };

/** How far the count can be trusted: bars and words. */
function Sure({ confidence }: { readonly confidence: Confidence }): ReactElement {
  const t = useCopy(copy);
  return (
    <span className="ss-sure">
      <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 6}
            y={8 - bar * 4}
            width="4"
            height={4 + bar * 4}
            rx="1"
            data-on={bar < BARS[confidence]}
          />
        ))}
      </svg>
      {t(`sure_${confidence}`)}
    </span>
  );
}
