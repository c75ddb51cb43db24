import { Button, Checkbox, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useLanguage } from '../../../../server/ui/language.ts';
import type { ReturnPolicy } from '../../engine/domain/promotion.ts';
import { goodsFacets } from '../../price-lists/grid-contracts.ts';
import { factsOf, type FactName } from '../domain/facts.ts';
import type { SaleKind } from '../domain/life.ts';
import './builder.css';
import { saleKindOf } from './draft.ts';
import { definitionOf } from './draft-definition.ts';
import type { FieldsProps } from './TemplateFieldset.tsx';
import { termsCopy } from './terms-copy.ts';
import { useVocabulary } from './WhereFields.tsx';

/** Limits, other promotions, floor, returns, funding, texts and law: said in words, opened to be changed. */
export function TermsPanels(props: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  const facts = factsOf(definitionOf(props.draft), useLanguage());
  const said = (...names: readonly FactName[]) =>
    facts
      .filter(({ name }) => names.includes(name))
      .map(({ words }) => words)
      .join(' · ');
  const kind = t(`kind-${saleKindOf(props.draft)}`);
  return (
    <div className="lp-build-terms">
      <Panel id="limits" title={t('limits')} said={said('limits')}>
        <Limits {...props} />
      </Panel>
      <Panel id="together" title={t('together')} said={said('lane', 'together')}>
        <Together {...props} />
      </Panel>
      <Panel id="floor" title={t('floor')} said={said('floor')}>
        <FloorFields {...props} />
      </Panel>
      <Panel id="returns" title={t('returns')} said={said('returns')}>
        <Returns {...props} />
      </Panel>
      <Panel id="funding" title={t('funding')} said={said('funding')}>
        <Funding {...props} />
      </Panel>
      <Panel id="law" title={t('law')} said={kind}>
        <Law {...props} />
      </Panel>
      <Panel id="texts" title={t('texts')} said={said('receipt', 'label')}>
        <Texts {...props} />
      </Panel>
    </div>
  );
}

function Panel({
  id,
  title,
  said,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly said: string;
  readonly children: ReactNode;
}): ReactElement {
  const t = useCopy(termsCopy);
  const [open, setOpen] = useState(false);
  return (
    <section
      className="bt-panel lp-build-panel"
      aria-label={title}
      id={id}
      tabIndex={-1}
      data-open={open}
    >
      <div className="lp-build-what">
        <h2>{title}</h2>
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={open}
          aria-label={`${t(open ? 'close' : 'change')}: ${title}`}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'close' : 'change')}
        </Button>
      </div>
      {open ? children : <p>{said}</p>}
    </section>
  );
}

