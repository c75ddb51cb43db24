import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { CRITERIA } from '../domain.ts';
import { sourcingCopy } from './sourcing-copy.ts';
import type { Rule } from './channel-rule.ts';

export interface RuleFieldsProps {
  readonly rule: Rule;
  readonly disabled: boolean;
  readonly onChange: (rule: Rule) => void;
}

/** How the shops are compared, and which do not count. */
export function ChoiceFields({ fields }: { readonly fields: RuleFieldsProps }): ReactElement {
  const t = useCopy(sourcingCopy);
  const { rule, disabled, onChange } = fields;
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('whom')}</h2>
      <FieldChoice<Rule['order']>
        label={t('order')}
        joined
        choices={[
          { value: 'lexicographic', label: t('order_lexicographic'), disabled },
          { value: 'weighted', label: t('order_weighted'), disabled },
        ]}
        value={rule.order}
        onChange={(order) => onChange({ ...rule, order })}
      />
      <Criteria fields={fields} />
      <Kilometres
        label={t('within')}
        none={t('anyDistance')}
        metres={rule.withinMetres}
        disabled={disabled}
        onChange={(withinMetres) => onChange({ ...rule, withinMetres })}
      />
      <NumberField
        label={t('keepSpare')}
        min={0}
        max={1000}
        whole
        disabled={disabled}
        value={rule.keepSpare}
        onChange={(value) => value !== null && onChange({ ...rule, keepSpare: value })}
      />
    </section>
  );
}

/** The criteria in their order; with points each has its weight. */
function Criteria({ fields: { rule, disabled, onChange } }: { readonly fields: RuleFieldsProps }) {
  const t = useCopy(sourcingCopy);
  const { criteria } = rule;
  const set = (next: Rule['criteria']): void => onChange({ ...rule, criteria: next });
  const swap = (at: number, to: number): void => {
    const next = [...criteria];
    [next[at], next[to]] = [next[to]!, next[at]!];
    set(next);
  };
  const missing = CRITERIA.filter((by) => criteria.every((one) => one.by !== by));
  return (
    <div role="group" aria-label={t('criteria')}>
      <p className="oc-criteria-title">{t('criteria')}</p>
      <ol className="oc-criteria">
        {criteria.map(({ by, weight }, at) => {
          const what = t(`by_${by}`);
          return (
            <li key={by}>
              <span className="oc-criteria-place">{at + 1}</span>
              <span className="oc-criteria-words">{what}</span>
              {rule.order === 'weighted' ? (
                <NumberField
                  label={`${t('weight')}: ${what}`}
                  hideLabel
                  hideControls={false}
                  w={76}
                  min={0}
                  max={100}
                  whole
                  disabled={disabled}
                  value={weight}
                  onChange={(value) =>
                    value !== null &&
                    set(criteria.map((one) => (one.by === by ? { by, weight: value } : one)))
                  }
                />
              ) : null}
              {disabled ? null : (
                <span className="oc-criteria-steps">
                  <ActionIcon
                    size={48}
                    variant="subtle"
                    aria-label={t('up', { what })}
                    disabled={at === 0}
                    onClick={() => swap(at, at - 1)}
                  >
                    <IconArrowUp size={20} stroke={1.8} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={48}
                    variant="subtle"
                    aria-label={t('down', { what })}
                    disabled={at === criteria.length - 1}
                    onClick={() => swap(at, at + 1)}
                  >
                    <IconArrowDown size={20} stroke={1.8} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={48}
                    variant="subtle"
                    aria-label={t('remove', { what })}
                    disabled={criteria.length === 1}
                    onClick={() => set(criteria.filter((one) => one.by !== by))}
                  >
                    <IconTrash size={20} stroke={1.8} aria-hidden />
                  </ActionIcon>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {disabled
        ? null
        : missing.map((by) => (
            <Button
              key={by}
              size="sm"
              variant="subtle"
              leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
              onClick={() => set([...criteria, { by, weight: 1 }])}
            >
              {t('add', { what: t(`by_${by}`) })}
            </Button>
          ))}
    </div>
  );
}

/** What is asked of the customer, and what happens without an answer. */
export function AnswerFields({ fields }: { readonly fields: RuleFieldsProps }): ReactElement {
  const t = useCopy(sourcingCopy);
  const { rule, disabled, onChange } = fields;
  const whole = { whole: true, disabled };
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('customer')}</h2>
      <Kilometres
        label={t('unasked')}
        none={t('neverUnasked')}
        metres={rule.moveUnaskedWithinMetres}
        disabled={disabled}
        onChange={(moveUnaskedWithinMetres) => onChange({ ...rule, moveUnaskedWithinMetres })}
      />
      <NumberField
        label={t('answerMinutes')}
        min={5}
        max={20_160}
        whole
        suffix={t('minutes')}
        disabled={disabled}
        value={rule.answerMinutes}
        onChange={(value) => value !== null && onChange({ ...rule, answerMinutes: value })}
      />
      <FieldChoice<Rule['unanswered']>
        label={t('unanswered')}
        choices={[
          { value: 'partial', label: t('unanswered_partial'), disabled },
          { value: 'cancel', label: t('unanswered_cancel'), disabled },
        ]}
        value={rule.unanswered}
        onChange={(unanswered) => onChange({ ...rule, unanswered })}
      />
      <MoneyInput
        label={t('staffLimit')}
        disabled={disabled}
        valueMinor={rule.staffLimitMinor}
        onChange={(minor) => minor !== null && onChange({ ...rule, staffLimitMinor: minor })}
      />
      <div className="oc-rules-fields">
        <NumberField
          {...whole}
          label={t('substitutes')}
          max={6}
          value={rule.substitutes}
          onChange={(value) => value !== null && onChange({ ...rule, substitutes: value })}
        />
        <NumberField
          {...whole}
          label={t('priceBand')}
          max={100}
          suffix=" %"
          value={rule.priceBandPercent}
          onChange={(value) => value !== null && onChange({ ...rule, priceBandPercent: value })}
        />
      </div>
    </section>
  );
}

/** A distance, or none: an empty field says what that means. */
function Kilometres({
  label,
  none,
  metres,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly none: string;
  readonly metres: number | null;
  readonly disabled: boolean;
  readonly onChange: (metres: number | null) => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  return (
    <NumberField
      label={label}
      placeholder={none}
      min={0}
      max={20_000}
      decimals={1}
      suffix={t('km')}
      disabled={disabled}
      value={metres === null ? null : metres / 1000}
      onChange={(value) => onChange(value === null ? null : Math.round(value * 1000))}
    />
  );
}
