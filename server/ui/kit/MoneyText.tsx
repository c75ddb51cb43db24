import type { ReactElement } from 'react';
import './text.css';
import { useFormat } from './use-format.ts';

/** `1.284,60 €`; `large` for the amount that can be lost: 34 px on its own line. */
export function MoneyText({
  amountMinor,
  currency = 'EUR',
  size = 'text',
}: {
  readonly amountMinor: number;
  readonly currency?: string;
  readonly size?: 'text' | 'strong' | 'large';
}): ReactElement {
  const write = useFormat();
  return (
    <span className="bt-money" data-size={size}>
      {write.money(amountMinor, currency)}
    </span>
  );
}
