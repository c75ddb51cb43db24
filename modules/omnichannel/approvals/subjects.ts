import type { Tx } from '../../../server/db/transaction.ts';
import type { Approval } from './sql/approvals.ts';

/** What an approval is about: `return` and its id. */
export interface SubjectRef {
  readonly kind: string;
  readonly id: string;
}

/** What the owner of a subject does when its approval moves. */
export interface ApprovalSubject {
  /**
   * Locks the subject's own row. Called before the approval's row is locked, always: whoever works on the
   * subject locks it first too, so that nobody waits for each other in a circle.
   */
  lock(tx: Tx, subjectId: string): Promise<void>;
  /**
   * Somebody else than the subject's owner has moved the approval: it was approved, refused, answered
   * with an offer, is waiting again (the customer declined the offer, the next role is asked), or has
   * expired. In the same transaction as that, with the subject locked. `approval.state` says which; an
   * approved one is best used here, with `spendApproval`. `withdrawn`: at the counter, by the endpoint of
   * approvals. Not called for `withdrawApproval` and `spendApproval`, which the owner calls itself.
   */
  decided(tx: Tx, approval: Approval): Promise<void>;
}

const subjects = new Map<string, ApprovalSubject>();

/** Names the owner of a kind of subject. Called once at start by the room that owns it. */
export function registerApprovalSubject(kind: string, subject: ApprovalSubject): void {
  subjects.set(kind, subject);
}

export function subjectOf(kind: string): ApprovalSubject {
  const subject = subjects.get(kind);
  if (!subject) throw new Error(`nobody has registered the approval subject ${kind}`);
  return subject;
}
