import { IconArrowsExchange } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { duration, orderNumber } from '../../../../server/ui/kit/format.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import { urgencyOf } from '../../pickup/live.ts';
import type { Column } from './board.ts';
import { copy } from './copy.ts';

/** One order on the board: who, and how much time is left. It leads to the order. */
export function BoardCard({
  row,
  column,
  onDrag,
  onMove,
}: {
  readonly row: PickupRow;
  readonly column: Column;
  /** Only for orders that can be given to another shop. */
  readonly onDrag?: (row: PickupRow | null) => void;
  readonly onMove?: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const now = useMinute();
  const urgency = column === 'ready' ? null : urgencyOf(row, now);
  const role = urgency === 'late' ? 'ritardo' : urgency === 'soon' ? 'attesa' : undefined;
  return (
    <div
      className="oc-board-card"
      data-role={row.arrivedAt && column === 'ready' ? 'attesa' : role}
      draggable={onDrag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', row.orderId);
        onDrag?.(row);
      }}
      onDragEnd={() => onDrag?.(null)}
    >
      <button
        type="button"
        className="oc-board-open"
        aria-label={t('orderOf', { name: row.customerName, number: row.number })}
        onClick={() => go(`/ordini/${row.orderId}`)}
      >
        <b>{row.customerName}</b>
        <Time row={row} column={column} now={now} />
      </button>
      {onMove ? (
        <button
          type="button"
          className="oc-board-move"
          aria-label={`${t('move')}: ${row.customerName}`}
          title={t('move')}
          onClick={onMove}
        >
          <IconArrowsExchange size={16} stroke={1.8} aria-hidden />
        </button>
      ) : null}
    </div>
  );
}

function Time({
  row,
  column,
  now,
}: {
  readonly row: PickupRow;
  readonly column: Column;
  readonly now: Date;
}): ReactElement {
  const t = useCopy(copy);
  const { language } = useFormat().reader;
  if (column === 'ready') {
    return row.arrivedAt ? (
      <span className="oc-board-time">{t('isHere')}</span>
    ) : (
      <span className="oc-board-number">{orderNumber(row.number)}</span>
    );
  }
  const minutes = Math.round((Date.parse(row.readyBy) - now.getTime()) / 60_000);
  const time = duration(language, Math.abs(minutes));
  return <span className="oc-board-time">{minutes < 0 ? t('minutesLate', { time }) : time}</span>;
}
