import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { tenderCopy, tenderTitle } from '../../orders/ui/tender-copy.ts';
import type { ReturnPreview } from '../contracts.ts';
import { wizardCopy } from './wizard-copy.ts';

/** On what the money goes back, as it was paid, and the VAT in it by rate. */
export function Tenders({
  tenders,
  rates,
  currency,
  roundingMinor = 0,
  chosen = false,
}: {
  readonly tenders: ReturnPreview['tenders'];
  readonly rates: ReturnPreview['byVatRate'];
  readonly currency: string;
  /** Given more, or less, because all of it is cash. */
  readonly roundingMinor?: number;
  /** Somebody chose the shares of the payments. */
  readonly chosen?: boolean;
}): ReactElement | null {
  const t = useCopy(wizardCopy);
  const write = useFormat();
  const tender = useCopy(tenderCopy);
  const paid = tenders.filter(({ amountMinor }) => amountMinor > 0);
  if (paid.length === 0 && rates.length === 0) return null;
  const vat = rates
    .map(({ rate, vatMinor }) =>
      t('vatOf', { rate: write.percent(rate), amount: write.money(vatMinor, currency) }),
    )
    .join(' · ');
  return (
    <div className="bt-panel oc-return-tenders">
      <dl className="oc-return-sums">
        {paid.map(({ paymentId, kind, ending, amountMinor }) => (
          <div key={paymentId}>
            <dt>{tenderTitle(tender, { kind, ending })}</dt>
            <dd>
              <MoneyText amountMinor={amountMinor} currency={currency} size="strong" />
            </dd>
          </div>
        ))}
        {roundingMinor === 0 ? null : (
          <div>
            <dt>{t('rounding')}</dt>
            <dd>
              <MoneyText amountMinor={roundingMinor} currency={currency} />
            </dd>
          </div>
        )}
      </dl>
      <p className="bt-hint">
        {[paid.length > 0 ? t(chosen ? 'asChosen' : 'asPaid') : '', vat]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
