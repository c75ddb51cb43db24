import { useState, type ReactElement } from 'react';
import { useQueryOf, type Reading } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import type { FinderView } from '../../stock/contracts.ts';
import { storesWith } from '../../stock/ui/matrix.ts';
import { useStyle } from '../../stock/ui/use-finder.ts';
import { readTerms } from '../contracts.ts';
import { copy } from './copy.ts';
import './reservations.css';
import { ReservationForm, type Piece, type Placed } from './ReservationForm.tsx';
import { Reserved } from './Reserved.tsx';

/**
 * Prenota: one piece for one customer, here or in another shop; without a piece, the waiting list. The
 * stock is live: what is taken meanwhile turns the form into the list under one's eyes.
 */
export function ReservationDialog({
  styleId,
  itemId,
  locationId,
  onClose,
}: {
  readonly styleId: string;
  readonly itemId: string;
  /** Null: here if it is here when the form opens, else where it is nearest then. */
  readonly locationId: string | null;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const style = useStyle(styleId);
  const place = usePlace(style, itemId, locationId);
  const [kept, setKept] = useState<{
    readonly piece: Piece;
    readonly placed: Placed;
    readonly name: string;
  } | null>(null);
  const piece = style.data && place !== null ? pieceOf(style.data, itemId, place) : null;
  if (kept) {
    return (
      <Dialog opened onClose={onClose} title={t('title')}>
        <Reserved {...kept} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={piece?.left === 0 ? t('queueTitle') : t('title')}>
      <Shown reading={style} what={t('cannotRead')}>
        {() =>
          piece ? (
            <WithTerms
              piece={piece}
              onCancel={onClose}
              onPlaced={(placed, name) => setKept({ piece, placed, name })}
            />
          ) : place === null ? (
            <LoadingRows />
          ) : null
        }
      </Shown>
    </Dialog>
  );
}

function WithTerms(props: {
  readonly piece: Piece;
  readonly onCancel: () => void;
  readonly onPlaced: (placed: Placed, name: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const { locationId } = props.piece;
  const terms = useQueryOf(readTerms, { locationId });
  return (
    <Shown reading={terms} what={t('cannotRead')}>
      {(read) => <ReservationForm {...props} terms={read} />}
    </Shown>
  );
}

/**
 * Where the piece is kept: as asked, else where it is nearest when the form opens. Somebody is spoken to
 * about that shop: what comes and goes elsewhere meanwhile does not move it.
 */
function usePlace(style: Reading<FinderView>, itemId: string, asked: string | null): string | null {
  const here = useLocationId() ?? '';
  const [place, setPlace] = useState(asked);
  // What was kept of an earlier look is being read again: the piece may be elsewhere by now.
  if (place !== null || style.data === undefined || style.refreshing) return place;
  const nearest = storesWith(style.data, itemId, here).find(({ keeps }) => keeps);
  const chosen = nearest?.location.locationId ?? here;
  setPlace(chosen);
  return chosen;
}

function pieceOf(view: FinderView, itemId: string, locationId: string): Piece | null {
  const item = view.items.find((one) => one.itemId === itemId);
  if (!item) return null;
  const storeName = view.locations.find((one) => one.locationId === locationId)?.name ?? locationId;
  const left = view.cells[itemId]?.[locationId]?.available ?? 0;
  return { view, item, locationId, storeName, left };
}
