import { useState, type ReactElement } from 'react';
import { useAddressPart, useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { eligibilityEndpoint, type ReturnableOrder } from '../contracts.ts';
import { PROOFS, type Proof } from '../domain/return.ts';
import { OutcomeStep } from './OutcomeStep.tsx';
import { PiecesStep } from './PiecesStep.tsx';
import { ReturnSteps, type Stage } from './ReturnSteps.tsx';
import './returns.css';
import { ReturnSummary } from './ReturnSummary.tsx';
import { usePieceScans } from './use-piece-scans.ts';
import { useReturn } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

/** Reso: what of an order comes back, in which state, for what; one screen from the scan to the confirmation. */
export function NewReturnScreen(): ReactElement {
  const t = useCopy(wizardCopy);
  const orderId = useAddressPart('orderId');
  const locationId = useLocationId() ?? '';
  const [shown] = useAddressValue('prova');
  const [seen, setSeen] = useState<Proof | null>(null);
  const proof = seen ?? PROOFS.find((each) => each === shown) ?? 'none';
  const order = useQueryOf(
    eligibilityEndpoint,
    { orderId, locationId, proof },
    { freshSeconds: 0, keepPrevious: true },
  );
  if (order.data) {
    return (
      <Wizard
        key={orderId}
        order={order.data}
        at={{ locationId, proof }}
        asOf={order.asOf}
        onProof={setSeen}
        onAgain={order.retry}
      />
    );
  }
  return (
    <ScreenFrame title={t('title')} back="/resi">
      <Shown reading={order} what={t('cannotRead')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

interface WizardProps {
  readonly order: ReturnableOrder;
  readonly at: { readonly locationId: string; readonly proof: Proof };
  readonly asOf: Date | null;
  readonly onProof: (proof: Proof) => void;
  readonly onAgain: () => void;
}

function Wizard({ order, at, asOf, onProof, onAgain }: WizardProps): ReactElement {
  const t = useCopy(wizardCopy);
  const go = useGo();
  const [stage, setStage] = useState<Stage>('pieces');
  const work = useReturn(order, at, {
    onDone: ({ returnId }) => go(`/resi/${returnId}`, { replace: true }),
    onChanged: onAgain,
  });
  usePieceScans(order, work, stage);
  const other = {
    id: 'outcome',
    label: stage === 'pieces' ? t('otherOutcome') : t('backToPieces'),
    onPress: () => setStage(stage === 'pieces' ? 'outcome' : 'pieces'),
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={useSubtitle(order)}
      back="/resi"
      steps={<ReturnSteps stage={stage} ready={work.preview !== null} onOpen={setStage} />}
      primary={work.primary}
      secondary={Object.keys(work.form.lines).length > 0 ? [other] : []}
      actionsAt="aside"
      aside={<ReturnSummary order={order} work={work} />}
      asideLabel={t('preview')}
      unsaved={Object.keys(work.form.lines).length > 0}
      asOf={asOf}
    >
      {work.problem ? <ErrorState problem={work.problem} reading={false} /> : null}
      {stage === 'pieces' ? (
        <PiecesStep order={order} work={work} proof={at.proof} onProof={onProof} />
      ) : (
        <OutcomeStep order={order} work={work} />
      )}
    </ScreenFrame>
  );
}

/** «Ordine 48 198 · Marta Rinaldi · Sito · ritirato sab 7 nov» */
function useSubtitle(order: ReturnableOrder): string {
  const t = useCopy(wizardCopy);
  const say = useText();
  const write = useFormat();
  const { customer, collectedAt, placedAt } = order;
  return [
    t('order', { number: orderNumber(order.number) }),
    `${customer.name} ${customer.surname}`.trim(),
    say(order.channelTitle),
    collectedAt === null
      ? t('placedOn', { day: write.day(placedAt) })
      : t('collectedOn', { day: write.day(collectedAt) }),
  ].join(' · ');
}
