import { useState } from 'react';
import type { Endpoint, InputOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import type { RowDraft } from '../../../../server/ui/row-draft.ts';
import { listLocations, readLocation } from '../contracts.ts';

export interface StoreSaving<E extends Endpoint> {
  readonly pending: boolean;
  readonly offline: boolean;
  readonly saved: boolean;
  /** Somebody saved before: theirs is being read, and one of the two is to be chosen. */
  readonly conflict: boolean;
  /** Any refusal but a conflict. */
  readonly problem: Problem | null;
  readonly save: (input: InputOf<E>) => Promise<void>;
  readonly endConflict: () => void;
}

/** Saves a part of a store; when somebody was quicker, reads theirs and lets the person choose. */
export function useStoreSaving<E extends Endpoint>(
  endpoint: E,
  { answered }: Pick<RowDraft<unknown, unknown>, 'answered'>,
  onReload: () => void,
): StoreSaving<E> {
  const command = useCommandOf(endpoint, { refreshes: [readLocation, listLocations] });
  const [conflict, setConflict] = useState(false);
  const [saved, setSaved] = useState(false);
  const { pending, offline, problem, send } = command;
  return {
    pending,
    offline,
    saved,
    conflict,
    problem: isStale(problem) ? null : problem,
    endConflict: () => setConflict(false),
    async save(input) {
      setConflict(false);
      const outcome = await send(input);
      setSaved(outcome.done);
      answered(outcome);
      if (outcome.done || !isStale(outcome.problem)) return;
      onReload();
      setConflict(true);
    },
  };
}

function isStale(problem: Problem | null): boolean {
  return problem?.slug === 'stale-revision';
}
