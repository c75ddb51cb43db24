import type { ReactElement } from 'react';
import { NumberField } from './NumberField.tsx';

/** An amount in euro that is typed with cents and kept in cents. */
export function MoneyInput({
  valueMinor,
  onChange,
  ...others
}: {
  readonly label: string;
  readonly description?: string;
  /** What stands in it while there is no amount. */
  readonly placeholder?: string;
  readonly valueMinor: number | null;
  /** The largest amount, in euro. */
  readonly max?: number;
  readonly disabled?: boolean;
  /** Null while the field is empty: whoever needs an amount leaves theirs as it is. */
  readonly onChange: (minor: number | null) => void;
}): ReactElement {
  return (
    <NumberField
      {...others}
      fixedDecimalScale
      thousandSeparator="."
      suffix=" €"
      value={valueMinor === null ? null : valueMinor / 100}
      onChange={(euro) => onChange(euro === null ? null : Math.round(euro * 100))}
    />
  );
}
