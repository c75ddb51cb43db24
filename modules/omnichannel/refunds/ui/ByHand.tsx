import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { handRefundEndpoint } from '../contracts.ts';
import { partsCopy } from './parts-copy.ts';
import './refunds.css';

/** The office has paid a part outside Bottega: with the reference of the transfer it is paid here too. */
export function ByHand({
  refundId,
  partId,
  amount,
  refreshes,
}: {
  readonly refundId: string;
  readonly partId: string;
  /** «12,00 €» */
  readonly amount: string;
  readonly refreshes: readonly Endpoint[];
}): ReactElement {
  const t = useCopy(partsCopy);
  const [reference, setReference] = useState('');
  const record = useCommandOf(handRefundEndpoint, { refreshes });
  const written = reference.trim();
  return (
    <form
      className="oc-refund-steps"
      onSubmit={(event) => {
        event.preventDefault();
        if (written !== '') void record.send({ refundId, partId, reference: written });
      }}
    >
      <TextInput
        label={t('reference')}
        maxLength={80}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={record.pending}
        disabled={record.offline || written === ''}
      >
        {t('paidByHand', { amount })}
      </Button>
      {record.problem ? <ErrorState problem={record.problem} reading={false} /> : null}
    </form>
  );
}