function Limits({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  const whole = (name: 'uses' | 'usesPerCustomer' | 'usesPerLocation') => (
    <NumberField
      label={t(name)}
      placeholder={t('unlimited')}
      whole
      value={draft[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <>
      <p className="bt-hint">{t('countsOnce')}</p>
      <div className="lp-build-pair">
        {whole('uses')}
        {whole('usesPerCustomer')}
        {whole('usesPerLocation')}
        <NumberField
          label={t('budget')}
          placeholder={t('unlimited')}
          value={draft.budgetEuro}
          onChange={(budgetEuro) => onChange({ budgetEuro })}
        />
      </div>
    </>
  );
}

function Together({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  const known = useVocabulary();
  const groups = known?.combinations ?? [];
  return (
    <>
      <FieldChoice
        label={t('exclusive')}
        choices={(['none', 'piece', 'basket'] as const).map((value) => ({
          value,
          label: t(`exclusive-${value}`),
        }))}
        value={draft.exclusive}
        onChange={(exclusive) => onChange({ exclusive })}
      />
      <div className="lp-build-pair">
        <NumberField
          label={t('priority')}
          whole
          value={draft.priority}
          onChange={(priority) => onChange({ priority })}
        />
        <Select
          label={t('group')}
          data={[...new Set([...groups, ...(draft.group === '' ? [] : [draft.group])])]}
          searchable
          clearable
          value={draft.group === '' ? null : draft.group}
          onChange={(group) => onChange({ group: group ?? '' })}
          onSearchChange={(typed) => {
            if (typed !== '' && !groups.includes(typed)) onChange({ group: typed });
          }}
        />
      </div>
      <Checkbox
        label={t('withAll')}
        checked={draft.combinesWith === null}
        onChange={(event) => onChange({ combinesWith: event.currentTarget.checked ? null : [] })}
      />
      {draft.combinesWith === null ? null : (
        <TagsInput
          label={t('combinesWith')}
          data={groups}
          value={[...draft.combinesWith]}
          onChange={(combinesWith) => onChange({ combinesWith })}
        />
      )}
      <Checkbox
        label={t('stopsFurther')}
        checked={draft.stopsFurther}
        onChange={(event) => onChange({ stopsFurther: event.currentTarget.checked })}
      />
    </>
  );
}

function FloorFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  return (
    <div className="lp-build-pair">
      <NumberField
        label={t('floorEuro')}
        value={draft.floorEuro}
        onChange={(floorEuro) => onChange({ floorEuro })}
      />
      <NumberField
        label={t('floorMargin')}
        max={99}
        value={draft.floorMargin}
        onChange={(floorMargin) => onChange({ floorMargin })}
      />
      <NumberField
        label={t('floorDiscount')}
        max={100}
        value={draft.floorDiscount}
        onChange={(floorDiscount) => onChange({ floorDiscount })}
      />
    </div>
  );
}

const POLICIES: readonly ReturnPolicy[] = ['keep', 'recompute', 'claw-back', 'refund-cheapest'];

function Returns({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  return (
    <FieldChoice
      label={t('returns')}
      hideLabel
      choices={POLICIES.map((value) => ({ value, label: t(`returns-${value}`) }))}
      value={draft.returnPolicy}
      onChange={(returnPolicy) => onChange({ returnPolicy })}
    />
  );
}

function Funding({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  const facets = useQueryOf(goodsFacets, {}, { freshSeconds: 600 });
  const suppliers = (facets.data?.facets ?? []).flatMap(({ facet, value }) =>
    facet === 'supplier' && value !== '' ? [value] : [],
  );
  const kept = draft.supplier === '' || suppliers.includes(draft.supplier) ? [] : [draft.supplier];
  return (
    <div className="lp-build-pair">
      <Select
        label={t('supplierField')}
        data={[...suppliers, ...kept]}
        searchable
        clearable
        value={draft.supplier === '' ? null : draft.supplier}
        onChange={(supplier) => onChange({ supplier: supplier ?? '' })}
      />
      <NumberField
        label={t('supplierShare')}
        max={100}
        value={draft.supplierShare}
        onChange={(supplierShare) => onChange({ supplierShare })}
      />
    </div>
  );
}

const SALE_KINDS: readonly SaleKind[] = [
  'promo',
  'saldi',
  'liquidation',
  'below-cost',
  'card',
  'coupon',
];

function Law({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  return (
    <>
      <Select
        label={t('law')}
        allowDeselect={false}
        data={SALE_KINDS.map((value) => ({ value, label: t(`kind-${value}`) }))}
        value={saleKindOf(draft)}
        onChange={(saleKind) => onChange({ saleKind: saleKind as SaleKind })}
      />
      <Textarea
        label={t('banOverride')}
        maxLength={500}
        autosize
        minRows={2}
        value={draft.banOverride}
        onChange={(event) => onChange({ banOverride: event.currentTarget.value })}
      />
    </>
  );
}

function Texts({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(termsCopy);
  const field = (name: 'nameEn' | 'receipt' | 'receiptEn' | 'label' | 'labelEn', most: number) => (
    <TextInput
      label={t(name)}
      maxLength={most}
      placeholder={draft.name}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="lp-build-pair">
      {field('receipt', 40)}
      {field('receiptEn', 40)}
      {field('label', 80)}
      {field('labelEn', 80)}
      {field('nameEn', 80)}
    </div>
  );
}
