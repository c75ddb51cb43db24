import { Button } from '@mantine/core';
import { IconUser, IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { SlotProps } from '../../../../server/ui/screen.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { CustomerFields, type FoundCustomer } from './CustomerFields.tsx';
import { Hints } from './Hints.tsx';
import { offerCopy } from './offer-copy.ts';
import './offers.css';
import { sayable } from '../domain/sayable.ts';
import { usePrices } from './use-prices.ts';
import { WhyLink } from './WhyLink.tsx';

/** In the stock finder, under the price: the promotions on the item, those within reach, and for whom. */
export function FinderOffers({
  itemId,
  itemIds,
  locationId,
}: SlotProps['store-system.finder.offers']): ReactElement {
  const t = useCopy(offerCopy);
  const { online } = useConnection();
  const [customerId] = useAddressValue('cliente');
  const reading = usePrices(itemIds, locationId, customerId);
  const price = reading.data?.prices.find((one) => one.itemId === itemId);
  return (
    <div className="lp-offers">
      {price ? (
        <Hints
          applied={price.promotions.map(({ name }) => name)}
          hints={sayable(price.withinReach, price.offerMinor)}
        />
      ) : reading.problem || !online ? (
        <p className="bt-hint">{online ? t('cannotRead') : t('offline')}</p>
      ) : null}
      <div className="lp-offers-tools">
        <ForCustomer />
        <WhyLink itemId={itemId} placeId={locationId} customerId={customerId} />
      </div>
    </div>
  );
}

/** Nobody in particular, or one customer found by card, phone or name. */
function ForCustomer(): ReactElement | null {
  const t = useCopy(offerCopy);
  const may = useMay();
  const [customerId, choose] = useAddressValue('cliente');
  const [known, setKnown] = useState<FoundCustomer | null>(null);
  const [asking, setAsking] = useState(false);
  if (!may('base.customer.read')) return null;
  if (customerId !== null) {
    const name = known?.id === customerId ? `${known.name} ${known.surname}` : null;
    return (
      <Button
        size="sm"
        leftSection={<IconX size={18} stroke={1.8} aria-hidden />}
        aria-label={t('forgetCustomer')}
        onClick={() => choose(null)}
      >
        {name === null ? t('priceForChosen') : t('priceFor', { name })}
      </Button>
    );
  }
  return asking ? (
    <CustomerFields
      onFound={(customer) => {
        setKnown(customer);
        setAsking(false);
        choose(customer.id);
      }}
      onClose={() => setAsking(false)}
    />
  ) : (
    <Button
      size="sm"
      leftSection={<IconUser size={18} stroke={1.8} aria-hidden />}
      onClick={() => setAsking(true)}
    >
      {t('forCustomer')}
    </Button>
  );
}
