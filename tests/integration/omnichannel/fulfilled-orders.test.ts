import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { recordFulfilled } from '../../../modules/omnichannel/orders/record-fulfilled.ts';
import { orderExists } from '../../../modules/omnichannel/problems.ts';
import { orderNotAcceptable } from '../../../modules/omnichannel/orders/not-acceptable.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeChannelActor, testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { expectReconciled } from '../../support/reconcile.ts';

type Fulfilled = Parameters<typeof recordFulfilled>[2];

describe('an order that was sent from elsewhere', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  before(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 1, listPriceMinor: 49_00 },
      '42': { quantity: 0, listPriceMinor: 70_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const sent = (given: Partial<Fulfilled> = {}): Fulfilled => ({
    channel: 'web',
    externalId: `S-${nextNumber()}`,
    locationId: desk.locationId,
    contractFlow: 'A',
    currency: 'EUR',
    customer: { name: 'Marta', surname: 'Rinaldi' },
    placedAt: '2026-11-01T09:00:00Z',
    sentAt: '2026-11-02T09:00:00Z',
    deliveredAt: '2026-11-04T10:00:00Z',
    carrier: 'BRT',
    trackingNumber: '084621907755',
    saleDocument: { kind: 'register' },
    lines: [
      {
        externalLineId: '1',
        gtin: desk.pieces.get('40')!.gtin,
        quantity: 1,
        unitPriceMinor: 49_00,
        vatRate: 22,
      },
      {
        externalLineId: '2',
        gtin: desk.pieces.get('42')!.gtin,
        quantity: 1,
        unitPriceMinor: 70_00,
        vatRate: 22,
      },
    ],
    payments: [{ kind: 'card', amountMinor: 119_00, providerRef: `pi_${nextNumber()}` }],
    ...given,
  });
  const record = (input: Fulfilled) =>
    inTransaction(database.db, makeChannelActor(), (tx) => recordFulfilled(tx, testSecrets, input));
  const lineIds = (orderId: string): Promise<string[]> =>
    database.db('oc_order_line').where({ order_id: orderId }).orderBy('place').pluck('id');

  it('comes back at any counter: the web register takes it off on the day of the refund, in the shop nothing is paid out', async () => {
    const { orderId } = await record(sent());
    const [line] = await lineIds(orderId);
    const file = await desk.take(
      { orderId, lines: [{ lineId: line! }] },
      { at: new Date('2026-11-08T10:00:00Z') },
    );
    expect(file.fiscal).to.include({ channel: 'web-register', manual: false });
    expect(file.byVatRate).to.deep.equal([
      { rate: 22, grossMinor: 49_00, netMinor: 40_16, vatMinor: 8_84 },
    ]);
    expect(file.tenders).to.have.length(1);
    expect(file.tenders[0]).to.include({ kind: 'card', amountMinor: 49_00 });
    const entry = () => database.db('oc_return_vat').where({ return_id: file.returnId }).first();
    // The provider has not paid yet: the day of the refund is not known.
    expect((await entry()).entered_on).to.equal(null);
  });

  it('is the same order however often it is told, and learns when it arrived', async () => {
    const input = sent({ deliveredAt: null });
    const first = await record(input);
    const again = await record({ ...input, deliveredAt: '2026-11-05T10:00:00Z' });
    expect(again).to.deep.equal({ ...first, existed: true });
    const { delivered_at } = await database
      .db('oc_handover')
      .where({ order_id: first.orderId })
      .first('delivered_at');
    expect((delivered_at as Date).toISOString()).to.equal('2026-11-05T10:00:00.000Z');
    const other = await refusalOf(record({ ...input, trackingNumber: 'another' }));
    expect(other.problem).to.equal(orderExists);
  });

  it('keeps what each piece was paid, as the web shop says it', async () => {
    const input = sent({
      shippingMinor: 5_90,
      lines: [
        {
          externalLineId: '1',
          gtin: desk.pieces.get('40')!.gtin,
          quantity: 3,
          unitPriceMinor: 30_00,
          vatRate: 22,
          discounts: [{ reason: '3×2', amountMinor: 30_00 }],
          pieces: [{ goodsMinor: 30_00 }, { goodsMinor: 30_00 }, { goodsMinor: 0 }],
        },
      ],
      payments: [{ kind: 'card', amountMinor: 65_90, providerRef: `pi_${nextNumber()}` }],
    });
    const { orderId } = await record(input);
    const units = await database
      .db('oc_order_unit')
      .where({ order_id: orderId })
      .orderBy('unit')
      .select('price_minor', 'discount_minor', 'paid_minor', 'shipping_minor');
    expect(
      units.map((unit) => Number(unit.paid_minor) - Number(unit.shipping_minor)),
    ).to.deep.equal([30_00, 30_00, 0]);
    const torn = await refusalOf(
      record({
        ...sent(),
        lines: [{ ...input.lines[0]!, pieces: [{ goodsMinor: 60_00 }] }],
        payments: input.payments,
      }),
    );
    expect(torn.problem).to.equal(orderNotAcceptable);
  });

  it('has fourteen days from the day it arrived', async () => {
    const { orderId } = await record(sent());
    const [line] = await lineIds(orderId);
    const given = { orderId, lines: [{ lineId: line! }] };
    // Arrived on Wednesday the 4th: the 18th counts to its end, in Rome.
    const inTime = await desk.preview(given, desk.taker, new Date('2026-11-18T22:59:00Z'));
    const late = await desk.preview(given, desk.taker, new Date('2026-11-18T23:01:00Z'));
    expect([inTime.verdict, late.verdict]).to.deep.equal(['allowed', 'refused']);
  });
});
