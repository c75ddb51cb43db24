import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { tenderCopy, tenderTitle } from '../../orders/ui/tender-copy.ts';
import type { ReturnableOrder } from '../contracts.ts';
import type { RefundShare } from '../domain/filed.ts';
import { withShare } from './shares.ts';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

/** On which payments it goes back, where there are several: in proportion, unless somebody chooses. */
export function RefundShares({
  order,
  work,
}: {
  readonly order: ReturnableOrder;
  readonly work: ReturnWork;
}): ReactElement | null {
  const t = useCopy(wizardCopy);
  const tender = useCopy(tenderCopy);
  const write = useFormat();
  const open = order.payments.filter(({ leftMinor }) => leftMinor > 0);
  const { shares } = work.form.settlement;
  const proposed = work.preview?.tenders ?? [];
  if (open.length < 2 || (shares === null && proposed.length === 0)) return null;
  const change = (next: readonly RefundShare[] | null): void => {
    const now = work.latest();
    work.change({ ...now, settlement: { ...now.settlement, shares: next } });
  };
  if (shares === null) {
    const inProportion = open.map(({ paymentId }) => ({
      paymentId,
      amountMinor: proposed.find((part) => part.paymentId === paymentId)?.amountMinor ?? 0,
    }));
    return (
      <Button variant="subtle" onClick={() => change(inProportion)}>
        {t('chooseShares')}
      </Button>
    );
  }
  return (
    <section className="bt-panel oc-return-fields" aria-label={t('shares')}>
      <h2 className="oc-subtitle">{t('shares')}</h2>
      <p className="bt-hint">{t('sharesHint')}</p>
      {open.map(({ paymentId, kind, ending, leftMinor }) => (
        <MoneyInput
          key={paymentId}
          label={tenderTitle(tender, { kind, ending })}
          description={t('shareUpTo', { amount: write.money(leftMinor, order.currency) })}
          max={leftMinor / 100}
          valueMinor={shares.find((share) => share.paymentId === paymentId)?.amountMinor ?? 0}
          onChange={(minor) => minor === null || change(withShare(open, shares, paymentId, minor))}
        />
      ))}
      <Button variant="subtle" onClick={() => change(null)}>
        {t('inProportion')}
      </Button>
    </section>
  );
}
