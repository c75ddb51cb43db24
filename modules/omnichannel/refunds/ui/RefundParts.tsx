import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCoin, IconHourglass } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FactList, type Fact } from '../../../../server/ui/kit/FactList.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { refundEndpoint, retryRefundEndpoint, type RefundShown } from '../contracts.ts';
import { AtCounter } from './AtCounter.tsx';
import { ByHand } from './ByHand.tsx';
import { OtherWay, WaitingOtherWay } from './OtherWay.tsx';
import { partsCopy } from './parts-copy.ts';
import './refunds.css';

/** How the money of something goes back, part by part, and what the counter can do about each. */
export function RefundParts({
  refundId,
  ofVersion,
  refreshes = [],
}: {
  readonly refundId: string;
  /** The version of what is refunded: when it moves, the parts are read again; what is being typed stays. */
  readonly ofVersion: number;
  /** What else shows the refund and has to be read again. */
  readonly refreshes?: readonly Endpoint[];
}): ReactElement {
  const t = useCopy(partsCopy);
  const refund = useQueryOf(refundEndpoint, { refundId }, { freshSeconds: 0 });
  const read = useRef(ofVersion);
  const { retry } = refund;
  useEffect(() => {
    if (read.current === ofVersion) return;
    read.current = ofVersion;
    retry();
    // oxlint-disable-next-line react/exhaustive-deps -- by the version, not by the function
  }, [ofVersion]);
  return (
    <Shown reading={refund} what={t('cannotRead')} loading={<span />}>
      {(shown) => <Parts refund={shown} refreshes={[refundEndpoint, ...refreshes]} />}
    </Shown>
  );
}

interface PartsProps {
  readonly refund: RefundShown;
  readonly refreshes: readonly Endpoint[];
}

type Part = RefundShown['parts'][number];

const LOOKS = {
  proposed: { role: 'neutro', icon: IconHourglass },
  authorised: { role: 'attesa', icon: IconCoin },
  paying: { role: 'lavoro', icon: IconHourglass },
  paid: { role: 'pronto', icon: IconCheck },
  failed: { role: 'ritardo', icon: IconAlertTriangle },
  cancelled: { role: 'neutro', icon: IconCoin },
} as const;

function Parts({ refund, refreshes }: PartsProps): ReactElement {
  const t = useCopy(partsCopy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const pays = useMay()('omnichannel.refunds.pay', refund.locationId);
  const facts = refund.parts.map((part): Fact => {
    const { partId, tender, state, outcomeUnknown, failure, nextTryAt, amountMinor } = part;
    const told = [
      outcomeUnknown ? t('unknown') : t(`state_${state}`),
      failure && state !== 'paid' ? say(failure.words) : null,
      nextTryAt && state !== 'paid' ? t('nextTry', { when: write.at(nextTryAt, now) }) : null,
    ];
    return {
      id: partId,
      ...LOOKS[state],
      title: t(tender),
      detail: told.filter(Boolean).join(' · '),
      right: <MoneyText amountMinor={amountMinor} currency={refund.currency} size="strong" />,
    };
  });
  const { roundingMinor, currency } = refund;
  if (roundingMinor !== 0) {
    const sign = roundingMinor > 0 ? '+' : '';
    facts.push({
      id: 'rounding',
      role: 'neutro',
      icon: IconCoin,
      title: t('rounding'),
      detail: t('roundingWhy'),
      right: `${sign}${write.money(roundingMinor, currency)}`,
    });
  }
  return (
    <>
      <FactList label={t('parts')} facts={facts} />
      <AtCounter refund={refund} refreshes={refreshes} />
      {refund.parts.map((part) => (
        <WaitingOtherWay key={part.partId} part={part} refund={refund} refreshes={refreshes} />
      ))}
      {refund.parts
        .filter(({ tender, state }) => pays && tender === 'by-hand' && state === 'authorised')
        .map(({ partId, amountMinor }) => (
          <ByHand
            key={partId}
            refundId={refund.refundId}
            partId={partId}
            amount={write.money(amountMinor, refund.currency)}
            refreshes={refreshes}
          />
        ))}
      {refund.parts
        .filter(({ state }) => state === 'failed')
        .map((part) => (
          <Failed key={part.partId} part={part} refund={refund} refreshes={refreshes} />
        ))}
    </>
  );
}

/** A part that somebody refused to pay: again, or by another tender with the customer's consent. */
function Failed({ part, refund, refreshes }: PartsProps & { readonly part: Part }): ReactElement {
  const t = useCopy(partsCopy);
  const retry = useCommandOf(retryRefundEndpoint, { refreshes });
  const { partId } = part;
  return (
    <div className="oc-refund-steps">
      <Button
        loading={retry.pending}
        disabled={retry.offline}
        onClick={() => void retry.send({ refundId: refund.refundId, partId })}
      >
        {t('retry')}
      </Button>
      <OtherWay label={t('otherWay')} part={part} refund={refund} refreshes={refreshes} />
      {retry.problem ? <ErrorState problem={retry.problem} reading={false} /> : null}
    </div>
  );
}
