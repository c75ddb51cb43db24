import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Answer, Sender } from './send.ts';
import { settle, type Attempted } from './settle.ts';
import { signed, type SigningSecrets } from './sign.ts';
import { selectEndpoints, type EndpointRow } from './sql/endpoints.ts';
import { leaseLanes, releaseLanes, type Leased } from './sql/lanes.ts';

export interface CourierOptions {
  readonly db: Knex;
  readonly log: Logger;
  readonly secrets: SigningSecrets;
  readonly sender: Sender;
  /** Pauses after failed attempts, in seconds: tests have shorter ones. */
  readonly pauses?: readonly number[];
  /** How long a lane is held for one attempt; longer than an attempt can take. */
  readonly leaseSeconds?: number;
}

const POLL_MILLISECONDS = 250;
/** Longer than all that is leased takes at ten seconds each: only from one that is gone it is taken over. */
const LEASE_SECONDS = 45;
/** Attempts under way at one endpoint: one that hangs keeps no other one waiting. */
const AT_ONE_ENDPOINT = 16;
/** Lanes held for one endpoint: three rounds of attempts, so that the database is asked for many at once. */
const LEASED_AT_ONE = 48;
/** Fewer are not worth asking for, while others are under way. */
const LEAST_ASKED = 16;
const SETTLED_AT_ONCE = 100;
const STOP_MILLISECONDS = 3_000;
const ACTOR = systemActor('core.webhooks');

/**
 * Carries what waits to the endpoints. A lane is leased, its first message sent, what became of it
 * written down: the network is never waited for inside a transaction. A process that dies in between
 * leaves a lease that ends by itself; the message is then sent again with the same id.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #desks = new Map<string, Desk>();
  readonly #attempted: Attempted[] = [];
  readonly #leaving = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #again = false;
  #settling: Promise<void> | null = null;
  #stopped = false;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), POLL_MILLISECONDS);
  }

  /** Looks now: something may be due. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = null;
    });
  }

  /** Takes up nothing new; what is under way may end, and is otherwise sent again by who comes next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    const patience = setTimeout(() => this.#leaving.abort(), STOP_MILLISECONDS);
    await this.#round;
    await this.#giveBack([...this.#desks.values()].flatMap(({ waiting }) => waiting.splice(0)));
    while (this.#sending() > 0 || this.#settling) {
      await (this.#settling ?? new Promise((wake) => setTimeout(wake, 10)));
    }
    clearTimeout(patience);
    this.#options.sender.close();
  }

  #sending(): number {
    return [...this.#desks.values()].reduce((sum, { sending }) => sum + sending, 0);
  }

  #desk(endpointId: string): Desk {
    let desk = this.#desks.get(endpointId);
    if (!desk) this.#desks.set(endpointId, (desk = { waiting: [], sending: 0 }));
    return desk;
  }

  async #rounds(): Promise<void> {
    try {
      while (!this.#stopped && this.#again) {
        this.#again = false;
        await this.#lease();
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'webhooks could not be looked for');
    }
  }

  async #lease(): Promise<void> {
    const { db, leaseSeconds = LEASE_SECONDS } = this.#options;
    const leased = await inTransaction(db, ACTOR, async (tx) => {
      const active = (await selectEndpoints(tx)).filter(({ state }) => state === 'active');
      for (const endpoint of active) this.#desk(endpoint.id).endpoint = endpoint;
      const stopped = this.#stoppedWaiting(new Set(active.map(({ id }) => id)));
      if (stopped.length > 0) await releaseLanes(tx, stopped);
      const free = active.flatMap(({ id }) => {
        const { waiting, sending } = this.#desk(id);
        const held = waiting.length + sending;
        const count = LEASED_AT_ONE - held;
        return count >= LEAST_ASKED || held === 0 ? [{ endpointId: id, count }] : [];
      });
      return free.length === 0 ? [] : leaseLanes(tx, free, randomUUID(), leaseSeconds);
    });
    for (const one of leased) this.#desk(one.endpointId).waiting.push(one);
    for (const endpointId of new Set(leased.map((one) => one.endpointId))) this.#send(endpointId);
  }

  /** What was leased for endpoints that were paused or stopped meanwhile. */
  #stoppedWaiting(active: ReadonlySet<string>): Leased[] {
    const desks = [...this.#desks].filter(([id]) => !active.has(id));
    return desks.flatMap(([, { waiting }]) => waiting.splice(0));
  }

  /** Sends what is leased, so many at a time. */
  #send(endpointId: string): void {
    const desk = this.#desk(endpointId);
    while (!this.#stopped && desk.sending < AT_ONE_ENDPOINT && desk.endpoint) {
      const next = desk.waiting.shift();
      if (!next) break;
      desk.sending += 1;
      void this.#deliver(desk.endpoint, next);
    }
  }

  async #deliver(endpoint: EndpointRow, leased: Leased): Promise<void> {
    const at = new Date();
    const { sender, secrets } = this.#options;
    const headers = signed(
      { id: leased.messageId, body: leased.body },
      at,
      secretsOf(endpoint, secrets, at),
    );
    const answer = await sender.post(
      endpoint.url,
      leased.body,
      { ...headers },
      this.#leaving.signal,
    );
    this.#attempted.push({ leased, answer, at });
    this.#settling ??= this.#settleAll().finally(() => {
      this.#settling = null;
    });
  }

  /** Attempts that ended while the last ones were written down are written down together. */
  async #settleAll(): Promise<void> {
    const { db, log, pauses } = this.#options;
    while (this.#attempted.length > 0) {
      const batch = this.#attempted.splice(0, SETTLED_AT_ONCE);
      try {
        // What was cut by our own leaving is nobody's failure: whoever comes next sends it.
        const told = batch.filter(({ answer }) => !isCut(answer));
        if (told.length > 0) {
          await inTransaction(db, ACTOR, (tx) => settle(tx, told, pauses), {
            requestId: 'webhooks',
          });
        }
        await this.#giveBack(batch.filter(({ answer }) => isCut(answer)).map((one) => one.leased));
      } catch (error) {
        // Not written down: the leases end, and the messages are sent once more.
        log.warn({ err: error, attempts: batch.length }, 'webhook attempts could not be settled');
      }
      for (const { leased } of batch) {
        this.#desk(leased.endpointId).sending -= 1;
        this.#send(leased.endpointId);
      }
      this.wake();
    }
  }

  /** Lanes whose message was not sent are free at once, for the process that stays. */
  async #giveBack(leased: readonly Leased[]): Promise<void> {
    if (leased.length === 0) return;
    await inTransaction(this.#options.db, ACTOR, (tx) => releaseLanes(tx, leased));
  }
}

/** What this process holds of one endpoint: leased and waiting, and under way. */
interface Desk {
  endpoint?: EndpointRow;
  readonly waiting: Leased[];
  sending: number;
}

function isCut({ failure }: Answer): boolean {
  return failure === 'cut';
}

/** The one that signs now, and for a day the one before it. */
function secretsOf(endpoint: EndpointRow, secrets: SigningSecrets, at: Date): string[] {
  const { id, secretNumber, formerSecretUntil } = endpoint;
  const former = formerSecretUntil !== null && at < formerSecretUntil;
  return [secretNumber, ...(former ? [secretNumber - 1] : [])].map((number) =>
    secrets.of(id, number),
  );
}
