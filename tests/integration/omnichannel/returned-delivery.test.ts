import { expect } from 'chai';
import { approve } from '../../../modules/omnichannel/approvals/answer.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import type { ReturnReason } from '../../../modules/omnichannel/returns/domain/return.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('the delivery of an order of which pieces are exchanged', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      M: { quantity: 4, listPriceMinor: 100_00 },
      L: { quantity: 4, listPriceMinor: 100_00 },
      XL: { quantity: 4, listPriceMinor: 100_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const gtin = (size: string): string => desk.pieces.get(size)!.gtin;
  const sent = (...sizes: readonly string[]) =>
    desk.collected(
      sizes.map((size) => ({ gtin: gtin(size), unitPriceMinor: 100_00 })),
      { shippingMinor: 5_90 },
    );
  const forSize = (size: string) => ({
    outcome: 'exchange' as const,
    pieces: [{ gtin: gtin(size), quantity: 1 }],
  });
  const newest = async (orderId: string): Promise<string> => (await desk.lineIds(orderId)).at(-1)!;

  it('stays paid while another size takes the place of the piece', async () => {
    const { orderId, lineIds } = await sent('M');
    const file = await desk.take({
      orderId,
      lines: [{ lineId: lineIds[0]! }],
      settlement: forSize('L'),
    });
    expect(file).to.include({ totalMinor: 100_00, shippingMinor: 0, backMinor: 0, money: 'none' });
    expect(file.shippingWhy.it).to.equal(
      'Cambio: il contratto continua, la consegna non si rimborsa',
    );
  });

  for (const reason of [
    'withdrawal',
    'guarantee',
    'commercial',
  ] as const satisfies ReturnReason[]) {
    it(`goes back with the new piece, when the customer withdraws from it after an exchange (${reason})`, async () => {
      const { orderId, lineIds } = await sent('M');
      const settlement = forSize('L');
      await desk.take({ orderId, lines: [{ lineId: lineIds[0]!, reason }], settlement });
      const again = forSize('XL');
      await desk.take({ orderId, lines: [{ lineId: await newest(orderId) }], settlement: again });
      const last = await desk.take({ orderId, lines: [{ lineId: await newest(orderId) }] });
      expect(last).to.include({ totalMinor: 105_90, shippingMinor: 5_90 });
      expect(last.tenders.map(({ amountMinor }) => amountMinor)).to.deep.equal([105_90]);
    });
  }

  it('stays paid when the others come back, also while somebody decides on the exchange', async () => {
    const { orderId, lineIds } = await sent('M', 'M');
    const [swapped, other] = lineIds.map((lineId) => ({ lineId }));
    const waiting = await desk.take(
      { orderId, lines: [{ ...swapped!, grade: 'B' }], settlement: forSize('L') },
      { custodyPlace: 'B2' },
    );
    expect(waiting.decision).to.equal('pending');
    expect((await desk.preview({ orderId, lines: [other!] })).totalMinor).to.equal(100_00);
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId: waiting.approval!.approvalId }));
    const part = await desk.take({ orderId, lines: [other!] });
    expect(part).to.include({ totalMinor: 100_00, shippingMinor: 0 });
    const last = await desk.take({ orderId, lines: [{ lineId: await newest(orderId) }] });
    expect(last).to.include({ totalMinor: 105_90, shippingMinor: 5_90 });
  });

  it('gives its share back where we sent the wrong piece, as the policy says, exchanged or not', async () => {
    const { orderId, lineIds } = await sent('M');
    const lines = [{ lineId: lineIds[0]!, reason: 'error' as const }];
    const exchanged = await desk.preview({ orderId, lines, settlement: forSize('L') });
    expect(exchanged.shipping.amountMinor).to.equal(5_90);
    expect(exchanged.shipping.why.it).to.match(/quota di consegna/);
    expect((await desk.preview({ orderId, lines })).shipping.amountMinor).to.equal(5_90);
  });

  it('goes back by every tender once the whole order is withdrawn from', async () => {
    const { orderId, lineIds } = await sent('M');
    const lines = [{ lineId: lineIds[0]! }];
    const consent = { given: true as const, shown: 'Accetto un altro mezzo' };
    const settlement = {
      outcome: 'other-tender' as const,
      tender: 'bank-transfer' as const,
      consent,
    };
    expect((await desk.preview({ orderId, lines, settlement })).totalMinor).to.equal(105_90);
    expect((await desk.preview({ orderId, lines })).totalMinor).to.equal(105_90);
  });
});
