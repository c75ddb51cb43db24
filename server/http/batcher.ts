/** A request that waits for its batch, and whoever waits for the request. */
interface Waiting<R, A> {
  readonly request: R;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchWork<R, A> {
  /**
   * One transaction for all; one answer each, in order. Throws when nothing at all was done. Says when
   * nothing is left but to write down and commit, if it knows.
   */
  together(requests: readonly R[], ending: () => void): Promise<readonly A[]>;
  /** One transaction for one: how each is tried again when a batch fails. */
  alone(request: R): Promise<A>;
}

export interface BatchLimits {
  /** Requests in one transaction. */
  readonly size: number;
  /** Transactions under way at once. */
  readonly lanes: number;
  /** Requests that must wait before another lane is opened beside a busy one: half-empty batches cost most. */
  readonly worthALane: number;
  /** Requests that must wait to be begun with while a transaction is being written down. */
  readonly worthOverlapping: number;
}

const USUAL: BatchLimits = { size: 64, lanes: 2, worthALane: 32, worthOverlapping: 8 };

/** Transactions being written down at once: each has a connection of everybody's pool. */
const ENDING_AT_ONCE = 2;

/** Retries after a failed batch that are under way at once: the pool is everybody's. */
const ALONE_AT_ONCE = 4;

/**
 * Collects the requests that arrive while others are being worked on, and gives them to one
 * transaction together. A request that finds nobody before it goes at once: there is no timer, so
 * batches are as large as the load makes them and nobody ever waits for company.
 *
 * A transaction that only has to be written down, flushed and committed needs no more of this process: when
 * enough are waiting, the next one begins meanwhile. It waits in the database for what the one before it has
 * locked, so who came first is still served first.
 *
 * First come, first served: the order of arrival is the order within a batch and between batches that
 * follow each other. Requests retried alone have no order any more.
 */
export class Batcher<R, A> {
  private readonly queue: Waiting<R, A>[] = [];
  private readonly strays: Waiting<R, A>[] = [];
  private readonly work: BatchWork<R, A>;
  private readonly limits: BatchLimits;
  private lanesBusy = 0;
  private ending = 0;
  private aloneBusy = 0;

  constructor(work: BatchWork<R, A>, limits: BatchLimits = USUAL) {
    this.work = work;
    this.limits = limits;
  }

  submit(request: R): Promise<A> {
    return new Promise((resolve, reject) => {
      this.queue.push({ request, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    while (this.mayBegin()) {
      this.lanesBusy += 1;
      void this.run(this.queue.splice(0, this.limits.size));
    }
  }

  private mayBegin(): boolean {
    const { lanes, worthALane, worthOverlapping } = this.limits;
    const waiting = this.queue.length;
    if (waiting === 0 || this.ending >= ENDING_AT_ONCE) return false;
    if (this.lanesBusy > 0) return this.lanesBusy < lanes && waiting >= worthALane;
    return this.ending === 0 || waiting >= worthOverlapping;
  }

  private async run(batch: readonly Waiting<R, A>[]): Promise<void> {
    let working = true;
    const ending = (): void => {
      if (!working) return;
      working = false;
      this.lanesBusy -= 1;
      this.ending += 1;
      this.next();
    };
    try {
      const answers = await this.work.together(
        batch.map(({ request }) => request),
        ending,
      );
      if (answers.length !== batch.length) throw new Error('one answer for each request');
      batch.forEach(({ resolve }, place) => resolve(answers[place]!));
    } catch {
      // One of them, or a deadlock, spoilt it for all; nothing was done. Whose fault it was shows
      // when each has a transaction of its own. The lane is free meanwhile: new requests go on.
      this.strays.push(...batch);
      this.nextAlone();
    }
    if (working) this.lanesBusy -= 1;
    else this.ending -= 1;
    this.next();
  }

  private nextAlone(): void {
    while (this.aloneBusy < ALONE_AT_ONCE && this.strays.length > 0) {
      const { request, resolve, reject } = this.strays.shift()!;
      this.aloneBusy += 1;
      void this.work
        .alone(request)
        .then(resolve, reject)
        .finally(() => {
          this.aloneBusy -= 1;
          this.nextAlone();
        });
    }
  }
}
