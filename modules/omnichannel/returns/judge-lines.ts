import { judgeGrade, judgeReason, type PieceFacts } from './domain/eligibility.ts';
import type { JudgedFacts } from './domain/filed.ts';
import type { Outcome } from './domain/return.ts';
import { strictest } from './domain/verdict.ts';
import type { Item } from '../../base/api.ts';
import type { ReturnFacts } from './facts.ts';
import type { JudgedLine, PlannedLine } from './plan.ts';

/** What an item and its line are, as far as the rules ask, before it is known how many pieces come. */
export function pieceFacts(
  facts: ReturnFacts,
  item: Item,
  lineId: string,
  sealIntact: boolean | null,
): PieceFacts {
  const declared = facts.announced.get(lineId) ?? 0;
  return {
    // Pieces without a handover on record count from the order itself: in the customer's favour is later.
    deliveredAt: facts.deliveredAt.get(lineId) ?? facts.file.placedAt,
    category: item.category,
    department: item.department,
    perishable: item.perishable,
    returnExclusion: item.returnExclusion,
    reduced: facts.units.some((unit) => unit.lineId === lineId && unit.discountMinor > 0),
    ...declaration(declared, declared, declared),
    sealIntact,
  };
}

/** Every line with its verdict for the reason, the condition and what the customer gets for it. */
export function judgePlanned(
  facts: ReturnFacts,
  planned: readonly PlannedLine[],
  outcome: Outcome,
): { readonly lines: JudgedLine[]; readonly pieces: JudgedFacts['pieces'] } {
  const declarations = declarationsOf(facts, planned);
  const judged = planned.map((line, place) => {
    const { reason, grade } = line;
    const piece = {
      ...pieceFacts(facts, line.item, line.lineId, line.sealIntact),
      ...declarations[place],
    };
    const right = judgeReason(facts.terms, facts.sold, piece, reason);
    const wanted = right.outcomes.find((one) => one.outcome === outcome);
    const verdict = strictest([
      wanted?.verdict ?? right.verdict,
      judgeGrade(facts.terms, reason, grade),
    ]);
    return {
      line: { ...line, verdict, byLaw: right.byLaw },
      piece: { ...piece, deliveredAt: piece.deliveredAt.toISOString(), reason, grade },
    };
  });
  return {
    lines: judged.map(({ line }) => line),
    pieces: judged.map(({ piece }) => piece),
  };
}

type Declaration = Pick<PieceFacts, 'announced' | 'declared'>;

/**
 * A declaration opens its line for as many pieces as it was of, however often the file names the line: one
 * entry after the other is covered, and those that go beyond are judged by the deadline.
 */
function declarationsOf(facts: ReturnFacts, planned: readonly PlannedLine[]): Declaration[] {
  const coming = new Map<string, number>();
  const upToHere = planned.map(({ lineId, reason, units }) => {
    if (reason !== 'withdrawal') return 0;
    const pieces = (coming.get(lineId) ?? 0) + units.length;
    coming.set(lineId, pieces);
    return pieces;
  });
  return planned.map(({ lineId }, place) =>
    declaration(facts.announced.get(lineId) ?? 0, upToHere[place]!, coming.get(lineId) ?? 0),
  );
}

function declaration(declared: number, upToHere: number, coming: number): Declaration {
  if (declared === 0) return { announced: false };
  return { announced: upToHere <= declared, declared: { pieces: declared, coming } };
}
