import type { ReactElement } from 'react';
import { money } from '../../../../../server/ui/kit/format.ts';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking } from './use-order.ts';

/** It is not sent after all: where it is collected, and what of its price goes back. */
export function CollectPart({
  order,
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const { t, reader } = useSpeaking();
  const decision = useDecision(take, { done: onClose });
  const collect = (): void => decision.send(client.call(customerOrder.collect, { token }));
  const { store, shippingFeeMinor, currency } = order;
  return (
    <PartFrame title={t('collectInstead')} refusal={decision.refusal} onClose={onClose}>
      <p>
        {t('collectInsteadText', { store: `${store.name}, ${store.street}, ${store.city}` })}
        {shippingFeeMinor > 0
          ? ` ${t('collectGivesBack', { amount: money(reader, shippingFeeMinor, currency) })}`
          : ''}
      </p>
      <div className="co-foot">
        <button type="button" className="co-button" disabled={decision.pending} onClick={collect}>
          {t('collectThere', { store: store.name })}
        </button>
      </div>
    </PartFrame>
  );
}
