import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { NobodyHas, StoreCard, usePlaceWords } from '../../stock/ui/StoreCard.tsx';
import '../../stock/ui/stores.css';
import { newCopy } from './new-copy.ts';
import type { PlaceRow } from './wanted.ts';

/** So many places stand on the screen at once; the others are a press away. */
const SHOWN_FIRST = 6;

/** The other places as figures: whoever can give all of it first, or the nearest. */
export function PlaceChoice({
  mode,
  rows,
  pieces,
  chosen,
  onChoose,
}: {
  readonly mode: 'ask' | 'send';
  readonly rows: readonly PlaceRow[];
  /** How many pieces are wanted; 0 while nothing is on the list. */
  readonly pieces: number;
  readonly chosen: string | null;
  readonly onChoose: (locationId: string) => void;
}): ReactElement {
  const t = useCopy(newCopy);
  const [all, setAll] = useState(false);
  const shown = rows.filter(
    ({ location }, place) => all || place < SHOWN_FIRST || location.locationId === chosen,
  );
  const left = rows.length - shown.length;
  return (
    <section className="ss-stores" aria-label={t(mode === 'ask' ? 'fromWhom' : 'toWhom')}>
      <header className="ss-stores-head">
        <h2>{t(mode === 'ask' ? 'fromWhom' : 'toWhom')}</h2>
        {pieces === 0 ? (
          <p className="bt-quiet">{t(mode === 'ask' ? 'placesFirst' : 'placesSendFirst')}</p>
        ) : null}
      </header>
      {pieces > 0 && rows.length === 0 ? (
        <NobodyHas title={t('nobody')}>{t('nobodyText')}</NobodyHas>
      ) : null}
      <ul>
        {shown.map((row) => (
          <li key={row.location.locationId}>
            <Place
              mode={mode}
              row={row}
              pieces={pieces}
              chosen={row.location.locationId === chosen}
              onChoose={() => onChoose(row.location.locationId)}
            />
          </li>
        ))}
      </ul>
      {left > 0 ? (
        <Button variant="subtle" className="ss-wanted-more" onClick={() => setAll(true)}>
          {t('otherPlaces', { count: left })}
        </Button>
      ) : null}
    </section>
  );
}

function Place({
  mode,
  row,
  pieces,
  chosen,
  onChoose,
}: {
  readonly mode: 'ask' | 'send';
  readonly row: PlaceRow;
  readonly pieces: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const t = useCopy(newCopy);
  const write = useFormat();
  const placeWords = usePlaceWords();
  const { location, gives, has } = row;
  const given =
    mode === 'send'
      ? t('hasThere', { count: has })
      : gives === pieces
        ? t('hasAll', { count: pieces })
        : t('hasSome', { count: gives, of: pieces });
  return (
    <StoreCard
      name={location.name}
      where={placeWords(location)}
      chosen={chosen}
      onChoose={onChoose}
    >
      {mode === 'ask' ? <b>{write.count(has)}</b> : null}
      <span className="ss-store-line">{given}</span>
    </StoreCard>
  );
}
