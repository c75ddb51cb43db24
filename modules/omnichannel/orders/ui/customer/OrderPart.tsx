import { useEffect, useState, type ReactElement } from 'react';
import { IconMapPin, IconNavigation, IconPhone } from '@tabler/icons-react';
import { toSVG } from 'bwip-js/browser';
import { writtenCode } from '../../../../../server/kernel/codes.ts';
import { clock, money, longDay } from '../../../../../server/ui/kit/format.ts';
import { customerOrder } from '../../public-contracts.ts';
import { PiecesShown } from './PiecesShown.tsx';
import { Sending } from './Sending.tsx';
import { StatusNote } from './StatusNote.tsx';
import { Timeline } from './Timeline.tsx';
import { whenWords } from './times.ts';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking, type Order } from './use-order.ts';
import { WhatElse } from './WhatElse.tsx';

export interface PartProps {
  readonly order: Order;
  readonly token: string;
  readonly take: (order: Order) => void;
}

/** The order itself: how it stands, the code to show, the shop, the pieces, what happened. */
export function OrderPart({
  order,
  token,
  take,
  onOpen,
}: PartProps & { readonly onOpen: (part: string) => void }): ReactElement {
  const { t, reader } = useSpeaking();
  const now = useEveryHalfMinute();
  const open = order.lines.some((line) => line.open > 0);
  return (
    <>
      <div>
        <p className="co-quiet">{t('orderNumber', { number: order.number })}</p>
        <h1>{t(headline(order))}</h1>
      </div>
      <StatusNote order={order} now={now} />
      {order.code && <PickupCode code={order.code} />}
      {open && order.fulfilment === 'pickup' && <Store order={order} now={now} />}
      {order.fulfilment === 'shipping' && <Sending order={order} />}
      <PiecesShown order={order} />
      {order.toRefundMinor > 0 && (
        <p className="co-note" data-tone="calm">
          {t('refund', { amount: money(reader, order.toRefundMinor, order.currency) })}
        </p>
      )}
      <WhatElse order={order} now={now} onOpen={onOpen} />
      <Timeline order={order} />
      {order.state === 'ready' && <AtTheShop order={order} token={token} take={take} />}
    </>
  );
}

function headline(order: Order) {
  if (order.fulfilment === 'shipping') {
    if (order.state === 'collected') return 'shipped';
    if (order.state === 'staged') return 'shipReady';
    if (order.state !== 'short' && order.state !== 'cancelled') return 'toShip';
  }
  switch (order.state) {
    case 'placed':
    case 'ready':
    case 'collected':
    case 'cancelled':
    case 'refused':
    case 'short':
    case 'staged':
      return order.state;
    case 'no-show':
      return 'notCollected';
    default:
      return 'preparing';
  }
}

const HALF_MINUTE = 30_000;

function useEveryHalfMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), HALF_MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function PickupCode({ code }: { readonly code: string }): ReactElement {
  const { t } = useSpeaking();
  const drawing = toSVG({ bcid: 'qrcode', text: code, scale: 4 });
  return (
    <div className="co-qr">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(drawing)}`}
        width={224}
        height={224}
        alt={t('code', { code: writtenCode(code) })}
      />
      <span className="co-code">{writtenCode(code)}</span>
      <span className="co-quiet">{t('showIt')}</span>
    </div>
  );
}

function Store({ order, now }: { readonly order: Order; readonly now: Date }): ReactElement {
  const speaking = useSpeaking();
  const { t, reader } = speaking;
  const { store } = order;
  const there =
    store.latitude === null || store.longitude === null
      ? `${store.street}, ${store.postalCode} ${store.city}`
      : `${store.latitude},${store.longitude}`;
  const openWords =
    store.closesAt !== null
      ? t('openUntil', { time: clock(reader, store.closesAt) })
      : store.opensAt === null
        ? t('closed')
        : t('opensAt', { when: whenWords(speaking, store.opensAt, now) });
  return (
    <section className="co-store" aria-label={store.name}>
      <IconMapPin size={24} stroke={1.8} aria-hidden />
      <div className="co-grow">
        <b>{store.name}</b>
        <p className="co-quiet">
          {store.street}, {store.city}
        </p>
        <p className="co-quiet">{openWords}</p>
        <details>
          <summary className="co-quiet">{t('hours')}</summary>
          <p className="co-quiet">{store.hours}</p>
        </details>
      </div>
      <div className="co-store-ways">
        <a
          className="co-button second small"
          href={`https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(there)}`}
          target="_blank"
          rel="noreferrer noopener"
        >
          <IconNavigation size={20} stroke={1.8} aria-hidden /> {t('way')}
        </a>
        {store.phone !== null && (
          <a className="co-button second small" href={`tel:${store.phone}`}>
            <IconPhone size={20} stroke={1.8} aria-hidden /> {t('call')}
          </a>
        )}
      </div>
    </section>
  );
}

/** How soon somebody says to be there. */
const COMING = [10, 20, 40] as const;

/** The two things that are done on the way and at the door, under the thumb. */
function AtTheShop({ order, token, take }: PartProps): ReactElement {
  const { t, reader } = useSpeaking();
  const { pending, refusal, send } = useDecision(take);
  const [copied, setCopied] = useState(false);
  const share = (): void => {
    const text = t('sendText', { number: order.number, store: order.store.name });
    const url = location.href.split('#')[0]!;
    if (typeof navigator.share === 'function') {
      void navigator.share({ text, url }).catch(() => undefined);
    } else {
      void navigator.clipboard.writeText(`${text} ${url}`).then(() => setCopied(true));
    }
  };
  const { extendUntil } = order.can;
  const extend = (): void => send(client.call(customerOrder.extend, { token }));
  const announce = (minutes: number): void =>
    send(client.call(customerOrder.announce, { token, minutes }));
  const arrive = (): void => send(client.call(customerOrder.arrive, { token }));
  return (
    <div className="co-foot">
      {refusal !== null && (
        <p className="co-note" data-tone="bad" role="alert">
          {refusal}
        </p>
      )}
      {extendUntil !== null && (
        <button
          type="button"
          className="co-button second co-later"
          disabled={pending}
          onClick={extend}
        >
          {t('comeLater', { when: longDay(reader, extendUntil) })}
        </button>
      )}
      {order.can.announce && (
        <fieldset className="co-soon">
          <legend>
            {order.expectedAt === null
              ? t('comingSoon')
              : t('expectedAt', { time: clock(reader, order.expectedAt) })}
          </legend>
          {COMING.map((minutes) => (
            <button
              key={minutes}
              type="button"
              className="co-button second small"
              disabled={pending}
              onClick={() => announce(minutes)}
            >
              {t('inMinutes', { minutes })}
            </button>
          ))}
        </fieldset>
      )}
      <div className="co-two">
        <button type="button" className="co-button second" onClick={share}>
          {copied ? t('copied') : t('sendSomeone')}
        </button>
        <button
          type="button"
          className="co-button"
          disabled={pending || order.arrivedAt !== null}
          onClick={arrive}
        >
          {order.arrivedAt === null ? t('iAmHere') : t('toldThem')}
        </button>
      </div>
    </div>
  );
}
