/** A request that waits for its batch, and whoever waits for the request. */
interface Waiting<R, A> {
  readonly request: R;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchWork<R, A> {
  /** One transaction for all; one answer each, in order. Throws when nothing at all was done. */
  together(requests: readonly R[]): Promise<readonly A[]>;
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
}

const USUAL: BatchLimits = { size: 64, lanes: 2, worthALane: 32 };

/** Retries after a failed batch that are under way at once: the pool is everybody's. */
const ALONE_AT_ONCE = 4;

/**
 * Collects the requests that arrive while others are being worked on, and gives them to one
 * transaction together. A request that finds nobody before it goes at once: there is no timer, so
 * batches are as large as the load makes them and nobody ever waits for company.
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
    const { size, lanes, worthALane } = this.limits;
    while (
      this.queue.length > 0 &&
      (this.lanesBusy === 0 || (this.lanesBusy < lanes && this.queue.length >= worthALane))
    ) {
      this.lanesBusy += 1;
      void this.run(this.queue.splice(0, size)).finally(() => {
        this.lanesBusy -= 1;
        this.next();
      });
    }
  }

  private async run(batch: readonly Waiting<R, A>[]): Promise<void> {
    try {
      const answers = await this.work.together(batch.map(({ request }) => request));
      if (answers.length !== batch.length) throw new Error('one answer for each request');
      batch.forEach(({ resolve }, place) => resolve(answers[place]!));
    } catch {
      // One of them, or a deadlock, spoilt it for all; nothing was done. Whose fault it was shows
      // when each has a transaction of its own. The lane is free meanwhile: new requests go on.
      this.strays.push(...batch);
      this.nextAlone();
    }
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
