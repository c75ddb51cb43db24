import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { cancelAsCustomer } from '../../../modules/omnichannel/orders/customer-order.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeNext, takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { alreadyPicked, takenByColleague } from '../../../modules/omnichannel/pickup/problems.ts';
import { orderInOtherState, orderUnknown } from '../../../modules/omnichannel/problems.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder, testSecrets } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('two people at the same order at once', () => {
  const database = useDatabase();
  let locationId: string;
  let gtin: string;
  let luca: Actor;
  let noemi: Actor;

  before(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 200 });
    const may = {
      permissions: ['omnichannel.pickup.work', 'omnichannel.order.cancel'],
      locations: [locationId],
    };
    luca = makeActor({ ...may, name: 'Luca Pini' });
    noemi = makeActor({ ...may, name: 'Noemi Ferri' });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, actor, work);
  const place = async (quantity = 1): Promise<string> =>
    (await makeOrder(database.db, { locationId, lines: [{ gtin, quantity }] })).orderId;
  const versionOf = async (orderId: string): Promise<number> =>
    (await database.db('oc_order').where({ id: orderId }).first('version')).version;
  const prepare = async (orderId: string): Promise<number> => {
    await as(luca, (tx) => takeOrder(tx, { orderId }));
    await as(luca, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
    const expectedVersion = await versionOf(orderId);
    const bags = [`B-${orderId.slice(-12).toUpperCase()}`];
    await as(luca, (tx) =>
      stageOrder(tx, { orderId, bags, shelf: 'A1', ready: true, expectedVersion }),
    );
    return expectedVersion + 2;
  };
  const give = (orderId: string, expectedVersion: number) => (tx: Tx) =>
    handOver(tx, testSecrets, {
      orderId,
      proof: { kind: 'code', code: testSecrets.code(orderId) },
      collector: { kind: 'customer' },
      expectedVersion,
    });
  const problemsOf = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as Refusal).problem] : [],
    );

  it('hands the goods over once when two tills confirm together', async () => {
    const orderId = await place();
    const version = await prepare(orderId);

    const results = await Promise.allSettled([
      as(luca, give(orderId, version)),
      as(noemi, give(orderId, version)),
    ]);

    expect(problemsOf(results)).to.deep.equal([staleRevision]);
    const handovers = await database.db('oc_handover').where({ order_id: orderId });
    expect(handovers).to.have.lengthOf(1);
  });

  it('lets either the handover or the cancellation win, never both', async () => {
    const orderId = await place();
    const version = await prepare(orderId);
    const token = testSecrets.token(orderId);

    const [handed, cancelled] = await Promise.allSettled([
      as(luca, give(orderId, version)),
      as(noemi, (tx) => cancelAsCustomer(tx, { secrets: testSecrets, publicUrl: '' }, { token })),
    ]);

    const outcomes = [handed.status, cancelled.status];
    expect(outcomes).to.have.members(['fulfilled', 'rejected']);
    const { state } = await database.db('oc_order').where({ id: orderId }).first('state');
    expect(state).to.equal(handed.status === 'fulfilled' ? 'collected' : 'cancelled');
  });

  it('keeps stock right when a cancellation meets a pick', async () => {
    for (let round = 0; round < 5; round += 1) {
      const orderId = await place(2);
      await as(luca, (tx) => takeOrder(tx, { orderId }));
      const expectedVersion = await versionOf(orderId);

      const results = await Promise.allSettled([
        as(luca, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' })),
        as(noemi, (tx) => cancelOrder(tx, { orderId, reason: 'prova', expectedVersion })),
      ]);

      const [problem] = problemsOf(results);
      expect(problem).to.be.oneOf([orderInOtherState, staleRevision]);
    }
  });

  it('gives an order to one of two colleagues who take it together', async () => {
    const orderId = await place();

    const results = await Promise.allSettled([
      as(luca, (tx) => takeOrder(tx, { orderId })),
      as(noemi, (tx) => takeOrder(tx, { orderId })),
    ]);

    expect(problemsOf(results)).to.deep.equal([takenByColleague]);
  });

  it('shares out the queue when two colleagues take the next ten together', async () => {
    const placed = await Promise.all(Array.from({ length: 12 }, () => place()));

    const rounds = await Promise.all([
      as(luca, (tx) => takeNext(tx, { locationId, count: 10 })),
      as(noemi, (tx) => takeNext(tx, { locationId, count: 10 })),
    ]);

    const taken = rounds.flatMap(({ rows }) => rows.map(({ orderId }) => orderId));
    expect(new Set(taken)).to.have.lengthOf(taken.length);
    expect(placed).to.include.members(taken);
  });

  it('takes one piece for one place when two scans arrive together', async () => {
    const orderId = await place();
    await as(luca, (tx) => takeOrder(tx, { orderId }));
    const scan = () =>
      as(luca, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));

    const results = await Promise.allSettled([scan(), scan()]);

    expect(problemsOf(results)).to.deep.equal([alreadyPicked]);
  });

  it('does not show the orders of a shop to somebody of another', async () => {
    const orderId = await place();
    const elsewhere = makeActor({
      permissions: ['omnichannel.pickup.work', 'omnichannel.order.cancel'],
      locations: [await makeLocation(database.db)],
    });

    const results = await Promise.allSettled([
      as(elsewhere, (tx) => takeOrder(tx, { orderId })),
      as(elsewhere, (tx) => cancelOrder(tx, { orderId, reason: 'x', expectedVersion: 1 })),
      as(elsewhere, give(orderId, 1)),
    ]);

    expect(problemsOf(results)).to.deep.equal([orderUnknown, orderUnknown, orderUnknown]);
  });
});
