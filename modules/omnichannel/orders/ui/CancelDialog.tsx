import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { cancelOrderEndpoint } from '../contracts.ts';
import { readOrderEndpoint, type OrderDetail } from '../reading-contracts.ts';
import { cancelCopy } from './cancel-copy.ts';
import './cancel.css';
import { everything, openOf, whatFollows, type Counts } from './cancellation.ts';
import { tenderCopy, tenderKey } from './tender-copy.ts';

const REASONS = ['changedMind', 'orderedTwice', 'faulty', 'neverFound', 'other'] as const;
type Reason = (typeof REASONS)[number];

/** Cancels an order or some of its pieces; what follows for goods and money is said before. */
export function CancelDialog({
  orderId,
  onClose,
  onDone,
}: {
  readonly orderId: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactElement {
  const t = useCopy(cancelCopy);
  const order = useQueryOf(readOrderEndpoint, { orderId }, { freshSeconds: 0 });
  const number = order.data ? orderNumber(order.data.number) : '';
  return (
    <Dialog opened onClose={onClose} title={t('title', { number })}>
      <Shown reading={order} what={t('cannotRead')}>
        {(detail) =>
          openOf(detail).length === 0 ? (
            <p>{t('nothingOpen')}</p>
          ) : (
            <Form order={detail} onClose={onClose} onDone={onDone} onAgain={order.retry} />
          )
        }
      </Shown>
    </Dialog>
  );
}

function Form({
  order,
  onClose,
  onDone,
  onAgain,
}: {
  readonly order: OrderDetail;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(cancelCopy);
  const [some, setSome] = useState<Counts | null>(null);
  const [reason, setReason] = useState<Reason>('changedMind');
  const [words, setWords] = useState('');
  const command = useCommandOf(cancelOrderEndpoint, { refreshes: [readOrderEndpoint], onDone });
  const counts = some ?? everything(order);
  const follows = whatFollows(order, counts);
  const why = reason === 'other' ? words.trim() : t(reason);
  const send = async (): Promise<void> => {
    const outcome = await command.send({
      orderId: order.orderId,
      expectedVersion: order.version,
      reason: why,
      ...(some ? { lines: linesOf(some) } : {}),
    });
    if (!outcome.done && outcome.problem.status === 412) onAgain();
  };
  return (
    <div className="oc-cancel">
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      <FieldChoice
        label={t('whatToCancel')}
        joined
        choices={[
          { value: 'all', label: t('everything') },
          { value: 'some', label: t('somePieces') },
        ]}
        value={some ? 'some' : 'all'}
        onChange={(value) => setSome(value === 'all' ? null : {})}
      />
      {some ? <Lines order={order} counts={some} onChange={setSome} /> : null}
      <FieldChoice
        label={t('why')}
        choices={REASONS.map((value) => ({ value, label: t(value) }))}
        value={reason}
        onChange={setReason}
      />
      {reason === 'other' ? (
        <TextInput
          label={t('reason')}
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      ) : null}
      <Follows order={order} follows={follows} />
      <div className="oc-cancel-foot">
        <Button onClick={onClose}>{t('stay')}</Button>
        <Button
          variant="filled"
          color="ritardo"
          loading={command.pending}
          disabled={command.offline || follows.pieces === 0 || why === ''}
          title={command.offline ? t('needsNetwork') : undefined}
          onClick={() => void send()}
        >
          {some ? t('confirm', { count: follows.pieces }) : t('confirmAll')}
        </Button>
      </div>
    </div>
  );
}

function linesOf(counts: Counts): { lineId: string; quantity: number }[] {
  return Object.entries(counts).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
}

function Lines({
  order,
  counts,
  onChange,
}: {
  readonly order: OrderDetail;
  readonly counts: Counts;
  readonly onChange: (counts: Counts) => void;
}): ReactElement {
  const t = useCopy(cancelCopy);
  return (
    <ul className="oc-cancel-lines">
      {openOf(order).map(({ line, open }) => (
        <li key={line.lineId}>
          <span className="oc-cancel-item">
            <strong>{line.name}</strong>
            <ColourAndSize item={line} />
          </span>
          <NumberField
            label={t('piecesToCancel', { name: line.name, size: line.size })}
            hideLabel
            hideControls={false}
            value={counts[line.lineId] ?? 0}
            min={0}
            max={open}
            clampBehavior="strict"
            whole
            w={104}
            onChange={(value) => onChange({ ...counts, [line.lineId]: value ?? 0 })}
          />
          <span className="bt-quiet">{t('ofPieces', { count: open })}</span>
        </li>
      ))}
    </ul>
  );
}

/** What becomes of the goods, and the amount spelt out. */
function Follows({
  order,
  follows,
}: {
  readonly order: OrderDetail;
  readonly follows: ReturnType<typeof whatFollows>;
}): ReactElement | null {
  const t = useCopy(cancelCopy);
  const tender = useCopy(tenderCopy);
  const kinds = [...new Set(order.payments.map(({ kind }) => kind))];
  const goods = [
    ...(follows.free > 0
      ? [t('backOnSale', { pieces: t('pieces', { count: follows.free }) })]
      : []),
    ...(follows.toPutBack > 0
      ? [t('toPutBack', { pieces: t('pieces', { count: follows.toPutBack }) })]
      : []),
  ];
  if (follows.pieces === 0) return null;
  return (
    <div className="oc-cancel-follows">
      {follows.refundMinor > 0 ? (
        <>
          <span className="bt-quiet">{t('refund')}</span>
          <MoneyText amountMinor={follows.refundMinor} currency={order.currency} size="large" />
          <span className="bt-quiet">
            {t('onPayments', { tenders: kinds.map((kind) => tender(tenderKey(kind))).join(' + ') })}
          </span>
        </>
      ) : (
        <strong>{t('noRefund')}</strong>
      )}
      <p>{[goods.join(', '), t('customerTold')].filter((words) => words !== '').join('. ')}</p>
    </div>
  );
}
