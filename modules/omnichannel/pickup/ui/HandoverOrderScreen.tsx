import {
  IconBan,
  IconCalendarPlus,
  IconCheck,
  IconHandGrab,
  IconId,
  IconUserX,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useClient, useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLatest } from '../../../../server/ui/latest.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused } from '../../../../server/ui/scan/scan.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { findByCodeEndpoint, readPickupEndpoint, type PickupCard } from '../contracts.ts';
import { CancelDialog } from '../../orders/ui/CancelDialog.tsx';
import { OrderPaperButton } from '../../printing/ui/PaperButton.tsx';
import { handOverEndpoint } from '../counter-contracts.ts';
import { waitsForCarrier } from '../live.ts';
import type { Shipped } from '../shipping-contracts.ts';
import { CarrierDone, CarrierScreen } from './CarrierScreen.tsx';
import { codeInHand, dropCode, takeCode } from './code-in-hand.ts';
import {
  commandOf,
  EMPTY_FORM,
  missingFrom,
  sumsOf,
  type HandoverForm,
  type HandoverSums,
} from './handover-form.ts';
import { HandoverDone } from './HandoverDone.tsx';
import { HandoverFields } from './HandoverFields.tsx';
import { HandoverSummary } from './HandoverSummary.tsx';
import './handover.css';
import { handoverCopy } from './handover-copy.ts';
import { useExtension, useReprieve } from './use-keeping.ts';
import { useSwapScan } from './use-swap-scan.ts';

type HandedOver = ReplyOf<typeof handOverEndpoint>;

/** One order at the counter: compare, and hand over. */
export function HandoverOrderScreen(): ReactElement {
  const t = useCopy(handoverCopy);
  const orderId = useAddressPart('orderId');
  const card = useQueryOf(readPickupEndpoint, { orderId }, { freshSeconds: 0 });
  const [done, setDone] = useState<{ card: PickupCard; reply: HandedOver } | null>(null);
  const [sent, setSent] = useState<{ card: PickupCard; shipped: Shipped } | null>(null);
  if (done) return <HandoverDone {...done} />;
  if (sent) return <CarrierDone {...sent} />;
  if (card.data && waitsForCarrier(card.data.row))
    return (
      <CarrierScreen
        key={orderId}
        card={card.data}
        asOf={card.asOf}
        onDone={(shipped) => setSent({ card: card.data!, shipped })}
        onAgain={card.retry}
      />
    );
  if (card.data?.row.state === 'ready')
    return (
      <Counter
        key={orderId}
        card={card.data}
        asOf={card.asOf}
        onDone={(reply) => setDone({ card: card.data!, reply })}
        onAgain={card.retry}
      />
    );
  return (
    <ScreenFrame title={t('title')} back="/consegna" asOf={card.asOf}>
      <Shown reading={card} what={t('cannotRead')}>
        {({ row }) => <NotReady number={row.number} state={row.state} />}
      </Shown>
    </ScreenFrame>
  );
}

function NotReady({ number, state }: { number: string; state: string }): ReactElement {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const collected = state === 'collected';
  return (
    <EmptyState
      title={collected ? t('alreadyCollected') : t('notReady')}
      role="attesa"
      icon={IconHandGrab}
      action={{ id: 'today', label: t('backToday'), onPress: () => go('/oggi') }}
    >
      {collected ? null : t('notReadyText', { number: orderNumber(number) })}
    </EmptyState>
  );
}

