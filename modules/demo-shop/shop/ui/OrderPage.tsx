import { useEffect, useState, type ReactElement } from 'react';
import { IconMapPin } from '@tabler/icons-react';
import { toSVG } from 'bwip-js/browser';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { writtenCode } from '../../../../server/kernel/codes.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { clock, day, money } from '../../../../server/ui/kit/format.ts';
import { customerOrder } from '../../../omnichannel/orders/public-contracts.ts';
import { copy } from './copy.ts';
import { Failed, Waiting } from './parts.tsx';
import { shopClient, useReader, useReading } from './reading.ts';

type Order = ReplyOf<typeof customerOrder.read>;

const ASK_AGAIN_MS = 4_000;

/** The customer's own page: what happens with the order, the code to show, a way to cancel. */
export function OrderPage({ token }: { token: string }): ReactElement {
  const { data, problem, again } = useReading(token, (signal) =>
    shopClient.call(customerOrder.read, { token }, { signal }),
  );
  const [told, setTold] = useState<Order | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      setTold(null);
      again();
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  const order = told ?? data;
  if (!order) return problem ? <Failed again={again} /> : <Waiting />;
  return <OrderFile order={order} token={token} onChange={setTold} />;
}

function headline(
  order: Order,
): 'heardYou' | 'preparing' | 'readyForYou' | 'collected' | 'cancelled' {
  switch (order.state) {
    case 'placed':
      return 'heardYou';
    case 'ready':
      return 'readyForYou';
    case 'collected':
      return 'collected';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'preparing';
  }
}

function OrderFile({
  order,
  token,
  onChange,
}: {
  order: Order;
  token: string;
  onChange: (order: Order) => void;
}): ReactElement {
  const t = useCopy(copy);
  const reader = useReader();
  const when = (instant: string): string => `${day(reader, instant)}, ${clock(reader, instant)}`;
  const pieces = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const open = order.state !== 'collected' && order.state !== 'cancelled';
  return (
    <div className="shop-narrow">
      <div>
        <p className="quiet">{t('orderNumber', { number: order.number })}</p>
        <h1>{t(headline(order))}</h1>
      </div>
      {open ? (
        <p className={order.state === 'ready' ? 'shop-note' : 'shop-note calm'}>
          <b>
            {order.state === 'ready' && order.collectBy
              ? t('collectBy', { when: when(order.collectBy) })
              : t('readyBy', { when: when(order.readyBy) })}
          </b>
          {order.state === 'ready' ? t('mailSent') : null}
        </p>
      ) : null}
      {order.code && open ? <PickupCode code={order.code} /> : null}
      <p className="shop-row">
        <IconMapPin size={22} aria-hidden />
        <span>
          <b>{order.store.name}</b>
          <br />
          <span className="quiet">
            {order.store.street}, {order.store.city} ·{' '}
            {order.store.closesAt
              ? t('openUntil', { time: clock(reader, order.store.closesAt) })
              : t('closedNow')}
          </span>
        </span>
      </p>
      <ul className="shop-pieces">
        {order.lines.map((line) => (
          <li key={`${line.name}/${line.colour}/${line.size}`}>
            <img src={line.pictureUrl ?? ''} alt={`${line.name}, ${line.colour}`} />
            {line.size}
          </li>
        ))}
        <li className="shop-sum">
          {order.dueMinor > 0
            ? t('piecesToPay', { count: pieces })
            : t('piecesPaid', { count: pieces })}
          <b>{money(reader, order.totalMinor)}</b>
        </li>
      </ul>
      {open ? <WhatNow order={order} token={token} onChange={onChange} /> : null}
    </div>
  );
}

function PickupCode({ code }: { code: string }): ReactElement {
  const t = useCopy(copy);
  const drawing = toSVG({ bcid: 'qrcode', text: code, scale: 4 });
  return (
    <div className="shop-qr">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(drawing)}`}
        width={220}
        height={220}
        alt={t('codeForCollection', { code: writtenCode(code) })}
      />
      <span className="shop-code">{writtenCode(code)}</span>
      <span className="quiet">{t('showIt')}</span>
    </div>
  );
}

function WhatNow({
  order,
  token,
  onChange,
}: {
  order: Order;
  token: string;
  onChange: (order: Order) => void;
}): ReactElement {
  const t = useCopy(copy);
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = (endpoint: typeof customerOrder.cancel | typeof customerOrder.arrive): void => {
    shopClient
      .call(endpoint, { token })
      .then(onChange, (problem: Error) => setRefusal(problem.message));
  };
  if (asking)
    return (
      <div className="shop-narrow">
        <p>{t('reallyCancelQuestion')}</p>
        <div className="shop-two">
          <button type="button" className="shop-button second" onClick={() => setAsking(false)}>
            {t('keepIt')}
          </button>
          <button
            type="button"
            className="shop-button grave"
            onClick={() => send(customerOrder.cancel)}
          >
            {t('reallyCancel')}
          </button>
        </div>
      </div>
    );
  return (
    <>
      {refusal ? (
        <p className="shop-note bad" role="alert">
          {refusal}
        </p>
      ) : null}
      <div className="shop-foot shop-two">
        <button
          type="button"
          className="shop-button second"
          disabled={!order.cancellable}
          onClick={() => setAsking(true)}
        >
          {t('cancelOrder')}
        </button>
        <button
          type="button"
          className="shop-button"
          disabled={order.state !== 'ready' || order.arrivedAt !== null}
          onClick={() => send(customerOrder.arrive)}
        >
          {order.arrivedAt ? t('toldThem') : t('iAmHere')}
        </button>
      </div>
    </>
  );
}
