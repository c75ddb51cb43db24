import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { nextVersion } from '../goods/sql/versions.ts';
import { announceAnewAfterPrices } from '../price-history/announce-anew.ts';
import { keepListAnnouncement } from '../price-history/announce-list.ts';
import { anotherApproves, beginsInThePast, nothingToPublish } from '../problems.ts';
import { pricesPublished } from '../snapshot/events.ts';
import type {
  approveChangeSet,
  rejectChangeSet,
  submitChangeSet,
  undoPublished,
  withdrawChangeSet,
} from './change-contracts.ts';
import { demandForwards, lockInState, moveChangeSet } from './change-sets.ts';
import { insertChangeSet, updateChangeSet, type ChangeSet } from './sql/change-sets.ts';
import { countWishes, selectAuthors } from './sql/change-rows.ts';
import { selectTermsPublished, writeTerms } from './sql/lists.ts';
import { publishWishes } from './sql/prices.ts';
import { undoPublication } from './sql/undo-prices.ts';
import { wallNow } from './domain/wall-time.ts';

/** Hands a draft in. What the law refuses is refused here already, with its figures. */
export async function submit(
  tx: Tx,
  { changeSetId }: InputOf<typeof submitChangeSet>,
): Promise<ReplyOf<typeof submitChangeSet>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  if (draft.terms === null && (await countWishes(tx, changeSetId)) === 0) {
    throw new Refusal(nothingToPublish, { changeSetId });
  }
  const dated = datedNow(tx, draft);
  if (dated.announced) await keepListAnnouncement(tx, dated, { keep: false });
  return moveChangeSet(tx, draft, {
    state: 'submitted',
    submittedBy: tx.actor.id,
    submittedAt: tx.now,
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
  });
}

/** Takes what was handed in back to draft. */
export async function withdraw(
  tx: Tx,
  { changeSetId }: InputOf<typeof withdrawChangeSet>,
): Promise<ReplyOf<typeof withdrawChangeSet>> {
  const submitted = await lockInState(tx, changeSetId, ['submitted']);
  return moveChangeSet(tx, submitted, { state: 'draft', submittedBy: null, submittedAt: null });
}

/**
 * Approves and publishes in one transaction: prices, terms, their history and the proof of what is
 * announced are written under one version, or nothing is.
 */
export async function approve(
  tx: Tx,
  { changeSetId, note }: InputOf<typeof approveChangeSet>,
): Promise<ReplyOf<typeof approveChangeSet>> {
  const submitted = await lockInState(tx, changeSetId, ['submitted']);
  const prepared = [
    submitted.createdBy,
    submitted.submittedBy,
    ...(await selectAuthors(tx, changeSetId)),
  ];
  if (prepared.includes(tx.actor.id)) {
    throw new Refusal(anotherApproves, { author: submitted.submittedBy ?? submitted.createdBy });
  }
  const dated = datedNow(tx, submitted);
  await updateChangeSet(tx, changeSetId, { validFrom: dated.validFrom });
  const version = await nextVersion(tx, 'prices', changeSetId);
  if (dated.announced) await keepListAnnouncement(tx, dated, { keep: true });
  if (dated.terms) await writeTerms(tx, dated.listId, dated.terms, version);
  await publishWishes(tx, dated.listId, dated, version);
  await announceAnewAfterPrices(tx, dated);
  tx.record(pricesPublished({ version, cause: 'prices', subjectId: changeSetId }));
  return moveChangeSet(tx, dated, {
    state: 'published',
    publishedVersion: version,
    decidedBy: tx.actor.id,
    decidedAt: tx.now,
    decisionNote: note ?? null,
  });
}

/** With the beginning it would have if it were published now; refuses one that has passed, or has no length. */
function datedNow(tx: Tx, change: ChangeSet): ChangeSet {
  const now = wallNow(tx);
  if (!change.atOnce && change.validFrom < now) {
    throw new Refusal(beginsInThePast, { validFrom: change.validFrom, now });
  }
  const dated = change.atOnce ? { ...change, validFrom: now } : change;
  demandForwards(dated);
  return dated;
}

/** Sends what was handed in back to its author, with the reason. */
export async function reject(
  tx: Tx,
  { changeSetId, note }: InputOf<typeof rejectChangeSet>,
): Promise<ReplyOf<typeof rejectChangeSet>> {
  const submitted = await lockInState(tx, changeSetId, ['submitted']);
  return moveChangeSet(tx, submitted, {
    state: 'draft',
    decidedBy: tx.actor.id,
    decidedAt: tx.now,
    decisionNote: note,
  });
}

/**
 * Takes a publication back from now on. What it made the price until now was the price and stays on
 * record; where somebody has changed a price since, theirs stays.
 */
export async function undoPublishing(
  tx: Tx,
  { changeSetId, note }: InputOf<typeof undoPublished>,
): Promise<ReplyOf<typeof undoPublished>> {
  const published = await lockInState(tx, changeSetId, ['published']);
  const { listId, validTo, title } = published;
  const now = wallNow(tx);
  const undoingId = newId();
  await insertChangeSet(tx, {
    id: undoingId,
    listId,
    title,
    validFrom: now,
    validTo: validTo !== null && validTo > now ? validTo : null,
    atOnce: true,
    terms: null,
    announced: false,
    campaignId: null,
    note: note ?? '',
    undoesId: changeSetId,
  });
  const version = await nextVersion(tx, 'prices', undoingId);
  const undoing = await lockInState(tx, undoingId, ['draft']);
  const outcome = await undoPublication(tx, { changeSetId, listId, validTo }, version, now);
  const [latest, beneath] = await selectTermsPublished(tx, listId);
  if (latest?.changeSetId === changeSetId) {
    await writeTerms(tx, listId, beneath?.terms ?? null, version);
  }
  await announceAnewAfterPrices(tx, published);
  tx.record(pricesPublished({ version, cause: 'prices', subjectId: undoingId }));
  await moveChangeSet(tx, undoing, {
    state: 'published',
    publishedVersion: version,
    decidedBy: tx.actor.id,
    decidedAt: tx.now,
  });
  await moveChangeSet(tx, published, { state: 'undone', undoneById: undoingId });
  return { id: changeSetId, undoingId, ...outcome, publishedVersion: version };
}
