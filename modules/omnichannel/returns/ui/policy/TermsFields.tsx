import { Select, Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../../server/ui/kit/NumberField.tsx';
import type { Approver } from '../../domain/return.ts';
import { APPROVER_CHOICES, type FieldsProps, type Terms } from './draft.ts';
import { policyCopy } from './policy-copy.ts';
import { WithoutSale } from './WithoutSale.tsx';

/** Terms of time, of money and of who must agree. */
export function TermsFields(props: FieldsProps): ReactElement {
  return (
    <>
      <Deadlines {...props} />
      <MoneyFields {...props} />
      <WhoAgrees {...props} />
    </>
  );
}

function Deadlines({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const { withdrawal, guarantee, commercial, error } = terms;
  return (
    <section className="bt-panel">
      <h2>{t('deadlines')}</h2>
      <Figure
        label={t('withdrawalDays')}
        hint={t('byLaw14')}
        suffix={t('days')}
        value={withdrawal.days}
        disabled={disabled}
        onChange={(days) => onChange({ ...terms, withdrawal: { ...withdrawal, days } })}
      />
      <Switch
        label={t('alsoInStore')}
        disabled={disabled}
        checked={withdrawal.alsoInStore}
        onChange={(event) =>
          onChange({
            ...terms,
            withdrawal: { ...withdrawal, alsoInStore: event.currentTarget.checked },
          })
        }
      />
      <Figure
        label={t('guaranteeMonths')}
        hint={t('byLaw24')}
        suffix={t('months')}
        value={guarantee.months}
        disabled={disabled}
        onChange={(months) => onChange({ ...terms, guarantee: { ...guarantee, months } })}
      />
      <Figure
        label={t('commercialDays')}
        suffix={t('days')}
        value={commercial.days}
        disabled={disabled}
        onChange={(days) => onChange({ ...terms, commercial: { ...commercial, days } })}
      />
      <Figure
        label={t('agreedDays')}
        suffix={t('days')}
        value={commercial.agreedDays}
        disabled={disabled}
        onChange={(agreedDays) => onChange({ ...terms, commercial: { ...commercial, agreedDays } })}
      />
      <Figure
        label={t('errorDays')}
        suffix={t('days')}
        value={error.days}
        disabled={disabled}
        onChange={(days) => onChange({ ...terms, error: { days } })}
      />
    </section>
  );
}

function MoneyFields({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const { commercial, shipping, cashUpToMinor } = terms;
  return (
    <section className="bt-panel">
      <h2>{t('money')}</h2>
      <Select
        label={t('commercialMoney')}
        allowDeselect={false}
        disabled={disabled}
        data={(['allowed', 'needs-approval', 'refused'] as const).map((value) => ({
          value,
          label: t(`money_${value}`),
        }))}
        value={commercial.money}
        onChange={(money) =>
          money &&
          onChange({
            ...terms,
            commercial: { ...commercial, money: money as typeof commercial.money },
          })
        }
      />
      <MoneyInput
        label={t('cashUpTo')}
        valueMinor={cashUpToMinor}
        disabled={disabled}
        onChange={(minor) => minor !== null && onChange({ ...terms, cashUpToMinor: minor })}
      />
      <MoneyInput
        label={t('standardShipping')}
        valueMinor={shipping.standardMinor}
        disabled={disabled}
        onChange={(standardMinor) =>
          standardMinor !== null && onChange({ ...terms, shipping: { ...shipping, standardMinor } })
        }
      />
      <MoneyInput
        label={t('clerkDay')}
        valueMinor={terms.clerk.dayUpToMinor}
        disabled={disabled}
        onChange={(dayUpToMinor) =>
          dayUpToMinor !== null && onChange({ ...terms, clerk: { ...terms.clerk, dayUpToMinor } })
        }
      />
      <Figure
        label={t('customerFiles')}
        value={terms.customer.files}
        least={1}
        disabled={disabled}
        onChange={(files) => onChange({ ...terms, customer: { ...terms.customer, files } })}
      />
    </section>
  );
}

function WhoAgrees({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  return (
    <section className="bt-panel">
      <h2>{t('whoAgrees')}</h2>
      <Agrees
        label={t('otherTender')}
        value={terms.otherTender}
        disabled={disabled}
        onChange={(otherTender) => onChange({ ...terms, otherTender })}
      />
      <Agrees
        label={t('otherCompany')}
        value={terms.otherCompany}
        disabled={disabled}
        onChange={(otherCompany) => onChange({ ...terms, otherCompany })}
      />
      <Agrees
        label={t('manyReturns')}
        value={terms.customer.by}
        disabled={disabled}
        onChange={(by) => onChange({ ...terms, customer: { ...terms.customer, by } })}
      />
      <Agrees
        label={t('muchToday')}
        value={terms.clerk.by}
        disabled={disabled}
        onChange={(by) => onChange({ ...terms, clerk: { ...terms.clerk, by } })}
      />
      <Select
        label={t('withoutProof')}
        allowDeselect={false}
        disabled={disabled}
        data={(['refused', ...APPROVER_CHOICES] as const).map((value) => ({
          value,
          label: t(`by_${value}`),
        }))}
        value={terms.withoutProof}
        onChange={(value) =>
          value && onChange({ ...terms, withoutProof: value as Terms['withoutProof'] })
        }
      />
      <WithoutSale terms={terms} disabled={disabled} onChange={onChange} />
    </section>
  );
}

function Agrees({
  label,
  value,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly value: Approver;
  readonly disabled: boolean;
  readonly onChange: (by: Approver) => void;
}): ReactElement {
  const t = useCopy(policyCopy);
  return (
    <Select
      label={label}
      allowDeselect={false}
      disabled={disabled}
      data={APPROVER_CHOICES.map((each) => ({ value: each, label: t(`by_${each}`) }))}
      value={value}
      onChange={(by) => by && onChange(by as Approver)}
    />
  );
}

/** A whole number with its unit. */
export function Figure({
  label,
  hint,
  suffix,
  value,
  least = 0,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly suffix?: string;
  readonly value: number;
  readonly least?: number;
  readonly disabled: boolean;
  readonly onChange: (value: number) => void;
}): ReactElement {
  return (
    <NumberField
      label={label}
      description={hint}
      min={least}
      max={3650}
      clampBehavior="strict"
      whole
      {...(suffix ? { suffix } : {})}
      disabled={disabled}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
