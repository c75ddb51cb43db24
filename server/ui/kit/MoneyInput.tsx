import { NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';

/** An amount in euro that is typed with cents and kept in cents. */
export function MoneyInput({
  label,
  valueMinor,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly valueMinor: number;
  readonly disabled?: boolean;
  readonly onChange: (minor: number) => void;
}): ReactElement {
  return (
    <NumberInput
      label={label}
      min={0}
      decimalScale={2}
      fixedDecimalScale
      decimalSeparator=","
      thousandSeparator="."
      suffix=" €"
      disabled={disabled}
      value={valueMinor / 100}
      // What ends in a nought after the comma comes as text, so that it can be typed on.
      onChange={(next) => {
        const minor = Math.round(Number(next) * 100);
        if (next !== '' && Number.isFinite(minor)) onChange(minor);
      }}
    />
  );
}
