import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
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
  /** Null: here if it is here, else where it is nearest. */
  readonly locationId: string | null;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const here = useLocationId() ?? '';
  const style = useStyle(styleId);
  const [kept, setKept] = useState<{
    readonly piece: Piece;
    readonly placed: Placed;
    readonly name: string;
  } | null>(null);
  const piece = style.data ? pieceOf(style.data, itemId, locationId, here) : null;
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
      {(read) => <ReservationForm key={locationId} {...props} terms={read} />}
    </Shown>
  );
}

function pieceOf(
  view: FinderView,
  itemId: string,
  wanted: string | null,
  here: string,
): Piece | null {
  const item = view.items.find((one) => one.itemId === itemId);
  if (!item) return null;
  const nearest = storesWith(view, itemId, here).find(({ keeps }) => keeps);
  const locationId = wanted ?? nearest?.location.locationId ?? here;
  const storeName = view.locations.find((one) => one.locationId === locationId)?.name ?? locationId;
  const left = view.cells[itemId]?.[locationId]?.available ?? 0;
  return { view, item, locationId, storeName, left };
}
