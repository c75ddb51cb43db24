import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { payDebtEndpoint } from '../../refunds/contracts.ts';
import { ByHand } from '../../refunds/ui/ByHand.tsx';
import { refundsDueEndpoint, refundTotalsEndpoint, type RefundDue } from '../refund-contracts.ts';
import { refundCopy } from './refund-copy.ts';

const PAY = 'omnichannel.refunds.pay';
const REFRESHES = [refundsDueEndpoint, refundTotalsEndpoint] as const;

/** How a debt is being paid, and what somebody who pays can do about it now. */
export function DebtPayment({ row }: { readonly row: RefundDue }): ReactElement | null {
  const t = useCopy(refundCopy);
  const may = useMay();
  const write = useFormat();
  const { payment, state, locationId } = row;
  const pays = may(PAY, locationId);
  if (state !== 'due') return null;
  if (payment === null) return pays ? <Pay row={row} /> : null;
  const [byHand] = payment.byHand;
  return (
    <>
      <span className="bt-quiet">{payment.state === 'cancelled' ? '' : t(payment.state)}</span>
      {pays && byHand ? (
        <ByHand
          refundId={payment.refundId}
          partId={byHand.partId}
          amount={write.money(byHand.amountMinor, row.currency)}
          refreshes={REFRESHES}
        />
      ) : null}
    </>
  );
}

/** Providers are called at once; what they do not pay is recorded by hand afterwards. */
function Pay({ row }: { readonly row: RefundDue }): ReactElement {
  const t = useCopy(refundCopy);
  const pay = useCommandOf(payDebtEndpoint, { refreshes: REFRESHES });
  return (
    <>
      <Button
        variant="default"
        aria-label={t('paySomebodys', { name: row.customerName })}
        loading={pay.pending}
        disabled={pay.offline}
        onClick={() => void pay.send({ refundDueId: row.refundId })}
      >
        {t('pay')}
      </Button>
      {pay.problem ? <ErrorState problem={pay.problem} reading={false} /> : null}
    </>
  );
}
