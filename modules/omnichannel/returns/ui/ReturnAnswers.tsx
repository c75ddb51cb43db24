import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { soundAccepted, soundRefused } from '../../../../server/ui/kit/sounds.ts';
import { tellScan } from '../../../../server/ui/scan/handlers.ts';
import { useLocationId, useSession } from '../../../../server/ui/shell/session.ts';
import type { ReturnRow } from '../reading-contracts.ts';
import { deskCopy } from './desk-copy.ts';
import { useDesk } from './use-desk.ts';

const TOLD = {
  approved: 'answerApproved',
  countered: 'answerCountered',
  refused: 'answerRefused',
  expired: 'answerRefused',
} as const;

/** While the clerk serves somebody else: a request of theirs was answered, on whatever screen they are. */
export function ReturnAnswers(): ReactElement | null {
  const t = useCopy(deskCopy);
  const { person } = useSession();
  const { data } = useDesk(useLocationId() ?? '');
  const here = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef<ReadonlyMap<string, ReturnRow['decision']> | null>(null);
  useEffect(() => {
    if (!data) return;
    for (const { clerk, returnId, decision, number, customerName: name } of data.rows) {
      // Who looks at the file sees it move; nobody has to be told twice.
      if (clerk !== person.name || here === `/resi/${returnId}`) continue;
      if (before.current?.get(returnId) !== 'pending' || !(decision in TOLD)) continue;
      const outcome = decision === 'refused' || decision === 'expired' ? 'refused' : 'accepted';
      if (outcome === 'accepted') soundAccepted();
      else soundRefused();
      const title = t(TOLD[decision as keyof typeof TOLD], { number, name });
      tellScan({ outcome, title, detail: t('openResi') });
    }
    before.current = new Map(data.rows.map(({ returnId, decision }) => [returnId, decision]));
  }, [data, person.name, here, t]);
  return null;
}
