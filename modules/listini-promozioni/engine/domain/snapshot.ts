import { Catalogue } from './catalogue.ts';
import { Circumstances } from './circumstances.ts';
import { compileListInSteps, withBases, type CompiledList } from './compiled-lists.ts';
import { compilePromotion, type CompiledPromotion } from './compiled-promotion.ts';
import { QueryBook } from './compiled-query.ts';
import { ItemIndex } from './item-index.ts';
import type { PriceList } from './price-list.ts';
import { PriceResolver } from './price-resolver.ts';
import { DEFAULT_POLICY, type PricingPolicy } from './pricing-policy.ts';
import type { Promotion } from './promotion.ts';
import type { SnapshotLocation, SnapshotSource } from './snapshot-source.ts';
import { allSteps, type Steps } from './steps.ts';

/** A promotion names up to some hundred items: these take some milliseconds. */
const PROMOTIONS_IN_A_STEP = 50;

/** Price lists, promotions and policies of one version, indexed. It never changes. */
export interface Snapshot {
  readonly version: string;
  readonly catalogue: Catalogue;
  readonly prices: PriceResolver;
  readonly promotions: PromotionBook;
  readonly locations: ReadonlyMap<string, SnapshotLocation>;
  readonly policies: ReadonlyMap<string, CompiledPolicy>;
}

