import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { OrderDetail } from '../reading-contracts.ts';
import { copy } from './copy.ts';
import { tenderCopy, tenderTitle } from './tender-copy.ts';

/** The order's account: what it cost, what was paid and how, what is open either way; who took it. */
export function OrderMoney({ order }: { readonly order: OrderDetail }): ReactElement {
  const t = useCopy(copy);
  const sums: readonly (readonly [string, number])[] = [
    [t('goods'), order.goodsMinor],
    [t('discounts'), -order.discountMinor],
    [t('shipping'), order.shippingMinor],
    [t('notKept'), -order.cancelledMinor],
  ];
  const { currency } = order;
  return (
    <div className="bt-aside-pad oc-account">
      <h2>{t('money')}</h2>
      {sums.map(([title, amountMinor]) =>
        amountMinor === 0 ? null : (
          <Sum key={title} title={title} amountMinor={amountMinor} currency={currency} />
        ),
      )}
      <hr />
      <Sum
        title={t('totalOfOrder')}
        amountMinor={order.totalMinor - order.cancelledMinor}
        currency={currency}
        strong
      />
      <Sum title={t('paid')} amountMinor={order.paidMinor} currency={currency} />
      {order.dueMinor > 0 ? (
        <Sum title={t('dueAtCounter')} amountMinor={order.dueMinor} currency={currency} strong />
      ) : null}
      {order.toRefundMinor > 0 ? (
        <Sum title={t('toRefund')} amountMinor={order.toRefundMinor} currency={currency} strong />
      ) : null}
      <Payments order={order} />
      <Handovers order={order} />
    </div>
  );
}

function Sum(props: {
  readonly title: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly strong?: boolean;
}): ReactElement {
  return (
    <p className="oc-sum" data-strong={props.strong || undefined}>
      <span>{props.title}</span>
      <MoneyText amountMinor={props.amountMinor} currency={props.currency} />
    </p>
  );
}

function Payments({ order }: { readonly order: OrderDetail }): ReactElement | null {
  const t = useCopy(copy);
  const tender = useCopy(tenderCopy);
  const write = useFormat();
  const now = useMinute();
  if (order.payments.length === 0) return null;
  return (
    <>
      <h3>{t('payments')}</h3>
      {order.payments.map((payment) => (
        <p className="oc-sum" key={`${payment.paidAt}${payment.kind}${payment.amountMinor}`}>
          <TwoLines
            first={tenderTitle(tender, { kind: payment.kind, ending: null })}
            second={[
              t(payment.locationId === null ? 'paidOnline' : 'paidAt'),
              write.moment(payment.paidAt, now),
            ].join(' · ')}
          />
          <MoneyText amountMinor={payment.amountMinor} currency={order.currency} />
        </p>
      ))}
    </>
  );
}

function Handovers({ order }: { readonly order: OrderDetail }): ReactElement | null {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  if (order.handovers.length === 0) return null;
  return (
    <>
      <h3>{t('handovers')}</h3>
      {order.handovers.map((handover) => (
        <TwoLines
          key={handover.handedAt}
          first={`${t('pieces', { count: handover.pieces })} · ${write.moment(handover.handedAt, now)}`}
          second={[
            handover.actorName,
            handover.shipment === null
              ? t(handover.proof === 'code' ? 'aCode' : 'anIdentity')
              : t('toCarrier', {
                  carrier: handover.shipment.carrier,
                  tracking: handover.shipment.trackingNumber,
                }),
            ...(handover.delegateName === null
              ? []
              : [t('toDelegate', { name: handover.delegateName })]),
          ].join(' · ')}
        />
      ))}
    </>
  );
}
