import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { invalidRequest, notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { notInState } from '../problems.ts';
import type {
  createPromotion,
  discardPromotion,
  rewritePromotion,
  withdrawPromotion,
} from './contracts.ts';
import { flawsOf, type Definition } from './domain/definition.ts';
import { promotionMoved } from './events.ts';
import {
  insertPromotion,
  insertVersion,
  lockPromotion,
  selectPromotion,
  updateDraft,
  updatePromotion,
  updateVersionState,
  type Draft,
  type PromotionRow,
} from './sql/promotions.ts';

type Moved = ReplyOf<typeof createPromotion>;

/** Starts a promotion with its first draft. */
export async function beginPromotion(
  tx: Tx,
  { code, campaignId, ...given }: InputOf<typeof createPromotion>,
): Promise<Moved> {
  const draft = draftOf(tx, given);
  const id = newId();
  await insertPromotion(tx, { id, code, campaignId: campaignId ?? null });
  await insertVersion(tx, id, 1, draft);
  return tell(tx, id);
}

/**
 * Rewrites the open draft. Of a promotion that is running a draft of the next version begins: the one
 * in force goes on as it is until the new one is approved.
 */
export async function rewrite(
  tx: Tx,
  { promotionId, expectedVersion, campaignId, ...given }: InputOf<typeof rewritePromotion>,
): Promise<Moved> {
  const found = await lockedPromotion(tx, promotionId);
  if (found.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: found.version, expected: expectedVersion });
  }
  if (found.openState === 'submitted' || found.state === 'discarded') {
    throw new Refusal(notInState, {
      state: found.openState ?? found.state,
      needed: ['draft', 'running', 'paused', 'stopped'],
    });
  }
  const draft = draftOf(tx, given);
  if (found.openNumber === null) {
    await insertVersion(tx, promotionId, found.latestNumber + 1, draft);
  } else {
    await updateDraft(tx, promotionId, found.openNumber, draft);
  }
  await updatePromotion(tx, promotionId, campaignId === undefined ? {} : { campaignId });
  return tell(tx, promotionId);
}

export async function withdrawSubmitted(
  tx: Tx,
  { promotionId }: InputOf<typeof withdrawPromotion>,
): Promise<Moved> {
  const found = await openVersion(tx, promotionId, 'submitted');
  await updateVersionState(tx, promotionId, found.openNumber!, {
    state: 'draft',
    submittedBy: null,
  });
  await updatePromotion(tx, promotionId, {});
  return tell(tx, promotionId);
}

/** Puts away a promotion that never ran. */
export async function discard(
  tx: Tx,
  { promotionId }: InputOf<typeof discardPromotion>,
): Promise<Moved> {
  const found = await lockedPromotion(tx, promotionId);
  if (found.state !== 'draft' || found.openState === 'submitted') {
    throw new Refusal(notInState, { state: found.openState ?? found.state, needed: ['draft'] });
  }
  await updatePromotion(tx, promotionId, { state: 'discarded' });
  return tell(tx, promotionId);
}

export async function lockedPromotion(tx: Tx, promotionId: string): Promise<PromotionRow> {
  const found = await lockPromotion(tx, promotionId);
  if (!found) throw new Refusal(notFound, { what: promotionId });
  return found;
}

/** The promotion, locked, with a version open in this state. */
export async function openVersion(
  tx: Tx,
  promotionId: string,
  needed: 'draft' | 'submitted',
): Promise<PromotionRow> {
  const found = await lockedPromotion(tx, promotionId);
  if (found.openState !== needed || found.state === 'discarded') {
    throw new Refusal(notInState, { state: found.openState ?? found.state, needed: [needed] });
  }
  return found;
}

/** Tells whoever watches how a promotion stands after what was written, and answers with it. */
export async function tell(tx: Tx, promotionId: string): Promise<Moved> {
  const { state, openState, openNumber, approvedNumber, version } = (await selectPromotion(
    tx,
    promotionId,
  ))!;
  tx.record(promotionMoved({ promotionId, state, openState, version }));
  return { id: promotionId, state, openState, openNumber, approvedNumber, version };
}

type Given = Pick<
  InputOf<typeof createPromotion>,
  'definition' | 'template' | 'saleKind' | 'announced' | 'banOverride' | 'note'
>;

function draftOf(tx: Tx, given: Given): Draft {
  const definition = given.definition as Definition;
  refuseFlaws(tx, definition);
  return {
    definition,
    template: given.template ?? null,
    saleKind: given.saleKind ?? 'promo',
    announced: given.announced ?? true,
    banOverride: given.banOverride ?? null,
    note: given.note ?? '',
  };
}

/** Refuses a definition with what is wrong in it, member by member. */
export function refuseFlaws({ actor }: Pick<Read, 'actor'>, definition: Definition): void {
  const flaws = flawsOf(definition);
  if (flaws.length === 0) return;
  throw new Refusal(invalidRequest, {
    errors: flaws.map((flaw) => ({ pointer: flaw.pointer, detail: flaw[actor.language] })),
  });
}