/** All promotions, under the number each has here, with the ways to find them. */
export interface PromotionBook {
  readonly all: readonly CompiledPromotion[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly queries: QueryBook;
  readonly circumstances: Circumstances;
  readonly index: ItemIndex;
}

export interface CompiledPolicy {
  readonly policy: PricingPolicy;
  /** Numbers of the promotions in the order of trying, lanes first. */
  readonly order: Int32Array;
  /** By number of the promotion: its place in that order. */
  readonly rank: Int32Array;
  /** By number of the promotion: place of its lane; a lane the policy does not know comes last. */
  readonly lane: Uint8Array;
}

/** Compiles everything. The parts below let a publication keep what did not change. */
export function compileSnapshot(source: SnapshotSource): Snapshot {
  return allSteps(compileSnapshotInSteps(source));
}

/** The same in steps, for a process that answers meanwhile. */
export function* compileSnapshotInSteps(source: SnapshotSource): Steps<Snapshot> {
  const catalogue = yield* Catalogue.inSteps(source.items);
  const lists = new Map<string, CompiledList>();
  for (const list of source.priceLists) {
    lists.set(list.id, yield* compileListInSteps(list, catalogue));
    yield;
  }
  return assembleSnapshot({
    version: source.version,
    catalogue,
    lists: withBases(lists),
    promotions: yield* compilePromotionsInSteps(source.promotions, catalogue),
    locations: source.locations,
    policies: source.policies,
  });
}

export function compilePromotions(
  promotions: Iterable<Promotion>,
  catalogue: Catalogue,
): PromotionBook {
  return allSteps(compilePromotionsInSteps(promotions, catalogue));
}

function* compilePromotionsInSteps(
  promotions: Iterable<Promotion>,
  catalogue: Catalogue,
): Steps<PromotionBook> {
  const queries = new QueryBook(catalogue);
  const sources = [...promotions];
  const all: CompiledPromotion[] = [];
  for (const [number, promotion] of sources.entries()) {
    all.push(compilePromotion(promotion, number, queries));
    if (number % PROMOTIONS_IN_A_STEP === 0) yield;
  }
  return {
    all,
    numbers: new Map(all.map(({ source, number }) => [source.id, number])),
    queries,
    circumstances: new Circumstances(sources),
    index: new ItemIndex(
      all.map(({ facts }) => facts),
      catalogue,
    ),
  };
}

/** A snapshot from compiled parts. */
export function assembleSnapshot(parts: {
  readonly version: string;
  readonly catalogue: Catalogue;
  readonly lists: readonly CompiledList[];
  readonly promotions: PromotionBook;
  readonly locations: Iterable<SnapshotLocation>;
  readonly policies?: Readonly<Record<string, PricingPolicy>> | undefined;
}): Snapshot {
  const { version, catalogue, lists, promotions } = parts;
  const policies = new Map<string, CompiledPolicy>();
  for (const [company, policy] of Object.entries({ '*': DEFAULT_POLICY, ...parts.policies }))
    policies.set(company, compilePolicy(policy, promotions.all));
  return {
    version,
    catalogue,
    prices: new PriceResolver(lists, catalogue),
    promotions,
    locations: new Map([...parts.locations].map((location) => [location.id, location])),
    policies,
  };
}

/**
 * The next snapshot after changes of some price lists: only those are read again, catalogue and
 * promotions are shared. A list without a successor is named in `without`.
 */
export function withPriceLists(
  snapshot: Snapshot,
  version: string,
  changed: Iterable<PriceList>,
  without: ReadonlySet<string> = new Set(),
): Snapshot {
  return allSteps(withPriceListsInSteps(snapshot, version, changed, without));
}

/** The same in steps. */
export function* withPriceListsInSteps(
  snapshot: Snapshot,
  version: string,
  changed: Iterable<PriceList>,
  without: ReadonlySet<string>,
): Steps<Snapshot> {
  const lists = new Map(snapshot.prices.lists.map((list) => [list.id, list]));
  for (const id of without) lists.delete(id);
  for (const list of changed) {
    lists.set(list.id, yield* compileListInSteps(list, snapshot.catalogue));
    yield;
  }
  return {
    ...snapshot,
    version,
    prices: new PriceResolver(withBases(lists), snapshot.catalogue),
  };
}

/** The next snapshot after changes of promotions; prices and catalogue are shared. */
export function withPromotions(
  snapshot: Snapshot,
  version: string,
  promotions: Iterable<Promotion>,
): Snapshot {
  return allSteps(withPromotionsInSteps(snapshot, version, promotions));
}

/** The same in steps. */
export function* withPromotionsInSteps(
  snapshot: Snapshot,
  version: string,
  promotions: Iterable<Promotion>,
): Steps<Snapshot> {
  const book = yield* compilePromotionsInSteps(promotions, snapshot.catalogue);
  const policies = new Map<string, CompiledPolicy>();
  for (const [company, { policy }] of snapshot.policies)
    policies.set(company, compilePolicy(policy, book.all));
  return { ...snapshot, version, promotions: book, policies };
}

/** The next snapshot after companies changed how they compute; everything else is shared. */
export function withPolicies(
  snapshot: Snapshot,
  version: string,
  policies: Readonly<Record<string, PricingPolicy>>,
): Snapshot {
  const all = Object.entries({ '*': DEFAULT_POLICY, ...policies });
  return {
    ...snapshot,
    version,
    policies: new Map(
      all.map(([company, policy]) => [company, compilePolicy(policy, snapshot.promotions.all)]),
    ),
  };
}

function compilePolicy(
  policy: PricingPolicy,
  promotions: readonly CompiledPromotion[],
): CompiledPolicy {
  const lane = new Uint8Array(promotions.length);
  for (const { number, source } of promotions) {
    const place = policy.lanes.findIndex(({ id }) => id === source.combination.lane);
    lane[number] = place < 0 ? policy.lanes.length : place;
  }
  const direction = { priorityDescending: -1, priorityAscending: 1, asListed: 0 }[policy.order];
  const order = Int32Array.from(promotions, ({ number }) => number).sort(
    (a, b) =>
      lane[a]! - lane[b]! ||
      direction * (priorityOf(promotions[a]!) - priorityOf(promotions[b]!)) ||
      a - b,
  );
  const rank = new Int32Array(promotions.length);
  order.forEach((number, place) => (rank[number] = place));
  return { policy, order, rank, lane };
}

function priorityOf({ source }: CompiledPromotion): number {
  return source.combination.priority;
}

export function policyFor(snapshot: Snapshot, companyId: string): CompiledPolicy {
  return snapshot.policies.get(companyId) ?? snapshot.policies.get('*')!;
}
