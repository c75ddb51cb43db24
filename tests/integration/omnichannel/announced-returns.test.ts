import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { readReturn } from '../../../modules/omnichannel/returns/reading.ts';
import { findReturnable } from '../../../modules/omnichannel/returns/find.ts';
import { declareWithdrawal } from '../../../modules/omnichannel/withdrawals/declare.ts';
import { withdrawalRight } from '../../../modules/omnichannel/withdrawals/right.ts';
import { guessLimiter } from '../../../server/auth/guesses.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { useDatabase } from '../../support/database.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const DAY = 86_400_000;

describe('a withdrawal the customer declared online', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 9, listPriceMinor: 49_00 },
      '42': { quantity: 4, listPriceMinor: 70_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const declared = async (
    lines: Parameters<ReturnDesk['collected']>[0] = [
      { gtin: desk.pieces.get('40')!.gtin, unitPriceMinor: 49_00 },
      { gtin: desk.pieces.get('42')!.gtin, unitPriceMinor: 70_00 },
    ],
  ) => {
    const bought = await desk.collected(lines);
    await desk.as(desk.clerk, async (tx) =>
      declareWithdrawal(tx, testSecrets, (await lockFile(tx, bought.orderId))!, {
        name: 'Marta Rinaldi',
        email: 'marta@example.com',
        url: 'https://bottega.example/ordine/x',
      }),
    );
    return bought;
  };
  const letterOf = (orderId: string) =>
    database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .whereLike('text', '%RT-%')
      .first('text');
  const find = (q: string) =>
    desk.as(desk.taker, (tx) =>
      findReturnable(tx, testSecrets, guessLimiter(database.db), {
        locationId: desk.locationId,
        q,
      }),
    );

  it('waits at every counter under the code of its letter, and comes as withdrawal even after the fourteen days', async () => {
    const { orderId, lineIds } = await declared();
    const { text } = await letterOf(orderId);
    const code = /RT-[0-9A-Z ]+/.exec(text as string)![0].trim();
    expect(readCode(code)).to.not.equal(null);
    const found = await find(code);
    expect(found.orders[0]).to.include({ orderId, foundBy: 'code' });
    expect(found.files[0]).to.include({ goods: 'announced', pieces: 2, totalMinor: 119_00 });
    const late = { at: new Date(Date.now() + 20 * DAY) };
    const file = await desk.take({ orderId, lines: lineIds.map((lineId) => ({ lineId })) }, late);
    expect(file.number).to.equal(found.files[0]!.number);
    expect(file).to.include({ goods: 'disposed', totalMinor: 119_00 });
  });

  it('lets some of it come now and the rest later, each on its own file', async () => {
    const { orderId, lineIds } = await declared();
    const first = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const late = { at: new Date(Date.now() + 20 * DAY) };
    const rest = await desk.take({ orderId, lines: [{ lineId: lineIds[1]! }] }, late);
    expect(rest.judged.verdict).to.equal('allowed');
    expect([first.totalMinor, rest.totalMinor]).to.deep.equal([49_00, 70_00]);
    expect(rest.number).to.not.equal(first.number);
  });

  it('is of the clerk who takes it, and counts for their day', async () => {
    const gtin = desk.pieces.get('40')!.gtin;
    for (const nth of [1, 2, 3, 4, 5, 6, 7]) {
      const { orderId, lineIds } = await declared([{ gtin, unitPriceMinor: 140_00 }]);
      const file = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
      expect(file, `the ${nth}th`).to.include({ decision: 'allowed', clerk: desk.taker.name });
      const shown = await desk.as(desk.taker, (tx) =>
        readReturn(tx, testSecrets, { returnId: file.returnId }),
      );
      expect(shown.clerk).to.equal(desk.taker.name);
    }
    const { orderId, lineIds } = await declared([{ gtin, unitPriceMinor: 140_00 }]);
    const given = { orderId, lines: [{ lineId: lineIds[0]! }] };
    const beyond = await desk.preview(given);
    expect(beyond.because.map(({ rule }) => rule)).to.deep.equal(['clerk-history']);
    expect((await desk.preview(given, desk.manager)).verdict).to.equal('allowed');
  });

  it('is not offered for what the customer has brought back already', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: desk.pieces.get('40')!.gtin, unitPriceMinor: 49_00, quantity: 2 },
    ]);
    await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const { possible } = await desk.as(desk.clerk, async (tx) =>
      withdrawalRight(tx, (await lockFile(tx, orderId))!),
    );
    expect(possible).to.deep.equal([{ lineId: lineIds[0]!, open: 0, collected: 1 }]);
  });
});
