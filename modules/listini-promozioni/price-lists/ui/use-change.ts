import { useQueryClient } from '@tanstack/react-query';
import { refresh, useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { checkChangeSet } from '../../price-history/contracts.ts';
import {
  approveChangeSet,
  discardChangeSet,
  listChangeSets,
  readChangeSet,
  redoStep,
  rejectChangeSet,
  submitChangeSet,
  undoBatch,
  undoPublished,
  withdrawChangeSet,
} from '../change-contracts.ts';
import { listPriceLists, readPriceList } from '../contracts.ts';
import { readGrid } from '../grid-contracts.ts';
import type { RefusedRow } from './RefusedReductions.tsx';

const LOOK_AGAIN_SECONDS = 20;
const STATES = [readChangeSet, listChangeSets, listPriceLists, readPriceList];

/** A change set as it stands, and everything that can become of it. */
export function useChange(changeSetId: string | null) {
  const queries = useQueryClient();
  const file = useQueryOf(
    readChangeSet,
    { changeSetId: changeSetId ?? '' },
    { when: changeSetId !== null, freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  const moved = { refreshes: STATES };
  // A step taken back changes cells that are shown: they are read again.
  const stepped = { refreshes: [readChangeSet, readGrid] };
  return {
    file,
    undo: useCommandOf(undoBatch, stepped),
    redo: useCommandOf(redoStep, stepped),
    // From now on the sheet shows what was read, no longer what was typed over it.
    submit: useCommandOf(submitChangeSet, { refreshes: [...STATES, readGrid] }),
    withdraw: useCommandOf(withdrawChangeSet, moved),
    discard: useCommandOf(discardChangeSet, moved),
    approve: useCommandOf(approveChangeSet, { refreshes: [...STATES, readGrid] }),
    reject: useCommandOf(rejectChangeSet, moved),
    undoPublished: useCommandOf(undoPublished, { refreshes: [...STATES, readGrid] }),
    readAgain: () => void refresh(queries, [readGrid, readChangeSet, checkChangeSet]),
  };
}

export type ChangeWork = ReturnType<typeof useChange>;

/** What a refusal says of reductions that may not be told; null when it is about something else. */
export function refusedIn(
  problem: Problem | null,
): { readonly rows: readonly RefusedRow[]; readonly total: number } | null {
  if (problem?.slug !== 'reduction-refused') return null;
  return problem.extension as unknown as { rows: readonly RefusedRow[]; total: number };
}
