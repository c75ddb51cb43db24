import { ActionIcon, Button, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { NumberTermField, OwnOrChain, type TermFieldsProps } from './NumberTerms.tsx';
import { rulesCopy } from './rules-copy.ts';
import { clockOf, FIRST_CAPACITY, minuteOf, type Capacity } from './rules-draft.ts';

type Band = Capacity['bands'][number];

/** How much is promised for each slot: length, what is counted, places, and other places at certain times. */
export function CapacityFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const capacity = draft.capacity === undefined ? chain.capacity : draft.capacity;
  const set = (change: Partial<Capacity>): void =>
    onChange({ ...draft, capacity: { ...(capacity ?? FIRST_CAPACITY), ...change } });
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('capacity')}</h2>
      <OwnOrChain term="capacity" fields={fields}>
        <Switch
          size="md"
          label={t('capacityOn')}
          checked={capacity !== null}
          disabled={disabled}
          onChange={(event) =>
            onChange({ ...draft, capacity: event.currentTarget.checked ? FIRST_CAPACITY : null })
          }
        />
      </OwnOrChain>
      <NumberTermField term="preparers" fields={fields} />
      {capacity ? (
        <div className="oc-rules-fields">
          <FieldChoice
            label={t('slotMinutes')}
            joined
            choices={[15, 30, 60, 120].map((minutes) => ({
              value: String(minutes),
              label: `${minutes} min`,
              disabled,
            }))}
            value={String(capacity.slotMinutes)}
            onChange={(value) => set({ slotMinutes: Number(value) })}
          />
          <FieldChoice<Capacity['unit']>
            label={t('unit')}
            joined
            choices={[
              { value: 'orders', label: t('orders'), disabled },
              { value: 'pieces', label: t('pieces'), disabled },
            ]}
            value={capacity.unit}
            onChange={(unit) => set({ unit })}
          />
          <NumberField
            label={t('places')}
            min={0}
            max={10_000}
            whole
            disabled={disabled}
            value={capacity.places}
            onChange={(places) => places !== null && set({ places })}
          />
          <Bands bands={capacity.bands} disabled={disabled} onChange={(bands) => set({ bands })} />
        </div>
      ) : (
        <p className="bt-quiet">{t('capacityOff')}</p>
      )}
    </section>
  );
}

function Bands({
  bands,
  disabled,
  onChange,
}: {
  bands: Band[];
  disabled: boolean;
  onChange: (bands: Band[]) => void;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const change = (at: number, part: Partial<Band>): void =>
    onChange(bands.map((band, place) => (place === at ? { ...band, ...part } : band)));
  return (
    <div className="oc-rules-list">
      <h3>{t('bands')}</h3>
      {bands.length === 0 ? <p className="bt-quiet">{t('noBands')}</p> : null}
      {bands.map((band, at) => (
        <div className="oc-rules-row" key={at}>
          <DaysField
            value={band.weekdays}
            disabled={disabled}
            onChange={(weekdays) => change(at, { weekdays })}
          />
          <TimeField
            label={t('bandFrom')}
            value={band.fromMinute}
            disabled={disabled}
            onChange={(fromMinute) => change(at, { fromMinute })}
          />
          <TimeField
            label={t('bandUntil')}
            value={band.untilMinute}
            disabled={disabled}
            onChange={(untilMinute) => change(at, { untilMinute })}
          />
          <NumberField
            label={t('bandPlaces')}
            min={0}
            max={10_000}
            whole
            disabled={disabled}
            value={band.places}
            onChange={(places) => places !== null && change(at, { places })}
          />
          {disabled ? null : (
            <ActionIcon
              size={48}
              aria-label={t('removeBand', { number: at + 1 })}
              onClick={() => onChange(bands.filter((_, place) => place !== at))}
            >
              <IconTrash size={20} stroke={1.8} aria-hidden="true" />
            </ActionIcon>
          )}
        </div>
      ))}
      {disabled ? null : (
        <Button
          size="sm"
          leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() =>
            onChange([
              ...bands,
              { weekdays: [6], fromMinute: 15 * 60, untilMinute: 19 * 60, places: 3 },
            ])
          }
        >
          {t('addBand')}
        </Button>
      )}
    </div>
  );
}

const GROUPS: readonly (readonly [string, 'fiveDays' | 'saturday' | 'sunday' | 'everyDay'])[] = [
  ['1,2,3,4,5', 'fiveDays'],
  ['6', 'saturday'],
  ['7', 'sunday'],
  ['1,2,3,4,5,6,7', 'everyDay'],
];

function DaysField({
  value,
  disabled,
  onChange,
}: {
  value: number[];
  disabled: boolean;
  onChange: (days: number[]) => void;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const key = [...value].sort((a, b) => a - b).join(',');
  const names = t('week').split(' ');
  const choices = [
    ...GROUPS.map(([days, words]) => ({ value: days, label: t(words) })),
    ...[1, 2, 3, 4, 5].map((day) => ({ value: String(day), label: names[day - 1]! })),
  ];
  const known = choices.some((choice) => choice.value === key);
  return (
    <Select
      label={t('bandDays')}
      allowDeselect={false}
      disabled={disabled}
      data={
        known
          ? choices
          : [...choices, { value: key, label: value.map((day) => names[day - 1]).join(' ') }]
      }
      value={key}
      onChange={(days) => days && onChange(days.split(',').map(Number))}
    />
  );
}

function TimeField({
  label,
  value,
  disabled,
  onChange,
}: {
  label: string;
  value: number;
  disabled: boolean;
  onChange: (minute: number) => void;
}): ReactElement {
  return (
    <TextInput
      type="time"
      label={label}
      disabled={disabled}
      value={clockOf(Math.min(value, 1439))}
      onChange={(event) => onChange(minuteOf(event.currentTarget.value))}
    />
  );
}
