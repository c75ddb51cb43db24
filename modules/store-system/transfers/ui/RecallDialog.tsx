import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { TransferCard } from '../contracts.ts';
import { answersAt } from '../domain/differences.ts';
import { ANSWERERS, type Answerer } from '../domain/words.ts';
import { recallShipment } from '../steps-contracts.ts';
import { recallCopy } from './recall-copy.ts';

type Outcome = InputOf<typeof recallShipment>['outcome'];
const OUTCOMES: readonly Outcome[] = ['back-at-source', 'written-off'];

/** A shipment that will not arrive: its pieces are back here, or gone, and whoever answers is named. */
export function RecallDialog({
  card,
  shipment,
  onClose,
}: {
  readonly card: TransferCard;
  readonly shipment: TransferCard['shipments'][number];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(recallCopy);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const answerers = useAnswerers(card);
  const usual: Answerer = shipment.carriedBy === 'carrier' ? 'carrier' : 'source';
  const [answers, setAnswers] = useState<Answerer>(usual);
  const [because, setBecause] = useState('');
  const recall = useCommandOf(recallShipment, { onDone: onClose });
  const count = missingOf(shipment);
  const gone = outcome === 'written-off';
  const written = because.trim();
  const nameOf = (who: Answerer): string =>
    who === 'carrier' ? t('theCarrier') : who === 'source' ? card.from.name : card.to.name;
  return (
    <Dialog opened onClose={onClose} title={t('title', { document: shipment.document.written })}>
      <div className="ss-transfer-form">
        {recall.problem ? <ErrorState problem={recall.problem} reading={false} /> : null}
        <FieldChoice<Outcome>
          label={t('where', { count })}
          choices={OUTCOMES.map((value) => ({
            value,
            label: value === 'written-off' ? t(value, { count }) : t(value),
            note:
              value === 'written-off'
                ? t('written-off_note')
                : t('back-at-source_note', { name: card.from.name }),
          }))}
          value={outcome}
          onChange={setOutcome}
        />
        {gone && answerers.length > 1 ? (
          <FieldChoice<Answerer>
            label={t('whoAnswers')}
            choices={answerers.map((value) => ({ value, label: nameOf(value) }))}
            value={answers}
            onChange={setAnswers}
          />
        ) : null}
        <TextInput
          label={t('because')}
          maxLength={200}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'recall',
              label: t(gone ? 'goGone' : 'goBack', { count }),
              danger: gone,
              pending: recall.pending,
              blocked: recall.offline
                ? t('needsNetwork')
                : outcome === null
                  ? t('chooseOutcome')
                  : written === ''
                    ? t('writeWhy')
                    : null,
              onPress: () =>
                void recall.send({
                  shipmentId: shipment.shipmentId,
                  outcome: outcome!,
                  because: written,
                  ...(gone ? { answers } : {}),
                }),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}

/** Nobody writes off in books that are not theirs: only those are offered who the person may speak for. */
function useAnswerers(card: TransferCard): readonly Answerer[] {
  const may = useMay();
  const ends = { from: card.from.locationId, to: card.to.locationId };
  return ANSWERERS.filter((who) => may('store-system.transfers.resolve', answersAt(who, ends)));
}

/** What has not come and may be recalled; nothing once all is there or cleared. */
export function missingOf({ lines }: TransferCard['shipments'][number]): number {
  return lines.reduce((sum, { missing }) => sum + Math.max(0, missing), 0);
}
