import { NumberInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';

/**
 * A figure that may be missing. What is typed stays as typed (`79,0` on the way to `79,05`); what is
 * handed on is the number it says.
 */
export function NumberField({
  label,
  hideLabel = false,
  description,
  value,
  onChange,
  whole = false,
  min = 0,
  max,
  placeholder,
  size = 'md',
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly description?: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly whole?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  readonly size?: 'sm' | 'md';
}): ReactElement {
  const [typed, setTyped] = useState<string | number>('');
  return (
    <NumberInput
      {...(hideLabel ? { 'aria-label': label, hideControls: true } : { label })}
      {...(description === undefined ? {} : { description })}
      {...(max === undefined ? {} : { max })}
      size={size}
      placeholder={placeholder ?? ''}
      min={min}
      allowDecimal={!whole}
      decimalScale={2}
      decimalSeparator=","
      value={numberIn(typed) === value ? typed : (value ?? '')}
      onChange={(next) => {
        setTyped(next);
        onChange(numberIn(next));
      }}
    />
  );
}

function numberIn(typed: string | number): number | null {
  if (typeof typed === 'number') return typed;
  if (typed.trim() === '' || typed.trim() === '-') return null;
  const figure = Number(typed.replace(',', '.'));
  return Number.isFinite(figure) ? figure : null;
}
