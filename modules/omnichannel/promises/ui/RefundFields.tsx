import { NumberInput, Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { OwnOrChain, type TermFieldsProps } from './NumberTerms.tsx';
import { rulesCopy } from './rules-copy.ts';
import type { Terms } from './rules-draft.ts';

type Refund = Terms['refund'];
const FIRST_VOUCHER = { voucherPercent: 110, voucherDays: 365 };

/** What a shop gives back over the counter, the voucher for who did not come, when prepayment is advised. */
export function RefundFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const refund = draft.refund ?? chain.refund;
  const set = (change: Partial<Refund>): void =>
    onChange({ ...draft, refund: { ...refund, ...change } });
  const whole = { min: 1, allowDecimal: false, disabled };
  return (
    <section className="bt-panel">
      <h2>{t('refund')}</h2>
      <OwnOrChain term="refund" fields={fields}>
        <div className="oc-rules-list">
          <NumberInput
            label={t('counterUpTo')}
            description={t('counterUpToHint')}
            min={0}
            max={1_000_000}
            decimalScale={2}
            suffix=" €"
            disabled={disabled}
            value={refund.counterUpToMinor / 100}
            onChange={(value) =>
              typeof value === 'number' && set({ counterUpToMinor: Math.round(value * 100) })
            }
          />
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
              <NumberInput
                {...whole}
                label={t('voucherPercent')}
                max={200}
                suffix=" %"
                value={refund.voucherPercent}
                onChange={(value) => typeof value === 'number' && set({ voucherPercent: value })}
              />
              <NumberInput
                {...whole}
                label={t('voucherDays')}
                max={3650}
                suffix={t('days')}
                value={refund.voucherDays ?? FIRST_VOUCHER.voucherDays}
                onChange={(value) => typeof value === 'number' && set({ voucherDays: value })}
              />
            </div>
          )}
          <NumberInput
            {...whole}
            label={t('prepayAfter')}
            max={100}
            value={refund.prepayAfterNoShows}
            onChange={(value) => typeof value === 'number' && set({ prepayAfterNoShows: value })}
          />
        </div>
      </OwnOrChain>
    </section>
  );
}
