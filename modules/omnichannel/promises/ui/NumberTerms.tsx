import { Button, Switch, TextInput } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { rulesCopy } from './rules-copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { readDays, type Draft, type Terms } from './rules-draft.ts';

/** What every field of the rules is given. */
export interface TermFieldsProps {
  readonly draft: Draft;
  readonly chain: Terms;
  /** Null: these are the chain's own rules. */
  readonly shop: string | null;
  readonly disabled: boolean;
  readonly onChange: (draft: Draft) => void;
}

type NumberTerm =
  | 'acknowledgeMinutes'
  | 'readyOpeningMinutes'
  | 'tightMinutes'
  | 'preparers'
  | 'collectDays'
  | 'extensionDays'
  | 'undoSeconds';

const UNITS: Readonly<Record<NumberTerm, 'minutes' | 'days' | 'seconds' | null>> = {
  acknowledgeMinutes: 'minutes',
  readyOpeningMinutes: 'minutes',
  tightMinutes: 'minutes',
  preparers: null,
  collectDays: 'days',
  extensionDays: 'days',
  undoSeconds: 'seconds',
};
const LEAST: Readonly<Record<NumberTerm, number>> = {
  acknowledgeMinutes: 1,
  readyOpeningMinutes: 1,
  tightMinutes: 0,
  preparers: 1,
  collectDays: 1,
  extensionDays: 0,
  undoSeconds: 0,
};

/** One figure of the rules; a shop's own can be given up for the chain's. */
export function NumberTermField({
  term,
  fields,
}: {
  term: NumberTerm;
  fields: TermFieldsProps;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const unit = UNITS[term];
  return (
    <OwnOrChain term={term} fields={fields}>
      <NumberField
        label={t(term)}
        min={LEAST[term]}
        max={10_080}
        clampBehavior="strict"
        whole
        {...(unit ? { suffix: t(unit) } : {})}
        disabled={disabled}
        value={draft[term] ?? chain[term]}
        onChange={(value) => value !== null && onChange({ ...draft, [term]: value })}
      />
    </OwnOrChain>
  );
}

/** The days of the reminders, written as people say them. */
function ReminderField({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const days = draft.reminderDays ?? chain.reminderDays;
  const [text, setText] = useState<string | null>(null);
  const wrong = text !== null && readDays(text) === null;
  return (
    <OwnOrChain term="reminderDays" fields={fields}>
      <TextInput
        label={t('reminderDays')}
        description={t('reminderHint')}
        disabled={disabled}
        value={text ?? days.join(', ')}
        error={wrong ? t('wrongReminders') : undefined}
        onChange={(event) => {
          const written = event.currentTarget.value;
          setText(written);
          onChange({ ...draft, reminderDays: readDays(written) ?? [Number.NaN] });
        }}
        onBlur={() => !wrong && setText(null)}
      />
    </OwnOrChain>
  );
}

/** Whether a paid order may be sent. */
function ShippingField({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  return (
    <OwnOrChain term="offersShipping" fields={fields}>
      <Switch
        label={t('offersShipping')}
        disabled={disabled}
        checked={draft.offersShipping ?? chain.offersShipping}
        onChange={(event) => onChange({ ...draft, offersShipping: event.currentTarget.checked })}
      />
    </OwnOrChain>
  );
}

/** What the carrier costs, and who pays it. */
function FeeField({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const fee = draft.shippingFee ?? chain.shippingFee;
  const set = (change: Partial<Terms['shippingFee']>): void =>
    onChange({ ...draft, shippingFee: { ...fee, ...change } });
  return (
    <OwnOrChain term="shippingFee" fields={fields}>
      <div className="oc-rules-fields">
        <MoneyInput
          label={t('shippingCost')}
          max={1_000}
          disabled={disabled}
          valueMinor={fee.amountMinor}
          onChange={(minor) => set({ amountMinor: minor ?? 0 })}
        />
        <FieldChoice<Terms['shippingFee']['paidBy']>
          label={t('shippingPaidBy')}
          joined
          choices={[
            { value: 'chain', label: t('paidBy_chain'), disabled },
            { value: 'customer', label: t('paidBy_customer'), disabled },
          ]}
          value={fee.paidBy}
          onChange={(paidBy) => set({ paidBy })}
        />
        {fee.paidBy === 'customer' ? (
          <MoneyInput
            label={t('shippingFreeFrom')}
            placeholder="–"
            disabled={disabled}
            valueMinor={fee.freeFromMinor}
            onChange={(freeFromMinor) => set({ freeFromMinor })}
          />
        ) : null}
      </div>
    </OwnOrChain>
  );
}

/** What follows when a shop looks at an order too late. */
export function UnseenField({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  return (
    <OwnOrChain term="whenUnseen" fields={fields}>
      <FieldChoice<Terms['whenUnseen']>
        label={t('whenUnseen')}
        choices={[
          { value: 'tell', label: t('unseen_tell'), disabled },
          { value: 'move', label: t('unseen_move'), disabled },
        ]}
        value={draft.whenUnseen ?? chain.whenUnseen}
        onChange={(whenUnseen) => onChange({ ...draft, whenUnseen })}
      />
    </OwnOrChain>
  );
}

/** What happens while an order waits, and whether it may be sent instead. */
export function WaitingFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  return (
    <section className="bt-panel">
      <h2>{t('waiting')}</h2>
      <NumberTermField term="collectDays" fields={fields} />
      <NumberTermField term="extensionDays" fields={fields} />
      <ReminderField fields={fields} />
      <NumberTermField term="undoSeconds" fields={fields} />
      <ShippingField fields={fields} />
      <FeeField fields={fields} />
    </section>
  );
}

/** Below a field of a shop: whose value it is, and the way back to the chain's. */
export function OwnOrChain({
  term,
  fields: { draft, shop, disabled, onChange },
  children,
}: {
  term: keyof Draft;
  fields: TermFieldsProps;
  children: ReactNode;
}): ReactElement {
  const t = useCopy(rulesCopy);
  if (shop === null) return <div className="oc-rule">{children}</div>;
  const own = draft[term] !== undefined;
  const giveUp = (): void => {
    const { [term]: _, ...others } = draft;
    onChange(others);
  };
  return (
    <div className="oc-rule" data-own={own}>
      {children}
      <p className="oc-rule-whose">
        {own ? <strong>{t('ownRule')}</strong> : <span className="bt-quiet">{t('asChain')}</span>}
        {own && !disabled ? (
          <Button size="compact-sm" variant="subtle" onClick={giveUp}>
            {t('backToChain')}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
