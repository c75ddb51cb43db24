import { ActionIcon, Button, Checkbox, MultiSelect, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLanguage } from '../../../../server/ui/language.ts';
import './builder.css';
import { CampaignField } from './CampaignField.tsx';
import { circumstanceCopy } from './circumstance-copy.ts';
import type { HourSpan } from './draft.ts';
import type { FieldsProps } from './TemplateFieldset.tsx';

/** 1 January 2024 was a Monday. */
function weekdayNames(language: string): readonly string[] {
  const write = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => write.format(Date.UTC(2024, 0, day)));
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const days = (typed: readonly string[]): string[] =>
  [...new Set(typed.filter((day) => DAY.test(day)))].sort();

/** Period, days and hours, on the clocks of each shop. */
export function WhenFields(props: FieldsProps): ReactElement {
  const { draft, onChange } = props;
  const t = useCopy(circumstanceCopy);
  const names = weekdayNames(useLanguage());
  const moment = (name: 'from' | 'to', label: string) => (
    <TextInput
      type="datetime-local"
      label={label}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const dates = (name: 'onlyOn' | 'notOn') => (
    <TagsInput
      label={t(name)}
      placeholder={t('dayHint')}
      splitChars={[',', ' ', ';']}
      value={[...draft[name]]}
      onChange={(typed) => onChange({ [name]: days(typed) })}
    />
  );
  const open = draft.onlyOn.length > 0 || draft.notOn.length > 0 || draft.openingDaysOnly;
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('when')} id="when" tabIndex={-1}>
      <h2>{t('when')}</h2>
      <div className="lp-build-pair">
        {moment('from', t('fromField'))}
        {moment('to', t('toField'))}
      </div>
      <MultiSelect
        label={t('weekdays')}
        data={names.map((label, place) => ({ value: String(place + 1), label }))}
        searchable
        selectFirstOptionOnChange
        value={draft.weekdays.map(String)}
        onChange={(weekdays) => onChange({ weekdays: weekdays.map(Number) })}
      />
      <Spans {...props} />
      <CampaignField {...props} />
      <details className="lp-build-more" open={open || undefined}>
        <summary>{t('moreWhen')}</summary>
        <div className="lp-build-pair">
          {dates('onlyOn')}
          {dates('notOn')}
        </div>
        <Checkbox
          label={t('openingDaysOnly')}
          checked={draft.openingDaysOnly}
          onChange={(event) => onChange({ openingDaysOnly: event.currentTarget.checked })}
        />
      </details>
    </section>
  );
}

/** `15:00`–`19:00`; one that begins after it ends goes past midnight. */
function Spans({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(circumstanceCopy);
  const shown = draft.spans.length === 0 ? [{ from: '', to: '' }] : draft.spans;
  const set = (place: number, change: Partial<HourSpan>): void => {
    const next = shown.map((span, one) => (one === place ? { ...span, ...change } : span));
    onChange({ spans: next.filter(({ from, to }) => from !== '' || to !== '') });
  };
  const hour = (span: HourSpan, place: number, name: 'from' | 'to') => (
    <TextInput
      type="time"
      label={t(name === 'from' ? 'hourFrom' : 'hourTo')}
      value={span[name]}
      onChange={(event) => set(place, { [name]: event.currentTarget.value })}
    />
  );
  const whole = shown.every(({ from, to }) => from !== '' && to !== '');
  return (
    <>
      {shown.map((span, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- spans have no name but their place
        <div key={place} className="lp-build-step">
          {hour(span, place, 'from')}
          {hour(span, place, 'to')}
          {shown.length > 1 ? (
            <ActionIcon
              size={48}
              aria-label={t('removeSpan')}
              onClick={() => onChange({ spans: shown.filter((_, one) => one !== place) })}
            >
              <IconTrash size={20} stroke={1.8} aria-hidden />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {whole && shown.length < 4 ? (
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
            onClick={() => onChange({ spans: [...shown, { from: '15:00', to: '19:00' }] })}
          >
            {t('addSpan')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
