import { expect } from 'chai';
import { amountDueDiffers } from '../../../modules/omnichannel/pickup/problems.ts';
import type { PickupSlip } from '../../../modules/omnichannel/printing/pickup-slip.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';

describe('the slip a customer takes home', () => {
  const database = useDatabase();
  let shop: Counter;

  beforeEach(async () => {
    shop = await makeCounter(database.db, {
      '40': { quantity: 3 },
      '42': { quantity: 3 },
      '46': { quantity: 2, listPriceMinor: 219_00 },
    });
  });

  const gtin = (size: string): string => shop.pieces.get(size)!.gtin;
  const printer = (connection: 'network' | 'browser', role = 'receipt', active = true) =>
    database.db('base_printer').insert({
      id: newId(),
      location_id: shop.locationId,
      name: `${connection} ${role}`,
      role,
      connection,
      host: connection === 'network' ? '127.0.0.1' : null,
      port: connection === 'network' ? 9100 : null,
      active,
    });
  const slips = async (orderId: string): Promise<PickupSlip[]> =>
    database
      .db('base_print_job')
      .where({ reference: `order:${orderId}`, kind: 'omnichannel.pickup-slip' })
      .orderBy('queued_at')
      .pluck('payload');

  it('tells what was taken, left and swapped, and adds up with what was paid and goes back', async () => {
    await printer('network');
    const order = await shop.ready([{ gtin: gtin('42') }, { gtin: gtin('40'), quantity: 2 }]);
    const [coat, others] = order.lineIds as [string, string];
    await shop.visit(order, {
      lines: [{ lineId: others, quantity: 1 }],
      left: [{ lineId: others, quantity: 1, putBack: 'done' }],
      swaps: [{ lineId: coat, quantity: 1, gtin: gtin('46'), manner: 'scan', putBack: 'done' }],
      back: { amountMinor: 179_00, with: 'original' },
    });
    const [slip, ...more] = await slips(order.orderId);
    expect(more).to.have.lengthOf(0);
    const sum = (pieces: PickupSlip['taken']): number =>
      pieces.reduce((all, { amountMinor }) => all + amountMinor, 0);
    expect(slip!.taken.map(({ quantity }) => quantity)).to.deep.equal([1, 1]);
    expect(slip!.left.map(({ quantity }) => quantity)).to.deep.equal([1, 1]);
    const { paidBeforeMinor, paidHereMinor, givenBackMinor, toRefundMinor } = slip!;
    expect(paidBeforeMinor + paidHereMinor - givenBackMinor - toRefundMinor).to.equal(
      sum(slip!.taken),
    );
  });

  it('comes out in the same transaction as the goods, or not at all', async () => {
    await printer('network');
    const order = await shop.ready([{ gtin: gtin('42') }], { atCounter: true });
    const refused = await shop.visit(order, {}).then(
      () => null,
      (refusal: { problem: unknown }) => refusal,
    );
    expect(refused?.problem).to.equal(amountDueDiffers);
    expect(await slips(order.orderId)).to.deep.equal([]);
  });

  it('waits for nobody where no printer of the shop prints receipts by itself', async () => {
    await printer('browser');
    await printer('network', 'label');
    await printer('network', 'a4', false);
    const order = await shop.ready([{ gtin: gtin('42') }]);
    await shop.visit(order, {});
    expect(await slips(order.orderId)).to.deep.equal([]);
  });
});
