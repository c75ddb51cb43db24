import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { offerCopy } from './offer-copy.ts';
import './offers.css';
import type { ItemPrice } from './use-prices.ts';

/**
 * The price to say, with the price before and the percentage where they may be told: both come from the
 * proof of an announcement, never from the list.
 */
export function OfferPrice({
  price,
  size = 'strong',
}: {
  readonly price: ItemPrice;
  readonly size?: 'text' | 'strong';
}): ReactElement {
  const t = useCopy(offerCopy);
  const write = useFormat();
  const { offerMinor, priorMinor, percentOff } = price;
  return (
    <span className="lp-offer-price">
      <MoneyText amountMinor={offerMinor} size={size} />
      {priorMinor === null || percentOff === null ? null : (
        <span className="lp-offer-before">
          <s>{t('before', { amount: write.money(priorMinor) })}</s>
          <b>−{percentOff} %</b>
        </span>
      )}
    </span>
  );
}
