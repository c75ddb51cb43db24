import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { handRefundEndpoint, payDebtEndpoint } from '../../refunds/contracts.ts';
import { refundsDueEndpoint, refundTotalsEndpoint, type RefundDue } from '../refund-contracts.ts';
import { refundCopy } from './refund-copy.ts';

const PAY = 'omnichannel.refunds.pay';
const REFRESHES = { refreshes: [refundsDueEndpoint, refundTotalsEndpoint] };

/** How a debt is being paid, and what somebody who pays can do about it now. */
export function DebtPayment({ row }: { readonly row: RefundDue }): ReactElement | null {
  const t = useCopy(refundCopy);
  const may = useMay();
  const { payment, state, locationId } = row;
  const pays = may(PAY, locationId);
  if (state !== 'due') return null;
  if (payment === null) return pays ? <Pay row={row} /> : null;
  const [byHand] = payment.byHand;
  return (
    <>
      <span className="bt-quiet">{payment.state === 'cancelled' ? '' : t(payment.state)}</span>
      {pays && byHand ? (
        <ByHand refundId={payment.refundId} part={byHand} currency={row.currency} />
      ) : null}
    </>
  );
}

/** Providers are called at once; what they do not pay is recorded by hand afterwards. */
function Pay({ row }: { readonly row: RefundDue }): ReactElement {
  const t = useCopy(refundCopy);
  const pay = useCommandOf(payDebtEndpoint, REFRESHES);
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

/** The office paid it outside Bottega and writes down how. */
function ByHand({
  refundId,
  part,
  currency,
}: {
  readonly refundId: string;
  readonly part: { readonly partId: string; readonly amountMinor: number };
  readonly currency: string;
}): ReactElement {
  const t = useCopy(refundCopy);
  const write = useFormat();
  const [reference, setReference] = useState('');
  const record = useCommandOf(handRefundEndpoint, REFRESHES);
  const given = reference.trim();
  return (
    <form
      className="oc-by-hand"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') void record.send({ refundId, partId: part.partId, reference: given });
      }}
    >
      <TextInput
        label={t('reference')}
        value={reference}
        maxLength={80}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={record.pending}
        disabled={record.offline || given === ''}
      >
        {t('record', { amount: write.money(part.amountMinor, currency) })}
      </Button>
      {record.problem ? <ErrorState problem={record.problem} reading={false} /> : null}
    </form>
  );
}
