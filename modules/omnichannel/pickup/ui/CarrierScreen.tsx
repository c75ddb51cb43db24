import { TextInput } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, type Scan } from '../../../../server/ui/scan/scan.ts';
import type { PickupCard } from '../contracts.ts';
import { shipEndpoint, type Shipped } from '../shipping-contracts.ts';
import { BagPieces } from './BagPieces.tsx';
import { carrierCopy } from './carrier-copy.ts';
import { piecesOf } from './QueueRow.tsx';
import './handover.css';

/** Those a shop usually sees; any other is written. */
const CARRIERS = ['BRT', 'DHL', 'GLS', 'Poste Italiane', 'SDA', 'UPS'] as const;

/** Some carriers number parcels so that they read like a barcode of goods; those of this order are goods. */
function trackingIn({ kind, code, raw }: Scan, { row }: PickupCard): string | null {
  if (kind === 'text' || kind === 'parcel') return code;
  const isGoods = row.pieces.some(({ gtin }) => gtin === code);
  return kind === 'item' && !isGoods ? raw.trim() : null;
}

/** A bag that is sent: its address, who takes it, the number to follow it by. */
export function CarrierScreen({
  card,
  asOf,
  onDone,
  onAgain,
}: {
  readonly card: PickupCard;
  readonly asOf: Date | null;
  readonly onDone: (shipped: Shipped) => void;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(carrierCopy);
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const ship = useCommandOf(shipEndpoint);
  const { row } = card;
  useScan((scan) => {
    const number = trackingIn(scan, card);
    if (number === null) return PASSED;
    setTrackingNumber(number);
    return accepted(number, t('tracking'));
  });
  const finish = async (): Promise<void> => {
    const outcome = await ship.send({
      orderId: card.orderId,
      carrier: carrier.trim(),
      trackingNumber: trackingNumber.trim(),
      expectedVersion: card.version,
    });
    if (outcome.done) onDone(outcome.reply);
    else if (outcome.problem.status === 412) onAgain();
  };
  const blocked = ship.offline
    ? t('needsNetwork')
    : carrier.trim() === ''
      ? t('needsCarrier')
      : trackingNumber.trim() === ''
        ? t('needsTracking')
        : null;
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle', {
        number: orderNumber(row.number),
        pieces: t('pieces', { count: piecesOf(row) }),
        shelf: row.shelf ?? '–',
      })}
      back="/oggi"
      asOf={asOf}
      primary={{
        id: 'ship',
        label: t('give'),
        icon: IconTruckDelivery,
        pending: ship.pending,
        blocked,
        onPress: () => void finish(),
      }}
      aside={<Address card={card} />}
      asideLabel={t('address')}
    >
      {ship.problem ? <ErrorState problem={ship.problem} reading={false} /> : null}
      <div className="oc-carrier">
        <FieldChoice
          label={t('carrier')}
          choices={CARRIERS.map((value) => ({ value, label: value }))}
          value={CARRIERS.find((one) => one === carrier) ?? null}
          onChange={setCarrier}
        />
        <TextInput
          label={t('otherCarrier')}
          value={carrier}
          maxLength={40}
          onChange={(event) => setCarrier(event.currentTarget.value)}
        />
        <TextInput
          label={t('tracking')}
          description={t('trackingHint')}
          value={trackingNumber}
          maxLength={60}
          autoCapitalize="characters"
          onChange={(event) => setTrackingNumber(event.currentTarget.value)}
        />
        <BagPieces row={row} />
      </div>
    </ScreenFrame>
  );
}

/** As it stands on the label of the bag: the two are compared. */
function Address({ card: { shipTo, row } }: { readonly card: PickupCard }): ReactElement {
  const t = useCopy(carrierCopy);
  return (
    <div className="bt-aside-pad">
      <p className="bt-quiet">{t('address')}</p>
      {shipTo ? (
        <address className="oc-address">
          <strong>{shipTo.recipient}</strong>
          <span>{shipTo.street}</span>
          <span>
            {shipTo.postalCode} {shipTo.city} {shipTo.province}
          </span>
          {shipTo.notes === null ? null : <span className="bt-quiet">{shipTo.notes}</span>}
        </address>
      ) : null}
      <p className="bt-quiet">{row.bags.join(' · ')}</p>
    </div>
  );
}

/** It has left. */
export function CarrierDone({
  card,
  shipped,
}: {
  readonly card: PickupCard;
  readonly shipped: Shipped;
}): ReactElement {
  const t = useCopy(carrierCopy);
  const go = useGo();
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      primary={{ id: 'today', label: t('backToday'), onPress: () => go('/oggi') }}
    >
      <EmptyState title={t('done', { carrier: shipped.carrier })} icon={IconTruckDelivery}>
        {t('doneText', {
          number: orderNumber(card.row.number),
          name: card.customer.name,
          tracking: shipped.trackingNumber,
        })}
      </EmptyState>
    </ScreenFrame>
  );
}
