import { useEffect, useState } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { checkChangeSet } from '../../price-history/contracts.ts';
import type { ChangeSetReply } from '../change-contracts.ts';

/** «Verifica»: which reductions may be told, before anybody signs. */
export function useCheck(change: ChangeSetReply | null) {
  const [of, setOf] = useState<string | null>(null);
  const asked = change !== null && of === change.id;
  const reading = useQueryOf(
    checkChangeSet,
    { changeSetId: of ?? '' },
    { when: asked, freshSeconds: 0 },
  );
  useEffect(() => setOf(null), [change?.id]);
  const { data, refreshing, problem } = reading;
  const done = asked && data !== undefined && !refreshing;
  return {
    refused: done ? { rows: data.refused, total: data.refusedCount } : null,
    checking: asked && refreshing,
    problem: asked ? problem : null,
    start: () => (asked ? reading.retry() : setOf(change?.id ?? null)),
    stop: () => setOf(null),
  };
}

export type Check = ReturnType<typeof useCheck>;
