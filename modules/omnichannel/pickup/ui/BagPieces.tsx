import type { ReactElement } from 'react';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import type { PickupRow } from '../contracts.ts';
import './shelve.css';

/** What is in the bag, to be compared with it. */
export function BagPieces({ row }: { readonly row: PickupRow }): ReactElement {
  return (
    <ul className="oc-shelve-pieces">
      {row.pieces
        .filter(({ quantity }) => quantity > 0)
        .map((piece) => (
          <li key={piece.lineId}>
            <ItemCard
              item={piece}
              picture="card"
              right={piece.quantity > 1 ? `× ${piece.quantity}` : undefined}
            />
          </li>
        ))}
    </ul>
  );
}
