import { IconTruck } from '@tabler/icons-react';
import {
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { FinderView } from '../contracts.ts';
import { copy } from './copy.ts';
import { shortDate } from './finder-words.ts';
import './matrix.css';
import type { Matrix, MatrixCell } from './matrix.ts';

/** Sizes down, colours across; a press chooses the size whose stores are listed. Arrows move. */
export function SizeMatrix({
  view,
  matrix,
  atLocation,
  chosen,
  onChoose,
}: {
  readonly view: FinderView;
  readonly matrix: Matrix;
  readonly atLocation: boolean;
  readonly chosen: string | null;
  readonly onChoose: (itemId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const table = useRef<HTMLTableElement>(null);
  return (
    <>
      <div className="ss-matrix-scroll">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between its buttons */}
        <table
          ref={table}
          className="ss-matrix"
          style={{ '--ss-colours': matrix.colours.length } as CSSProperties}
          aria-label={t('matrix', { name: view.name })}
          onKeyDown={(event) => moveFocus(event, table.current)}
        >
          <thead>
            <tr>
              <th scope="col">{t('size')}</th>
              {matrix.colours.map(({ name, hex }) => (
                <th key={name} scope="col">
                  <span className="ss-matrix-colour">
                    <ColourDot hex={hex} />
                    <span className="bt-clip">{name}</span>
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.sizes.map((size) => (
              <tr key={size}>
                <th scope="row">{size}</th>
                {matrix.colours.map(({ name }) => (
                  <td key={name}>
                    <Cell
                      cell={matrix.at(size, name)}
                      atLocation={atLocation}
                      chosen={chosen}
                      onChoose={onChoose}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
    </>
  );
}

function Cell({
  cell,
  atLocation,
  chosen,
  onChoose,
}: {
  readonly cell: MatrixCell | null;
  readonly atLocation: boolean;
  readonly chosen: string | null;
  readonly onChoose: (itemId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  if (cell === null) {
    return (
      <span className="ss-cell" data-state="not-made">
        <span className="bt-aloud">{t('notMade')}</span>
      </span>
    );
  }
  const { itemId } = cell.item;
  return (
    <button
      type="button"
      className="ss-cell"
      data-state={cell.state}
      aria-pressed={itemId === chosen}
      onClick={() => onChoose(itemId)}
    >
      <CellWords cell={cell} atLocation={atLocation} />
    </button>
  );
}

function CellWords({
  cell,
  atLocation,
}: {
  readonly cell: MatrixCell;
  readonly atLocation: boolean;
}): ReactNode {
  const t = useCopy(copy);
  const handheld = useLayout() === 'handheld';
  const { here, elsewhere, shops, incomingOn } = cell;
  const coming = incomingOn === null ? null : shortDate(incomingOn);
  switch (cell.state) {
    case 'here':
      return (
        <>
          <b>{t('hereCount', { count: here })}</b>
          <span>{elsewhere > 0 ? t('moreElsewhere', { count: elsewhere }) : t('onlyHere')}</span>
        </>
      );
    case 'elsewhere':
      return (
        <>
          <b>
            {atLocation
              ? t('elsewhereCount', { count: elsewhere })
              : t('pieces', { count: elsewhere })}
          </b>
          {coming === null ? (
            <span>{atLocation ? t('hereNone') : t('inShops', { count: shops })}</span>
          ) : (
            <Coming words={coming} spoken={t('arrives', { date: coming })} />
          )}
        </>
      );
    case 'incoming':
      return (
        <Coming
          strong
          words={handheld ? coming! : t('arrives', { date: coming! })}
          spoken={t('arrives', { date: coming! })}
        />
      );
    case 'warehouse':
      return <span>{t('inWarehouse')}</span>;
    case 'none':
      return <span>{t('soldOut')}</span>;
  }
}

function Coming({
  words,
  spoken,
  strong = false,
}: {
  readonly words: string;
  readonly spoken: string;
  readonly strong?: boolean;
}): ReactElement {
  return (
    <span className="ss-coming" data-strong={strong}>
      <IconTruck size={16} stroke={1.8} aria-hidden="true" />
      <span aria-hidden="true">{words}</span>
      <span className="bt-aloud">{spoken}</span>
    </span>
  );
}

function Legend(): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { online } = useConnection();
  const layout = useLayout();
  return (
    <p className="ss-legend">
      <span>
        <i aria-hidden="true" /> {t('legendTake')}
      </span>
      <span>
        <IconTruck size={16} stroke={1.8} aria-hidden="true" /> {t('legendIncoming')}
      </span>
      {online && layout !== 'handheld' && (
        <span className="ss-legend-live">{t('liveAt', { time: write.clock(now) })}</span>
      )}
    </p>
  );
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go from cell to cell, over those that were never made. */
function moveFocus(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = STEPS[event.key];
  const from = (event.target as HTMLElement).closest('td');
  if (!step || !from || !table) return;
  event.preventDefault();
  const [rows, columns] = step;
  let row = (from.parentElement as HTMLTableRowElement).rowIndex + rows;
  let column = from.cellIndex + columns;
  for (; table.rows[row]?.cells[column]; row += rows, column += columns) {
    const button = table.rows[row]!.cells[column]!.querySelector('button');
    if (button) return button.focus();
  }
}
