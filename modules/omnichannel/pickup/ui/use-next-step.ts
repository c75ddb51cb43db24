import { useState } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, type Command } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { takeOverWaveEndpoint } from '../../picking/contracts.ts';
import type { PickupRow } from '../contracts.ts';
import { takeEndpoint } from '../work-contracts.ts';
import { partOf } from '../live.ts';
import { copy } from './copy.ts';
import type { RowStep } from './QueueRow.tsx';

export const ROUND = '/giro';
/** Preparing and handing over, not only looking. */
export const WORK = 'omnichannel.pickup.work';

/** Leave it to the colleague, take this order, or the whole walk it is on. */
export type TakeOverAnswer = 'leave' | 'order' | 'wave';

/** What to do next with each order of the queue, and the question before taking a colleague's. */
export function useNextStep(): {
  /** Null for those who may only watch. */
  readonly stepOf: (row: PickupRow) => RowStep | null;
  readonly asked: PickupRow | null;
  readonly answer: (takeOver: TakeOverAnswer) => void;
  /** The order whose customer is asked about missing pieces, and who answers for them. */
  readonly questioned: PickupRow | null;
  readonly leaveQuestion: () => void;
  readonly taking: Command<typeof takeEndpoint>;
} {
  const t = useCopy(copy);
  const go = useGo();
  const me = useSession().person.id;
  const may = useMay();
  const taking = useCommandOf(takeEndpoint);
  const [busy, setBusy] = useState<string | null>(null);
  const [asked, setAsked] = useState<PickupRow | null>(null);
  const [questioned, setQuestioned] = useState<PickupRow | null>(null);
  const takingWave = useCommandOf(takeOverWaveEndpoint);

  const take = async (row: PickupRow, fromColleague: boolean): Promise<void> => {
    setBusy(row.orderId);
    const outcome = await taking.send({ orderId: row.orderId, fromColleague });
    setBusy(null);
    if (outcome.done) go(ROUND);
  };

  const stepOf = (row: PickupRow): RowStep | null => {
    if (!may(WORK, row.locationId)) return null;
    const pending = busy === row.orderId;
    const needsNetwork = taking.offline ? t('needsNetwork') : null;
    switch (partOf(row)) {
      case 'toPrepare':
        return {
          label: t('prepare'),
          press: () => void take(row, false),
          pending,
          blocked: needsNetwork,
        };
      case 'ready':
        return {
          label: t('handOver'),
          press: () => go(`/consegna/${row.orderId}`),
          pending,
          blocked: null,
        };
      case 'toPutBack':
        return {
          label: t('putBack'),
          press: () => go(`/rimetti/${row.orderId}`),
          pending,
          blocked: null,
        };
      case 'inPreparation': {
        if (row.state === 'short')
          return {
            label: t('question'),
            press: () => setQuestioned(row),
            pending,
            blocked: null,
          };
        if (row.state !== 'picking')
          return {
            label: t('shelve'),
            press: () => go(`/sistema/${row.orderId}`),
            pending,
            blocked: null,
          };
        if (row.picker?.id === me)
          return { label: t('open'), press: () => go(ROUND), pending, blocked: null };
        return { label: t('takeOver'), press: () => setAsked(row), pending, blocked: needsNetwork };
      }
    }
  };

  const takeWave = async (waveId: string): Promise<void> => {
    if ((await takingWave.send({ waveId })).done) go(ROUND);
  };

  const answer = (takeOver: TakeOverAnswer): void => {
    const row = asked;
    setAsked(null);
    if (!row || takeOver === 'leave') return;
    void (takeOver === 'wave' && row.waveId ? takeWave(row.waveId) : take(row, true));
  };
  const leaveQuestion = (): void => setQuestioned(null);
  return { stepOf, asked, answer, questioned, leaveQuestion, taking };
}
