import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { readVocabulary } from '../../promotions/finding-contracts.ts';
import type { PriceListReply } from '../contracts.ts';
import './lists.css';
import { termsCopy } from './terms-copy.ts';
import { DIRECTIONS, ENDINGS, type Ending, type TermsDraft } from './terms-draft.ts';

export interface TermsProps {
  readonly draft: TermsDraft;
  readonly onChange: (change: Partial<TermsDraft>) => void;
  /** Lists whose prices a formula can start from. */
  readonly lists: readonly PriceListReply[];
}

/** Whom a list is for, how it stands to others, when it holds, and the formula it follows. */
export function TermsFields(props: TermsProps): ReactElement {
  return (
    <>
      <Scope {...props} />
      <Standing {...props} />
      <HowPriced {...props} />
    </>
  );
}

function Scope({ draft, onChange }: TermsProps): ReactElement {
  const t = useCopy(termsCopy);
  const say = useText();
  const { places } = useSession();
  const known = useQueryOf(readVocabulary, {}, { freshSeconds: 600 }).data;
  const names = (name: 'channels' | 'tiers' | 'segments') => (
    <TagsInput
      label={t(name)}
      data={known?.[name] ?? []}
      value={[...draft[name]]}
      onChange={(values) => onChange({ [name]: values })}
    />
  );
  return (
    <>
      <MultiSelect
        label={t('shops')}
        data={places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
        searchable
        value={[...draft.shops]}
        onChange={(shops) => onChange({ shops })}
      />
      <div className="lp-form-pair">
        {known && known.groups.length > 0 ? (
          <MultiSelect
            label={t('groups')}
            data={known.groups.map(({ id, name }) => ({ value: id, label: say(name) }))}
            value={[...draft.groups]}
            onChange={(groups) => onChange({ groups })}
          />
        ) : null}
        {names('channels')}
        {names('tiers')}
        {names('segments')}
      </div>
    </>
  );
}

function Standing({ draft, onChange }: TermsProps): ReactElement {
  const t = useCopy(termsCopy);
  const moment = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={t(name)}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <NumberField
        label={t('priority')}
        description={t('priorityHint')}
        min={-1000}
        max={1000}
        whole
        value={draft.priority}
        onChange={(priority) => onChange({ priority: priority ?? 0 })}
      />
      <div className="lp-form-pair">
        {moment('from')}
        {moment('to')}
      </div>
    </>
  );
}

function HowPriced({ draft, onChange, lists }: TermsProps): ReactElement {
  const t = useCopy(termsCopy);
  return (
    <>
      <FieldChoice
        label={t('howPrices')}
        joined
        choices={[
          { value: 'own', label: t('ownPrices') },
          { value: 'formula', label: t('fromAnother'), disabled: lists.length === 0 },
        ]}
        value={draft.how}
        onChange={(how) => onChange({ how })}
      />
      {draft.how === 'formula' ? (
        <FormulaFields draft={draft} onChange={onChange} lists={lists} />
      ) : null}
    </>
  );
}

function FormulaFields({ draft, onChange, lists }: TermsProps): ReactElement {
  const t = useCopy(termsCopy);
  const say = useText();
  const figure = (name: 'percent' | 'amountEuro' | 'floorEuro' | 'margin', min: number) => (
    <NumberField
      label={t(name)}
      min={min}
      {...(name === 'margin' ? { max: 99 } : {})}
      value={draft[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <>
      <div className="lp-form-pair">
        <Select
          label={t('baseList')}
          data={lists.map(({ id, name }) => ({ value: id, label: say(name) }))}
          value={draft.baseListId}
          onChange={(baseListId) => onChange({ baseListId })}
        />
        {figure('percent', -100)}
        {figure('amountEuro', -1_000_000)}
        <Select
          label={t('ending')}
          allowDeselect={false}
          data={ENDINGS.map((value) => ({ value, label: t(`ending-${value}`) }))}
          value={draft.ending}
          onChange={(ending) => ending && onChange({ ending: ending as Ending })}
        />
        {figure('floorEuro', 0)}
        {figure('margin', 0)}
      </div>
      {draft.ending === 'none' ? null : (
        <FieldChoice
          label={t('direction')}
          joined
          choices={DIRECTIONS.map((value) => ({ value, label: t(`direction-${value}`) }))}
          value={draft.direction}
          onChange={(direction) => onChange({ direction })}
        />
      )}
    </>
  );
}
