import { withdrawalDeadline } from '../../withdrawals/domain.ts';
import { judgeGrade, judgeReason } from './eligibility.ts';
import type { JudgedFacts } from './filed.ts';
import { judgeFile } from './judge-file.ts';
import type { ReturnTerms } from './policy.ts';
import { strictest, type Verdict } from './verdict.ts';

/** What other terms would have said about a file. */
export interface Tried {
  readonly verdict: Verdict;
}

/**
 * Judges a past return again, by other terms and the facts of its day. Holidays that move a deadline on
 * are left out: a policy is tried on its rules, not on the calendar.
 */
export function tryTerms(terms: ReturnTerms, facts: JudgedFacts): Tried {
  const { zone, flow, completeAt } = facts;
  const sale = {
    now: new Date(facts.now),
    zone,
    flow,
    withdrawalUntil:
      completeAt === null
        ? null
        : withdrawalDeadline(zone, new Date(completeAt), () => false, terms.withdrawal.days),
  };
  const pieces = facts.pieces.map((piece) => {
    const right = judgeReason(
      terms,
      sale,
      { ...piece, deliveredAt: new Date(piece.deliveredAt) },
      piece.reason,
    );
    const wanted = right.outcomes.find(({ outcome }) => outcome === facts.file.outcome);
    return strictest([
      wanted?.verdict ?? right.verdict,
      judgeGrade(terms, piece.reason, piece.grade),
    ]);
  });
  return { verdict: strictest([...pieces, judgeFile(terms, facts.file)]) };
}
