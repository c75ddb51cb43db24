import { IconPackageImport, IconScan } from '@tabler/icons-react';
import { useRef, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { useLatest, type Latest } from '../../../../server/ui/latest.ts';
import { isFinal } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { readTransfer, type TransferCard } from '../contracts.ts';
import { confirmAsSent, receiveShipment } from '../steps-contracts.ts';
import { stepCopy } from './step-copy.ts';
import {
  EMPTY_RECEIPT,
  linesToReceive,
  receiptOf,
  sumsOf,
  withoutSent,
  withScan,
  type ReceiptForm,
  type ReceiptSums,
} from './receipt-form.ts';
import { ReceiptLines } from './ReceiptLines.tsx';
import { TransferFrame, type TransferProps } from './TransferFrame.tsx';

interface ReceiveProps extends TransferProps {
  readonly shipment: TransferCard['shipments'][number];
}

/** A parcel is here: all as the paper says in one press, or piece by piece. */
export function ReceiveTransfer(props: ReceiveProps): ReactElement {
  const { card, shipment } = props;
  const t = useCopy(stepCopy);
  const counting = useLatest<ReceiptForm>(EMPTY_RECEIPT);
  const { value: form, latest, keep } = counting;
  const lines = linesToReceive(card, shipment, form);
  const sums = sumsOf(lines, form);
  const receiving = useReceiving(props, counting, sums);
  useScan((scan) => {
    if (scan.kind !== 'item') return PASSED;
    const scanned = withScan(card, shipment, latest(), scan.code);
    keep(scanned.form);
    if (scanned.on === 'unexpected') return accepted(t('unexpectedScanned'), scan.code);
    const line = linesToReceive(card, shipment, scanned.form).find(
      ({ lineId }) => lineId === scanned.lineId,
    )!;
    const { item, count, expected } = line;
    return accepted(
      `${item.name} · ${item.colour} · ${item.size}`,
      t('countedOf', { count: (count.good ?? 0) + count.damaged, of: expected }),
    );
  });
  return (
    <TransferFrame
      {...props}
      problem={receiving.problem}
      primary={receiving.primary}
      secondary={receiving.secondary}
      unsaved={sums.begun}
      note={sums.begun ? undefined : t('asSentNote')}
    >
      <p className="bt-quiet ss-transfer-told">
        <IconScan size={20} stroke={1.8} aria-hidden />
        {sums.begun ? (
          <Sums sums={sums} />
        ) : (
          t('scanToReceive', { document: shipment.document.written })
        )}
      </p>
      <ReceiptLines lines={lines} form={form} onChange={keep} />
    </TransferFrame>
  );
}

function Sums({ sums }: { readonly sums: ReceiptSums }): ReactElement {
  const t = useCopy(stepCopy);
  const told = [
    t('foundOf', { count: sums.found, of: sums.expected }),
    ...(sums.short > 0 ? [t('shortCount', { count: sums.short })] : []),
    ...(sums.over > 0 ? [t('overCount', { count: sums.over })] : []),
    ...(sums.damaged > 0 ? [t('damagedCount', { count: sums.damaged })] : []),
    ...(sums.unexpected > 0 ? [t('unexpectedCount', { count: sums.unexpected })] : []),
  ];
  return <strong role="status">{told.join(' · ')}</strong>;
}

/** Nothing counted yet: all as sent is the way. Once somebody counts, what was counted is. */
function useReceiving(props: ReceiveProps, counting: Latest<ReceiptForm>, sums: ReceiptSums) {
  const { shipmentId, state } = props.shipment;
  const t = useCopy(stepCopy);
  const asSent = useCommandOf(confirmAsSent);
  const counted = useCounted(props, counting);
  const needsNetwork = asSent.offline ? t('needsNetwork') : null;
  const confirm: Action = {
    id: 'as-sent',
    label: t('confirmAsSent', { count: sums.expected }),
    icon: IconPackageImport,
    pending: asSent.pending,
    blocked: needsNetwork,
    onPress: () => void asSent.send({ shipmentId }),
  };
  const close: Action = {
    id: 'counted',
    label: t('confirmCount', { count: sums.found }),
    icon: IconPackageImport,
    pending: counted.pending,
    blocked: needsNetwork ?? (sums.uncounted > 0 ? t('toCount', { count: sums.uncounted }) : null),
    onPress: () => counted.send(true),
  };
  const part: Action = {
    id: 'part',
    label: t('moreToCome'),
    pending: counted.pending,
    blocked: needsNetwork ?? (sums.begun ? null : t('countFirst')),
    onPress: () => counted.send(false),
  };
  return {
    problem: asSent.problem ?? counted.problem,
    primary: sums.begun ? close : confirm,
    // It stays when its press has emptied the count: a second press must not meet another button there.
    secondary: sums.begun || state === 'partly-received' ? [part] : [],
  };
}

interface Sent {
  readonly form: ReceiptForm;
  readonly input: ReturnType<typeof receiptOf>;
}

/**
 * Sends what is counted, and takes it off the count once it is written down. While the outcome is unknown
 * the next press sends the same again, whatever was scanned since: the receipt may have been written.
 */
function useCounted({ card, shipment }: ReceiveProps, { latest, keep }: Latest<ReceiptForm>) {
  const sent = useRef<Sent | null>(null);
  const { send, pending, problem } = useCommandOf(receiveShipment, { refreshes: [readTransfer] });
  const receiptNow = (complete: boolean): Sent => {
    const form = latest();
    const lines = linesToReceive(card, shipment, form);
    return { form, input: receiptOf(lines, form, shipment.shipmentId, complete) };
  };
  return {
    pending,
    problem,
    send: (complete: boolean): void => {
      const current = (sent.current ??= receiptNow(complete));
      void send(current.input).then((outcome) => {
        // A second press has waited for the same answer.
        if (sent.current !== current) return;
        if (outcome.done) keep(withoutSent(latest(), current.form));
        if (outcome.done || isFinal(outcome.problem)) sent.current = null;
      });
    },
  };
}
