import { Select } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice, type Choice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { sameDay } from '../../../../server/ui/kit/format.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { readTerms } from '../contracts.ts';
import { copy } from './copy.ts';

type Terms = ReplyOf<typeof readTerms>;

const OTHER = 'other';
const NEAR = 3;
const DAY_MS = 24 * 3_600_000;

/** Until which closing the piece is kept: today, tomorrow, the next open days, or a later one. */
export function UntilField({
  terms,
  value,
  onChange,
}: {
  readonly terms: Terms;
  readonly value: string;
  readonly onChange: (until: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const near = terms.closings.slice(0, NEAR);
  const later = terms.closings.slice(NEAR);
  const [other, setOther] = useState(!near.some(({ until }) => until === value));
  const dayWords = (until: string): string => {
    if (sameDay(write.reader, until, now)) return t('today');
    const day = write.day(until);
    const tomorrow = new Date(now.getTime() + DAY_MS);
    return sameDay(write.reader, until, tomorrow)
      ? t('tomorrow', { day: day.split(' ')[0]! })
      : capital(day);
  };
  const choices: Choice<string>[] = near.map(({ until }) => ({
    value: until,
    label: dayWords(until),
    note: t('atTime', { time: write.clock(until) }),
  }));
  if (later.length > 0) choices.push({ value: OTHER, label: t('otherDay') });
  return (
    <>
      <FieldChoice
        label={t('until')}
        choices={choices}
        value={other ? OTHER : value}
        onChange={(chosen) => {
          setOther(chosen === OTHER);
          onChange(chosen === OTHER ? later[0]!.until : chosen);
        }}
      />
      {other && (
        <Select
          label={t('chooseDay')}
          data={later.map(({ until }) => ({
            value: until,
            label: `${write.day(until)}, ${write.clock(until)}`,
          }))}
          value={value}
          onChange={(chosen) => chosen !== null && onChange(chosen)}
        />
      )}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
