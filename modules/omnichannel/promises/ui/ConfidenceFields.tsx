import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { OwnOrChain, type TermFieldsProps } from './NumberTerms.tsx';
import { rulesCopy } from './rules-copy.ts';

const DAYS = [
  'highCountedDays',
  'highMovedDays',
  'mediumCountedDays',
  'mediumMovedDays',
  'missDays',
] as const;

/** When a count is taken for sure: by the days since it was counted or moved, and by pieces not found. */
export function ConfidenceFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const confidence = draft.confidence ?? chain.confidence;
  const field = (name: keyof typeof confidence, suffix: string) => (
    <NumberField
      key={name}
      label={t(name)}
      min={name === 'lowFromMisses' ? 1 : 0}
      max={3650}
      whole
      suffix={suffix}
      disabled={disabled}
      value={confidence[name]}
      onChange={(value) =>
        value !== null && onChange({ ...draft, confidence: { ...confidence, [name]: value } })
      }
    />
  );
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('confidenceRules')}</h2>
      <OwnOrChain term="confidence" fields={fields}>
        <div className="oc-rules-grid">
          {DAYS.map((name) => field(name, t('days')))}
          {field('lowFromMisses', '')}
        </div>
      </OwnOrChain>
    </section>
  );
}
