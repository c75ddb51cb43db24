import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { TEMPLATES, type TemplateId } from '../domain/template-fields.ts';
import './builder.css';
import {
  FIGURES,
  PARTS,
  type Charm,
  type Figure,
  type PromotionDraft,
  type Step,
} from './draft.ts';
import { GoodsPanel } from './GoodsRows.tsx';
import { goodsCopy } from './goods-copy.ts';
import { NEW_ROW, type GoodsRow } from './goods-rows.ts';
import { ItemPicker } from './ItemPicker.tsx';

export interface FieldsProps {
  readonly draft: PromotionDraft;
  readonly onChange: (change: Partial<PromotionDraft>) => void;
}

/** Name, template, and the two to four figures it asks for. */
export function TemplateFieldset({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(goodsCopy);
  const say = useText();
  const part = PARTS[draft.template];
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('gives')} id="benefit" tabIndex={-1}>
      <div className="lp-build-pair">
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
          data={TEMPLATES.map(({ id, name }) => ({ value: id, label: say(name) }))}
          value={draft.template}
          onChange={(value) => value && onChange({ template: value as TemplateId })}
        />
      </div>
      <div className="lp-build-figures">
        {FIGURES[draft.template].map((figure) => (
          <FigureField key={figure} figure={figure} draft={draft} onChange={onChange} />
        ))}
        {part === 'gift' ? (
          <ItemPicker
            label={t('gift')}
            hint={t('giftHint')}
            value={draft.giftItemId}
            onChange={(giftItemId) => onChange({ giftItemId })}
          />
        ) : null}
      </div>
      {part === 'steps' ? <Steps draft={draft} onChange={onChange} /> : null}
    </section>
  );
}

const CHARMS: readonly Charm[] = ['none', '90', '99', '00'];
const WHOLE: readonly Figure[] = ['size', 'pay', 'buy', 'get'];

function FigureField({
  figure,
  draft,
  onChange,
}: FieldsProps & { readonly figure: Figure }): ReactElement {
  const t = useCopy(goodsCopy);
  if (figure === 'code') {
    return (
      <TextInput
        label={t('code')}
        placeholder="ESTATE15"
        description={t('codeHint')}
        maxLength={40}
        value={draft.code}
        onChange={(event) => onChange({ code: event.currentTarget.value.toUpperCase() })}
      />
    );
  }
  if (figure === 'charm') {
    return (
      <Select
        label={t('charm')}
        allowDeselect={false}
        data={CHARMS.map((value) => ({ value, label: t(`charm-${value}`) }))}
        value={draft.charm}
        onChange={(value) => value && onChange({ charm: value as Charm })}
      />
    );
  }
  return (
    <NumberField
      label={t(figure)}
      whole={WHOLE.includes(figure)}
      {...(figure === 'percent' ? { max: 100 } : {})}
      value={draft[figure]}
      onChange={(value) => onChange({ [figure]: value })}
    />
  );
}

function Steps({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(goodsCopy);
  const pieces = draft.template === 'quantity-tiers';
  const set = (place: number, change: Partial<Step>) =>
    onChange({
      steps: draft.steps.map((step, one) => (one === place ? { ...step, ...change } : step)),
    });
  return (
    <fieldset className="lp-build-steps">
      <legend>{t('steps')}</legend>
      {draft.steps.map((step, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- steps have no name but their place
        <div key={place} className="lp-build-step">
          <NumberField
            label={t(pieces ? 'stepMin-quantity-tiers' : 'stepMin-spend-tiers')}
            whole={pieces}
            value={step.min}
            onChange={(min) => set(place, { min })}
          />
          <NumberField
            label={t('stepPercent')}
            max={100}
            value={step.percent}
            onChange={(percent) => set(place, { percent })}
          />
          <ActionIcon
            size={48}
            aria-label={t('removeStep')}
            disabled={draft.steps.length === 1}
            onClick={() => onChange({ steps: draft.steps.filter((_, one) => one !== place) })}
          >
            <IconTrash size={20} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() => onChange({ steps: [...draft.steps, { min: null, percent: null }] })}
        >
          {t('addStep')}
        </Button>
      </div>
    </fieldset>
  );
}

const MOST_COMPONENTS = 6;

/** Which goods: those of the promotion, of each part of a bundle, and what is got for what is bought. */
export function WhatFields({ draft, onChange }: FieldsProps): ReactElement | null {
  const t = useCopy(goodsCopy);
  const part = PARTS[draft.template];
  if (draft.template === 'free-shipping') return null;
  if (part === 'components') return <Components draft={draft} onChange={onChange} />;
  return (
    <>
      <GoodsPanel
        title={t('what')}
        id="what"
        none={t('everything')}
        goods={draft.goods}
        onChange={(goods) => onChange({ goods })}
      />
      {part === 'gets' ? (
        <GoodsPanel
          title={t('gets')}
          none={t('getsSame')}
          goods={draft.gets}
          onChange={(gets) => onChange({ gets })}
        />
      ) : null}
    </>
  );
}

function Components({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(goodsCopy);
  const { components } = draft;
  const set = (place: number, rows: readonly GoodsRow[]) =>
    onChange({ components: components.map((one, other) => (other === place ? rows : one)) });
  return (
    <>
      {components.map((rows, place) => (
        <GoodsPanel
          // oxlint-disable-next-line react/no-array-index-key -- parts have no name but their place
          key={place}
          title={t('component', { number: place + 1 })}
          {...(place === 0 ? { id: 'what' } : {})}
          none={t('everything')}
          goods={rows}
          onChange={(goods) => set(place, goods)}
        >
          {components.length > 2 ? (
            <Button
              size="sm"
              leftSection={<IconTrash size={18} stroke={1.8} aria-hidden />}
              onClick={() =>
                onChange({ components: components.filter((_, other) => other !== place) })
              }
            >
              {t('removeComponent')}
            </Button>
          ) : null}
        </GoodsPanel>
      ))}
      {components.length < MOST_COMPONENTS ? (
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
            onClick={() => onChange({ components: [...components, [NEW_ROW]] })}
          >
            {t('addComponent')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
