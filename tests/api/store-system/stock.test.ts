import { expect } from 'chai';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import {
  findStyle,
  listExceptions,
  lookUp,
  readLedger,
} from '../../../modules/store-system/stock/contracts.ts';
import {
  adjustGoods,
  announceGoods,
  keepSafety,
  moveGoods,
  receiveGoods,
  sellGoods,
} from '../../../modules/store-system/stock/moving-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeReasonCode } from '../../support/make/reason-code.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('stock over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let shop: string;
  let other: string;
  let styleId: string;
  let coat: string;
  let clerk: Caller;
  let manager: Caller;
  const document = { kind: 'test', id: 'T1' };

  before(() => makeReasonCode(server.database.db, 'adjustment', 'damaged'));
  beforeEach(async () => {
    const { db } = server.database;
    [shop, other] = [await makeLocation(db), await makeLocation(db)];
    styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    coat = await makeItem(db, { styleId });
    clerk = await server.person('clerk', shop);
    manager = await server.person('store-manager', shop);
    await makeStock(db, { locationId: shop, itemId: coat, quantity: 2 });
    await makeStock(db, { locationId: other, itemId: coat, quantity: 3 });
  });
  afterEach(() => expectReconciled(server.database.db, STORE_SYSTEM_CHECKS));

  it('finds a size in every shop from one scan', async () => {
    const { gtin } = await server.database.db('base_item').where({ id: coat }).first('gtin');
    const { hits } = await server.call(lookUp, { q: String(gtin), from: shop }, { as: clerk });
    expect(hits).to.have.lengthOf(1);
    expect(hits[0]).to.deep.include({
      styleId,
      itemIds: [coat],
      availableHere: 2,
      availableElsewhere: 3,
    });

    const { view } = await server.call(findStyle, { styleId, from: shop }, { as: clerk });
    expect(view.name).to.equal('Cappotto a vestaglia Livia');
    expect(view.cells[coat]![shop]).to.include({ onHand: 2, available: 2, confidence: 'high' });
    expect(view.cells[coat]![other]).to.include({ onHand: 3, available: 3 });
  });

  it('shows every change at once, although an unchanged matrix is not made again', async () => {
    const ask = async () => {
      const { view } = await server.call(findStyle, { styleId, from: shop }, { as: clerk });
      return view.cells[coat]![shop]!;
    };
    const first = await ask();
    expect(await ask()).to.deep.equal(first);
    const lines = [{ itemId: coat, quantity: 1 }];
    await server.call(sellGoods, { locationId: shop, document, lines }, { as: clerk });
    expect(await ask()).to.include({ onHand: first.onHand - 1, version: first.version + 1 });
    const announced = { itemId: coat, quantity: 5, expectedOn: '2026-11-24' };
    const announce = (line: typeof announced) =>
      server.call(announceGoods, { locationId: shop, document, lines: [line] }, { as: manager });
    await announce(announced);
    expect((await ask()).incoming).to.deep.equal({ quantity: 5, nextOn: '2026-11-24' });
    await announce({ ...announced, expectedOn: '2026-11-25' });
    expect((await ask()).incoming).to.deep.equal({ quantity: 5, nextOn: '2026-11-25' });
  });

  it('answers with the levels a change left', async () => {
    const lines = [{ itemId: coat, quantity: 1 }];
    const { levels } = await server.call(
      sellGoods,
      { locationId: shop, document, lines },
      { as: clerk },
    );
    expect(levels).to.have.lengthOf(1);
    expect(levels[0]).to.include({ onHand: 1, available: 1, version: 2 });

    const kept = await server.call(
      keepSafety,
      { locationId: shop, itemId: coat, safety: 1 },
      { as: manager },
    );
    expect(kept).to.include({ onHand: 1, safety: 1, available: 0, version: 3 });
    const moved = await server.call(
      moveGoods,
      {
        locationId: shop,
        document,
        lines: [{ itemId: coat, quantity: 1, from: 'sellable', to: 'display' }],
      },
      { as: clerk },
    );
    expect(moved.levels.map(({ condition, onHand }) => [condition, onHand])).to.have.deep.members([
      ['sellable', 0],
      ['display', 1],
    ]);
  });

  it('takes a whole sale down, also with a piece of the window that nobody had put there on record', async () => {
    const { levels } = await server.call(
      sellGoods,
      {
        locationId: shop,
        document: { kind: 'sale', id: 'R-1' },
        lines: [
          { itemId: coat, quantity: 1 },
          { itemId: coat, quantity: 1, condition: 'display' },
        ],
      },
      { as: clerk },
    );
    expect(levels.map(({ condition, onHand }) => [condition, onHand])).to.have.deep.members([
      ['sellable', 1],
      ['display', -1],
    ]);
    // Whoever moves a piece there has time: nothing leaves the window that is not in it.
    const back = await server.refusalOf(
      moveGoods,
      {
        locationId: shop,
        document,
        lines: [{ itemId: coat, quantity: 1, from: 'display', to: 'sellable' }],
      },
      { as: clerk },
    );
    expect(back.slug).to.equal('not-in-stock');
    const sets = [{ itemId: coat, quantity: 1, from: 'sellable', to: 'display' }] as const;
    const put = await server.call(
      moveGoods,
      { locationId: shop, document, lines: [...sets] },
      { as: clerk },
    );
    expect(put.levels.map(({ onHand }) => onHand)).to.deep.equal([0, 0]);
  });

  it('lets the manager adjust, receive and announce, and the clerk not', async () => {
    const adjusting = {
      locationId: shop,
      document,
      reasonCode: 'damaged',
      lines: [{ itemId: coat, counted: 1 }],
    };
    expect((await server.refusalOf(adjustGoods, adjusting, { as: clerk })).status).to.equal(403);
    const adjusted = await server.call(adjustGoods, adjusting, { as: manager });
    expect(adjusted.levels[0]).to.include({ onHand: 1 });

    const arriving = { locationId: shop, document, lines: [{ itemId: coat, quantity: 4 }] };
    expect((await server.refusalOf(receiveGoods, arriving, { as: clerk })).status).to.equal(403);
    await server.call(
      announceGoods,
      {
        locationId: shop,
        document,
        lines: [{ itemId: coat, quantity: 5, expectedOn: '2026-11-24' }],
      },
      { as: manager },
    );
    const received = await server.call(receiveGoods, arriving, { as: manager });
    expect(received.levels[0]).to.include({ onHand: 5 });
    const { view } = await server.call(findStyle, { styleId }, { as: clerk });
    expect(view.cells[coat]![shop]!.incoming).to.deep.equal({ quantity: 1, nextOn: '2026-11-24' });
  });

  it('tells why there are two, to those who work there', async () => {
    const ledger = await server.call(readLedger, { locationId: shop, itemId: coat }, { as: clerk });
    expect(ledger).to.include({ onHand: 2, held: 0 });
    expect(ledger.lines[0]).to.include({ change: 2, balance: 2, from: 'supplier' });
    const elsewhere = { locationId: other, itemId: coat };
    expect((await server.refusalOf(readLedger, elsewhere, { as: clerk })).status).to.equal(403);
    expect(
      (await server.refusalOf(listExceptions, { locationId: other }, { as: clerk })).status,
    ).to.equal(403);
  });

  it('turns the pages of a long ledger', async () => {
    for (let sale = 0; sale < 4; sale += 1) {
      const lines = [{ itemId: coat, quantity: 1 }];
      await server.call(sellGoods, { locationId: shop, document, lines }, { as: clerk });
    }
    const key = { locationId: shop, itemId: coat, limit: 2 };
    const first = await server.call(readLedger, key, { as: clerk });
    const second = await server.call(readLedger, { ...key, before: first.next! }, { as: clerk });
    const last = await server.call(readLedger, { ...key, before: second.next! }, { as: clerk });

    const numbers = [first, second, last].flatMap(({ lines }) => lines.map((line) => line.number));
    expect(numbers).to.deep.equal([5, 4, 3, 2, 1]);
    expect([first, second, last].map(({ onHand, next }) => [onHand, next])).to.deep.equal([
      [-2, 4],
      [-2, 2],
      [-2, null],
    ]);
  });

  it('refuses in words what cannot be: nowhere to nowhere, the future, unknown goods and places', async () => {
    const lines = [{ itemId: coat, quantity: 1 }];
    const still = await server.refusalOf(
      moveGoods,
      {
        locationId: shop,
        document,
        lines: [{ itemId: coat, quantity: 1, from: 'display', to: 'display' }],
      },
      { as: clerk },
    );
    expect(still.status).to.equal(400);
    const future = await server.refusalOf(
      sellGoods,
      { locationId: shop, document, lines, occurredAt: '2999-01-01T00:00:00Z' },
      { as: clerk },
    );
    expect(future.status).to.equal(400);
    const leapSecond = await server.refusalOf(
      sellGoods,
      { locationId: shop, document, lines, occurredAt: '2016-12-31T23:59:60Z' },
      { as: clerk },
    );
    expect(leapSecond.status).to.equal(400);
    const unknown = await server.refusalOf(
      sellGoods,
      {
        locationId: shop,
        document,
        lines: [{ itemId: '01939c5e-7a00-7000-8000-000000000001', quantity: 1 }],
      },
      { as: clerk },
    );
    expect(unknown.slug).to.equal('unknown-items');
    const everywhere = await server.person('store-manager', null);
    const nowhere = await server.refusalOf(
      receiveGoods,
      { locationId: 'ZZ99', document, lines },
      { as: everywhere },
    );
    expect(nowhere.status).to.equal(404);
  });
});
