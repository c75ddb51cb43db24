import { Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { issuesInstruments } from '../../refunds/domain/tender.ts';
import { OwnOrChain, type TermFieldsProps } from './NumberTerms.tsx';
import { rulesCopy } from './rules-copy.ts';
import type { Terms } from './rules-draft.ts';

type Refund = Terms['refund'];
const FIRST_VOUCHER = { voucherPercent: 110, voucherDays: 365 };

/** The voucher that is offered to who did not come. */
function VoucherFields({
  refund,
  disabled,
  set,
}: {
  readonly refund: Refund;
  readonly disabled: boolean;
  readonly set: (change: Partial<Refund>) => void;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const whole = { min: 1, whole: true, disabled };
  return (
    <>
      <Switch
        label={t('voucher')}
        disabled={disabled}
        checked={refund.voucherPercent !== null}
        onChange={(event) =>
          set(
            event.currentTarget.checked
              ? FIRST_VOUCHER
              : { voucherPercent: null, voucherDays: null },
          )
        }
      />
      {refund.voucherPercent === null ? null : (
        <div className="oc-rules-fields">
          <NumberField
            {...whole}
            label={t('voucherPercent')}
            max={200}
            suffix=" %"
            value={refund.voucherPercent}
            onChange={(value) => value !== null && set({ voucherPercent: value })}
          />
          <NumberField
            {...whole}
            label={t('voucherDays')}
            max={3650}
            suffix={t('days')}
            value={refund.voucherDays ?? FIRST_VOUCHER.voucherDays}
            onChange={(value) => value !== null && set({ voucherDays: value })}
          />
        </div>
      )}
    </>
  );
}

/** What a shop gives back over the counter, the voucher for who did not come, when prepayment is advised. */
export function RefundFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const refund = draft.refund ?? chain.refund;
  const set = (change: Partial<Refund>): void =>
    onChange({ ...draft, refund: { ...refund, ...change } });
  const whole = { min: 1, whole: true, disabled };
  return (
    <section className="bt-panel">
      <h2>{t('refund')}</h2>
      <OwnOrChain term="refund" fields={fields}>
        <div className="oc-rules-list">
          <MoneyInput
            label={t('counterUpTo')}
            description={t('counterUpToHint')}
            max={1_000_000}
            disabled={disabled}
            valueMinor={refund.counterUpToMinor}
            onChange={(minor) => minor !== null && set({ counterUpToMinor: minor })}
          />
          {issuesInstruments() ? (
            <VoucherFields refund={refund} disabled={disabled} set={set} />
          ) : null}
          <NumberField
            {...whole}
            label={t('prepayAfter')}
            max={100}
            value={refund.prepayAfterNoShows}
            onChange={(value) => value !== null && set({ prepayAfterNoShows: value })}
          />
        </div>
      </OwnOrChain>
    </section>
  );
}
