import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { beginsInThePast, endsBeforeItBegins, noStepLeft, notInState } from '../problems.ts';
import type {
  changeChangeSet,
  createChangeSet,
  discardChangeSet,
  redoStep,
  undoBatch,
} from './change-contracts.ts';
import type { createPriceList, renamePriceList } from './contracts.ts';
import { demandList } from './demand-list.ts';
import { phaseOf } from './domain/life.ts';
import type { Terms } from './domain/terms.ts';
import { changeSetMoved } from './events.ts';
import {
  insertChangeSet,
  lockChangeSet,
  updateChangeSet,
  type ChangeSet,
  type ChangeSetChange,
  type ChangeSetState,
} from './sql/change-sets.ts';
import { redoBatch, undoLatestBatch } from './sql/change-rows.ts';
import { insertList, renameList, selectList } from './sql/lists.ts';
import { wallNow } from './domain/wall-time.ts';

/** Starts a list. It tells no price before its first change set is published. */
export async function createList(
  tx: Tx,
  { code, name, currency, terms, validFrom }: InputOf<typeof createPriceList>,
): Promise<ReplyOf<typeof createPriceList>> {
  const listId = newId();
  await insertList(tx, { id: listId, code, nameIt: name.it, nameEn: name.en, currency });
  const { id: changeSetId } = await beginChangeSet(tx, {
    listId,
    title: name.it,
    terms,
    ...(validFrom === undefined ? {} : { validFrom }),
  });
  tx.audit({
    action: 'listini-promozioni.price-list-created',
    subject: `price-list:${listId}`,
    locationId: null,
  });
  return { listId, changeSetId, version: 1 };
}

/** Gives a list another name; its terms change by publishing only. */
export async function nameList(
  tx: Tx,
  { listId, name, expectedVersion }: InputOf<typeof renamePriceList>,
): Promise<ReplyOf<typeof renamePriceList>> {
  const version = await renameList(tx, listId, name, expectedVersion);
  if (version === null) {
    const list = await selectList(tx, listId);
    if (!list) throw new Refusal(notFound, { what: listId });
    throw new Refusal(staleRevision, { current: list.version, expected: expectedVersion });
  }
  tx.audit({
    action: 'listini-promozioni.price-list-renamed',
    subject: `price-list:${listId}`,
    locationId: null,
  });
  return { listId, version };
}

/** Begins to prepare a change. Nothing is told to anybody before it is approved. */
export async function beginChangeSet(
  tx: Tx,
  input: InputOf<typeof createChangeSet>,
): Promise<ReplyOf<typeof createChangeSet>> {
  const { listId, title, validFrom, validTo, terms, announced, campaignId, note } = input;
  await demandList(tx, listId);
  const now = wallNow(tx);
  if (validFrom !== undefined && validFrom < now) {
    throw new Refusal(beginsInThePast, { validFrom, now });
  }
  const span = { validFrom: validFrom ?? now, validTo: validTo ?? null };
  demandForwards(span);
  const id = newId();
  await insertChangeSet(tx, {
    id,
    listId,
    title,
    ...span,
    atOnce: validFrom === undefined,
    terms: (terms as Terms | null | undefined) ?? null,
    announced: announced ?? false,
    campaignId: campaignId ?? null,
    note: note ?? '',
    undoesId: null,
  });
  tx.record(
    changeSetMoved({
      changeSetId: id,
      listId,
      state: 'draft',
      title,
      ...span,
      byName: tx.actor.name,
      version: 1,
    }),
  );
  return { id, phase: 'draft', publishedVersion: null, version: 1 };
}

/** Refuses a span that ends before it begins, or at the same minute. Wall-clock times. */
export function demandForwards({
  validFrom,
  validTo,
}: Pick<ChangeSet, 'validFrom' | 'validTo'>): void {
  if (validTo !== null && validTo <= validFrom) {
    throw new Refusal(endsBeforeItBegins, { validFrom, validTo });
  }
}

/** The change set, locked and in one of these states, or a refusal that says in which one it is. */
export async function lockInState(
  tx: Tx,
  changeSetId: string,
  needed: readonly ChangeSetState[],
): Promise<ChangeSet> {
  const found = await lockChangeSet(tx, changeSetId);
  if (!found) throw new Refusal(notFound, { what: changeSetId });
  if (!needed.includes(found.state)) {
    throw new Refusal(notInState, { state: found.state, needed });
  }
  return found;
}

/** Changes a locked change set and tells whoever watches it. */
export async function moveChangeSet(
  tx: Tx,
  { id, listId, ...before }: ChangeSet,
  change: ChangeSetChange,
): Promise<{ id: string; phase: string; publishedVersion: number | null; version: number }> {
  const version = await updateChangeSet(tx, id, change);
  const after = { ...before, ...change };
  const { state, title, validFrom, validTo } = after;
  tx.record(
    changeSetMoved({
      changeSetId: id,
      listId,
      state,
      title,
      validFrom,
      validTo,
      byName: tx.actor.name,
      version,
    }),
  );
  return {
    id,
    phase: phaseOf(after, wallNow(tx)),
    publishedVersion: after.publishedVersion,
    version,
  };
}

/** Renames or dates a draft, or changes the terms it brings; what is left out stays. */
export async function rewriteChangeSet(
  tx: Tx,
  { changeSetId, expectedVersion, ...given }: InputOf<typeof changeChangeSet>,
): Promise<ReplyOf<typeof changeChangeSet>> {
  const before = await lockInState(tx, changeSetId, ['draft']);
  if (before.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: before.version, expected: expectedVersion });
  }
  const now = wallNow(tx);
  if (given.validFrom !== undefined && given.validFrom < now) {
    throw new Refusal(beginsInThePast, { validFrom: given.validFrom, now });
  }
  const { validFrom = before.validFrom, validTo = before.validTo } = given;
  demandForwards({ validFrom, validTo });
  return moveChangeSet(tx, before, {
    ...(given as ChangeSetChange),
    ...(given.validFrom === undefined ? {} : { atOnce: false }),
  });
}

/** Undoes the latest paste, fill or bulk change of a draft. */
export async function undoStep(
  tx: Tx,
  { changeSetId }: InputOf<typeof undoBatch>,
): Promise<ReplyOf<typeof undoBatch>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  if (!(await undoLatestBatch(tx, changeSetId))) throw new Refusal(noStepLeft, { changeSetId });
  return moveChangeSet(tx, draft, {});
}

/** Does again the step that was undone last. */
export async function redoUndone(
  tx: Tx,
  { changeSetId }: InputOf<typeof redoStep>,
): Promise<ReplyOf<typeof redoStep>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  if (!(await redoBatch(tx, changeSetId))) throw new Refusal(noStepLeft, { changeSetId });
  return moveChangeSet(tx, draft, {});
}

/** Puts a draft away. */
export async function discardDraft(
  tx: Tx,
  { changeSetId }: InputOf<typeof discardChangeSet>,
): Promise<ReplyOf<typeof discardChangeSet>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  return moveChangeSet(tx, draft, { state: 'discarded' });
}
