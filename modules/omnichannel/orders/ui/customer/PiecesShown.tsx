import type { ReactElement } from 'react';
import { money } from '../../../../../server/ui/kit/format.ts';
import { useSpeaking, type Order } from './use-order.ts';

/** The pieces in pictures, and what they cost. */
export function PiecesShown({ order }: { readonly order: Order }): ReactElement {
  const { t, reader } = useSpeaking();
  const pieces = order.lines.reduce((sum, line) => sum + line.open + line.collected, 0);
  // What belongs to pieces the customer does not keep is given back: it is told apart.
  const keptMinor = order.paidMinor - order.toRefundMinor + order.dueMinor;
  return (
    <ul className="co-pieces">
      {order.lines.map((line) => (
        <li key={line.lineId} data-gone={line.cancelled === line.quantity}>
          <img src={line.pictureUrl ?? ''} alt={`${line.name}, ${line.colour}`} />
          <span>
            {line.quantity > 1 ? `${t('each', { count: line.quantity })} ` : ''}
            {line.size}
          </span>
          <FateOf line={line} />
        </li>
      ))}
      <li className="co-sum">
        {pieces > 0 && t('pieces', { count: pieces })}
        {pieces > 0 && order.dueMinor === 0 && order.paidMinor > 0
          ? `, ${t('paid', { count: pieces })}`
          : ''}
        <b>{money(reader, pieces === 0 ? order.totalMinor : keptMinor, order.currency)}</b>
      </li>
    </ul>
  );
}

function FateOf({ line }: { readonly line: Order['lines'][number] }): ReactElement | null {
  const { t } = useSpeaking();
  if (line.cancelled === line.quantity) return <small data-tone="bad">{t('gone')}</small>;
  if (line.cancelled > 0) {
    return <small data-tone="bad">{t('goneSome', { count: line.cancelled })}</small>;
  }
  return line.short > 0 ? <small data-tone="soon">{t('missing')}</small> : null;
}
