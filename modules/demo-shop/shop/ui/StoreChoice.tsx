import type { ReactElement } from 'react';
import { IconBuildingStore, IconMapPin } from '@tabler/icons-react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { clock } from '../../../../server/ui/kit/format.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { shopAvailabilityEndpoint } from '../contracts.ts';
import { copy } from './copy.ts';
import { dayAndTime } from './parts.tsx';
import { useReader } from './reading.ts';

export type Store = ReplyOf<typeof shopAvailabilityEndpoint>['stores'][number];

interface Props {
  readonly stores: readonly Store[];
  readonly chosen: string | null;
  readonly asOf: Date | null;
  readonly onChoose: (locationId: string) => void;
}

/** So many stores are shown; besides them the chosen one, if it is farther. */
const NEAREST = 5;

/** Where the basket can be collected, nearest first; a store that lacks it is shown, and cannot be chosen. */
export function StoreChoice({ stores, chosen, asOf, onChoose }: Props): ReactElement {
  const t = useCopy(copy);
  const now = useMinute();
  // The answer may be younger than the minute that began before it.
  const minutes = asOf ? Math.max(0, Math.floor((now.getTime() - asOf.getTime()) / 60_000)) : 0;
  const shown = stores.filter(({ locationId }, place) => place < NEAREST || locationId === chosen);
  return (
    <>
      <div className="shop-spread">
        <b className="shop-row" style={{ gap: 8 }}>
          <IconBuildingStore size={20} aria-hidden /> {t('collect')}
        </b>
        <span className="quiet shop-row" style={{ gap: 4 }}>
          <IconMapPin size={16} aria-hidden /> {t('nearTo', { place: '20124 Milano' })}
        </span>
      </div>
      <ul className="shop-stores">
        {shown.map((store) => (
          <StoreRow key={store.locationId} store={store} chosen={chosen} onChoose={onChoose} />
        ))}
      </ul>
      <p className="quiet shop-fresh" role="status">
        {minutes === 0 ? t('updatedNow') : t('updatedAgo', { count: minutes })}
      </p>
    </>
  );
}

function StoreRow({
  store,
  chosen,
  onChoose,
}: Pick<Props, 'chosen' | 'onChoose'> & { store: Store }): ReactElement {
  const t = useCopy(copy);
  const reader = useReader();
  const there = store.available > 0 && store.readyBy !== null;
  const ready = store.readyBy ? dayAndTime(reader, store.readyBy) : null;
  const distance =
    store.distanceKm === null
      ? store.city
      : `${new Intl.NumberFormat(reader.language, { maximumFractionDigits: store.distanceKm < 10 ? 1 : 0 }).format(store.distanceKm)} km`;
  return (
    <li>
      <label>
        <input
          type="radio"
          name="store"
          disabled={!there}
          checked={store.locationId === chosen}
          onChange={() => onChoose(store.locationId)}
        />
        <span>
          <b>{store.name}</b>
          <br />
          <span className="quiet">
            {distance} ·{' '}
            {store.openUntil
              ? t('openUntil', { time: clock(reader, store.openUntil) })
              : t('closedNow')}
          </span>
        </span>
        <span className="shop-when">
          <span className={!there ? 'shop-none' : ready?.today ? 'shop-ready' : 'shop-later'}>
            {!there || !ready
              ? t('notThere')
              : ready.today
                ? t('readyToday', { time: ready.words })
                : t('readyOn', { when: ready.words })}
          </span>
          <br />
          <span className="quiet">
            {!there
              ? ''
              : store.available === 1
                ? t('lastPiece')
                : t('pieces', { count: store.available })}
          </span>
        </span>
      </label>
    </li>
  );
}