function Counter({
  card,
  asOf,
  onDone,
  onAgain,
}: {
  card: PickupCard;
  asOf: Date | null;
  onDone: (reply: HandedOver) => void;
  onAgain: () => void;
}): ReactElement {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const { code, proven } = useProof(card);
  const { value: form, latest, keep: setForm } = useLatest<HandoverForm>(EMPTY_FORM);
  const [cancelling, setCancelling] = useState(false);
  const command = useCommandOf(handOverEndpoint);
  const reprieve = useReprieve(card, onAgain);
  const extend = useExtension(card, onAgain);
  useSwapScan(card, latest, setForm);
  const sums = sumsOf(card, form);
  const missing = missingFrom(card, form, code);
  const finish = async (): Promise<void> => {
    const outcome = await command.send(commandOf(card, form, code));
    if (outcome.done) {
      dropCode();
      onDone(outcome.reply);
    } else if (outcome.problem.status === 412) onAgain();
  };
  const others = useOthers(card, {
    reprieve: reprieve.keep,
    extend: extend.keep,
    cancel: () => setCancelling(true),
  });
  const problem = command.problem ?? reprieve.problem ?? extend.problem;
  return (
    <ScreenFrame
      title={`${card.customer.name} ${card.customer.surname}`}
      subtitle={useSubtitle(card, sums.kept + sums.swaps.length + sums.left + sums.later)}
      back="/consegna"
      badge={
        <Badge role={proven ? 'pronto' : 'attesa'} icon={proven ? IconCheck : IconId} large>
          {proven ? t('codeValid') : t('noCode')}
        </Badge>
      }
      primary={{
        id: 'hand-over',
        label: usePrimaryLabel(card, sums),
        icon: IconHandGrab,
        pending: command.pending,
        blocked: command.offline ? t('needsNetwork') : missing && t(missing),
        onPress: () => void finish(),
      }}
      secondary={others}
      actionsAt="aside"
      aside={<HandoverSummary card={card} form={form} sums={sums} onChange={setForm} />}
      asideLabel={t('summary')}
      asOf={asOf}
    >
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      <HandoverFields card={card} form={form} proven={proven} onChange={setForm} />
      {card.row.bags.length > 0 ? (
        <OrderPaperButton
          orderId={card.orderId}
          locationId={card.row.locationId}
          paper="bag-label"
        />
      ) : null}
      {cancelling ? (
        <CancelDialog
          orderId={card.orderId}
          onClose={() => setCancelling(false)}
          onDone={() => go('/oggi')}
        />
      ) : null}
    </ScreenFrame>
  );
}

function usePrimaryLabel({ row }: PickupCard, { money, kept, swaps, left }: HandoverSums): string {
  const t = useCopy(handoverCopy);
  const write = useFormat();
  if (money.dueNowMinor > 0) {
    return t('handOverFor', { amount: write.money(money.dueNowMinor, row.currency) });
  }
  const leaving = kept + swaps.length;
  return leaving > 0 ? t('handOver', { count: leaving }) : t('leaveAll', { count: left });
}

function useSubtitle({ row, customer }: PickupCard, pieces: number): string {
  const t = useCopy(handoverCopy);
  const write = useFormat();
  return [
    t('subtitle', {
      number: orderNumber(row.number),
      pieces: t('pieces', { count: pieces }),
    }),
    ...(row.readyAt ? [t('readySince', { when: write.moment(row.readyAt, new Date()) })] : []),
    ...(customer.phoneEnding ? [t('phone', { ending: customer.phoneEnding })] : []),
  ].join(' · ');
}

/** What else may be done with the order at the counter. */
function useOthers(
  card: PickupCard,
  ways: {
    readonly reprieve: () => void;
    readonly extend: () => void;
    readonly cancel: () => void;
  },
): Action[] {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const may = useMay();
  const write = useFormat();
  const { locationId } = card.row;
  const wrong = {
    id: 'wrong',
    label: t('wrongCustomer'),
    icon: IconUserX,
    compact: true,
    onPress: () => {
      dropCode();
      go('/consegna');
    },
  };
  if (card.lapsed) {
    return [
      {
        id: 'reprieve',
        label: t('keepAnotherDay'),
        icon: IconCalendarPlus,
        compact: true,
        onPress: ways.reprieve,
      },
      wrong,
    ];
  }
  const longer =
    card.extendUntil === null
      ? []
      : [
          {
            id: 'extend',
            label: t('keepUntil', { day: write.day(card.extendUntil) }),
            icon: IconCalendarPlus,
            compact: true,
            onPress: ways.extend,
          },
        ];
  return may('omnichannel.order.cancel', locationId)
    ? [
        wrong,
        ...longer,
        {
          id: 'cancel',
          label: t('cancelOrder'),
          icon: IconBan,
          compact: true,
          onPress: ways.cancel,
        },
      ]
    : [wrong, ...longer];
}

/** The code in hand, if it is this order's; another one scanned now is checked, and may lead away. */
function useProof(card: PickupCard): { readonly code: string | null; readonly proven: boolean } {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const client = useClient();
  const [code, setCode] = useState(() => {
    const held = codeInHand();
    return held?.endsWith(card.codeEnding) ? held : null;
  });
  useScan(async (scan) => {
    if (scan.kind !== 'pickup') return PASSED;
    try {
      const found = await client.call(findByCodeEndpoint, {
        locationId: card.row.locationId,
        code: scan.code,
      });
      if (found.outcome !== 'here') return refused(t('otherOrder'));
      takeCode(scan.code);
      if (found.card.orderId === card.orderId) setCode(scan.code);
      else go(`/consegna/${found.card.orderId}`);
      return accepted(found.card.row.customerName, t('codeValid'));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  });
  return { code, proven: code !== null };
}
