import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { copy } from './copy.ts';
import { completeTime, flawOfDay, withSpan, type Span } from './hours-draft.ts';

/** The openings of one day; none is a closed day, two have a break between them. */
export function SpansField({
  day,
  spans,
  disabled,
  onChange,
}: {
  /** «Lunedì», said with each field. */
  readonly day: string;
  readonly spans: readonly Span[];
  readonly disabled: boolean;
  readonly onChange: (spans: Span[]) => void;
}): ReactElement {
  const t = useCopy(copy);
  const flaw = flawOfDay(spans);
  const change = (at: number, part: Partial<Span>): void =>
    onChange(spans.map((span, place) => (place === at ? { ...span, ...part } : span)));
  return (
    <div className="bl-spans">
      {spans.length === 0 && <span className="bt-quiet bl-closed">{t('closedDay')}</span>}
      {spans.map((span, at) => (
        <span key={at} className="bl-span">
          <TimeInput
            label={t('opens', { day })}
            value={span.opens}
            disabled={disabled}
            onChange={(opens) => change(at, { opens })}
          />
          <span aria-hidden="true">–</span>
          <TimeInput
            label={t('closes', { day })}
            value={span.closes}
            disabled={disabled}
            onChange={(closes) => change(at, { closes })}
          />
          {!disabled && (
            <ActionIcon
              size={44}
              aria-label={t('removeSpan', { from: span.opens, to: span.closes, day })}
              onClick={() => onChange(spans.filter((_, place) => place !== at))}
            >
              <IconTrash size={20} stroke={1.8} aria-hidden="true" />
            </ActionIcon>
          )}
        </span>
      ))}
      {!disabled && spans.length < 3 && (
        <Button
          size="sm"
          variant="subtle"
          aria-label={`${t(spans.length === 1 ? 'middayClosing' : 'addSpan')}, ${day}`}
          leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() => onChange(withSpan(spans))}
        >
          {t(spans.length === 1 ? 'middayClosing' : 'addSpan')}
        </Button>
      )}
      {flaw !== null && (
        <p className="bt-choice-error" role="alert">
          {t(flaw)}
        </p>
      )}
    </div>
  );
}

/** A time of day as it is written in Italy, whatever clock the device prefers; `1930` becomes 19:30. */
function TimeInput({
  label,
  value,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}): ReactElement {
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      placeholder="10:00"
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => onChange(completeTime(value))}
    />
  );
}
