import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import type { PickupCard } from '../contracts.ts';
import type { HandoverSums } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';

/** What was paid, what stays, and the amount to collect now, large enough not to be misread. */
export function HandoverSummary({
  card,
  sums,
}: {
  card: PickupCard;
  sums: HandoverSums;
}): ReactElement {
  const t = useCopy(handoverCopy);
  const { currency } = card.row;
  return (
    <div className="bt-aside-pad oc-summary">
      <h2 className="oc-subtitle">{t('summary')}</h2>
      <p className="oc-sum">
        <span>{t('paidOnline')}</span>
        <MoneyText amountMinor={card.paidMinor} currency={currency} />
      </p>
      {sums.staying > 0 ? (
        <p className="oc-sum">
          <span>{t('stays', { pieces: t('pieces', { count: sums.staying }) })}</span>
        </p>
      ) : null}
      <hr />
      {sums.dueMinor > 0 ? (
        <>
          <span className="bt-quiet">{t('toPayNow')}</span>
          <MoneyText amountMinor={sums.dueMinor} currency={currency} size="large" />
        </>
      ) : (
        <strong>{t('nothingToPay')}</strong>
      )}
    </div>
  );
}
