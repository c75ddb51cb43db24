import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import type { PickupView } from '../../../modules/omnichannel/pickup/contracts.ts';
import { applyToPickups, pickupRoom } from '../../../modules/omnichannel/pickup/live.ts';
import { readPickups } from '../../../modules/omnichannel/pickup/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCounter } from '../../support/make/counter.ts';
import { testSecrets } from '../../support/make/order.ts';
import { until } from '../../support/until.ts';

describe('a live queue during a visit at the counter', () => {
  const database = useDatabase();

  it('comes to what a fresh one shows: one kept, one left, one swapped, one for another day', async () => {
    const shop = await makeCounter(database.db, { '42': { quantity: 5 }, '44': { quantity: 1 } });
    const { gtin } = shop.pieces.get('42')!;
    const order = await shop.ready([{ gtin, quantity: 4 }]);
    const { locationId } = shop;
    const lineId = order.lineIds[0]!;
    const fetch = (): Promise<{ view: PickupView; cursor: Cursor }> =>
      inTransaction(
        database.db,
        shop.clerk,
        async (tx) => ({
          cursor: await currentCursor(tx.sql),
          view: await readPickups(tx, { locationId }),
        }),
        { isolation: 'repeatable read' },
      );
    const stale = await fetch();

    await shop.as(shop.clerk, (tx) =>
      handOver(tx, testSecrets, {
        orderId: order.orderId,
        proof: { kind: 'code', code: testSecrets.code(order.orderId) },
        collector: { kind: 'customer' },
        expectedVersion: order.version,
        lines: [{ lineId, quantity: 1 }],
        left: [{ lineId, quantity: 1, putBack: 'later' }],
        swaps: [
          {
            lineId,
            quantity: 1,
            gtin: shop.pieces.get('44')!.gtin,
            manner: 'scan',
            putBack: 'done',
          },
        ],
        back: { amountMinor: 199_00, with: 'original' },
      }),
    );

    const rooms = [pickupRoom(locationId)];
    const read = async () =>
      (await readFeed(database.db, stale.cursor, 100, { rooms })).events.map(liveEvent);
    await until('the events are settled', async () => (await read()).length === 3);
    let view = stale.view;
    for (const event of await read()) {
      const next = applyToPickups(view, event);
      if (next === 'fetch-again') throw new Error(`${event.type} carries what the view shows`);
      view = next;
    }
    expect(view.rows).to.deep.equal((await fetch()).view.rows);
    expect(view.rows[0]!.pieces).to.have.lengthOf(2);
  });
});
