import type { Read } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Promotion } from '../engine/domain/promotion.ts';
import { withPriceLists, withPromotions, type Snapshot } from '../engine/domain/snapshot.ts';
import { selectWishes } from '../price-lists/sql/change-rows.ts';
import { selectChangeSet, type ChangeSet } from '../price-lists/sql/change-sets.ts';
import { selectList } from '../price-lists/sql/lists.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import { refuseFlaws } from '../promotions/commands.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import { selectPromotion, selectVersion } from '../promotions/sql/promotions.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import type { PastBaskets } from '../snapshot/keeper.ts';
import { endedAfter, readFrom } from '../snapshot/source.ts';
import { selectPriceLists } from '../snapshot/sql.ts';
import { entriesWith } from './domain.ts';

/** What is tried: a promotion with its id among the others, or prices that somebody prepares. */
export type Tried =
  | { readonly kind: 'promotion'; readonly id: string; readonly definition: Definition }
  | { readonly kind: 'change-set'; readonly change: ChangeSet };

export interface AskedTrial {
  readonly promotionId?: string | null | undefined;
  readonly definition?: unknown;
  readonly changeSetId?: string | null | undefined;
}

/** The open version of a promotion, a definition that is nowhere stored yet, or a change of prices. */
export async function triedOf(read: Read, asked: AskedTrial): Promise<Tried | null> {
  if (asked.changeSetId) {
    const change = await selectChangeSet(read, asked.changeSetId);
    if (!change) throw new Refusal(notFound, { what: asked.changeSetId });
    return { kind: 'change-set', change };
  }
  if (asked.definition) {
    refuseFlaws(read, asked.definition as Definition);
    const id = asked.promotionId ?? newId();
    return { kind: 'promotion', id, definition: asked.definition as Definition };
  }
  if (!asked.promotionId) return null;
  const found = await selectPromotion(read, asked.promotionId);
  if (!found) throw new Refusal(notFound, { what: asked.promotionId });
  const number = found.openNumber ?? found.approvedNumber ?? found.latestNumber;
  const { definition } = (await selectVersion(read, asked.promotionId, number))!;
  return { kind: 'promotion', id: asked.promotionId, definition };
}

export function nameOf(tried: Tried): Text {
  if (tried.kind === 'promotion') return tried.definition.texts.name;
  return { it: tried.change.title, en: tried.change.title };
}

/** The promotion that a sum asks after; null where prices are tried. */
export function promotionIn(tried: Tried | null): string | null {
  return tried?.kind === 'promotion' ? tried.id : null;
}

export interface TwoSnapshots {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/**
 * Two snapshots for some baskets that differ in what is tried alone. With `always` it is on at every moment,
 * whatever its period: for baskets that lie before it.
 */
export async function withAndWithout(
  read: Read,
  { keeper }: Pick<PricingTools, 'keeper'>,
  tried: Tried | null,
  { always, baskets }: { readonly always: boolean; readonly baskets: PastBaskets },
): Promise<TwoSnapshots> {
  const before = await keeper.reachingBack(read, baskets);
  if (tried === null) return { before, after: before };
  if (tried.kind === 'promotion') return withPromotion(before, tried, always);
  const knownSince = keeper.knows(baskets.since) ? endedAfter(read) : readFrom(baskets.since);
  return { before, after: await withChange(read, before, tried.change, { always, knownSince }) };
}

function withPromotion(
  held: Snapshot,
  { id, definition }: Extract<Tried, { kind: 'promotion' }>,
  always: boolean,
): TwoSnapshots {
  const all = held.promotions.all.map(({ source }) => source);
  const others = all.filter((one) => one.id !== id);
  const { from: _from, to: _to, ...days } = definition.when;
  const draft: Promotion = {
    ...definition,
    ...(always ? { when: days } : {}),
    id,
    version: 0,
  };
  return {
    // Compiling ten thousand promotions again is worth sparing where this one is not among them.
    before: others.length === all.length ? held : withPromotions(held, held.version, others),
    after: withPromotions(held, held.version, [...others, draft]),
  };
}

/** Compiled trials of prices, kept while prices and the change stay as they are: they are asked while typing. */
const kept = new WeakMap<Snapshot, Map<string, Snapshot>>();
const MOST_KEPT = 4;
/** Before anything a replay could ask for. */
const LONG_AGO = '1970-01-01T00:00';

async function withChange(
  read: Read,
  held: Snapshot,
  change: ChangeSet,
  { always, knownSince }: { readonly always: boolean; readonly knownSince: string },
): Promise<Snapshot> {
  const from = always ? LONG_AGO : change.atOnce ? wallNow(read) : change.validFrom;
  const key = `${change.id} ${change.version} ${from}`;
  const ofHeld = kept.get(held) ?? new Map<string, Snapshot>();
  kept.set(held, ofHeld);
  const known = ofHeld.get(key);
  if (known) return known;
  const [list] = await selectPriceLists(read, Number(held.version), {
    listIds: [change.listId],
    itemIds: null,
    endedAfter: knownSince,
  });
  // A list that has never been published has no terms of its own: the change brings them.
  const terms = change.terms ?? list;
  if (terms === undefined) return held;
  const named = list ?? (await selectList(read, change.listId))!;
  const wishes = await selectWishes(read, change.id);
  const span = { from, to: always ? null : change.validTo };
  const next = withPriceLists(held, held.version, [
    {
      ...terms,
      ...(always ? { from: undefined, to: undefined } : {}),
      id: change.listId,
      name: 'name' in named ? named.name : named.code,
      currency: named.currency,
      entries: entriesWith(list?.entries ?? [], wishes, span),
    },
  ]);
  ofHeld.set(key, next);
  for (const old of [...ofHeld.keys()].slice(0, -MOST_KEPT)) ofHeld.delete(old);
  return next;
}
