import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { SlotProps } from '../../../../server/ui/screen.ts';
import { quoteBasket } from '../contracts.ts';
import { Hints } from './Hints.tsx';
import { offerCopy } from './offer-copy.ts';
import { OfferPrice } from './OfferPrice.tsx';
import './offers.css';
import { sayable } from '../domain/sayable.ts';
import { usePrices } from './use-prices.ts';

/** At the counter: what these goods cost in the shop today, and what one could say to who buys more. */
export function HandoverOffers({
  locationId,
  customerId,
  lines,
}: SlotProps['omnichannel.handover.offers']): ReactElement | null {
  const t = useCopy(offerCopy);
  const prices = usePrices([...new Set(lines.map(({ itemId }) => itemId))], locationId, customerId);
  const quote = useQueryOf(
    quoteBasket,
    {
      channel: 'store',
      locationId,
      customer: customerId === null ? null : { customerId },
      lines: lines.map(({ lineId, itemId, quantity }) => ({ lineId, itemId, quantity })),
    },
    { freshSeconds: 0 },
  );
  // Nothing can be done here without it: an order is handed over with or without offers.
  if (!prices.data || !quote.data || lines.length === 0) return null;
  const { promotions, withinReach, totals } = quote.data;
  const near = [...promotions.map(({ next, hint }) => ({ miss: next, hint })), ...withinReach];
  const hints = sayable(near, totals.goodsMinor);
  return (
    <section className="bt-panel lp-handover" aria-label={t('todayHere')}>
      <h2>{t('todayHere')}</h2>
      <p className="bt-hint">{t('todayHereText')}</p>
      <ul>
        {lines.map(({ lineId, itemId, name }) => {
          const price = prices.data?.prices.find((one) => one.itemId === itemId);
          return (
            <li key={lineId}>
              <span>{name}</span>
              {price ? <OfferPrice price={price} size="text" /> : null}
            </li>
          );
        })}
      </ul>
      <Hints applied={[]} hints={hints} />
    </section>
  );
}
