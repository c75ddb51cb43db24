import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { addDays, dayAt, isPlainDate } from '../../../../server/kernel/time.ts';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { copy } from './copy.ts';

/** The day whose labels are looked at: tomorrow unless the address names another one. */
export function useLabelDay(): {
  readonly day: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly choose: (day: string) => void;
} {
  const { zone } = useFormat().reader;
  const today = dayAt(zone, useMinute());
  const tomorrow = addDays(today, 1);
  const [asked, setAsked] = useAddressValue('giorno');
  const day = asked !== null && isPlainDate(asked) ? asked : tomorrow;
  return { day, today, tomorrow, choose: (next) => setAsked(next === tomorrow ? null : next) };
}

type Which = 'today' | 'tomorrow' | 'other';

/** Today, tomorrow, or any other day. */
export function DayChoice(): ReactElement {
  const t = useCopy(copy);
  const { day, today, tomorrow, choose } = useLabelDay();
  const which: Which = day === today ? 'today' : day === tomorrow ? 'tomorrow' : 'other';
  const other = { today, tomorrow, other: addDays(tomorrow, 1) };
  return (
    <div className="lp-label-days">
      <FieldChoice<Which>
        label={t('day')}
        hideLabel
        joined
        choices={[
          { value: 'today', label: t('today') },
          { value: 'tomorrow', label: t('tomorrow') },
          { value: 'other', label: t('otherDay') },
        ]}
        value={which}
        onChange={(next) => choose(other[next])}
      />
      {which === 'other' ? (
        <TextInput
          type="date"
          aria-label={t('otherDay')}
          value={day}
          onChange={(event) => event.currentTarget.value && choose(event.currentTarget.value)}
        />
      ) : null}
    </div>
  );
}
