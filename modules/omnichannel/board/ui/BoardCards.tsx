import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { canMove, COLUMNS, type Column, type Move, type ShopLine, type Shown } from './board.ts';
import { BoardCard } from './BoardCard.tsx';
import { copy } from './copy.ts';
import { Punctual } from './Punctual.tsx';

/** The board in one hand: shop by shop, its figures, and the orders of the figure one taps. */
export function BoardCards({ lines, punctuality, onMove }: Shown): ReactElement {
  return (
    <ul className="oc-board-shops">
      {lines.map((line) => (
        <li key={line.locationId} className="bt-panel">
          <Shop line={line} percent={punctuality.get(line.locationId) ?? null} onMove={onMove} />
        </li>
      ))}
    </ul>
  );
}

function Shop({
  line,
  percent,
  onMove,
}: {
  readonly line: ShopLine;
  readonly percent: number | null;
  readonly onMove: ((move: Move) => void) | null;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const [open, setOpen] = useState<Column | null>(line.cells.late.length > 0 ? 'late' : null);
  return (
    <>
      <h2>{line.name}</h2>
      {percent === null ? null : <Punctual percent={percent} />}
      <div className="oc-board-counts">
        {COLUMNS.map((column) => (
          <button
            key={column}
            type="button"
            aria-expanded={open === column}
            disabled={line.cells[column].length === 0}
            data-role={column === 'late' && line.cells.late.length > 0 ? 'ritardo' : undefined}
            onClick={() => setOpen(open === column ? null : column)}
          >
            <b>{write.count(line.cells[column].length)}</b>
            {t(`column-${column}`)}
          </button>
        ))}
      </div>
      {open === null ? null : (
        <div className="oc-board-cell">
          {line.cells[open].map((row) => (
            <BoardCard
              key={row.orderId}
              row={row}
              column={open}
              {...(onMove && canMove(row) ? { onMove: () => onMove({ row, to: null }) } : {})}
            />
          ))}
        </div>
      )}
    </>
  );
}
