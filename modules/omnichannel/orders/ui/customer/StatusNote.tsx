import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { money } from '../../../../../server/ui/kit/format.ts';
import { byWords, leftWords, whenWords } from './times.ts';
import { useSpeaking, type Order } from './use-order.ts';

/** What counts now: by when it is ready or to be collected, what is to be decided, what changed. */
export function StatusNote({
  order,
  now,
}: {
  readonly order: Order;
  readonly now: Date;
}): ReactElement {
  const speaking = useSpeaking();
  const { t, reader } = speaking;
  const { question, store } = order;
  return (
    <>
      {question && (
        <div className="co-note" data-tone="soon" role="status">
          <IconAlertTriangle size={26} stroke={1.8} aria-hidden />
          <div className="co-grow">
            <b>{t('questionTitle')}</b>
            <p>{t('questionText', { when: byWords(speaking, question.deadline, now) })}</p>
            <a className="co-button" href={question.url}>
              {t('answer')}
            </a>
          </div>
        </div>
      )}
      <Promise order={order} now={now} />
      {store.otherThanChosen && order.lines.some(({ open }) => open > 0) && (
        <p className="co-note" data-tone="calm">
          {t('otherStore', { store: store.name })}
        </p>
      )}
      {order.dueMinor > 0 && order.lines.some(({ open }) => open > 0) && (
        <p className="co-due">
          {t('toPay', { amount: money(reader, order.dueMinor, order.currency) })}
        </p>
      )}
    </>
  );
}

function Promise({
  order,
  now,
}: {
  readonly order: Order;
  readonly now: Date;
}): ReactElement | null {
  const speaking = useSpeaking();
  const { t } = speaking;
  if (order.lines.every(({ open }) => open === 0)) return null;
  // Ready for the carrier: its headline says so.
  if (order.fulfilment === 'shipping' && order.state === 'staged') return null;
  if (order.state === 'ready') {
    if (order.collectBy === null) return null;
    const left = leftWords(speaking, order.collectBy, now);
    return (
      <div className="co-note" data-tone={left === null ? 'bad' : 'good'}>
        <IconClock size={26} stroke={1.8} aria-hidden />
        <div>
          <b>{t('collectBy', { when: byWords(speaking, order.collectBy, now) })}</b>
          <p>{left === null ? t('over') : t('left', { time: left })}</p>
        </div>
      </div>
    );
  }
  const left = leftWords(speaking, order.readyBy, now);
  const sent = order.fulfilment === 'shipping';
  const delayed = order.firstReadyBy !== null;
  const when = byWords(speaking, order.readyBy, now);
  return (
    <div className="co-note" data-tone={delayed ? 'soon' : 'calm'}>
      <IconClock size={26} stroke={1.8} aria-hidden />
      <div>
        <b>{t(sent ? 'shipBy' : delayed ? 'delayedBy' : 'readyBy', { when })}</b>
        {order.firstReadyBy !== null && (
          <p>{t('delayedFrom', { when: whenWords(speaking, order.firstReadyBy, now) })}</p>
        )}
        <p>
          {sent
            ? t(order.shippingFeeMinor > 0 ? 'shipPaid' : 'shipFree')
            : left === null
              ? t('anyMoment')
              : t('left', { time: left })}
        </p>
      </div>
    </div>
  );
}
