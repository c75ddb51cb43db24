import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { counterRefundEndpoint, type RefundShown } from '../contracts.ts';
import { COUNTER_TENDERS, type CounterTender } from '../domain/tender.ts';
import { partsCopy } from './parts-copy.ts';
import './refunds.css';

interface Props {
  readonly refund: RefundShown;
  readonly refreshes: readonly Endpoint[];
}

/** What is given over the counter is paid when the clerk says that it was given: cash and card each for itself. */
export function AtCounter(props: Props): ReactElement {
  return (
    <>
      {COUNTER_TENDERS.filter((tender) => openMinor(props.refund, tender) !== null).map(
        (tender) => (
          <Given key={tender} tender={tender} {...props} />
        ),
      )}
    </>
  );
}

/** What the clerk gives by a tender, cash as it is rounded; null when nothing of it is left to give. */
function openMinor({ parts, roundingMinor }: RefundShown, by: CounterTender): number | null {
  const open = parts.filter(({ tender, state }) => tender === by && state === 'authorised');
  if (open.length === 0) return null;
  const minor = open.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return by === 'cash' ? minor + roundingMinor : minor;
}

function Given({
  tender,
  refund,
  refreshes,
}: Props & { readonly tender: CounterTender }): ReactElement {
  const t = useCopy(partsCopy);
  const write = useFormat();
  const [slip, setSlip] = useState('');
  const give = useCommandOf(counterRefundEndpoint, { refreshes });
  const written = slip.trim();
  const card = tender === 'card-terminal';
  const amount = write.money(openMinor(refund, tender) ?? 0, refund.currency);
  return (
    <div className="oc-refund-steps">
      {card ? (
        <TextInput
          label={t('slip')}
          maxLength={60}
          value={slip}
          onChange={(event) => setSlip(event.currentTarget.value)}
        />
      ) : null}
      <Button
        loading={give.pending}
        disabled={give.offline}
        title={give.offline ? t('needsNetwork') : undefined}
        onClick={() =>
          void give.send({
            refundId: refund.refundId,
            tender,
            ...(card && written !== '' ? { terminalSlip: written } : {}),
          })
        }
      >
        {t(card ? 'giveCard' : 'giveCash', { amount })}
      </Button>
      {give.problem ? <ErrorState problem={give.problem} reading={false} /> : null}
    </div>
  );
}
