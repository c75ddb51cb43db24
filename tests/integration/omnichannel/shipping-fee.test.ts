import { expect } from 'chai';
import fc from 'fast-check';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { vatWithin } from '../../../server/kernel/money.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import {
  chooseShippingAsStaff,
  quoteShipping,
  undoShipping,
} from '../../../modules/omnichannel/orders/choose-shipping.ts';
import { readCustomerOrder } from '../../../modules/omnichannel/orders/customer-order.ts';
import { shipToCustomer } from '../../../modules/omnichannel/orders/customer-order.ts';
import {
  feeOfCustomer,
  withFee,
  withoutFee,
  type FeeUnit,
} from '../../../modules/omnichannel/orders/domain/shipping-fee.ts';
import { readyOrder, stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { shipOrder } from '../../../modules/omnichannel/pickup/ship-order.ts';
import { orderInOtherState, shippingCosts } from '../../../modules/omnichannel/problems.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { HOME } from '../../support/make/address.ts';
import { POST, makeOrder, testSecrets } from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const FEE = { amountMinor: 4_90, paidBy: 'customer', freeFromMinor: 500_00 } as const;

describe('what a customer pays for having an order sent', () => {
  const database = useDatabase();
  const luca = makeActor({
    permissions: ['omnichannel.pickup.work', 'omnichannel.order.move', 'omnichannel.order.cancel'],
    name: 'Luca Pini',
  });
  let locationId: string;
  let gtin: string;

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 9 });
    await makePolicy(database.db, locationId, { shippingFee: FEE });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, luca, work);
  const rowOf = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const place = async (quantity = 1): Promise<string> =>
    (await makeOrder(database.db, { locationId, lines: [{ gtin, quantity }] })).orderId;
  const send = async (orderId: string, amountMinor: number | null) => {
    const { version: expectedVersion } = await rowOf(orderId);
    const payment = amountMinor === null ? {} : { payment: { kind: 'card' as const, amountMinor } };
    return as((tx) => chooseShippingAsStaff(tx, { orderId, expectedVersion, ...HOME, ...payment }));
  };
  const undo = async (orderId: string) => {
    const { version: expectedVersion } = await rowOf(orderId);
    return as((tx) => undoShipping(tx, { orderId, expectedVersion }));
  };
  const bag = async (orderId: string): Promise<void> => {
    await as((tx) => takeOrder(tx, { orderId }));
    await as((tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
    const { version: expectedVersion } = await rowOf(orderId);
    const bags = [`B-${orderId.slice(-10).toUpperCase()}`];
    await as((tx) => stageOrder(tx, { orderId, bags, shelf: 'C4', ready: true, expectedVersion }));
  };
  const owed = (orderId: string) =>
    database.db('oc_refund_due').where({ order_id: orderId }).orderBy('due_since');

  it('is taken with the decision, to the cent, and shared among the pieces', async () => {
    const orderId = await place(2);
    expect(await as((tx) => quoteShipping(tx, { orderId }))).to.include({
      against: null,
      feeMinor: 4_90,
      costMinor: 4_90,
      mayCollectInstead: false,
    });
    for (const wrong of [null, 4_89, 5_00]) {
      const refusal = await refusalOf(send(orderId, wrong));
      expect(refusal.problem).to.equal(shippingCosts);
      expect(refusal.extension).to.include({ feeMinor: 4_90 });
    }
    expect(await rowOf(orderId)).to.include({ fulfilment: 'pickup', total_minor: 398_00 });
    await send(orderId, 4_90);
    expect(await rowOf(orderId)).to.include({
      fulfilment: 'shipping',
      total_minor: 402_90,
      paid_minor: 402_90,
      shipping_minor: 4_90,
      shipping_fee_minor: 4_90,
    });
    const units = await database.db('oc_order_unit').where({ order_id: orderId });
    expect(units.map(({ fee_minor }: { fee_minor: number }) => fee_minor)).to.deep.equal([
      2_45, 2_45,
    ]);
    // Another address costs nothing more.
    const { version } = await rowOf(orderId);
    await as((tx) =>
      chooseShippingAsStaff(tx, { orderId, expectedVersion: version, ...HOME, street: 'Via Po 4' }),
    );
    expect(await rowOf(orderId)).to.include({ total_minor: 402_90, ship_street: 'Via Po 4' });
  });

  it('goes back when the order is collected after all, also out of its bag, but not from the carrier', async () => {
    const orderId = await place();
    await send(orderId, 4_90);
    await bag(orderId);
    expect(await rowOf(orderId)).to.include({ state: 'staged' });
    expect(await undo(orderId)).to.include({ state: 'staged', fulfilment: 'pickup' });
    const after = await rowOf(orderId);
    expect(after).to.include({
      total_minor: 199_00,
      paid_minor: 203_90,
      refund_minor: 4_90,
      shipping_fee_minor: 0,
      ship_street: null,
    });
    expect((await owed(orderId)).map(({ cause, amount_minor }) => [cause, amount_minor]))
      .to.deep //
      .equal([['shipping-undone', 4_90]]);
    await as((tx) => confirmOrders(tx, POST));
    const letters = await database.db('core_mail').where({ reference: `order:${orderId}` });
    expect(letters.at(-1).subject).to.include('lo ritiri in negozio');
    expect(letters.at(-1).text).to.match(/4,90/);
    const ready = await as((tx) => readyOrder(tx, { orderId, expectedVersion: after.version }));
    expect(ready).to.include({ state: 'ready' });
    const sent = await place();
    await send(sent, 4_90);
    await bag(sent);
    const { version } = await rowOf(sent);
    await as((tx) =>
      shipOrder(tx, {
        orderId: sent,
        carrier: 'BRT',
        trackingNumber: '084621907755',
        expectedVersion: version,
      }),
    );
    expect((await refusalOf(undo(sent))).problem).to.equal(orderInOtherState);
  });

  it('goes back piece by piece with what is cancelled, and the rest with the way back', async () => {
    const orderId = await place(2);
    await send(orderId, 4_90);
    const line = await database.db('oc_order_line').where({ order_id: orderId }).first();
    const { version: expectedVersion } = await rowOf(orderId);
    const lines = [{ lineId: line.id as string, quantity: 1 }];
    await as((tx) => cancelOrder(tx, { orderId, reason: 'prova', lines, expectedVersion }));
    expect(await rowOf(orderId)).to.include({ refund_minor: 201_45 });
    await undo(orderId);
    expect(await rowOf(orderId)).to.include({ refund_minor: 203_90, total_minor: 400_45 });
  });

  it('is nothing from a value on, and where the chain pays; a customer’s own page asks for none', async () => {
    const dear = await place(3);
    expect(await as((tx) => quoteShipping(tx, { orderId: dear }))).to.include({ feeMinor: 0 });
    await send(dear, null);
    const orderId = await place();
    const token = testSecrets.token(orderId);
    const page = await as((tx) => readCustomerOrder(tx, POST, { token }));
    expect(page.can).to.include({ ship: false, shipForMinor: 4_90 });
    const refusal = await refusalOf(as((tx) => shipToCustomer(tx, POST, { token, ...HOME })));
    expect(refusal.problem).to.equal(shippingCosts);
    expect(feeOfCustomer({ ...FEE, paidBy: 'chain' }, 10_00)).to.equal(0);
  });

  it('is taken once of two who send the order at once', async () => {
    const orderId = await place();
    const { version: expectedVersion } = await rowOf(orderId);
    const payment = { kind: 'cash' as const, amountMinor: 4_90 };
    const attempt = (street: string) =>
      as((tx) => chooseShippingAsStaff(tx, { orderId, expectedVersion, ...HOME, street, payment }));
    const outcomes = await Promise.allSettled([attempt('Via Po 1'), attempt('Via Po 2')]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await rowOf(orderId)).to.include({ paid_minor: 203_90, shipping_fee_minor: 4_90 });
  });
});

