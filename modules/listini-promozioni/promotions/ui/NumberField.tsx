import { NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';

/** A figure that may be missing. Whole ones have no decimals; amounts are typed in euro. */
export function NumberField({
  label,
  value,
  onChange,
  whole = false,
  max,
  placeholder,
  error,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly whole?: boolean;
  readonly max?: number;
  readonly placeholder?: string;
  readonly error?: string | null;
}): ReactElement {
  return (
    <NumberInput
      label={label}
      placeholder={placeholder ?? ''}
      min={0}
      {...(max === undefined ? {} : { max })}
      allowDecimal={!whole}
      decimalScale={2}
      decimalSeparator=","
      value={value ?? ''}
      error={error ?? null}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
    />
  );
}
