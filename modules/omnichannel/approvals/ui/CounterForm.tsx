import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { approvalCopy } from './copy.ts';
import { OFFER_TENDERS, offerOf, partOf, type OfferKind, type OfferTender } from './decision.ts';
import type { FormProps } from './RefuseForm.tsx';

/** Something else instead: a part, another tender, a repair. The customer has to agree at the counter. */
export function CounterForm({ row, form, onChange, onGo, onClose }: FormProps): ReactElement {
  const t = useCopy(approvalCopy);
  const { reader } = useFormat();
  const offer = offerOf(reader, form, row.amountMinor);
  const part = partOf(reader, form.amount, row.amountMinor);
  const what = useOffered(form.offer, form.tender, part, row);
  return (
    <Dialog opened onClose={onClose} title={t('counterTitle')}>
      <div className="oc-decide">
        <FieldChoice<OfferKind>
          label={t('counterTitle')}
          hideLabel
          choices={[
            { value: 'amount', label: t('counterAmount') },
            { value: 'tender', label: t('counterTender') },
            { value: 'repair', label: t('counterRepair') },
          ]}
          value={form.offer}
          onChange={(next) => onChange({ ...form, offer: next })}
        />
        {form.offer === 'amount' ? <AmountField row={row} form={form} onChange={onChange} /> : null}
        {form.offer === 'tender' ? (
          <FieldChoice<OfferTender>
            label={t('withWhat')}
            choices={OFFER_TENDERS.map((value) => ({ value, label: t(`tender_${value}`) }))}
            value={form.tender}
            onChange={(tender) => onChange({ ...form, tender })}
          />
        ) : null}
        <TextInput
          label={t('counterNote')}
          maxLength={500}
          value={form.note}
          onChange={(event) => onChange({ ...form, note: event.currentTarget.value })}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'offer',
              label: offer === null ? t('counterAny') : t('counterGo', { what }),
              blocked: offer === null ? t('writeAmount') : null,
              onPress: () => onGo(t('pinForCounter', { what })),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}

function AmountField({
  row,
  form,
  onChange,
}: Pick<FormProps, 'row' | 'form' | 'onChange'>): ReactElement {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const between = {
    least: write.money(1, row.currency),
    most: write.money(row.amountMinor - 1, row.currency),
  };
  const wrong =
    form.amount.trim() !== '' && partOf(write.reader, form.amount, row.amountMinor) === null;
  return (
    <TextInput
      label={t('amount')}
      description={t('amountHint', between)}
      inputMode="decimal"
      rightSection="€"
      data-autofocus
      value={form.amount}
      error={wrong ? t('wrongAmount', between) : null}
      onChange={(event) => onChange({ ...form, amount: event.currentTarget.value })}
    />
  );
}

/** What is offered, in the words of the button. */
function useOffered(
  kind: OfferKind,
  tender: OfferTender,
  amountMinor: number | null,
  row: FormProps['row'],
): string {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  if (kind === 'repair') return t('aRepair');
  if (kind === 'tender') return t(`offered_${tender}`);
  return amountMinor === null ? '–' : write.money(amountMinor, row.currency);
}
