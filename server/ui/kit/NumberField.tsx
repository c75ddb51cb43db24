import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState, type ReactElement } from 'react';

interface NumberFieldProps extends Omit<
  NumberInputProps,
  'value' | 'onChange' | 'onBlur' | 'label' | 'allowDecimal' | 'decimalScale' | 'decimalSeparator'
> {
  readonly label: string;
  /** The label is read aloud, not shown: the field stands in a row that says what it is. */
  readonly hideLabel?: boolean;
  readonly value: number | null;
  /** Null while the field is empty. Whoever needs a figure leaves theirs as it is: the field shows it again. */
  readonly onChange: (value: number | null) => void;
  readonly whole?: boolean;
  readonly decimals?: number;
}

/**
 * A figure, written with a comma. While somebody types, what they typed stays as it is (`79,0` on the way
 * to `79,05`, nothing on the way from 1 to 20); what is handed on is the number it says.
 */
export function NumberField({
  label,
  hideLabel = false,
  value,
  onChange,
  whole = false,
  decimals = 2,
  fixedDecimalScale = false,
  size = 'md',
  min = 0,
  ...others
}: NumberFieldProps): ReactElement {
  const [typing, setTyping] = useState<Typing | null>(null);
  return (
    <NumberInput
      {...(hideLabel ? { 'aria-label': label, hideControls: true } : { label })}
      {...others}
      size={size}
      min={min}
      allowDecimal={!whole}
      decimalScale={whole ? 0 : decimals}
      decimalSeparator=","
      // Noughts that nobody typed would stand between the hand and the comma.
      fixedDecimalScale={fixedDecimalScale && typing === null}
      value={typing !== null && isStillOf(typing, value) ? typing.text : (value ?? '')}
      onChange={(text) => {
        setTyping({ text, before: value });
        onChange(numberIn(text));
      }}
      onBlur={() => setTyping(null)}
    />
  );
}

interface Typing {
  readonly text: string | number;
  readonly before: number | null;
}

/** Not when the figure became another by itself: a scan counted on, a choice set it. */
function isStillOf({ text, before }: Typing, value: number | null): boolean {
  return value === numberIn(text) || value === before;
}

function numberIn(text: string | number): number | null {
  if (typeof text === 'number') return text;
  if (text.trim() === '' || text.trim() === '-') return null;
  const figure = Number(text);
  return Number.isFinite(figure) ? figure : null;
}
