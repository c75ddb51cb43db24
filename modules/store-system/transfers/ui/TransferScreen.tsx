import type { ReactElement } from 'react';
import { useAddressPart, useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { AnswerRequest } from './AnswerRequest.tsx';
import { shipmentToReceive, sideOf, stepOf } from './board.ts';
import { transferCopy } from './copy.ts';
import { allPicked } from './pick-form.ts';
import { PickTransfer } from './PickTransfer.tsx';
import { ReceiveTransfer } from './ReceiveTransfer.tsx';
import { ShipTransfer } from './ShipTransfer.tsx';
import { TransferFrame, type TransferProps } from './TransferFrame.tsx';
import { TransferLines } from './TransferLines.tsx';
import './transfers.css';
import { useTransfer } from './use-transfers.ts';

/** One transfer: whatever this side has to do next, and what the other side has done. */
export function TransferScreen(): ReactElement {
  const t = useCopy(transferCopy);
  const transferId = useAddressPart('transferId');
  const locationId = useLocationId() ?? '';
  const transfer = useTransfer(transferId, locationId);
  if (transfer.data) {
    return (
      <NextStep
        key={transferId}
        card={transfer.data}
        asOf={transfer.asOf}
        locationId={locationId}
      />
    );
  }
  return (
    <ScreenFrame title={t('title')} back="/trasferimenti">
      <Shown reading={transfer} what={t('cannotReadOne')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

function NextStep(props: TransferProps): ReactElement {
  const { card, locationId } = props;
  const may = useMay();
  const [scanned] = useAddressValue('collo');
  const side = sideOf(card, locationId);
  const step = stepOf(card.transfer.state, side);
  const ships = may('store-system.transfers.ship', locationId);
  if (step === 'answer' && ships) return <AnswerRequest {...props} />;
  if (step === 'pick' && ships && !allPicked(card)) return <PickTransfer {...props} />;
  if ((step === 'pick' || step === 'ship') && ships) return <ShipTransfer {...props} />;
  const shipment = shipmentToReceive(card, scanned);
  if (step === 'receive' && shipment && may('store-system.transfers.receive', locationId)) {
    return <ReceiveTransfer key={shipment.shipmentId} {...props} shipment={shipment} />;
  }
  return (
    <TransferFrame {...props}>
      <TransferLines card={card} />
    </TransferFrame>
  );
}
