import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Read, type Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import { price } from '../engine/domain/price.ts';
import { CHAIN_ZONE, instantOf } from '../price-lists/domain/wall-time.ts';
import { notInState } from '../problems.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import type { cancelReplay, listReplays, readReplay, startReplay } from './replay-contracts.ts';
import { addTrial, emptySum, type TrialSum } from './domain.ts';
import { shownSum } from './simulate.ts';
import { itemsByIdOf, selectNamedItems } from './sql/named-items.ts';
import {
  cancelReplayRow,
  insertReplay,
  keepPartialResult,
  selectReplay,
  selectReplays,
  updateReplay,
  type ReplayRow,
} from './sql/replays.ts';
import { countBaskets, selectPastBaskets, selectSoldItems, type PastBasket } from './sql/sold.ts';
import { nameOf, promotionIn, triedOf, withAndWithout } from './trial.ts';

export const REPLAY_JOB = 'listini-promozioni.replay';
/** Baskets between two reports of progress. */
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
      promotionId: promotionIn(tried),
      changeSetId: tried.kind === 'change-set' ? tried.change.id : null,
      definition: tried.kind === 'promotion' ? tried.definition : null,
      name: nameOf(tried),
      source: input.source ?? 'receipts',
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

/** Stops a replay that waits or runs. Of one that runs, what it has come to is kept. */
export async function stopReplay(
  tx: Tx,
  { replayId }: InputOf<typeof cancelReplay>,
): Promise<ReplyOf<typeof cancelReplay>> {
  const stopped = await cancelReplayRow(tx, replayId);
  const found = await selectReplay(tx, replayId);
  if (!found) throw new Refusal(notFound, { what: replayId });
  if (!stopped) {
    throw new Refusal(notInState, { state: found.state, needed: ['queued', 'running'] });
  }
  tx.audit({
    action: 'listini-promozioni.replay-stopped',
    subject: `replay:${replayId}`,
    locationId: null,
  });
  return { replayId, version: found.version };
}

/**
 * Prices past baskets with and without what is tried, as if it were on: days and hours of a promotion
 * count, its period does not, since the baskets lie before it. Interrupted, it begins again.
 */
export async function runReplay(
  db: Knex,
  tools: PricingTools,
  replayId: string,
  portion = PORTION,
): Promise<void> {
  const actor = systemActor('replay');
  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, actor, work);
  const read: Read = { sql: db, actor, now: new Date() };
  const found = await selectReplay(read, replayId);
  if (!found || found.state === 'done' || found.state === 'cancelled') return;
  const { asked } = found;
  const tried = await triedOf(read, asked);
  const promotionId = promotionIn(tried);
  const { before, after } = await withAndWithout(read, tools, tried, {
    always: true,
    baskets: {
      since: instantOf(CHAIN_ZONE, `${asked.from}T00:00`),
      itemIds: () => selectSoldItems(read, asked),
    },
  });
  const items = itemsByIdOf(await selectNamedItems(read, null));
  const receiptsTotal = await countBaskets(read, asked);
  let goesOn = await write((tx) => updateReplay(tx, replayId, { state: 'running', receiptsTotal }));
  const sum = emptySum();
  let pricing = 0;
  const result = () => ({ ...sum, milliseconds: Math.round(pricing) });
  for (let behind = NOBODY_YET; goesOn;) {
    const sold = await selectPastBaskets(read, asked, behind, portion);
    const begun = performance.now();
    for (const past of sold) {
      const basket = basketOf(past);
      const { basketId, locationId: placeId, soldAt: at } = past;
      const [was, is] = [price(before, basket, at), price(after, basket, at)];
      const one = { basketId, placeId, at, before: was, after: is };
      addTrial(sum, promotionId, one, (id) => items.get(id));
    }
    pricing += performance.now() - begun;
    if (sold.length < portion) break;
    behind = sold.at(-1)!.basketId;
    const progress = { state: 'running', receiptsDone: sum.baskets } as const;
    goesOn = await write((tx) => updateReplay(tx, replayId, progress));
  }
  const done = { state: 'done', receiptsDone: sum.baskets, result: result() } as const;
  goesOn &&= await write((tx) => updateReplay(tx, replayId, done));
  if (!goesOn) await write((tx) => keepPartialResult(tx, replayId, result()));
}

function basketOf({ locationId, channel, customerId, currency, lines }: PastBasket) {
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
    if (!found.result) return { ...standingOf(found), receiptsPerSecond: null, result: null };
    const { milliseconds, ...kept } = found.result;
    const sum: TrialSum = { ...emptySum(), ...kept };
    const items = itemsByIdOf(await selectNamedItems(read, Object.keys(sum.items)));
    return {
      ...standingOf(found),
      // Each basket is priced twice: without what is tried and with it.
      receiptsPerSecond: Math.round((sum.baskets * 1_000) / Math.max(1, milliseconds)),
      result: shownSum(sum, await tools.keeper.current(), items),
    };
  };
}

export async function latestReplays(
  read: Read,
  { limit = 20 }: InputOf<typeof listReplays>,
): Promise<ReplyOf<typeof listReplays>> {
  return {
    replays: (await selectReplays(read, limit)).map((row) => ({
      ...standingOf(row),
      changed: row.result?.changed ?? null,
      differenceMinor: row.result ? row.result.afterMinor - row.result.beforeMinor : null,
    })),
  };
}

function standingOf({
  id,
  state,
  asked,
  receiptsTotal,
  receiptsDone,
  createdAt,
  version,
}: ReplayRow) {
  return {
    replayId: id,
    state,
    name: asked.name ?? asked.definition?.texts.name ?? { it: '', en: '' },
    promotionId: asked.promotionId,
    changeSetId: asked.changeSetId ?? null,
    source: asked.source ?? 'receipts',
    locationIds: asked.locationIds ? [...asked.locationIds] : null,
    from: asked.from,
    to: asked.to,
    receiptsTotal,
    receiptsDone,
    createdAt: createdAt.toISOString(),
    version,
  };
}
