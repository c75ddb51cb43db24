import type { Response } from 'express';
import { io } from 'socket.io-client';
import { createLiveClient, type LiveClient } from '../../../server/live/client.ts';
import { LIVE_PATH } from '../../../server/live/protocol.ts';
import type { ContractClient } from '../../../server/http/client.ts';
import { availabilityEndpoint } from '../../omnichannel/api.ts';
import { SHOP_CHANNEL } from './channel.ts';

/** Any basket gives a place in the feed to listen from. */
const ANY_BASKET = '8009000000012';
const STILL_THERE_MS = 20_000;

/**
 * Listens once for all visitors to the availability of our channel, as a web shop does with its key,
 * and passes on which items moved as server-sent events.
 */
export class StockNews {
  readonly #visitors = new Set<Response>();
  #line: LiveClient | null = null;

  /** Keeps `response` open and tells it what moves, until the visitor leaves. */
  async tell(response: Response, address: string, key: string, api: ContractClient): Promise<void> {
    response.setHeader('Content-Type', 'text/event-stream');
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    this.#visitors.add(response);
    const beat = setInterval(() => response.write(':\n\n'), STILL_THERE_MS);
    response.on('close', () => {
      clearInterval(beat);
      this.#visitors.delete(response);
      if (this.#visitors.size === 0) this.#hangUp();
    });
    if (!this.#line) await this.#listen(address, key, api);
    response.write('event: hello\ndata: {}\n\n');
  }

  async #listen(address: string, key: string, api: ContractClient): Promise<void> {
    const line = createLiveClient(() =>
      io(address, {
        path: LIVE_PATH,
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { authorization: `Bearer ${key}` },
      }),
    );
    this.#line = line;
    const where = async () =>
      (await api.call(availabilityEndpoint, { channel: SHOP_CHANNEL, basket: ANY_BASKET })).cursor;
    try {
      const subscription = line.subscribe(`availability:${SHOP_CHANNEL}`, await where(), {
        onBatch: (events) => {
          const gtins = events.flatMap(({ payload }) => gtinsOf(payload));
          this.#say('stock', { gtins: [...new Set(gtins)] });
        },
        onFetchAgain: () => {
          where().then(
            (cursor) => {
              subscription.resume(cursor);
              this.#say('hello', {});
            },
            () => this.#hangUp(),
          );
        },
      });
    } catch {
      // Without news the pages still read the truth when they open; the next visitor tries again.
      this.#hangUp();
    }
  }

  #say(event: string, news: object): void {
    for (const visitor of this.#visitors) {
      visitor.write(`event: ${event}\ndata: ${JSON.stringify(news)}\n\n`);
    }
  }

  #hangUp(): void {
    this.#line?.close();
    this.#line = null;
  }
}

function gtinsOf(payload: object): string[] {
  return 'gtin' in payload && typeof payload.gtin === 'string' ? [payload.gtin] : [];
}
