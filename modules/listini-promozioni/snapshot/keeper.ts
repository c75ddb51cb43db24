import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import {
  compileSnapshotInSteps,
  withPolicies,
  withPriceListsInSteps,
  withPromotionsInSteps,
  type Snapshot,
} from '../engine/domain/snapshot.ts';
import type { Steps } from '../engine/domain/steps.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import { selectPoliciesAt } from '../pricing-policy/sql.ts';
import { endedAfter, readFrom, sourceAt } from './source.ts';
import { selectPriceLists, selectPromotionsAt, selectPublished } from './sql.ts';

export interface PastBaskets {
  /** When the first of them was bought. */
  readonly since: Date;
  readonly itemIds: () => Promise<readonly string[]>;
}

/**
 * The snapshot this process prices with. The next one is built beside it and then put in its place in one
 * assignment: whoever has begun to price goes on with the one they hold, so an answer is wholly old or
 * wholly new and says which.
 */
export class SnapshotKeeper {
  readonly #db: Knex;
  readonly #log: Pick<Logger, 'info' | 'error'>;
  #held: Snapshot | null = null;
  /** The snapshot in use knows every price that ended after this. */
  #knownSince = '';
  #past: Snapshot | null = null;
  #building: Promise<Snapshot> | null = null;

  constructor(db: Knex, log: Pick<Logger, 'info' | 'error'>) {
    this.#db = db;
    this.#log = log;
  }

  /** What to price with now; waits only for the first one. */
  async current(): Promise<Snapshot> {
    return this.#held ?? this.#build();
  }

  /** The snapshot of a version at least as new as this: for whoever has just published. */
  async atLeast(version: number): Promise<Snapshot> {
    for (;;) {
      const held = await this.current();
      if (Number(held.version) >= version) return held;
      await this.#build();
    }
  }

  /**
   * Looks whether something was published and begins to build what comes next, without waiting for it;
   * says which version is published. Asked by every process every second, and by screens that hear of
   * a publication: never wait for a build with a connection in hand, it needs one too.
   */
  async look(read: Read): Promise<number> {
    const version = await currentVersion(read);
    if (this.#building) return version;
    if (this.#held !== null && Number(this.#held.version) === version) return version;
    this.#build().catch((error: unknown) => {
      // Prices go on being told from the version in use; the next look tries again.
      this.#log.error({ err: error }, 'the next snapshot of prices could not be built');
    });
    return version;
  }

  /**
   * What was priced with at an earlier version, as far back as the snapshot in use knows prices. The latest
   * that was asked for is kept: every shop of the chain asks for the same. Read with the connection of who
   * asks, who may hold one already.
   */
  async asOf(read: Read, version: number): Promise<Snapshot> {
    const held = await this.current();
    if (version >= Number(held.version)) return held;
    if (this.#past === null || this.#past.version !== String(version)) {
      this.#past = await anotherSnapshot(read, held, version);
    }
    return this.#past;
  }

  /** Does the snapshot in use know what held at an instant? What ended long ago it leaves to the tables. */
  knows(instant: Date): boolean {
    return readFrom(instant) >= this.#knownSince;
  }

  /**
   * The snapshot in use for baskets since an instant, however long ago: with all the prices of what is in
   * them, where it does not know them itself.
   */
  async reachingBack(read: Read, { since, itemIds }: PastBaskets): Promise<Snapshot> {
    const held = await this.atLeast(await currentVersion(read));
    if (this.knows(since)) return held;
    const lists = await selectPriceLists(read, Number(held.version), {
      listIds: null,
      itemIds: await itemIds(),
      endedAfter: readFrom(since),
    });
    return inSlices(withPriceListsInSteps(held, held.version, lists, new Set()));
  }

  #build(): Promise<Snapshot> {
    this.#building ??= this.#next().finally(() => {
      this.#building = null;
    });
    return this.#building;
  }

  async #next(): Promise<Snapshot> {
    const begun = performance.now();
    const read: Read = { sql: this.#db, actor: systemActor('prices'), now: new Date() };
    const version = await currentVersion(read);
    const held = this.#held;
    if (held !== null && Number(held.version) === version) return held;
    const next =
      held === null
        ? await inSlices(compileSnapshotInSteps(await sourceAt(read, version)))
        : await anotherSnapshot(read, held, version);
    this.#held = next;
    this.#knownSince = endedAfter(read);
    const milliseconds = Math.round(performance.now() - begun);
    this.#log.info({ version, milliseconds }, 'prices are told from another version');
    return next;
  }
}

/** Whoever asks for a price meanwhile waits no longer than this for their turn, in milliseconds. */
const SLICE = 8;

/** Runs steps a slice at a time: what came in meanwhile is answered between two of them. */
async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - begun < SLICE) continue;
    await new Promise((wake) => setImmediate(wake));
    begun = performance.now();
  }
}

/** The snapshot of another version with as much of the one in use as is true of it. */
async function anotherSnapshot(read: Read, held: Snapshot, version: number): Promise<Snapshot> {
  const known = Number(held.version);
  const published = await selectPublished(read, Math.min(known, version), Math.max(known, version));
  const causes = new Set(published.map(({ cause }) => cause));
  // Other goods or shops touch everything.
  if (causes.has('goods') || causes.has('places')) {
    return inSlices(compileSnapshotInSteps(await sourceAt(read, version)));
  }
  let next = held;
  if (causes.has('prices')) {
    const listIds = [...new Set(published.flatMap(({ listId }) => listId ?? []))];
    const lists = await selectPriceLists(read, version, {
      listIds,
      itemIds: null,
      endedAfter: endedAfter(read),
    });
    const gone = new Set(listIds.filter((id) => !lists.some((list) => list.id === id)));
    next = await inSlices(withPriceListsInSteps(next, String(version), lists, gone));
  }
  if (causes.has('promotion')) {
    const promotions = await selectPromotionsAt(read, version);
    next = await inSlices(withPromotionsInSteps(next, String(version), promotions));
  }
  if (causes.has('policy')) {
    next = withPolicies(next, String(version), await selectPoliciesAt(read, version));
  }
  return next.version === String(version) ? next : { ...next, version: String(version) };
}
