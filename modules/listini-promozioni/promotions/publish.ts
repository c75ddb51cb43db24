import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { nextVersion } from '../goods/sql/versions.ts';
import { announceAnewAfterPromotion } from '../price-history/announce-anew.ts';
import { keepPromotionLaw } from '../price-history/announce-promotion.ts';
import { worstCases } from '../price-history/worst-case.ts';
import { belowFloor } from '../price-history/problems.ts';
import { CHAIN_ZONE } from '../price-lists/domain/wall-time.ts';
import { anotherApproves, notInState } from '../problems.ts';
import { pricesPublished } from '../snapshot/events.ts';
import { lockedPromotion, openVersion, tell } from './commands.ts';
import type {
  approvePromotion,
  endPromotion,
  pausePromotion,
  rejectPromotion,
  resumePromotion,
  submitPromotion,
} from './contracts.ts';
import { putInForce, selectLatestInForce } from './sql/in-force.ts';
import { setLimits } from './sql/limits.ts';
import {
  selectVersion,
  supersedeApproved,
  updatePromotion,
  updateVersionState,
  type PromotionRow,
  type VersionRow,
} from './sql/promotions.ts';

type Moved = ReplyOf<typeof submitPromotion>;

/** Hands the open draft in. What the law or a floor refuses is refused here already, with its figures. */
export async function submitDraft(
  tx: Tx,
  { promotionId }: InputOf<typeof submitPromotion>,
): Promise<Moved> {
  const found = await openVersion(tx, promotionId, 'draft');
  const draft = (await selectVersion(tx, promotionId, found.openNumber!))!;
  await keepPromotionLaw(tx, found, draft, false);
  await keepAboveCost(tx, promotionId, draft);
  await updateVersionState(tx, promotionId, found.openNumber!, {
    state: 'submitted',
    submittedBy: tx.actor.id,
    decidedBy: null,
  });
  await updatePromotion(tx, promotionId, {});
  return tell(tx, promotionId);
}

/** Approves the version handed in and puts it in force: somebody else than whoever made it or handed it in. */
export async function approveSubmitted(
  tx: Tx,
  { promotionId, note }: InputOf<typeof approvePromotion>,
): Promise<Moved> {
  const found = await openVersion(tx, promotionId, 'submitted');
  const number = found.openNumber!;
  const draft = (await selectVersion(tx, promotionId, number))!;
  if (tx.actor.id === draft.submittedBy || tx.actor.id === draft.createdBy) {
    throw new Refusal(anotherApproves, { author: draft.submittedBy ?? draft.createdBy });
  }
  const version = await nextVersion(tx, 'promotion', promotionId);
  await keepPromotionLaw(tx, found, draft, true);
  await keepAboveCost(tx, promotionId, draft);
  await updateVersionState(tx, promotionId, number, {
    state: 'approved',
    decidedBy: tx.actor.id,
    decisionNote: note ?? null,
  });
  await supersedeApproved(tx, promotionId, number);
  await setLimits(tx, promotionId, draft.definition.limits);
  // A pause is kept: whoever paused it did not mean the version before only.
  const paused = found.state === 'paused';
  await putInForce(tx, promotionId, paused ? null : number, version);
  await updatePromotion(tx, promotionId, paused ? {} : { state: 'running' });
  if (!paused) await announceAnewAfterPromotion(tx, promotionId, draft);
  tx.record(pricesPublished({ version, cause: 'promotion', subjectId: promotionId }));
  return tell(tx, promotionId);
}

export async function rejectSubmitted(
  tx: Tx,
  { promotionId, note }: InputOf<typeof rejectPromotion>,
): Promise<Moved> {
  const found = await openVersion(tx, promotionId, 'submitted');
  await updateVersionState(tx, promotionId, found.openNumber!, {
    state: 'draft',
    decidedBy: tx.actor.id,
    decisionNote: note,
  });
  await updatePromotion(tx, promotionId, {});
  return tell(tx, promotionId);
}

/** Takes a promotion out of every price at once, with a reason; a colleague sees who and why. */
export async function pause(
  tx: Tx,
  { promotionId, reason }: InputOf<typeof pausePromotion>,
): Promise<Moved> {
  await inState(tx, promotionId, ['running']);
  const version = await nextVersion(tx, 'promotion', promotionId);
  return enforce(tx, promotionId, null, { state: 'paused', pauseReason: reason }, version);
}

/**
 * Lets a paused promotion run again. What is announced is a reduction of its own by then, and the law is
 * asked of it; a pause that is taken back on its day has interrupted nothing.
 */
export async function resume(
  tx: Tx,
  { promotionId }: InputOf<typeof resumePromotion>,
): Promise<Moved> {
  const found = await inState(tx, promotionId, ['paused']);
  const number = found.approvedNumber!;
  const version = await nextVersion(tx, 'promotion', promotionId);
  const approved = (await selectVersion(tx, promotionId, number))!;
  if ((await pausedOn(tx, promotionId, number)) !== dayAt(CHAIN_ZONE, tx.now)) {
    await keepPromotionLaw(tx, found, approved, true);
  }
  const running = { state: 'running', pauseReason: null } as const;
  const moved = await enforce(tx, promotionId, number, running, version);
  await announceAnewAfterPromotion(tx, promotionId, approved);
  return moved;
}

/** The day on which this version was taken out of the prices; null: it never was in them. */
async function pausedOn(tx: Tx, promotionId: string, number: number): Promise<string | null> {
  const latest = await selectLatestInForce(tx, promotionId);
  if (!latest?.retiredAt || latest.number !== number) return null;
  return dayAt(CHAIN_ZONE, latest.retiredAt);
}

/** Ends a promotion before its time, for good; only a new version brings it back. */
export async function end(tx: Tx, { promotionId }: InputOf<typeof endPromotion>): Promise<Moved> {
  await inState(tx, promotionId, ['running', 'paused']);
  const version = await nextVersion(tx, 'promotion', promotionId);
  return enforce(tx, promotionId, null, { state: 'stopped', pauseReason: null }, version);
}

async function inState(
  tx: Tx,
  promotionId: string,
  needed: readonly PromotionRow['state'][],
): Promise<PromotionRow> {
  const found = await lockedPromotion(tx, promotionId);
  if (!needed.includes(found.state)) throw new Refusal(notInState, { state: found.state, needed });
  return found;
}

async function enforce(
  tx: Tx,
  promotionId: string,
  number: number | null,
  change: Parameters<typeof updatePromotion>[2],
  version: number,
): Promise<Moved> {
  await putInForce(tx, promotionId, number, version);
  await updatePromotion(tx, promotionId, change);
  tx.record(pricesPublished({ version, cause: 'promotion', subjectId: promotionId }));
  return tell(tx, promotionId);
}

/** Refuses what could be bought below cost by combining it with others, unless that is what it is for. */
async function keepAboveCost(
  tx: Tx,
  promotionId: string,
  { definition, number, saleKind }: VersionRow,
): Promise<void> {
  if (saleKind === 'below-cost' || saleKind === 'liquidation') return;
  const { cases } = await worstCases(tx, { ...definition, id: promotionId, version: number });
  const below = cases.filter(({ belowCost }) => belowCost);
  if (below.length === 0) return;
  throw new Refusal(belowFloor, {
    rows: below
      .slice(0, 20)
      .map(({ itemId, styleCode, name, places, payMinor, costMinor, promotions }) => ({
        itemId,
        styleCode,
        name,
        places,
        payMinor,
        costMinor: costMinor!,
        promotions: promotions.map((one) => one.name[tx.actor.language]),
      })),
    total: below.length,
  });
}
