import { randomUUID } from 'node:crypto';
import { holdCart, releaseCartHold } from '../../modules/store-system/holds/contracts.ts';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { handOverEndpoint } from '../../modules/omnichannel/pickup/counter-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeEndpoint,
} from '../../modules/omnichannel/pickup/work-contracts.ts';
import { createClient, ProblemError } from '../../server/http/client.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/http/contract.ts';
import type { Caller } from '../support/callers.ts';
import { orderRequest } from '../support/make/order.ts';
import type { Journal } from './journal.ts';
import type { ShopFloor, StockedItem } from './shop-floor.ts';

/** Clients that trade in a shop until they are told to stop, whatever happens to the server meanwhile. */
export interface Trade {
  /** Settles when each client has had an answer to its last request: the server must be there. */
  stop(): Promise<void>;
}

export interface TradeOptions {
  readonly floor: ShopFloor;
  readonly journal: Journal;
  /** Where the server is now: asked before each attempt. */
  readonly url: () => string;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly clients: number;
  /** After so long a client believes that its connection is dead. */
  readonly patienceMilliseconds?: number;
  /** A planted fault: each attempt is sent as if it were another request. */
  readonly forgetsItsKeys?: boolean;
}

/** A quarter hold baskets, as many fulfil orders as there are clerks, the others order. */
export function startTrade(options: TradeOptions): Trade {
  const { floor, clients } = options;
  let open = true;
  const trading = Array.from({ length: clients }, async (_, place) => {
    const client = new Client(options);
    const clerk = floor.clerks[place];
    while (open) {
      if (clerk) await client.fulfil(clerk, () => open);
      else if (place % 4 === 0) await client.holdBasket();
      else await client.order();
    }
  });
  return {
    async stop() {
      open = false;
      await Promise.all(trading);
    },
  };
}

/** Nobody answered: whether the request had an effect is not known. */
class Unanswered extends Error {}

/** One program or till: it repeats each request under the same key until somebody answers it. */
export class Client {
  private readonly options: Omit<TradeOptions, 'clients'>;

  constructor(options: Omit<TradeOptions, 'clients'>) {
    this.options = options;
  }

  async order(): Promise<{ orderId: string; basket: readonly StockedItem[] } | null> {
    const { floor, journal } = this.options;
    const basket = this.basket();
    const input = orderRequest({
      locationId: floor.locationId,
      externalId: randomUUID(),
      lines: basket.map(({ gtin }) => ({ gtin })),
    });
    const placed = await this.send(placeOrderEndpoint, input, floor.channel);
    if (!placed) return null;
    journal.orders.set(
      placed.orderId,
      basket.map(({ itemId }) => ({ itemId, quantity: 1 })),
    );
    return { orderId: placed.orderId, basket };
  }

  async holdBasket(): Promise<void> {
    const { floor, journal, random } = this.options;
    const { locationId, site } = floor;
    const lines = this.basket().map(({ itemId }) => ({ itemId, quantity: 1 }));
    const cart = await this.send(holdCart, { locationId, minutes: 60, lines }, site);
    if (!cart) return;
    journal.carts.set(cart.cartId, cart.holds);
    const [hold] = cart.holds;
    if (!hold || random() < 0.7) return;
    const given = await this.send(releaseCartHold, { holdId: hold.holdId }, site);
    if (given?.released) journal.released.set(hold.holdId, hold);
  }

  /** From the order to the customer's hands, as one clerk does it. */
  async fulfil(clerk: Caller, goOn: () => boolean = () => true): Promise<void> {
    const { floor, journal } = this.options;
    const order = await this.order();
    if (!order || !goOn()) return;
    const { orderId, basket } = order;
    let row = await this.send(takeEndpoint, { orderId }, clerk);
    for (const { gtin } of basket) {
      if (!row || !goOn()) return;
      const piece = { locationId: floor.locationId, gtin, orderId, manner: 'scan' } as const;
      const picked = await this.send(pickEndpoint, piece, clerk);
      if (!picked) return;
      journal.picked.set(orderId, (journal.picked.get(orderId) ?? 0) + 1);
      row = picked.row;
    }
    if (!row || !goOn()) return;
    const staged = await this.send(
      stageEndpoint,
      {
        orderId,
        bags: [`B-${orderId.slice(-12).toUpperCase()}`],
        shelf: 'A1',
        ready: true,
        expectedVersion: row.version,
      },
      clerk,
    );
    if (!staged || !goOn()) return;
    const handed = await this.send(
      handOverEndpoint,
      {
        orderId,
        proof: { kind: 'identity', documentType: 'identity-card' },
        collector: { kind: 'customer' },
        expectedVersion: staged.version,
      },
      clerk,
    );
    if (handed) journal.handovers.set(handed.handoverId, orderId);
  }

  /** The reply, or null for a refusal. One key, as many attempts as it takes. */
  private async send<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    as: Caller,
  ): Promise<ReplyOf<E> | null> {
    const { journal, url, patienceMilliseconds = 10_000, forgetsItsKeys = false } = this.options;
    let idempotencyKey = randomUUID();
    for (;;) {
      const client = createClient({
        baseUrl: url(),
        headers: () => as.headers,
        fetch: fetchOnce,
      });
      try {
        const signal = AbortSignal.timeout(patienceMilliseconds);
        const reply = await client.call(endpoint, input, { idempotencyKey, signal });
        journal.answers.set(idempotencyKey, endpoint.status ?? 200);
        return reply;
      } catch (error) {
        if (error instanceof ProblemError && isFinal(error)) {
          journal.answers.set(idempotencyKey, error.status);
          journal.refusals += 1;
          return null;
        }
        if (!(error instanceof Unanswered) && !isTrouble(error)) throw error;
        if (isTrouble(error) && error.status !== 503) {
          journal.failures.push(`${error.status} ${endpoint.path}: ${error.message}`);
        }
        journal.repeated += 1;
        if (forgetsItsKeys) idempotencyKey = randomUUID();
        await new Promise((wake) => setTimeout(wake, 50 + this.options.random() * 100));
      }
    }
  }

  /** One to three different items. */
  private basket(): StockedItem[] {
    const { floor, random } = this.options;
    const chosen = new Set<StockedItem>();
    const size = 1 + Math.floor(random() * 3);
    while (chosen.size < Math.min(size, floor.items.length)) {
      chosen.add(floor.items[Math.floor(random() * floor.items.length)]!);
    }
    return [...chosen];
  }
}

/** One attempt: when to repeat is for the client of this test to say. */
const fetchOnce: typeof fetch = (...request) =>
  fetch(...request)
    .then(async (response) => {
      const text = await response.text();
      const { status, statusText, headers } = response;
      return new Response(text, { status, statusText, headers });
    })
    .catch((cause: unknown) => {
      throw new Unanswered('no answer', { cause });
    });

/** The business said no; the same request would be told the same again. */
function isFinal({ status }: ProblemError): boolean {
  return [404, 409, 410, 412, 422].includes(status);
}

/** The server's own trouble: 503 is an honest word for it, everything else is a failure of ours. */
function isTrouble(error: unknown): error is ProblemError {
  return error instanceof ProblemError && (error.status >= 500 || error.status === 429);
}