describe('a fee shared among the pieces of an order', () => {
  const piece = fc.record({
    vatRate: fc.constantFrom(4, 10, 22),
    open: fc.boolean(),
    goods: fc.integer({ min: 0, max: 300_00 }),
  });
  const sum = (units: readonly FeeUnit[], pick: (unit: FeeUnit) => number): number =>
    units.reduce((total, unit) => total + pick(unit), 0);

  it('is whole, leaves VAT within the total of each rate, and comes back without a cent lost', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 30_00 }),
        (pieces, feeMinor) => {
          const units = withVat(pieces);
          if (!units.some(({ open }) => open)) return;
          const charged = merged(units, withFee(units, feeMinor));
          expect(sum(charged, (unit) => unit.feeMinor)).to.equal(feeMinor);
          expectVat(charged);
          const back = merged(charged, withoutFee(charged));
          expect(sum(back, ({ paidMinor }) => paidMinor)).to.equal(
            sum(units, ({ paidMinor }) => paidMinor),
          );
          expect(back.every((unit) => unit.feeMinor === 0)).to.equal(true);
          expectVat(back);
        },
      ),
    );
  });

  function withVat(
    pieces: readonly { vatRate: number; open: boolean; goods: number }[],
  ): FeeUnit[] {
    const units = pieces.map(({ vatRate, open, goods }, place) => ({
      lineId: `line ${place}`,
      unit: 1,
      vatRate,
      open,
      shippingMinor: 0,
      paidMinor: goods,
      vatMinor: 0,
      feeMinor: 0,
    }));
    for (const rate of new Set(units.map(({ vatRate }) => vatRate))) {
      const dearest = units
        .filter(({ vatRate }) => vatRate === rate)
        .sort((a, b) => b.paidMinor - a.paidMinor)[0]!;
      dearest.vatMinor = vatWithin(
        sum(
          units.filter(({ vatRate }) => vatRate === rate),
          ({ paidMinor }) => paidMinor,
        ),
        rate,
      );
    }
    return units;
  }

  function merged(units: readonly FeeUnit[], changed: readonly FeeUnit[]): FeeUnit[] {
    return units.map((unit) => changed.find(({ lineId }) => lineId === unit.lineId) ?? unit);
  }

  function expectVat(units: readonly FeeUnit[]): void {
    for (const rate of new Set(units.map(({ vatRate }) => vatRate))) {
      const of = units.filter(({ vatRate }) => vatRate === rate);
      expect(sum(of, ({ vatMinor }) => vatMinor)).to.equal(
        vatWithin(
          sum(of, ({ paidMinor }) => paidMinor),
          rate,
        ),
      );
    }
  }
});
