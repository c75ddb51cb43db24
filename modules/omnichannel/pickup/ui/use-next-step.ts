import { useState } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, type Command } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import type { PickupRow } from '../contracts.ts';
import { takeEndpoint } from '../work-contracts.ts';
import { partOf } from '../live.ts';
import { copy } from './copy.ts';
import type { RowStep } from './QueueRow.tsx';

export const ROUND = '/giro';
/** Preparing and handing over, not only looking. */
export const WORK = 'omnichannel.pickup.work';

/** What to do next with each order of the queue, and the question before taking a colleague's. */
export function useNextStep(): {
  /** Null for those who may only watch. */
  readonly stepOf: (row: PickupRow) => RowStep | null;
  readonly asked: PickupRow | null;
  readonly answer: (takeOver: boolean) => void;
  readonly taking: Command<typeof takeEndpoint>;
} {
  const t = useCopy(copy);
  const go = useGo();
  const me = useSession().person.id;
  const may = useMay();
  const taking = useCommandOf(takeEndpoint);
  const [busy, setBusy] = useState<string | null>(null);
  const [asked, setAsked] = useState<PickupRow | null>(null);

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

  const answer = (takeOver: boolean): void => {
    const row = asked;
    setAsked(null);
    if (row && takeOver) void take(row, true);
  };
  return { stepOf, asked, answer, taking };
}
