import { useState } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { takeOverWaveEndpoint } from '../../picking/contracts.ts';
import type { PickupRow } from '../contracts.ts';
import { takeEndpoint } from '../work-contracts.ts';
import { partOf, waitsForCarrier } from '../live.ts';
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
  /** Why an order or a walk could not be taken. */
  readonly problem: Problem | null;
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
    const needsNetwork = taking.offline ? t('needsNetwork') : null;
    const step = (label: string, press: () => void, blocked: string | null = null): RowStep => ({
      label,
      press,
      pending: busy === row.orderId,
      blocked,
    });
    switch (partOf(row)) {
      case 'toPrepare':
        return step(t('prepare'), () => void take(row, false), needsNetwork);
      case 'ready':
        return step(t(waitsForCarrier(row) ? 'giveToCarrier' : 'handOver'), () =>
          go(`/consegna/${row.orderId}`),
        );
      case 'toPutBack':
        return step(t('putBack'), () => go(`/rimetti/${row.orderId}`));
      case 'inPreparation':
        if (row.state === 'short') return step(t('question'), () => setQuestioned(row));
        if (row.state !== 'picking') return step(t('shelve'), () => go(`/sistema/${row.orderId}`));
        if (row.picker?.id === me) return step(t('open'), () => go(ROUND));
        return step(t('takeOver'), () => setAsked(row), needsNetwork);
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
  const problem = taking.problem ?? takingWave.problem;
  return { stepOf, asked, answer, questioned, leaveQuestion, problem };
}
