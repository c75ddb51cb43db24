import { expect } from 'chai';
import { down, up } from '../../migrations/20261123T0110_omnichannel_returns-taken-by.ts';
import { lockFile } from '../../modules/omnichannel/orders/sql/files.ts';
import { declareWithdrawal } from '../../modules/omnichannel/withdrawals/declare.ts';
import { useDatabase } from '../support/database.ts';
import { testSecrets } from '../support/make/order.ts';
import { makeReturnDesk } from '../support/make/returns.ts';

describe('returns taken before they knew who took them', () => {
  const database = useDatabase();

  it('are of whoever the audit says, also those that the customer announced', async () => {
    const { db } = database;
    const desk = await makeReturnDesk(db, { '40': { quantity: 9, listPriceMinor: 49_00 } });
    const gtin = desk.pieces.get('40')!.gtin;
    const bought = () => desk.collected([{ gtin, unitPriceMinor: 49_00 }]);
    const announce = (orderId: string) =>
      desk.as(desk.clerk, async (tx) =>
        declareWithdrawal(tx, testSecrets, (await lockFile(tx, orderId))!, {
          name: 'Marta Rinaldi',
          email: 'marta@example.com',
          url: 'https://bottega.example/ordine/x',
        }),
      );
    const take = ({ orderId, lineIds }: Awaited<ReturnType<typeof bought>>) =>
      desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const [plain, came, waits] = [await bought(), await bought(), await bought()];
    await take(plain);
    await announce(came.orderId);
    await take(came);
    await announce(waits.orderId);
    const known = () =>
      db('oc_return').orderBy('number').select('order_id', 'taken_by', 'taken_by_name', 'taken_at');
    const before = await known();
    await down(db);
    await up(db);
    expect(await known()).to.deep.equal(before);
    expect(before.map(({ taken_by }) => taken_by)).to.have.members([
      desk.taker.id,
      desk.taker.id,
      null,
    ]);
  });
});
