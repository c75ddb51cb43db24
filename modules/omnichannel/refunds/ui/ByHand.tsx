import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { handRefundEndpoint } from '../contracts.ts';
import { partsCopy } from './parts-copy.ts';

/** The office has paid a part outside Bottega: with the reference of the transfer it is paid here too. */
export function ByHand({
  refundId,
  partId,
  refreshes,
}: {
  readonly refundId: string;
  readonly partId: string;
  readonly refreshes: readonly Endpoint[];
}): ReactElement {
  const t = useCopy(partsCopy);
  const [reference, setReference] = useState('');
  const record = useCommandOf(handRefundEndpoint, { refreshes });
  const written = reference.trim();
  return (
    <div className="oc-refund-steps">
      <TextInput
        label={t('reference')}
        maxLength={80}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Button
        loading={record.pending}
        disabled={record.offline || written === ''}
        onClick={() => void record.send({ refundId, partId, reference: written })}
      >
        {t('paidByHand')}
      </Button>
      {record.problem ? <ErrorState problem={record.problem} reading={false} /> : null}
    </div>
  );
}
