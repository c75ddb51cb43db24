import type { Text } from '../../../../server/kernel/text.ts';
import { APPROVERS, type Approver } from './return.ts';

/** One reason for a verdict: which rule, in words a clerk can read aloud. */
export interface Because {
  /** `amount`, `withdrawal-over`, `grade`. */
  readonly rule: string;
  readonly says: Text;
}

/** What the rules say about a piece, a reason, or a whole file. */
export interface Verdict {
  readonly verdict: 'allowed' | 'needs-approval' | 'refused';
  /** Who at least must agree; null unless somebody must. */
  readonly by: Approver | null;
  readonly because: readonly Because[];
  /** What to tell the customer when it is refused. */
  readonly tell: Text | null;
}

export const ALLOWED: Verdict = { verdict: 'allowed', by: null, because: [], tell: null };

export function needs(by: Approver, rule: string, says: Text): Verdict {
  return { verdict: 'needs-approval', by, because: [{ rule, says }], tell: null };
}

export function refused(rule: string, says: Text, tell: Text): Verdict {
  return { verdict: 'refused', by: null, because: [{ rule, says }], tell };
}

const WEIGHT = { allowed: 0, 'needs-approval': 1, refused: 2 } as const;

/** The strictest of several, with the reasons of all that are as strict, each once. */
export function strictest(verdicts: readonly Verdict[]): Verdict {
  const weight = Math.max(0, ...verdicts.map(({ verdict }) => WEIGHT[verdict]));
  const heavy = verdicts.filter(({ verdict }) => WEIGHT[verdict] === weight);
  const [first] = heavy;
  if (!first || weight === 0) return ALLOWED;
  const because = heavy.flatMap((one) => one.because);
  return {
    verdict: first.verdict,
    by: first.verdict === 'needs-approval' ? highest(heavy.flatMap(({ by }) => by ?? [])) : null,
    because: because.filter(
      ({ rule, says }, place) =>
        because.findIndex((other) => other.rule === rule && other.says.it === says.it) === place,
    ),
    tell: heavy.find(({ tell }) => tell !== null)?.tell ?? null,
  };
}

function highest(approvers: readonly Approver[]): Approver | null {
  return approvers.reduce<Approver | null>(
    (most, one) => (most === null || APPROVERS.indexOf(one) > APPROVERS.indexOf(most) ? one : most),
    null,
  );
}

/** How far somebody decides alone: a clerk not beyond the rules, a store manager up to their limit. */
export type Level = 'clerk' | Approver;

/** What is left to ask when somebody of this level takes the return: their own word is enough up to it. */
export function asSeenBy(verdict: Verdict, level: Level): Verdict {
  if (verdict.verdict !== 'needs-approval' || level === 'clerk') return verdict;
  return APPROVERS.indexOf(verdict.by!) <= APPROVERS.indexOf(level) ? ALLOWED : verdict;
}
