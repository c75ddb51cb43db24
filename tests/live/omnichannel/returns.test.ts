import { expect } from 'chai';
import { approve, counter, answerOffer } from '../../../modules/omnichannel/approvals/answer.ts';
import { applyToDesk, returnsRoom } from '../../../modules/omnichannel/returns/live.ts';
import { readDesk } from '../../../modules/omnichannel/returns/reading.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { useDatabase } from '../../support/database.ts';
import { makeReturnDesk } from '../../support/make/returns.ts';
import { until } from '../../support/until.ts';

describe('the desk of returns beside the feed', () => {
  const database = useDatabase();

  it('is what a fresh look shows, whatever happened to its files and however often it is told', async () => {
    const desk = await makeReturnDesk(database.db, {
      '40': { quantity: 6, listPriceMinor: 220_00 },
    });
    const { gtin } = desk.pieces.get('40')!;
    const buy = () => desk.collected([{ gtin, unitPriceMinor: 220_00 }]);
    const look = () =>
      inTransaction(
        database.db,
        desk.taker,
        async (tx) => ({
          cursor: await currentCursor(tx.sql),
          view: await readDesk(tx, { locationId: desk.locationId }),
        }),
        { isolation: 'repeatable read' },
      );
    const take = async () => {
      const { orderId, lineIds } = await buy();
      const file = await desk.take(
        { orderId, lines: [{ lineId: lineIds[0]! }] },
        { custodyPlace: 'B2' },
      );
      return file.approval!.approvalId;
    };
    const first = await take();
    const stale = await look();
    expect(stale.view.rows).to.have.length(1);
    const second = await take();
    await desk.as(desk.manager, (tx) =>
      counter(tx, { approvalId: first, offer: { kind: 'amount', amountMinor: 99_00, note: null } }),
    );
    await desk.as(desk.taker, (tx) => answerOffer(tx, { approvalId: first, agreed: true }));
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId: second }));
    const read = async () =>
      (
        await readFeed(database.db, stale.cursor, 1_000, {
          rooms: [returnsRoom(desk.locationId)],
        })
      ).events.map(liveEvent);
    await until('the events are settled', async () => (await read()).length >= 4);
    const told = await read();
    const followed = [...told, ...told].reduce(applyToDesk, stale.view);
    expect(followed).to.deep.equal((await look()).view);
    expect(followed.rows.map(({ decision }) => decision)).to.deep.equal(['approved', 'approved']);
  });
});
