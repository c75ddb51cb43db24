import { expect } from 'chai';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { pickupsEndpoint } from '../../modules/omnichannel/pickup/contracts.ts';
import { applyToPickups, pickupRoom } from '../../modules/omnichannel/pickup/live.ts';
import { pickEndpoint, takeNextEndpoint } from '../../modules/omnichannel/pickup/work-contracts.ts';
import { holdCart } from '../../modules/store-system/holds/contracts.ts';
import { placeReservation, readDesk } from '../../modules/store-system/reservations/contracts.ts';
import { applyToDesk, deskRoom } from '../../modules/store-system/reservations/live.ts';
import { findStyle } from '../../modules/store-system/stock/contracts.ts';
import { sellGoods } from '../../modules/store-system/stock/moving-contracts.ts';
import { aged, applyToFinder, styleRoom } from '../../modules/store-system/stock/live.ts';
import type { Cursor } from '../../server/events/event.ts';
import type { LiveClient } from '../../server/live/client.ts';
import type { LiveEvent } from '../../server/live/protocol.ts';
import { useServer, type Caller } from '../support/api.ts';
import { liveClient } from '../support/live.ts';
import { makeCustomer } from '../support/make/customer.ts';
import { makeGtin, makeItem } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { orderRequest } from '../support/make/order.ts';
import { makeStock } from '../support/make/stock.ts';
import { until } from '../support/until.ts';

interface Snapshot<V> {
  readonly view: V;
  readonly cursor: Cursor;
}

/** One screen, as the browser keeps it: a fetched view, and what the room has told since. */
class LiveScreen<V> {
  readonly fetch: () => Promise<Snapshot<V>>;
  shown!: V;
  fetched = 0;
  private readonly apply: (view: V, event: LiveEvent) => V | 'fetch-again';

  constructor(
    fetch: () => Promise<Snapshot<V>>,
    apply: (view: V, event: LiveEvent) => V | 'fetch-again',
  ) {
    this.fetch = fetch;
    this.apply = apply;
  }

  async open(client: LiveClient, room: string): Promise<void> {
    const read = async (): Promise<Cursor> => {
      const { view, cursor } = await this.fetch();
      this.fetched += 1;
      this.shown = view;
      return cursor;
    };
    const again = (): void => void read().then((cursor) => subscription.resume(cursor));
    const subscription = client.subscribe(room, await read(), {
      onBatch: (events) => {
        for (const event of events) {
          const next = this.apply(this.shown, event);
          if (next === 'fetch-again') return again();
          this.shown = next;
        }
      },
      onFetchAgain: again,
    });
  }
}

describe('the screens of a shop that was offline', () => {
  const server = useServer();
  let shop: string;
  let gtin: string;
  let itemId: string;
  let styleId: string;
  let clerk: Caller;
  let site: Caller;
  let channel: Caller;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    gtin = makeGtin();
    itemId = await makeItem(db, { gtin });
    await makeStock(db, { locationId: shop, itemId, quantity: 20 });
    styleId = (await db('base_item').where({ id: itemId }).first('style_id')).style_id as string;
    clerk = await server.person('clerk', shop);
    site = await server.program(['holds:write']);
    channel = await server.program(['orders:write']);
  });

  /** Something that every one of the screens shows. */
  async function trade(): Promise<void> {
    const { orderId } = await server.call(
      placeOrderEndpoint,
      orderRequest({ locationId: shop, lines: [{ gtin }] }),
      { as: channel },
    );
    await server.call(takeNextEndpoint, { locationId: shop, count: 1 }, { as: clerk });
    await server.call(
      pickEndpoint,
      { locationId: shop, gtin, orderId, manner: 'scan' },
      { as: clerk },
    );
    const lines = [{ itemId, quantity: 1 }];
    await server.call(holdCart, { locationId: shop, lines }, { as: site });
    await server.call(
      sellGoods,
      { locationId: shop, document: { kind: 'sale', id: crypto.randomUUID() }, lines },
      { as: clerk },
    );
    const customerId = await makeCustomer(server.database.db);
    await server.call(
      placeReservation,
      { askedFrom: shop, locationId: shop, itemId, customer: { by: 'id', customerId } },
      { as: clerk },
    );
  }

  it('show what a fresh fetch shows, as soon as they are back', async () => {
    const queue = new LiveScreen(
      () => server.call(pickupsEndpoint, { locationId: shop }, { as: clerk }),
      applyToPickups,
    );
    const finder = new LiveScreen(
      () => server.call(findStyle, { styleId, from: shop }, { as: clerk }),
      applyToFinder,
    );
    const desk = new LiveScreen(
      () => server.call(readDesk, { locationId: shop }, { as: clerk }),
      applyToDesk,
    );
    let comeBack = (): void => undefined;
    const client = liveClient(server.url, clerk.headers, {
      later: (work) => void (comeBack = work),
    });
    await queue.open(client, pickupRoom(shop));
    await finder.open(client, styleRoom(styleId));
    await desk.open(client, deskRoom(shop));
    const agree = async (): Promise<boolean[]> => {
      const now = new Date();
      const same = (shown: unknown, fresh: unknown): boolean =>
        JSON.stringify(shown) === JSON.stringify(fresh);
      return [
        same(sorted(queue.shown), sorted((await queue.fetch()).view)),
        same(sorted(aged(finder.shown, now)), sorted(aged((await finder.fetch()).view, now))),
        same(sorted(desk.shown), sorted((await desk.fetch()).view)),
      ];
    };
    await trade();
    await until('the screens follow', async () => (await agree()).every(Boolean));

    client.socket.disconnect();
    await trade();
    await trade();
    expect(await agree(), 'offline, all three are behind').to.deep.equal([false, false, false]);

    comeBack();
    await until('the screens have caught up', async () => (await agree()).every(Boolean));
    expect([queue.fetched, finder.fetched, desk.fetched], 'from events alone').to.deep.equal([
      1, 1, 1,
    ]);
    client.close();
  });
});

/** Members in one order: what two ways of coming to the same view need not share. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
