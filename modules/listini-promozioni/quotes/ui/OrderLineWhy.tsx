import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { SlotProps } from '../../../../server/ui/screen.ts';
import { offerCopy } from './offer-copy.ts';
import './offers.css';
import { whyAddress } from './why-address.ts';

/** On a line of an order: why it cost that on the day of sale, from the prices of that day. */
export function OrderLineWhy(line: SlotProps['omnichannel.order.line']): ReactElement {
  const t = useCopy(offerCopy);
  const go = useGo();
  return (
    <button type="button" className="lp-order-why" onClick={() => go(whyAddress(line))}>
      {t('whyShort')}
    </button>
  );
}
