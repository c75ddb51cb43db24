import { IconTruckDelivery } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useSpeaking, type Order } from './use-order.ts';

/** Where it is sent; and once it has left, who brings it and the number to follow it by. */
export function Sending({ order }: { readonly order: Order }): ReactElement | null {
  const { t } = useSpeaking();
  const { shipTo, shipment, state } = order;
  if (state === 'cancelled') return null;
  return (
    <section className="co-store" aria-label={t('shipTo')}>
      <IconTruckDelivery size={24} stroke={1.8} aria-hidden />
      <div className="co-grow">
        {shipment && (
          <>
            <b>{t('shippedWith', { carrier: shipment.carrier })}</b>
            <p className="co-tracking">
              {t('trackingNumber', { number: shipment.trackingNumber })}
            </p>
          </>
        )}
        {shipTo && (
          <>
            <p className="co-quiet">{t('shipTo')}</p>
            <b>{shipTo.recipient}</b>
            <p>{shipTo.street}</p>
            <p>
              {shipTo.postalCode} {shipTo.city} {shipTo.province}
            </p>
            {shipTo.notes !== null && <p className="co-quiet">{shipTo.notes}</p>}
          </>
        )}
      </div>
    </section>
  );
}
