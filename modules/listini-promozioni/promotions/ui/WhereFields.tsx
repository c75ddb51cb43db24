import { MultiSelect, TagsInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { readVocabulary } from '../finding-contracts.ts';
import './builder.css';
import { circumstanceCopy } from './circumstance-copy.ts';
import type { FieldsProps } from './TemplateFieldset.tsx';

const FRESH_SECONDS = 600;

/** The names that promotions can use: known ones are offered, a tier or region of tomorrow can be typed. */
export function useVocabulary() {
  return useQueryOf(readVocabulary, {}, { freshSeconds: FRESH_SECONDS }).data;
}

/** Negozi, gruppi, regioni, canali: any that is left empty does not restrict. */
export function WhereFields({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(circumstanceCopy);
  const say = useText();
  const { places } = useSession();
  const known = useVocabulary();
  const shops = places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }));
  const groups = (known?.groups ?? []).map(({ id, name }) => ({ value: id, label: say(name) }));
  const channels = (known?.channels ?? []).map((value) => ({
    value,
    label: value === 'store' ? t('channel-store') : value,
  }));
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('where')} id="where" tabIndex={-1}>
      <h2>{t('where')}</h2>
      <div className="lp-build-pair">
        <TagsInput
          label={t('regions')}
          data={known?.regions ?? []}
          value={[...draft.regions]}
          onChange={(regions) => onChange({ regions })}
        />
        <MultiSelect
          label={t('channels')}
          data={withMissing(channels, draft.channels)}
          searchable
          value={[...draft.channels]}
          onChange={(chosen) => onChange({ channels: chosen })}
        />
        <MultiSelect
          label={t('shops')}
          data={withMissing(shops, draft.shops)}
          searchable
          value={[...draft.shops]}
          onChange={(chosen) => onChange({ shops: chosen })}
        />
        <MultiSelect
          label={t('exceptShops')}
          data={withMissing(shops, draft.exceptShops)}
          searchable
          value={[...draft.exceptShops]}
          onChange={(exceptShops) => onChange({ exceptShops })}
        />
        {groups.length > 0 || draft.groups.length > 0 ? (
          <MultiSelect
            label={t('groups')}
            data={withMissing(groups, draft.groups)}
            value={[...draft.groups]}
            onChange={(chosen) => onChange({ groups: chosen })}
          />
        ) : null}
      </div>
    </section>
  );
}

/** What was chosen and is not known any more still has a name. */
function withMissing(
  known: readonly { readonly value: string; readonly label: string }[],
  chosen: readonly string[],
): { value: string; label: string }[] {
  const missing = chosen.filter((value) => known.every((one) => one.value !== value));
  return [...known, ...missing.map((value) => ({ value, label: value }))];
}
