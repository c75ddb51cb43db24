import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { accept } from '../../../modules/store-system/transfers/answer-request.ts';
import { finish, setPickedTo } from '../../../modules/store-system/transfers/pick.ts';
import { receive } from '../../../modules/store-system/transfers/receive.ts';
import { ask } from '../../../modules/store-system/transfers/request-transfer.ts';
import { resolve } from '../../../modules/store-system/transfers/resolve.ts';
import { ship } from '../../../modules/store-system/transfers/ship.ts';
import { useDatabase, type TestDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
  type TransferSteps,
} from '../../support/make/transfer-chain.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a transfer', () => {
  const database = useDatabase({ poolSize: 8 });
  let milano: string;
  let roma: string;
  let itemId: string;
  let steps: TransferSteps;
  let giver: Actor;

  before(() => makeTransferReasons(database.db));
  beforeEach(async () => {
    milano = await makeLocation(database.db);
    roma = await makeLocation(database.db, { city: 'Roma', province: 'RM', region: 'Lazio' });
    itemId = await makeItem(database.db);
    await makeStock(database.db, { locationId: milano, itemId, quantity: 10 });
    const ends = makeEnds(milano, roma);
    giver = ends.giver;
    steps = transferSteps(database.db, ends);
  });

  const stock = async (locationId: string, condition = 'sellable') => {
    const row = await database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition })
      .first<{ on_hand: number; held: number } | undefined>();
    return `${row?.on_hand ?? 0} held ${row?.held ?? 0}`;
  };
  const incoming = async () => {
    const row = await database
      .db('ss_incoming')
      .where({ location_id: roma, item_id: itemId })
      .sum({ pieces: 'quantity' })
      .first<{ pieces: number | null }>();
    return Number(row?.pieces ?? 0);
  };
  /** Asked for, accepted, picked: ready to leave. */
  const picked = async (quantity: number) => {
    const { transfer, lines } = await steps.ask({
      from: milano,
      to: roma,
      causal: 'between-stores',
      lines: [{ itemId, quantity }],
    });
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    await steps.accept({ transferId });
    await steps.setPicked({ transferId, lineId, picked: quantity });
    await steps.finish({ transferId });
    return { transferId, lineId };
  };
  const shipped = async (quantity: number) => {
    const { transferId, lineId } = await picked(quantity);
    const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
    return { transferId, lineId, shipmentId };
  };
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing',
      (error: Refusal) => error.problem.slug,
    );

  it('takes three from Milan, brings two to Rome, and leaves one to be cleared: nothing is lost meanwhile', async () => {
    const { transferId, lineId, shipmentId } = await shipped(3);
    expect(await stock(milano)).to.equal('7 held 0');
    expect(await stock(roma)).to.equal('0 held 0');
    expect(await incoming()).to.equal(3);

    await steps.receive({
      shipmentId,
      lines: [{ lineId, good: 2, damaged: 0 }],
      complete: true,
    });

    const card = await steps.card(transferId);
    expect(card.transfer).to.include({ state: 'discrepancy', inTransit: 1, received: 2 });
    expect(await stock(roma)).to.equal('2 held 0');
    expect(await incoming()).to.equal(0);
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);

    await steps.resolve(
      {
        discrepancyId: card.discrepancies[0]!.discrepancyId,
        resolution: 'lost',
        answers: 'source',
      },
      giver,
    );
    const closed = await steps.card(transferId);
    expect(closed.transfer).to.include({ state: 'received', inTransit: 0, openDiscrepancies: 0 });
    expect(await stock(milano)).to.equal('7 held 0');
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);
  });

  it('leaves nothing behind when any of its steps is cut off before the end', async () => {
    const { db } = database;
    const image = async () => {
      const { rows } = await db.raw<{ rows: { image: string }[] }>(`
        select md5(concat(
          (select json_agg(t order by id) from ss_transfer as t),
          (select json_agg(t order by id) from ss_transfer_line as t),
          (select json_agg(t order by id) from ss_shipment as t),
          (select json_agg(t order by shipment_id, line_id) from ss_shipment_line as t),
          (select json_agg(t order by id) from ss_transfer_receipt as t),
          (select json_agg(t order by id) from ss_discrepancy as t),
          (select json_agg(t order by company_id, year) from ss_document_series as t),
          (select json_agg(t order by location_id, item_id, condition) from ss_stock_level as t),
          (select json_agg(t order by id) from ss_hold as t),
          (select json_agg(t order by id) from ss_incoming as t),
          (select count(*) from ss_movement), (select count(*) from core_outbox),
          (select count(*) from core_audit), (select count(*) from base_print_job))) as image`);
      return rows[0]!.image;
    };
    const ends = makeEnds(milano, roma);
    const twice = cutFirst(database, ends, image);
    const lines = [{ itemId, quantity: 3 }];
    const wanted = { from: milano, to: roma, causal: 'between-stores', lines };
    const asked = await twice.taker((tx) => ask(tx, wanted));
    const { transferId } = asked.transfer;
    const { lineId } = asked.lines[0]!;
    await twice.giver((tx) => accept(tx, { transferId }));
    await twice.giver((tx) => setPickedTo(tx, { transferId, lineId, picked: 2 }));
    const short = [{ lineId, reason: 'missing' as const }];
    await twice.giver((tx) => finish(tx, { transferId, short }));
    const { shipmentId } = await twice.giver((tx) => ship(tx, { transferId, ...BY_VAN }));
    const counted = [{ lineId, good: 0, damaged: 1 }];
    const received = await twice.taker((tx) =>
      receive(tx, { shipmentId, lines: counted, complete: true }),
    );
    for (const discrepancyId of received.discrepancyIds) {
      const damage = { resolution: 'damaged', answers: 'destination' } as const;
      await twice.taker((tx) => resolve(tx, { discrepancyId, ...damage }));
    }
    expect((await steps.card(transferId)).transfer.state).to.equal('received');
    await expectReconciled(db, STORE_SYSTEM_CHECKS);
  });

  it('travels in several shipments, and what one leaves behind stays promised', async () => {
    const { transferId, lineId } = await picked(4);
    await steps.ship({ transferId, lines: [{ lineId, quantity: 1 }], ...BY_VAN });
    expect(await stock(milano)).to.equal('9 held 3');
    const rest = await steps.ship({ transferId, ...BY_VAN });
    expect(await stock(milano)).to.equal('6 held 0');
    await steps.confirm({ shipmentId: rest.shipmentId });
    const { transfer, shipments } = await steps.card(transferId);
    expect(transfer).to.include({ state: 'partly-received', received: 3, inTransit: 1 });
    expect(shipments.map(({ state }) => state)).to.deep.equal(['closed', 'in-transit']);
  });

  it('takes missing pieces that come after all for what they are', async () => {
    const { transferId, lineId, shipmentId } = await shipped(3);
    const none = { shipmentId, lines: [{ lineId, good: 0, damaged: 0 }], complete: true };
    await steps.receive(none);
    await steps.receive({ shipmentId, lines: [{ lineId, good: 2, damaged: 0 }], complete: false });
    const card = await steps.card(transferId);
    const told = card.discrepancies.map(({ quantity, resolved }) => [
      quantity,
      resolved?.resolution ?? 'open',
    ]);
    expect(told).to.deep.equal([
      [1, 'open'],
      [2, 'arrived'],
    ]);
    expect(await stock(roma)).to.equal('2 held 0');
  });

  it('counts nothing as arrived by itself: a line without a count stops the receipt', async () => {
    const { shipmentId } = await shipped(2);
    expect(await refusal(steps.receive({ shipmentId, lines: [], complete: true }))).to.equal(
      'lines-not-counted',
    );
    expect(await stock(roma)).to.equal('0 held 0');
  });

  it('takes in what the paper does not name, and the sender’s books lose it once that is said', async () => {
    const { shipmentId, lineId, transferId } = await shipped(1);
    const stray = makeGtin();
    const strayId = await makeItem(database.db, { gtin: stray });
    const { discrepancyIds } = await steps.receive({
      shipmentId,
      lines: [{ lineId, good: 1, damaged: 0 }],
      unexpected: [{ gtin: stray, good: 1, damaged: 0 }],
      complete: true,
    });
    const said = { resolution: 'mis-shipped', answers: 'source' } as const;
    await steps.resolve({ discrepancyId: discrepancyIds[0]!, ...said }, giver);
    const moved = await database
      .db('ss_movement')
      .where({ item_id: strayId, document_id: shipmentId })
      .orderBy('id')
      .select<{ from_place: string; to_place: string }[]>('from_place', 'to_place');
    expect(moved.map(({ from_place: from, to_place: to }) => `${from} → ${to}`)).to.deep.equal([
      'transit → sellable',
      // The sender never knew of it: it is found there, and leaves.
      'inventory-difference → sellable',
      'sellable → transit',
    ]);
    expect((await steps.card(transferId)).transfer.state).to.equal('received');
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);
  });

  it('is never closed over pieces in transit: the database itself says no', async () => {
    const { shipmentId } = await shipped(2);
    const closing = database
      .db('ss_shipment')
      .where({ id: shipmentId })
      .update({ state: 'closed' });
    const error = await closing.then(
      () => null,
      (thrown: { constraint: string }) => thrown.constraint,
    );
    expect(error).to.equal('ss_shipment_line_closed_with_nothing_in_transit');
  });

  it('gives back what was promised when it is cancelled before it leaves', async () => {
    const { transferId } = await picked(4);
    expect(await stock(milano)).to.equal('10 held 4');
    await steps.cancel({ transferId, because: 'Non serve più' });
    expect(await stock(milano)).to.equal('10 held 0');
    expect(await refusal(steps.ship({ transferId, ...BY_VAN }))).to.equal('transfer-state');
  });

  it('asks for the carrier’s name, and for no transport of yesterday', async () => {
    const { transferId } = await picked(1);
    const carried = { transferId, carriedBy: 'carrier', parcels: 1 } as const;
    expect(await refusal(steps.ship(carried))).to.equal('invalid-request');
    const yesterday = new Date(Date.now() - 48 * 3_600_000).toISOString();
    const late = { transferId, ...BY_VAN, startedAt: yesterday };
    expect(await refusal(steps.ship(late))).to.equal('invalid-request');
  });
});

/** Takes every step twice: first cut off after its last statement, with nothing left of it, then whole. */
function cutFirst(
  database: TestDatabase,
  ends: ReturnType<typeof makeEnds>,
  image: () => Promise<string>,
) {
  const twice =
    (actor: Actor) =>
    async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const before = await image();
      let reached = false;
      const cut = inTransaction(database.db, actor, async (tx) => {
        await work(tx);
        reached = true;
        throw new Error('the power went');
      });
      await cut.catch(() => undefined);
      expect(reached, 'it was cut at its end').to.equal(true);
      expect(await image(), 'nothing was left of it').to.equal(before);
      const done = await inTransaction(database.db, actor, work);
      expect(await image()).not.to.equal(before);
      return done;
    };
  return { giver: twice(ends.giver), taker: twice(ends.taker) };
}
