import {
  IconBan,
  IconBuildingStore,
  IconHandGrab,
  IconHome2,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay, usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { ShipTo } from '../domain/fulfilment.ts';
import { readOrderEndpoint, type OrderDetail } from '../reading-contracts.ts';
import { ReassignDialog } from '../../sourcing/ui/ReassignDialog.tsx';
import { reassignCopy } from '../../sourcing/ui/reassign-copy.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { copy } from './copy.ts';
import { ORDER_STATUS } from './order-status.ts';
import { OrderHistory } from './OrderHistory.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderMoney } from './OrderMoney.tsx';
import { shippingCopy } from './shipping-copy.ts';
import { ShippingDialog } from './ShippingDialog.tsx';
import './orders.css';

/** One order, whole: what was sold, what became of each piece, what was paid, who did what. */
export function OrderScreen(): ReactElement {
  const t = useCopy(copy);
  const orderId = useAddressPart('orderId');
  const order = useQueryOf(readOrderEndpoint, { orderId }, { freshSeconds: 0 });
  if (order.data) return <WholeOrder key={orderId} order={order.data} asOf={order.asOf} />;
  return (
    <ScreenFrame title={t('order', { number: '' })} back="/ordini" asOf={order.asOf}>
      <Shown reading={order} what={t('cannotReadOrder')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

function WholeOrder({ order, asOf }: { order: OrderDetail; asOf: Date | null }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const say = useText();
  const subtitle = [
    `${order.customer.name} ${order.customer.surname}`,
    say(order.channelTitle),
    write.moment(order.placedAt, now),
  ].join(' · ');
  const [cancelling, setCancelling] = useState(false);
  const mayCancel = useMay()('omnichannel.order.cancel', order.location.locationId);
  const [reassigning, setReassigning] = useState(false);
  const ways = useWays(order);
  const movable = useMay()('omnichannel.order.move', order.location.locationId) && isMovable(order);
  const sayMove = useCopy(reassignCopy);
  const sayShipping = useCopy(shippingCopy);
  const [sending, setSending] = useState(false);
  const sent = order.fulfilment === 'shipping';
  const sendable = useMay()('omnichannel.order.move', order.location.locationId);
  const send = {
    id: 'send',
    label: sayShipping(sent ? 'openSent' : 'open'),
    icon: IconTruckDelivery,
    compact: true,
    onPress: () => setSending(true),
  };
  const reassign = {
    id: 'reassign',
    label: sayMove('reassign'),
    icon: IconBuildingStore,
    compact: true,
    onPress: () => setReassigning(true),
  };
  const cancel = {
    id: 'cancel',
    label: t('cancelOrder'),
    icon: IconBan,
    compact: true,
    onPress: () => setCancelling(true),
  };
  return (
    <ScreenFrame
      title={t('order', { number: orderNumber(order.number) })}
      subtitle={subtitle}
      badge={<StatusBadge status={ORDER_STATUS[order.state]} />}
      back="/ordini"
      asOf={asOf}
      aside={<OrderMoney order={order} />}
      asideLabel={t('money')}
      secondary={[
        ...(mayCancel && order.endedAt === null ? [cancel] : []),
        ...(movable ? [reassign] : []),
        ...(sendable && (isMovable(order) || (sent && order.endedAt === null)) ? [send] : []),
        ...ways,
      ]}
    >
      <div className="oc-order">
        <OrderLines order={order} />
        <Facts order={order} />
        <OrderHistory orderId={order.orderId} />
      </div>
      {reassigning ? (
        <ReassignDialog orderId={order.orderId} onClose={() => setReassigning(false)} />
      ) : null}
      {sending ? (
        <ShippingDialog orderId={order.orderId} onClose={() => setSending(false)} />
      ) : null}
      {cancelling ? (
        <CancelDialog
          orderId={order.orderId}
          onClose={() => setCancelling(false)}
          onDone={() => setCancelling(false)}
        />
      ) : null}
    </ScreenFrame>
  );
}

/** Before pieces of it are in somebody's hands. */
function isMovable({ state }: OrderDetail): boolean {
  return state === 'placed' || state === 'acknowledged' || state === 'picking' || state === 'short';
}

/** Where the work on this order is done, for those who do it. */
function useWays(order: OrderDetail) {
  const t = useCopy(copy);
  const go = useGo();
  const mayWork = useMay()('omnichannel.pickup.work', order.location.locationId);
  if (!mayWork) return [];
  const toCarrier = order.fulfilment === 'shipping' && order.state === 'staged';
  return order.state === 'ready' || toCarrier
    ? [
        {
          id: 'hand-over',
          label: t(toCarrier ? 'giveToCarrier' : 'handOver'),
          icon: toCarrier ? IconTruckDelivery : IconHandGrab,
          onPress: () => go(`/consegna/${order.orderId}`),
        },
      ]
    : order.endedAt === null
      ? [{ id: 'today', label: t('prepare'), icon: IconHome2, onPress: () => go('/oggi') }]
      : [];
}

function addressOf({ recipient, street, postalCode, city, province, notes }: ShipTo): string {
  const lines = [recipient, street, `${postalCode} ${city} ${province}`];
  return [...lines, ...(notes === null ? [] : [notes])].join(', ');
}

/** Who, where, until when. */
function Facts({ order }: { order: OrderDetail }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const nameOf = usePlaceNames();
  const { customer, location, chosenLocationId } = order;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('phone'), customer.phone],
    [t('email'), customer.email],
    ['', customer.noShows === 0 ? null : t('noShows', { count: customer.noShows })],
    ...order.withdrawals.map(({ declaredAt, toBringBack }, place): [string, string] => [
      place === 0 ? t('withdrawal') : `${t('withdrawal')} ${place + 1}`,
      t('withdrawnOn', { when: write.moment(declaredAt, now), count: toBringBack }),
    ]),
    [t('where'), location.name],
    [
      '',
      chosenLocationId === location.locationId
        ? null
        : t('chosenElsewhere', { store: nameOf(chosenLocationId) }),
    ],
    [t('promise'), write.moment(order.readyBy, now)],
    [t('shipTo'), order.shipTo && addressOf(order.shipTo)],
    [t('collectBy'), order.collectBy && write.moment(order.collectBy, now)],
    [t('shelf'), order.shelf && [order.shelf, ...order.bags].join(' · ')],
    [t('channelNumber'), order.externalId],
    [t('flow'), t(`flow${order.contractFlow}`)],
  ];
  return (
    <section className="bt-panel oc-order-facts" aria-label={t('person')}>
      <dl>
        {facts.map(([title, words]) =>
          words === null ? null : (
            <div key={`${title}${words}`}>
              <dt>{title}</dt>
              <dd>{words}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
