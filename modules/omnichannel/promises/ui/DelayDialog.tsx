import { Button, TextInput } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { RichText } from '../../../../server/ui/kit/RichText.tsx';
import { offerUndo } from '../../../../server/ui/kit/undo.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import { delayEndpoint, undoDelayEndpoint } from '../contracts.ts';
import { afterWork, proposedReadyBy, type Forecast, type Pace } from '../domain/forecast.ts';
import { promiseCopy } from './copy.ts';
import './promises.css';
import { useWhen } from './RiskWords.tsx';

interface Props {
  readonly row: PickupRow;
  /** Null: nobody can say when it will be ready (it waits for the customer's answer). */
  readonly forecast: Forecast | null;
  readonly pace: Pace;
  readonly onClose: () => void;
}

const OTHER = 'other';
const MINUTE = 60_000;

/** The order later than promised: the time the forecast proposes, two further ones, or any other. */
export function DelayDialog({ row, forecast, pace, onClose }: Props): ReactElement {
  const t = useCopy(promiseCopy);
  const when = useWhen();
  const times = useMemo(() => proposals(row, forecast, pace), [row, forecast, pace]);
  const [chosen, setChosen] = useState<string>(times[0]!.toISOString());
  const [typed, setTyped] = useState('');
  const command = useDelay(row, onClose);
  const readyBy = chosen === OTHER ? instantOf(typed) : new Date(chosen);
  const fits = readyBy !== null && readyBy > new Date() && readyBy > new Date(row.readyBy);
  return (
    <Dialog opened onClose={onClose} title={t('delayTitle', { name: row.customerName })}>
      <div className="oc-dialog">
        <p>
          <RichText
            text={
              forecast
                ? t('delayText', {
                    promised: when(row.readyBy),
                    expected: when(forecast.expectedAt),
                  })
                : t('delayTextPlain', { promised: when(row.readyBy) })
            }
          />
        </p>
        {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
        <FieldChoice
          label={t('newTime')}
          choices={[
            ...times.map((time, place) => ({
              value: time.toISOString(),
              label: when(time),
              ...(place === 0 ? { note: t('proposed') } : {}),
            })),
            { value: OTHER, label: t('otherTime') },
          ]}
          value={chosen}
          onChange={setChosen}
        />
        {chosen === OTHER ? (
          <TextInput
            type="datetime-local"
            label={t('otherTimeField')}
            value={typed}
            error={typed !== '' && !fits ? t('pastTime') : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : null}
        <div className="oc-dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            data-autofocus
            disabled={!fits || command.offline}
            loading={command.pending}
            title={command.offline ? t('needsNetwork') : undefined}
            onClick={() => fits && command.send(readyBy)}
          >
            {t('tell', { time: when(fits ? readyBy : row.readyBy) })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Sends the delay and offers to take it back, as long as the customer is not told. */
function useDelay(row: PickupRow, onDone: () => void) {
  const t = useCopy(promiseCopy);
  const when = useWhen();
  const delay = useCommandOf(delayEndpoint);
  const undo = useCommandOf(undoDelayEndpoint);
  const { orderId, version, number } = row;
  return {
    problem: delay.problem,
    pending: delay.pending,
    offline: delay.offline,
    send: (readyBy: Date): void =>
      void delay
        .send({ orderId, readyBy: readyBy.toISOString(), expectedVersion: version })
        .then((outcome) => {
          if (!outcome.done) return;
          onDone();
          offerUndo({
            words: t('delayed', {
              number: orderNumber(number),
              time: when(readyBy),
              seconds: '{{seconds}}',
            }),
            seconds: secondsUntil(outcome.reply.undoDelayUntil),
            onUndo: () => undo.send({ orderId }),
          });
        }),
  };
}

/** How long the policy lets the delay be taken back. */
function secondsUntil(instant: string | null): number {
  return instant === null ? 0 : Math.max(0, Math.round((Date.parse(instant) - Date.now()) / 1000));
}

function proposals(row: PickupRow, forecast: Forecast | null, pace: Pace): Date[] {
  const promised = new Date(row.readyBy);
  const expectedAt = forecast?.expectedAt ?? new Date(Math.max(Date.now(), promised.getTime()));
  const first = proposedReadyBy({ expectedAt }, promised, pace);
  return [first, ...[30, 60].map((minutes) => afterWork(pace.openings, first, minutes))];
}

function instantOf(typed: string): Date | null {
  const at = new Date(typed);
  return Number.isNaN(at.getTime()) ? null : new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);
}
