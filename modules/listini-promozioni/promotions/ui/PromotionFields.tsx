import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useLanguage, useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { TEMPLATES } from '../domain/templates.ts';
import { copy } from './copy.ts';
import { BUILT, FIGURES, type BuiltTemplate, type Figure, type PromotionDraft } from './draft.ts';
import { GoodsRows } from './GoodsRows.tsx';
import './promotions.css';

export interface FieldsProps {
  readonly draft: PromotionDraft;
  readonly onChange: (change: Partial<PromotionDraft>) => void;
}

/** The fields of a promotion: what its template asks for, then what, where, when and for whom. */
export function PromotionFields(props: FieldsProps): ReactElement {
  const t = useCopy(copy);
  return (
    <div className="lp-promo-fields">
      <TemplateFieldset {...props} />
      {props.draft.template === 'free-shipping' ? null : <GoodsRows {...props} />}
      <section className="bt-panel lp-promo-panel" aria-label={t('where')}>
        <h2>{t('where')}</h2>
        <WhereFields {...props} />
      </section>
      <section className="bt-panel lp-promo-panel" aria-label={t('when')}>
        <h2>{t('when')}</h2>
        <WhenFields {...props} />
      </section>
      <section className="bt-panel lp-promo-panel">
        <WhoFields {...props} />
      </section>
    </div>
  );
}

function TemplateFieldset({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const names = new Map<string, string>(TEMPLATES.map(({ id, name }) => [id, say(name)]));
  return (
    <section className="bt-panel lp-promo-panel" aria-label={t('template')}>
      <div className="lp-promo-pair">
        <TextInput
          label={t('nameField')}
          placeholder={t('nameHint')}
          maxLength={80}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          label={t('template')}
          allowDeselect={false}
          data={BUILT.map((value) => ({ value, label: names.get(value) ?? value }))}
          value={draft.template}
          onChange={(value) => value && onChange({ template: value as BuiltTemplate })}
        />
      </div>
      <div className="lp-promo-figures">
        {FIGURES[draft.template].map((figure) => (
          <FigureField key={figure} figure={figure} draft={draft} onChange={onChange} />
        ))}
      </div>
    </section>
  );
}

function FigureField({
  figure,
  draft,
  onChange,
}: FieldsProps & { readonly figure: Figure }): ReactElement {
  const t = useCopy(copy);
  if (figure === 'code') {
    return (
      <TextInput
        label={t('code')}
        maxLength={40}
        value={draft.code}
        onChange={(event) => onChange({ code: event.currentTarget.value.toUpperCase() })}
      />
    );
  }
  const whole = figure === 'size' || figure === 'pay';
  const none = whole ? 0 : null;
  return (
    <NumberInput
      label={t(figure)}
      min={0}
      {...(figure === 'percent' ? { max: 100 } : {})}
      allowDecimal={!whole}
      decimalScale={2}
      decimalSeparator=","
      value={draft[figure] ?? ''}
      onChange={(value) => onChange({ [figure]: typeof value === 'number' ? value : none })}
    />
  );
}

function WhereFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const { places } = useSession();
  return (
    <>
      <MultiSelect
        label={t('shops')}
        data={places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
        searchable
        value={[...draft.shops]}
        onChange={(shops) => onChange({ shops })}
      />
      <div className="lp-promo-pair">
        <TagsInput
          label={t('regions')}
          value={[...draft.regions]}
          onChange={(regions) => onChange({ regions })}
        />
        <TagsInput
          label={t('channels')}
          value={[...draft.channels]}
          onChange={(channels) => onChange({ channels })}
        />
      </div>
    </>
  );
}

/** 1 January 2024 was a Monday. */
function weekdayNames(language: string): readonly string[] {
  const write = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => write.format(Date.UTC(2024, 0, day)));
}

function WhenFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const days = weekdayNames(useLanguage());
  const field = (name: 'from' | 'to' | 'hourFrom' | 'hourTo', label: string) => (
    <TextInput
      type={name === 'from' || name === 'to' ? 'datetime-local' : 'time'}
      label={label}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="lp-promo-pair">
        {field('from', t('fromField'))}
        {field('to', t('toField'))}
      </div>
      <MultiSelect
        label={t('weekdays')}
        data={days.map((label, place) => ({ value: String(place + 1), label }))}
        value={draft.weekdays.map(String)}
        onChange={(weekdays) => onChange({ weekdays: weekdays.map(Number) })}
      />
      <div className="lp-promo-pair">
        {field('hourFrom', t('hourFrom'))}
        {field('hourTo', t('hourTo'))}
      </div>
    </>
  );
}

function WhoFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  return (
    <>
      <FieldChoice<PromotionDraft['who']>
        label={t('who')}
        choices={(['everybody', 'card', 'tier', 'staff'] as const).map((value) => ({
          value,
          label: t(`who-${value}`),
        }))}
        value={draft.who}
        onChange={(who) => onChange({ who })}
      />
      {draft.who === 'tier' ? (
        <TagsInput
          label={t('tiers')}
          value={[...draft.tiers]}
          onChange={(tiers) => onChange({ tiers })}
        />
      ) : null}
      <Checkbox
        label={t('announced')}
        checked={draft.announced}
        onChange={(event) => onChange({ announced: event.currentTarget.checked })}
      />
    </>
  );
}
