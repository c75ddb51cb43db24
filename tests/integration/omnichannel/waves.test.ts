import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { cancelOpenPieces } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import {
  orderCancelledMeanwhile,
  waveEnded,
  waveUnfinished,
  waveUnknown,
} from '../../../modules/omnichannel/picking/problems.ts';
import { finishWave, letGoWave, takeOverWave } from '../../../modules/omnichannel/picking/waves.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeNext, takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { takenByColleague } from '../../../modules/omnichannel/pickup/problems.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a walk through the shop', () => {
  const database = useDatabase({ poolSize: 8 });
  let locationId: string;
  let gtin: string;
  let luca: Actor;
  let noemi: Actor;

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 30 });
    const may = { permissions: ['omnichannel.pickup.work'], locations: [locationId] };
    luca = makeActor({ ...may, name: 'Luca Pini' });
    noemi = makeActor({ ...may, name: 'Noemi Ferri' });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, actor, work);
  const place = async (): Promise<string> =>
    (await makeOrder(database.db, { locationId, lines: [{ gtin }] })).orderId;
  const next = async (actor: Actor, count = 10) => {
    const { rows } = await as(actor, (tx) => takeNext(tx, { locationId, count }));
    return { waveId: rows[0]?.waveId ?? null, orders: rows.map(({ orderId }) => orderId) };
  };
  const pick = (actor: Actor) =>
    as(actor, (tx) => pickPiece(tx, { locationId, gtin, manner: 'scan' }));
  const problemOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: Refusal) => error.problem,
    );
  const wave = (waveId: string) => database.db('oc_wave').where({ id: waveId }).first();

  it('takes the next ten orders, and those taken later come to the same walk', async () => {
    for (let order = 0; order < 12; order += 1) await place();
    const first = await next(luca);
    expect(first.orders).to.have.lengthOf(10);
    const second = await next(luca);
    expect(second.orders).to.have.lengthOf(2);
    expect(second.waveId).to.equal(first.waveId);
    expect(await next(noemi)).to.deep.equal({ waveId: null, orders: [] });
    const open = await database.db('oc_wave').where({ location_id: locationId });
    expect(open).to.have.lengthOf(1);
  });

  it('is one a person, also when two requests start it at once', async () => {
    for (let order = 0; order < 4; order += 1) await place();
    const waves = await Promise.all([next(luca, 1), next(luca, 1), next(luca, 1)]);
    expect(new Set(waves.map(({ waveId }) => waveId))).to.have.lengthOf(1);
  });

  it('ends when every piece is in hand, not before, and once', async () => {
    await place();
    await place();
    const { waveId } = await next(luca);
    await pick(luca);
    const finish = () => as(luca, (tx) => finishWave(tx, { waveId: waveId! }));
    expect(await problemOf(finish())).to.equal(waveUnfinished);
    await pick(luca);
    const twice = await Promise.allSettled([finish(), finish()]);
    expect(twice.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await wave(waveId!)).to.include({ ended_because: 'finished' });
    expect(await problemOf(finish())).to.equal(waveEnded);
  });

  it('goes back to the queue but for what is in hand', async () => {
    const orders = [await place(), await place()];
    const { waveId } = await next(luca);
    await pick(luca);
    const left = await as(luca, (tx) => letGoWave(tx, { waveId: waveId! }));
    expect(left).to.include({ ended: false });
    expect(left.rows.map(({ orderId, state }) => [orderId, state])).to.deep.equal([
      [orders[1], 'acknowledged'],
    ]);
    expect(left.rows[0]).to.include({ picker: null, waveId: null });
  });

  it('is the picker’s own: nobody else ends it, a colleague takes it over with the pieces in hand', async () => {
    await place();
    await place();
    const { waveId } = await next(luca);
    await pick(luca);
    expect(await problemOf(as(noemi, (tx) => finishWave(tx, { waveId: waveId! })))).to.equal(
      takenByColleague,
    );
    const taken = await as(noemi, (tx) => takeOverWave(tx, { waveId: waveId! }));
    expect(taken.waveId).not.to.equal(waveId);
    expect(taken.rows.map(({ picker }) => picker?.name)).to.deep.equal([noemi.name, noemi.name]);
    expect(taken.rows.flatMap(({ pieces }) => pieces.map(({ picked }) => picked))).to.have.members([
      0, 1,
    ]);
    expect(await wave(waveId!)).to.include({ ended_because: 'taken-over' });
    await pick(noemi);
  });

  it('belongs to one of two colleagues who take it over together', async () => {
    await place();
    const { waveId } = await next(luca);
    const anna = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Anna Conti' });
    const results = await Promise.allSettled(
      [noemi, anna].map((actor) => as(actor, (tx) => takeOverWave(tx, { waveId: waveId! }))),
    );
    expect(results.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('is unknown to who works elsewhere', async () => {
    await place();
    const { waveId } = await next(luca);
    const elsewhere = makeActor({ permissions: ['omnichannel.pickup.work'], locations: ['ELSE'] });
    expect(await problemOf(as(elsewhere, (tx) => letGoWave(tx, { waveId: waveId! })))).to.equal(
      waveUnknown,
    );
  });

  it('says whose piece it was when an order is cancelled while somebody walks for it', async () => {
    const orderId = await place();
    await as(luca, (tx) => takeOrder(tx, { orderId }));
    await as(luca, async (tx) =>
      cancelOpenPieces(tx, (await lockFile(tx, orderId))!, 'prova', 'staff'),
    );
    expect(await problemOf(pick(luca))).to.equal(orderCancelledMeanwhile);
  });
});
