import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { roomAccess } from '../../../server/live/rooms.ts';
import { storeSystem } from '../../../modules/store-system/manifest.ts';
import type {
  TransferBoard,
  TransferCard,
} from '../../../modules/store-system/transfers/contracts.ts';
import {
  applyToBoard,
  applyToCard,
  transferRoom,
} from '../../../modules/store-system/transfers/live.ts';
import { boardOf, cardOf } from '../../../modules/store-system/transfers/queries.ts';
import { web } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { settled } from '../../support/make/event.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
} from '../../support/make/transfer-chain.ts';
import { until } from '../../support/until.ts';

describe('transfers beside the feed', () => {
  const database = useDatabase();
  const board = (locationId: string): Promise<{ view: TransferBoard; cursor: Cursor }> =>
    inTransaction(
      database.db,
      web,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await boardOf(tx, { locationId }),
      }),
      { isolation: 'repeatable read' },
    );
  const card = (transferId: string): Promise<TransferCard> =>
    inTransaction(database.db, web, (tx) => cardOf(tx, { transferId }));

  it('brings stale boards at both ends to what fresh ones show, and tells the card of every step', async () => {
    const { db } = database;
    await makeTransferReasons(db);
    const [from, to] = [await makeLocation(db), await makeLocation(db)];
    const itemId = await makeItem(db);
    await makeStock(db, { locationId: from, itemId, quantity: 5 });
    const steps = transferSteps(db, makeEnds(from, to));
    const { transfer, lines } = await steps.ask({
      from,
      to,
      causal: 'between-stores',
      lines: [{ itemId, quantity: 2 }],
    });
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    await settled(db);
    const stale = [await board(from), await board(to)];
    const before = await card(transferId);

    await steps.accept({ transferId });
    await steps.setPicked({ transferId, lineId, picked: 2 });
    await steps.finish({ transferId });
    const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
    const received = await steps.receive({
      shipmentId,
      lines: [{ lineId, good: 1, damaged: 0 }],
      complete: true,
    });
    await steps.resolve({
      discrepancyId: received.discrepancyIds[0]!,
      resolution: 'lost',
      answers: 'destination',
    });

    for (const { view, cursor } of stale) {
      const rooms = { rooms: [transferRoom(view.locationId)] };
      const read = async () => (await readFeed(db, cursor, 1_000, rooms)).events.map(liveEvent);
      await until('the events are settled', async () => (await read()).length >= 6);
      const events = await read();
      // Twice each, and one late: what is older than the screen changes nothing.
      const caughtUp = [...events, ...events, events[0]!].reduce<TransferBoard>((seen, event) => {
        const next = applyToBoard(seen, event);
        if (next === 'fetch-again') throw new Error('it knows the transfer');
        return next;
      }, view);
      expect(caughtUp).to.deep.equal((await board(view.locationId)).view);
      const news = events.map((event) => applyToCard(before, event));
      expect(news).to.deep.equal(events.map(() => 'fetch-again'));
      const now = await card(transferId);
      expect(events.map((event) => applyToCard(now, event))).to.deep.equal(events.map(() => now));
    }
  });

  it('reads a board again when a transfer comes that it does not know', async () => {
    const view: TransferBoard = { locationId: 'RM01', incoming: [], outgoing: [] };
    const facts = { transferId: 'x', from: 'MI01', to: 'RM01', version: 1 };
    const event = {
      type: 'store-system.transfer-requested.v1',
      payload: { transfer: facts },
    } as unknown as Parameters<typeof applyToBoard>[1];
    expect(applyToBoard(view, event)).to.equal('fetch-again');
  });

  it('opens its room to those who may see transfers there', () => {
    const clerk = makeActor({ permissions: ['store-system.transfers.read'], locations: ['MI01'] });
    expect(roomAccess(storeSystem.rooms!, transferRoom('MI01'), clerk)).to.equal('granted');
    expect(roomAccess(storeSystem.rooms!, transferRoom('RM01'), clerk)).to.equal('forbidden');
  });
});
