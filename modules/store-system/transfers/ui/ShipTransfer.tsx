import { TextInput } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { CARRIED_BY, type CarriedBy } from '../domain/words.ts';
import { finishPicking, shipTransfer } from '../steps-contracts.ts';
import { stepCopy } from './step-copy.ts';
import { toShip } from './pick-form.ts';
import { TransferFrame, type TransferProps } from './TransferFrame.tsx';
import { TransferLines } from './TransferLines.tsx';

interface ParcelForm {
  readonly carriedBy: CarriedBy;
  readonly carrier: string;
  readonly parcels: number;
}

/** All is picked: how it travels, and the parcel is closed with its numbered document. */
export function ShipTransfer(props: TransferProps): ReactElement {
  const { card } = props;
  const t = useCopy(stepCopy);
  const [form, setForm] = useState<ParcelForm>({ carriedBy: 'sender', carrier: '', parcels: 1 });
  const closing = useCloseParcel(props, form);
  const missingCarrier = form.carriedBy === 'carrier' && form.carrier.trim() === '';
  return (
    <TransferFrame
      {...props}
      problem={closing.problem}
      primary={{
        id: 'ship',
        label: t('closeParcel', { count: toShip(card) }),
        icon: IconTruckDelivery,
        pending: closing.pending,
        blocked: closing.offline ? t('needsNetwork') : missingCarrier ? t('carrierMissing') : null,
        onPress: () => void closing.go(),
      }}
    >
      <section className="bt-panel ss-transfer-form" aria-label={t('travels')}>
        <FieldChoice<CarriedBy>
          label={t('travels')}
          choices={CARRIED_BY.map((value) => ({ value, label: t(`by_${value}`) }))}
          value={form.carriedBy}
          onChange={(carriedBy) => setForm({ ...form, carriedBy })}
        />
        <div className="ss-transfer-fields">
          {form.carriedBy === 'carrier' ? (
            <TextInput
              label={t('carrier')}
              maxLength={120}
              value={form.carrier}
              onChange={(event) => setForm({ ...form, carrier: event.currentTarget.value })}
            />
          ) : null}
          <NumberField
            label={t('parcels')}
            min={1}
            max={999}
            value={form.parcels}
            whole
            onChange={(value) =>
              value !== null && setForm({ ...form, parcels: Math.max(1, value) })
            }
          />
        </div>
        <p className="bt-hint">{t('documentBefore')}</p>
      </section>
      <TransferLines card={card} />
    </TransferFrame>
  );
}

/** Picking ends with the parcel where it has not ended yet: two steps of the books, one press. */
function useCloseParcel({ card }: TransferProps, form: ParcelForm) {
  const finish = useCommandOf(finishPicking);
  const ship = useCommandOf(shipTransfer);
  const { transferId, state } = card.transfer;
  return {
    pending: finish.pending || ship.pending,
    offline: ship.offline,
    problem: finish.problem ?? ship.problem,
    go: async (): Promise<void> => {
      if (state === 'draft' && !(await finish.send({ transferId })).done) return;
      const carrier = form.carrier.trim();
      await ship.send({
        transferId,
        carriedBy: form.carriedBy,
        ...(form.carriedBy === 'carrier' ? { carrier } : {}),
        parcels: form.parcels,
      });
    },
  };
}
