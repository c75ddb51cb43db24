import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Read, type Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import { price } from '../engine/domain/price.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import type { readReplay, startReplay } from './contracts.ts';
import { addTrial, emptySum } from './domain.ts';
import { itemsByIdOf, shownSum, triedOf, withAndWithout } from './simulate.ts';
import {
  countReceipts,
  insertReplay,
  selectNamedItems,
  selectPastReceipts,
  selectReplay,
  updateReplay,
  type PastReceipt,
} from './sql.ts';

export const REPLAY_JOB = 'listini-promozioni.replay';
/** Receipts between two reports of progress. */
const PORTION = 1_000;
const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

/** Queues a replay; its progress is asked for by its id. */
export function queueReplay(jobs: Jobs) {
  return async (
    tx: Tx,
    input: InputOf<typeof startReplay>,
  ): Promise<ReplyOf<typeof startReplay>> => {
    const tried = await triedOf(tx, input);
    if (!tried) throw new Refusal(notFound, { what: input.promotionId ?? '' });
    const replayId = newId();
    await insertReplay(tx, replayId, {
      promotionId: tried.id,
      definition: tried.definition,
      locationIds: input.locationIds ?? null,
      from: input.from,
      to: input.to,
    });
    tx.audit({
      action: 'listini-promozioni.replay-started',
      subject: `replay:${replayId}`,
      locationId: null,
    });
    await jobs.enqueue(tx, REPLAY_JOB, { replayId });
    return { replayId, version: 1 };
  };
}

/**
 * Prices past receipts with and without the promotion, as if it were on: its days and hours count, its
 * period does not, since the receipts lie before it. Interrupted, it begins again.
 */
export async function runReplay(db: Knex, tools: PricingTools, replayId: string): Promise<void> {
  const actor = systemActor('replay');
  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, actor, work);
  const read: Read = { sql: db, actor, now: new Date() };
  const found = await selectReplay(read, replayId);
  if (!found || found.state === 'done') return;
  const { asked } = found;
  const { from: _from, to: _to, ...when } = asked.definition.when;
  const tried = { id: asked.promotionId ?? newId(), definition: { ...asked.definition, when } };
  const { before, after } = withAndWithout(
    await tools.keeper.atLeast(await currentVersion(read)),
    tried,
  );
  const items = itemsByIdOf(await selectNamedItems(read, null));
  const receiptsTotal = await countReceipts(read, asked);
  await write((tx) => updateReplay(tx, replayId, { state: 'running', receiptsTotal }));
  const sum = emptySum();
  let pricing = 0;
  for (let behind = NOBODY_YET; ;) {
    const receipts = await selectPastReceipts(read, asked, behind, PORTION);
    const begun = performance.now();
    for (const receipt of receipts) {
      const basket = basketOf(receipt);
      addTrial(
        sum,
        tried.id,
        price(before, basket, receipt.issuedAt),
        price(after, basket, receipt.issuedAt),
        (id) => items.get(id)?.costMinor ?? null,
      );
    }
    pricing += performance.now() - begun;
    if (receipts.length < PORTION) break;
    behind = receipts.at(-1)!.receiptId;
    await write((tx) =>
      updateReplay(tx, replayId, { state: 'running', receiptsDone: sum.baskets }),
    );
  }
  await write((tx) =>
    updateReplay(tx, replayId, {
      state: 'done',
      receiptsDone: sum.baskets,
      result: { ...sum, milliseconds: Math.round(pricing) },
    }),
  );
}

function basketOf({ locationId, channel, customerId, currency, lines }: PastReceipt) {
  return {
    channel,
    locationId,
    currency,
    // Who it was is not asked again: what counts is whether it was somebody the chain knows.
    customer: customerId === null ? null : { id: customerId, hasCard: true },
    lines: lines.map((line, place) => ({ ...line, lineId: String(place) })),
    explain: 'none',
  } as const;
}

export async function interruptReplay(db: Knex, replayId: string): Promise<void> {
  await inTransaction(db, systemActor('replay'), (tx) =>
    updateReplay(tx, replayId, { state: 'failed' }),
  );
}

export function replayProgress(tools: PricingTools) {
  return async (
    read: Read,
    { replayId }: InputOf<typeof readReplay>,
  ): Promise<ReplyOf<typeof readReplay>> => {
    const found = await selectReplay(read, replayId);
    if (!found) throw new Refusal(notFound, { what: replayId });
    const { state, receiptsTotal, receiptsDone, version, result } = found;
    const answer = { replayId, state, receiptsTotal, receiptsDone, version };
    if (!result) return { ...answer, receiptsPerSecond: null, result: null };
    const { milliseconds, ...sum } = result;
    const items = itemsByIdOf(await selectNamedItems(read, Object.keys(sum.items)));
    return {
      ...answer,
      // Each receipt is priced twice: without the promotion and with it.
      receiptsPerSecond: Math.round((receiptsDone * 1_000) / Math.max(1, milliseconds)),
      result: shownSum(sum, await tools.keeper.current(), items),
    };
  };
}
