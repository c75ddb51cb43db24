import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconCalendarPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { holidaysOfYear } from '../contracts.ts';
import { copy } from './copy.ts';
import { withHolidays, type Exception, type HoursDraft } from './hours-draft.ts';
import { SpansField } from './SpansField.tsx';

interface FieldsProps {
  readonly draft: HoursDraft;
  readonly disabled: boolean;
  readonly onChange: (draft: HoursDraft) => void;
}

const DAYS = ['day_0', 'day_1', 'day_2', 'day_3', 'day_4', 'day_5', 'day_6'] as const;

/** The seven days, Monday first. */
export function WeekFields({ draft, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const set = (at: number, spans: HoursDraft['week'][number]): void =>
    onChange({
      ...draft,
      week: draft.week.map((before, place) => (place === at ? spans : before)),
    });
  return (
    <section className="bt-panel">
      <h2>{t('week')}</h2>
      <ul className="bl-week">
        {DAYS.map((name, at) => (
          <li key={name}>
            <span className="bl-day">{t(name)}</span>
            <SpansField
              day={t(name)}
              spans={draft.week[at] ?? []}
              disabled={disabled}
              onChange={(spans) => set(at, spans)}
            />
            {!disabled && at > 0 && (
              <Button
                size="sm"
                variant="subtle"
                aria-label={t('copyDownDay', { day: t(name) })}
                onClick={() => set(at, draft.week[at - 1] ?? [])}
              >
                {t('copyDown')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Days that differ from the week: holidays, inventories, late openings. */
export function ExceptionFields({ draft, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const client = useClient();
  const year = useMinute().getFullYear();
  const { exceptions } = draft;
  const setAll = (next: readonly Exception[]): void =>
    onChange({ ...draft, exceptions: [...next] });
  const change = (at: number, part: Partial<Exception>): void =>
    setAll(exceptions.map((each, place) => (place === at ? { ...each, ...part } : each)));
  const addHolidays = async (of: number): Promise<void> => {
    const { holidays } = await client.call(holidaysOfYear, { year: of });
    setAll(withHolidays(exceptions, holidays));
  };
  return (
    <section className="bt-panel">
      <h2>{t('exceptions')}</h2>
      {exceptions.length === 0 && <p className="bt-quiet">{t('noExceptions')}</p>}
      <ul className="bl-exceptions">
        {exceptions.map((each, at) => (
          <li key={at}>
            <TextInput
              type="date"
              aria-label={t('exceptionDay')}
              value={each.day}
              disabled={disabled}
              onChange={(event) => change(at, { day: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('exceptionName')}
              value={each.name}
              maxLength={80}
              disabled={disabled}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
            />
            <SpansField
              day={each.name}
              spans={each.spans}
              disabled={disabled}
              onChange={(spans) => change(at, { spans })}
            />
            {!disabled && (
              <ActionIcon
                size={44}
                aria-label={t('removeException', { name: each.name })}
                onClick={() => setAll(exceptions.filter((_, place) => place !== at))}
              >
                <IconTrash size={20} stroke={1.8} aria-hidden="true" />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <div className="bl-buttons">
          <Button
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
            onClick={() => setAll([...exceptions, { day: '', name: t('newException'), spans: [] }])}
          >
            {t('addException')}
          </Button>
          {[year, year + 1].map((of) => (
            <Button
              key={of}
              size="sm"
              leftSection={<IconCalendarPlus size={18} stroke={1.8} aria-hidden />}
              onClick={() => void addHolidays(of)}
            >
              {t('addHolidays', { year: of })}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

/** Whether customers collect here, and how many orders the shop can prepare at once. */
export function PickupFields({ draft, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  return (
    <section className="bt-panel bl-pickup">
      <h2>{t('pickupTitle')}</h2>
      <Switch
        label={t('pickupSwitch')}
        size="md"
        checked={draft.pickupEnabled}
        disabled={disabled}
        onChange={(event) => onChange({ ...draft, pickupEnabled: event.currentTarget.checked })}
      />
      <NumberField
        label={t('capacity')}
        description={t('capacityHint')}
        min={1}
        max={10_000}
        whole
        disabled={disabled || !draft.pickupEnabled}
        value={draft.pickupCapacity}
        onChange={(pickupCapacity) => onChange({ ...draft, pickupCapacity })}
      />
    </section>
  );
}
