import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { SlotPlace } from '../../../../server/ui/slots.tsx';
import type { OrderDetail, OrderLine } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { ORDER_STATUS } from './order-status.ts';

/** What was sold, line by line, and what became of it. */
export function OrderLines({ order }: { readonly order: OrderDetail }): ReactElement {
  const t = useCopy(copy);
  return (
    <section aria-label={t('whatWasSold')}>
      <ul className="oc-order-lines">
        {order.lines.map((line) => (
          <li key={line.lineId}>
            <Line line={line} order={order} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({
  line,
  order,
}: {
  readonly line: OrderLine;
  readonly order: OrderDetail;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const write = useFormat();
  const { currency } = order;
  const fates = [
    line.quantity > 1 ? t('pieces', { count: line.quantity }) : null,
    line.collected > 0 && line.collected < line.quantity
      ? t('collected', { count: line.collected })
      : null,
    line.cancelled > 0 && line.cancelled < line.quantity
      ? t('cancelled', { count: line.cancelled })
      : null,
    line.toPutBack > 0 ? t('toPutBack', { count: line.toPutBack }) : null,
    ...line.discounts.map(
      ({ reason, coupon, amountMinor }) =>
        `${reason}${coupon === null ? '' : ` (${coupon})`} ${write.money(-amountMinor, currency)}`,
    ),
  ].filter((words) => words !== null);
  return (
    <ItemCard
      item={line}
      muted={line.cancelled === line.quantity}
      right={
        <TwoLines
          first={<MoneyText amountMinor={line.paidMinor} currency={currency} />}
          second={
            line.quantity > 1
              ? t('eachPrice', { amount: write.money(line.unitPriceMinor, currency) })
              : ''
          }
        />
      }
      detail={fates.length > 0 ? fates.join(' · ') : undefined}
    >
      <div className="oc-order-line-foot">
        <StatusBadge status={ORDER_STATUS[line.state]} />
        <button type="button" className="oc-gtin" onClick={() => go(`/trova?codice=${line.gtin}`)}>
          {line.gtin}
        </button>
        {order.pricedBy && (
          <SlotPlace
            name="omnichannel.order.line"
            props={{
              itemId: line.itemId,
              placeId: order.chosenLocationId,
              channel: order.channel,
              customerId: order.customer.customerId,
              quantity: line.quantity,
              at: order.placedAt,
              version: order.pricedBy.version,
            }}
          />
        )}
      </div>
    </ItemCard>
  );
}
