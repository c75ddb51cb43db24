import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../auth/actor.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Answer, Sender } from './send.ts';
import { settle, type Attempted } from './settle.ts';
import { signed, type SigningSecrets } from './sign.ts';
import { selectEndpoints, type EndpointRow } from './sql/endpoints.ts';
import { leaseLanes, type Leased } from './sql/lanes.ts';

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
/** Longer than an attempt's ten seconds: another process takes over only from one that is gone. */
const LEASE_SECONDS = 30;
/** Attempts under way at one endpoint: one that hangs keeps no other one waiting. */
const AT_ONE_ENDPOINT = 16;
const ALTOGETHER = 96;
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
  readonly #underWay = new Map<string, number>();
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
    while (this.#total() > 0 || this.#settling) {
      await (this.#settling ?? new Promise((wake) => setTimeout(wake, 10)));
    }
    clearTimeout(patience);
    this.#options.sender.close();
  }

  #total(): number {
    return [...this.#underWay.values()].reduce((sum, count) => sum + count, 0);
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
    if (this.#total() >= ALTOGETHER) return;
    const { endpoints, leased } = await inTransaction(db, ACTOR, async (tx) => {
      const active = (await selectEndpoints(tx)).filter(({ state }) => state === 'active');
      const free = active.flatMap(({ id }) => {
        const count = AT_ONE_ENDPOINT - (this.#underWay.get(id) ?? 0);
        return count > 0 ? [{ endpointId: id, count }] : [];
      });
      if (free.length === 0) return { endpoints: active, leased: [] };
      return {
        endpoints: active,
        leased: await leaseLanes(tx, free, randomUUID(), leaseSeconds),
      };
    });
    const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
    for (const one of leased) void this.#deliver(byId.get(one.endpointId)!, one);
  }

  async #deliver(endpoint: EndpointRow, leased: Leased): Promise<void> {
    this.#underWay.set(endpoint.id, (this.#underWay.get(endpoint.id) ?? 0) + 1);
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
        // What was cut by our own leaving is nobody's failure: its lease ends by itself.
        const told = batch.filter(({ answer }) => !isCut(answer));
        if (told.length > 0) {
          await inTransaction(db, ACTOR, (tx) => settle(tx, told, pauses), {
            requestId: 'webhooks',
          });
        }
      } catch (error) {
        // Not written down: the leases end, and the messages are sent once more.
        log.warn({ err: error, attempts: batch.length }, 'webhook attempts could not be settled');
      }
      for (const { leased } of batch) {
        this.#underWay.set(leased.endpointId, this.#underWay.get(leased.endpointId)! - 1);
      }
      this.wake();
    }
  }
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
