import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { placeHolds, releaseHolds } from '../../../modules/store-system/api.ts';
import {
  adjustStock,
  moveStock,
  receiveStock,
  sellStock,
} from '../../../modules/store-system/stock/commands.ts';
import { ledgerOf } from '../../../modules/store-system/stock/read-ledger.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeReasonCode } from '../../support/make/reason-code.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { basket, granted, web } from '../../support/baskets.ts';

const till = (id: string) => ({ kind: 'sale', id });

describe('the stock ledger', () => {
  const database = useDatabase();
  let shop: string;
  let coat: string;
  const work = <T>(act: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(database.db, web, act, at ? { at } : {});
  const level = (condition = 'sellable') =>
    database
      .db('ss_stock_level')
      .where({ location_id: shop, item_id: coat, condition })
      .first<{ on_hand: number; held: number; shortage: number; last_counted_at: Date | null }>();
  const openExceptions = () =>
    database.db('ss_shortage').where({ item_id: coat, closed_at: null }).orderBy('opened_at');
  const sell = (quantity: number, id = 'S1') =>
    work((tx) =>
      sellStock(tx, { locationId: shop, lines: [{ itemId: coat, quantity }], document: till(id) }),
    );
  const promise = async (quantity = 1): Promise<string> => {
    const [result] = await work((tx) => placeHolds(tx, [basket(shop, [[coat, quantity]])]));
    return granted(result)[0]!.holdId;
  };

  before(() => makeReasonCode(database.db, 'adjustment', 'count'));
  beforeEach(async () => {
    shop = await makeLocation(database.db);
    coat = await makeItem(database.db);
  });
  afterEach(() => expectReconciled(database.db, STORE_SYSTEM_CHECKS));

  it('lets a till sell a promised piece, and puts on record whom it let down', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 1 });
    const holdId = await promise();

    await sell(1);

    expect(await level()).to.include({ on_hand: 0, held: 1, shortage: 1 });
    const [exception] = await openExceptions();
    expect(exception).to.include({
      hold_id: holdId,
      quantity: 1,
      cause: 'sale',
      document_id: 'S1',
    });
  });

  it('closes the exception when the promise ends, or when the piece comes', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 2 });
    const [first, second] = [await promise(), await promise()];
    await sell(2);
    expect(await openExceptions()).to.have.lengthOf(2);

    await work((tx) => releaseHolds(tx, [first], 'cancelled'));
    expect((await openExceptions()).map(({ hold_id }) => String(hold_id))).to.deep.equal([second]);
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 1 });

    expect(await openExceptions()).to.deep.equal([]);
    expect(await level()).to.include({ on_hand: 1, held: 1, shortage: 0 });
  });

  it('lets down a basket before an order, and a set-aside piece last', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 2 });
    const cart = await promise();
    await work((tx) => placeHolds(tx, [{ ...basket(shop, [[coat, 1]]), kind: 'order' }]));

    await sell(1);

    expect((await openExceptions()).map(({ hold_id }) => String(hold_id))).to.deep.equal([cart]);
  });

  it('never refuses a till: what the ledger did not know goes below zero, until it is counted', async () => {
    await sell(1);
    expect(await level()).to.include({ on_hand: -1 });

    await work((tx) =>
      adjustStock(tx, {
        locationId: shop,
        lines: [{ itemId: coat, counted: 2 }],
        reasonCode: 'count',
        document: { kind: 'count', id: 'C1' },
      }),
    );

    const counted = await level();
    expect(counted).to.include({ on_hand: 2 });
    expect(counted!.last_counted_at).to.be.instanceOf(Date);
  });

  it('refuses to move a promised piece to the window, which can wait', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 1 });
    await promise();

    const refusal = await work((tx) =>
      moveStock(tx, {
        locationId: shop,
        lines: [{ itemId: coat, quantity: 1, from: 'sellable', to: 'display' }],
        document: { kind: 'floor', id: 'F1' },
      }),
    ).catch((error: unknown) => error);

    expect(refusal).to.have.nested.property('problem.slug', 'pieces-promised');
    expect(await level()).to.include({ on_hand: 1, held: 1 });
  });

  it('counts under the promises: the difference is posted and who is let down is on record', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 3 });
    const holdId = await promise(2);

    await work((tx) =>
      adjustStock(tx, {
        locationId: shop,
        lines: [{ itemId: coat, counted: 1 }],
        reasonCode: 'count',
        document: { kind: 'count', id: 'C2' },
      }),
    );

    expect(await level()).to.include({ on_hand: 1, held: 2, shortage: 1 });
    expect((await openExceptions())[0]).to.include({ hold_id: holdId, quantity: 1 });
  });

  it('refuses a reason that the chain does not know', async () => {
    const refusal = await work((tx) =>
      adjustStock(tx, {
        locationId: shop,
        lines: [{ itemId: coat, counted: 1 }],
        reasonCode: 'moths',
        document: { kind: 'count', id: 'C3' },
      }),
    ).catch((error: unknown) => error);
    expect(refusal).to.have.nested.property('problem.slug', 'unknown-reason');
  });

  it('answers "why is it two?" as of any instant and any business day', async () => {
    // A Monday in Rome: 18:00 is still that day, 00:30 too (the day ends at 04:00).
    const monday = new Date('2026-11-16T17:00:00Z');
    const night = new Date('2026-11-16T23:30:00Z');
    const tuesday = new Date('2026-11-17T10:00:00Z');
    const document = { kind: 'delivery', id: 'D1' };
    const lines = [{ itemId: coat, quantity: 3 }];
    await work((tx) => receiveStock(tx, { locationId: shop, lines, document }), monday);
    const sale = { locationId: shop, lines: [{ itemId: coat, quantity: 1 }] };
    await work((tx) => sellStock(tx, { ...sale, document: till('S1') }), night);
    await work((tx) => placeHolds(tx, [basket(shop, [[coat, 1]])]), tuesday);
    await work((tx) => sellStock(tx, { ...sale, document: till('S2') }), tuesday);

    const key = { locationId: shop, itemId: coat };
    const ledger = (more: { asOf?: string; businessDay?: string } = {}) =>
      work((tx) => ledgerOf(tx, { ...key, ...more }));

    const now = await ledger();
    expect(now).to.include({ onHand: 1, held: 1, next: null });
    expect(
      now.lines.map(({ number, change, balance, businessDay, documentId }) => [
        number,
        change,
        balance,
        businessDay,
        documentId,
      ]),
    ).to.deep.equal([
      [3, -1, 1, '2026-11-17', 'S2'],
      [2, -1, 2, '2026-11-16', 'S1'],
      [1, 3, 3, '2026-11-16', 'D1'],
    ]);
    expect(await ledger({ asOf: '2026-11-16T20:00:00Z' })).to.include({ onHand: 3, held: 0 });
    expect(await ledger({ businessDay: '2026-11-16' })).to.include({ onHand: 2 });
    expect(await ledger({ asOf: '2026-11-01T00:00:00Z' })).to.deep.include({
      onHand: 0,
      lines: [],
    });
  });

  it('counts what an offline till sent late from when it happened', async () => {
    await makeStock(database.db, {
      locationId: shop,
      itemId: coat,
      quantity: 2,
      at: new Date('2026-11-10T09:00:00Z'),
    });
    await work((tx) =>
      sellStock(tx, {
        locationId: shop,
        lines: [{ itemId: coat, quantity: 1 }],
        document: till('OFF-1'),
        occurredAt: '2026-11-12T15:00:00Z',
      }),
    );

    const then = await work((tx) =>
      ledgerOf(tx, { locationId: shop, itemId: coat, asOf: '2026-11-12T16:00:00Z' }),
    );
    expect(then.onHand).to.equal(1);
    expect(then.lines[0]).to.include({ businessDay: '2026-11-12' });
  });

  it('never changes and never forgets a movement', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 1 });

    for (const statement of [
      'update ss_movement set quantity = 2',
      'delete from ss_movement',
      'truncate ss_movement',
    ]) {
      const refused = await database.db.raw(statement).catch((error: unknown) => error);
      expect(refused, statement).to.have.property('code', '42501');
    }
  });

  it('refuses, in the database itself, a change that skips a version or promises what is not there', async () => {
    await makeStock(database.db, { locationId: shop, itemId: coat, quantity: 1 });
    const broken = async (change: string) => {
      const error = await database.db
        .raw(`update ss_stock_level set ${change} where item_id = ?`, [coat])
        .catch((thrown: unknown) => thrown);
      return (error as { constraint?: string }).constraint;
    };

    expect(await broken('held = 1')).to.equal('ss_stock_level_version_contiguous');
    expect(await broken('held = 2, version = version + 1')).to.equal(
      'ss_stock_level_held_is_covered',
    );
    expect(await broken('on_hand = -1, version = version + 1')).to.equal(
      'ss_stock_level_on_hand_not_negative',
    );
  });
});
