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
      onChange={(next) => typeof next === 'number' && onChange(Math.round(next * 100))}
    />
  );
}
