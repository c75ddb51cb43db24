import {
  IconAlarm,
  IconCheck,
  IconCircleDashed,
  IconPackage,
  type Icon,
} from '@tabler/icons-react';
import { useState, type DragEvent, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { canMove, COLUMNS, type Column, type Move, type ShopLine, type Shown } from './board.ts';
import { BoardCard } from './BoardCard.tsx';
import { copy } from './copy.ts';
import { Punctual } from './Punctual.tsx';

const LOOK: Readonly<Record<Column, { readonly role: Role; readonly icon: Icon }>> = {
  late: { role: 'ritardo', icon: IconAlarm },
  toPrepare: { role: 'neutro', icon: IconCircleDashed },
  inPreparation: { role: 'lavoro', icon: IconPackage },
  ready: { role: 'pronto', icon: IconCheck },
};

/** How many cards of a cell are seen before one asks for the rest. */
const SEEN = 2;

/** Shops down, stages across. An order is dragged to another shop, or moved by the button on its card. */
export function BoardTable({ lines, punctuality, onMove }: Shown): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const [dragged, setDragged] = useState<PickupRow | null>(null);
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const toggle = (locationId: string) => {
    const next = new Set(whole);
    if (!next.delete(locationId)) next.add(locationId);
    setWhole(next);
  };
  const sum = (column: Column) => lines.reduce((all, { cells }) => all + cells[column].length, 0);
  const collected = lines.reduce((all, line) => all + line.collected, 0);
  return (
    <table className="oc-board">
      <thead>
        <tr>
          <th scope="col">
            {t('store')}
            <span className="oc-board-second">{t('punctuality')}</span>
          </th>
          {COLUMNS.map((column) => (
            <ColumnHead key={column} column={column} count={sum(column)} />
          ))}
          <th scope="col" className="oc-board-done">
            {t('collected')} <b>{write.count(collected)}</b>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <ShopRow
            key={line.locationId}
            line={line}
            percent={punctuality.get(line.locationId) ?? null}
            whole={whole.has(line.locationId)}
            onWhole={() => toggle(line.locationId)}
            dragged={dragged}
            onDrag={setDragged}
            onMove={onMove}
          />
        ))}
      </tbody>
    </table>
  );
}

function ColumnHead({ column, count }: { readonly column: Column; readonly count: number }) {
  const t = useCopy(copy);
  const write = useFormat();
  const { role, icon: Shape } = LOOK[column];
  return (
    <th scope="col" data-role={role}>
      <span className="oc-board-head">
        <Shape size={18} stroke={1.8} aria-hidden />
        {t(`column-${column}`)}
      </span>
      <b>{write.count(count)}</b>
    </th>
  );
}

interface ShopRowProps {
  readonly line: ShopLine;
  readonly percent: number | null;
  readonly whole: boolean;
  readonly onWhole: () => void;
  readonly dragged: PickupRow | null;
  readonly onDrag: (row: PickupRow | null) => void;
  readonly onMove: ((move: Move) => void) | null;
}

function ShopRow(props: ShopRowProps): ReactElement {
  const { line, percent, whole, onWhole, dragged, onDrag, onMove } = props;
  const t = useCopy(copy);
  const write = useFormat();
  const takes = dragged !== null && dragged.locationId !== line.locationId;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (takes) onMove?.({ row: dragged, to: line.locationId });
    onDrag(null);
  };
  return (
    <tr
      data-takes={takes || undefined}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={drop}
    >
      <th scope="row">
        {line.name}
        {percent === null ? null : <Punctual percent={percent} />}
        {takes ? <span className="bt-aloud">{t('dropHere', { store: line.name })}</span> : null}
      </th>
      {COLUMNS.map((column) => (
        <td key={column} data-role={column === 'late' ? 'ritardo' : undefined}>
          <Cell
            rows={line.cells[column]}
            column={column}
            whole={whole}
            onWhole={onWhole}
            onDrag={onDrag}
            onMove={onMove}
          />
        </td>
      ))}
      <td className="oc-board-done">{write.count(line.collected)}</td>
    </tr>
  );
}

function Cell({
  rows,
  column,
  whole,
  onWhole,
  onDrag,
  onMove,
}: {
  readonly rows: readonly PickupRow[];
  readonly column: Column;
  readonly whole: boolean;
  readonly onWhole: () => void;
  readonly onDrag: (row: PickupRow | null) => void;
  readonly onMove: ((move: Move) => void) | null;
}): ReactElement | null {
  const t = useCopy(copy);
  if (rows.length === 0) return null;
  const shown = whole ? rows : rows.slice(0, SEEN);
  const rest = rows.length - shown.length;
  return (
    <div className="oc-board-cell">
      {shown.map((row) => (
        <BoardCard
          key={row.orderId}
          row={row}
          column={column}
          {...(onMove && canMove(row) ? { onDrag, onMove: () => onMove({ row, to: null }) } : {})}
        />
      ))}
      {rest > 0 || (whole && rows.length > SEEN) ? (
        <button type="button" className="oc-board-more" onClick={onWhole}>
          {rest > 0 ? t('others', { count: rest }) : t('fewer')}
        </button>
      ) : null}
    </div>
  );
}
