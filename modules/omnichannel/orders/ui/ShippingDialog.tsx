import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconBuildingStore, IconTruckDelivery } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { CounterTender } from '../domain/order.ts';
import { readOrderEndpoint } from '../reading-contracts.ts';
import {
  chooseShippingEndpoint,
  shippingQuoteEndpoint,
  undoShippingEndpoint,
  type ShippingQuote,
} from '../shipping-contracts.ts';
import { shippingCopy } from './shipping-copy.ts';
import { firstTyped, wrongIn, writtenAddress, type Typed } from './typed-address.ts';

const REFRESHES = { refreshes: [readOrderEndpoint, shippingQuoteEndpoint] };

/** Has an order sent in the customer's name, takes what that costs, and takes it back before the carrier. */
export function ShippingDialog({
  orderId,
  onClose,
}: {
  readonly orderId: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shippingCopy);
  const quote = useQueryOf(shippingQuoteEndpoint, { orderId }, { freshSeconds: 0 });
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={560}>
      <Shown reading={quote} what={t('cannotRead')}>
        {(found) => (
          <div className="oc-shipping">
            {found.against === null ? (
              <AddressForm orderId={orderId} quote={found} onDone={onClose} onAgain={quote.retry} />
            ) : (
              <Notice role="attesa" icon={IconAlertTriangle} title={t(`against_${found.against}`)}>
                {t(`againstText_${found.against}`)}
              </Notice>
            )}
            {found.mayCollectInstead ? (
              <WayBack orderId={orderId} quote={found} onDone={onClose} onAgain={quote.retry} />
            ) : null}
          </div>
        )}
      </Shown>
    </Dialog>
  );
}

interface PartProps {
  readonly orderId: string;
  readonly quote: ShippingQuote;
  readonly onDone: () => void;
  readonly onAgain: () => void;
}

const FIELDS = ['recipient', 'street', 'postalCode', 'city', 'province', 'notes'] as const;
const LONGEST: Readonly<Record<(typeof FIELDS)[number], number>> = {
  recipient: 60,
  street: 80,
  postalCode: 5,
  city: 40,
  province: 2,
  notes: 100,
};

function AddressForm({ orderId, quote, onDone, onAgain }: PartProps): ReactElement {
  const t = useCopy(shippingCopy);
  const write = useFormat();
  const { feeMinor, currency, version: expectedVersion } = quote;
  const [typed, setTyped] = useState<Typed>(() => firstTyped(quote.shipTo, quote.recipient));
  const [tried, setTried] = useState(false);
  const [tender, setTender] = useState<CounterTender>('card');
  const send = useCommandOf(chooseShippingEndpoint, REFRESHES);
  const wrong = wrongIn(typed);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong.size > 0) return;
    const payment = feeMinor > 0 ? { payment: { kind: tender, amountMinor: feeMinor } } : {};
    void send
      .send({ orderId, expectedVersion, ...writtenAddress(typed), ...payment })
      .then((outcome) => (outcome.done ? onDone() : onAgain()));
  };
  const fee = write.money(feeMinor, currency);
  const isSent = quote.fulfilment === 'shipping';
  return (
    <form className="oc-shipping-form" noValidate onSubmit={submit}>
      {FIELDS.map((name) => (
        <TextInput
          key={name}
          className={`oc-shipping-${name}`}
          label={t(name)}
          maxLength={LONGEST[name]}
          value={typed[name]}
          error={tried && name !== 'notes' && wrong.has(name) ? t(`${name}Wrong`) : undefined}
          onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
        />
      ))}
      {isSent ? null : <CostWords quote={quote} />}
      {feeMinor > 0 ? (
        <FieldChoice<CounterTender>
          label={t('tender')}
          joined
          choices={[
            { value: 'card', label: t('card') },
            { value: 'cash', label: t('cash') },
          ]}
          value={tender}
          onChange={setTender}
        />
      ) : null}
      {send.problem ? <ErrorState problem={send.problem} reading={false} /> : null}
      <Button
        type="submit"
        variant="filled"
        size="lg"
        leftSection={<IconTruckDelivery size={20} stroke={1.8} aria-hidden />}
        loading={send.pending}
        disabled={send.offline}
      >
        {feeMinor > 0 ? t('takeAndSend', { amount: fee }) : t(isSent ? 'changeAddress' : 'sendIt')}
      </Button>
    </form>
  );
}

/** What it costs by the rules, and who pays. */
function CostWords({ quote }: { readonly quote: ShippingQuote }): ReactElement {
  const t = useCopy(shippingCopy);
  const write = useFormat();
  const { costMinor, feeMinor, currency } = quote;
  return (
    <p className="bt-quiet oc-shipping-cost">
      {feeMinor > 0
        ? t('customerPays', { amount: write.money(feeMinor, currency) })
        : costMinor > 0
          ? t('chainPays', { amount: write.money(costMinor, currency) })
          : t('costsNothing')}
    </p>
  );
}

/** It is collected after all, as long as no carrier has it. */
function WayBack({ orderId, quote, onDone, onAgain }: PartProps): ReactElement {
  const t = useCopy(shippingCopy);
  const write = useFormat();
  const undo = useCommandOf(undoShippingEndpoint, REFRESHES);
  const { version: expectedVersion, paidMinor, currency } = quote;
  const press = (): void => {
    void undo
      .send({ orderId, expectedVersion })
      .then((outcome) => (outcome.done ? onDone() : onAgain()));
  };
  return (
    <section className="oc-shipping-back">
      <p>
        {paidMinor > 0
          ? t('backWithMoney', { amount: write.money(paidMinor, currency) })
          : t('backText')}
      </p>
      {undo.problem ? <ErrorState problem={undo.problem} reading={false} /> : null}
      <Button
        size="lg"
        leftSection={<IconBuildingStore size={20} stroke={1.8} aria-hidden />}
        loading={undo.pending}
        disabled={undo.offline}
        onClick={press}
      >
        {t('collectInstead')}
      </Button>
    </section>
  );
}
