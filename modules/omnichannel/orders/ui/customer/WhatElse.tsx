import {
  IconArrowsExchange,
  IconBuildingStore,
  IconChevronRight,
  IconFileX,
  IconTruckDelivery,
  IconX,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { longDay, money } from '../../../../../server/ui/kit/format.ts';
import { useSpeaking, type Order } from './use-order.ts';

/** What the customer may still decide, each one press away and never hidden while the law gives it. */
export function WhatElse({
  order,
  now,
  onOpen,
}: {
  readonly order: Order;
  readonly now: Date;
  readonly onOpen: (part: string) => void;
}): ReactElement | null {
  const { t, reader } = useSpeaking();
  const { shipForMinor } = order.can;
  const { can, withdrawal } = order;
  const inTime = withdrawal.until === null || new Date(withdrawal.until) > now;
  if (!can.move && !can.ship && !can.collect && !can.cancel && !can.withdraw) return null;
  // The last moment belongs to the day before it.
  const lastDay = (until: string): string =>
    longDay(reader, new Date(new Date(until).getTime() - 60_000));
  return (
    <section aria-labelledby="co-else">
      <h2 id="co-else">{t('whatElse')}</h2>
      <div className="co-list">
        {can.move && (
          <button type="button" onClick={() => onOpen('negozi')}>
            <IconArrowsExchange size={22} stroke={1.8} aria-hidden />
            <span>{t('changeStore')}</span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        )}
        {can.ship && (
          <button type="button" onClick={() => onOpen('spedizione')}>
            <IconTruckDelivery size={22} stroke={1.8} aria-hidden />
            <span>{t(order.fulfilment === 'shipping' ? 'changeAddress' : 'haveItSent')}</span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        )}
        {shipForMinor !== null && (
          <p className="co-quiet">
            {t('sentFor', { amount: money(reader, shipForMinor, order.currency) })}
          </p>
        )}
        {can.collect && (
          <button type="button" onClick={() => onOpen('ritiro')}>
            <IconBuildingStore size={22} stroke={1.8} aria-hidden />
            <span>{t('collectInstead')}</span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        )}
        {can.cancel && (
          <button type="button" onClick={() => onOpen('annulla')}>
            <IconX size={22} stroke={1.8} aria-hidden />
            <span>{t('cancelOrder')}</span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        )}
        {can.withdraw && inTime && (
          <button type="button" onClick={() => onOpen('recesso')}>
            <IconFileX size={22} stroke={1.8} aria-hidden />
            <span>
              {t('withdraw')}
              {withdrawal.until !== null && (
                <small className="co-quiet">
                  {t('withdrawUntil', { when: lastDay(withdrawal.until) })}
                </small>
              )}
            </span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        )}
      </div>
    </section>
  );
}
