import type { Static } from 'typebox';
import { isSameData } from '../../../../../server/kernel/same-data.ts';
import type { Approver, Grade, ReturnReason } from '../../domain/return.ts';
import type { ReturnPolicyView, ReturnTermsField } from '../../policy-contracts.ts';

export type Terms = Static<typeof ReturnTermsField>;

/** The terms as their fields are given them. */
export interface FieldsProps {
  readonly terms: Terms;
  readonly disabled: boolean;
  readonly onChange: (terms: Terms) => void;
}
export type GradeVerdict = Terms['grades'][number]['verdict'];

/** What is being written: the draft if there is one, else what is in force. */
export function termsOf({ draft, terms }: ReturnPolicyView): Terms {
  return draft?.terms ?? terms;
}

export function isChanged(written: Terms, view: ReturnPolicyView): boolean {
  return !isSameData(written, termsOf(view));
}

/** What a condition means for a reason; null: it is no hindrance. */
export function verdictOf(
  { grades }: Terms,
  grade: Grade,
  reason: ReturnReason,
): GradeVerdict | null {
  return grades.find((rule) => rule.grade === grade && rule.reason === reason)?.verdict ?? null;
}

export function withVerdict(
  terms: Terms,
  grade: Grade,
  reason: ReturnReason,
  verdict: GradeVerdict | null,
): Terms {
  const others = terms.grades.filter((rule) => rule.grade !== grade || rule.reason !== reason);
  return {
    ...terms,
    grades: verdict === null ? others : [...others, { grade, reason, verdict }],
  };
}

/** Swaps one row of a list; null takes it out. */
export function withRow<T>(rows: readonly T[], place: number, row: T | null): T[] {
  return row === null
    ? rows.filter((_, each) => each !== place)
    : rows.map((before, each) => (each === place ? row : before));
}

export const NEW_EXCLUSION: Terms['exclusions'][number] = {
  kind: 'final-sale',
  reasons: ['commercial'],
};

export const NEW_DESTINATION: Terms['destinations'][number] = { grade: 'A', to: 'stay' };

export const APPROVER_CHOICES: readonly Approver[] = ['store-manager', 'web-store-manager'];
