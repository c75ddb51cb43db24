import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { placeHolds } from '../../../modules/store-system/holds/place-holds.ts';
import { sellStock } from '../../../modules/store-system/stock/commands.ts';
import { closeByCount } from '../../../modules/store-system/recounts/count.ts';
import { registerPiecesInHand } from '../../../modules/store-system/recounts/in-hand.ts';
import {
  NOT_FOUND_REASONS,
  type NotFoundReason,
} from '../../../modules/store-system/recounts/domain.ts';
import { reportNotFound } from '../../../modules/store-system/recounts/not-found.ts';
import { recountClosedAlready } from '../../../modules/store-system/problems.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { differences, expectReconciled } from '../../support/reconcile.ts';

const DOCUMENT = { kind: 'short', id: 'S-1' };

describe('a piece that is not in its place', () => {
  const database = useDatabase({ poolSize: 8 });
  let locationId: string;
  let itemId: string;
  let clerk: Actor;
  let inBags = 0;

  before(() => registerPiecesInHand('test', () => Promise.resolve(inBags)));
  beforeEach(async () => {
    inBags = 0;
    locationId = await makeLocation(database.db);
    itemId = await makeItem(database.db);
    clerk = makeActor({
      permissions: ['store-system.recount.work', 'store-system.stock.sell'],
      locations: [locationId],
    });
  });

  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, clerk, work);
  const hold = async (quantity = 1): Promise<string> => {
    const lines = [{ itemId, quantity, ownerLineId: newId() }];
    const [result] = await as((tx) =>
      placeHolds(tx, [{ kind: 'order', ownerId: newId(), locationId, until: null, lines }]),
    );
    if (result!.outcome === 'refused') throw new Error('nothing left to promise');
    return result!.holds[0]!.holdId;
  };
  const report = (holdIds: readonly string[], reason: NotFoundReason, quantity = 1) =>
    as((tx) => reportNotFound(tx, { locationId, itemId, holdIds, quantity, reason }, DOCUMENT));
  const count = (recountId: string, counted: number) =>
    as((tx) => closeByCount(tx, { recountId, counted }));
  const levels = async (): Promise<Record<string, string>> => {
    const rows: { condition: string; on_hand: number; held: number; shortage: number }[] =
      await database.db('ss_stock_level').where({ location_id: locationId, item_id: itemId });
    return Object.fromEntries(
      rows.map((row) => [row.condition, `${row.on_hand} held ${row.held} short ${row.shortage}`]),
    );
  };
  const stillTrue = () => expectReconciled(database.db, STORE_SYSTEM_CHECKS);

  const AFTER: Readonly<Record<NotFoundReason, Record<string, string>>> = {
    missing: { sellable: '2 held 2 short 0' },
    damaged: { sellable: '2 held 2 short 0', damaged: '1 held 0 short 0' },
    'on-display': { sellable: '2 held 2 short 0', display: '1 held 0 short 0' },
    sold: { sellable: '2 held 2 short 0' },
  };
  for (const reason of NOT_FOUND_REASONS) {
    it(`corrects stock by the reason “${reason}” and keeps back what nobody has seen`, async () => {
      await makeStock(database.db, { locationId, itemId, quantity: 3 });
      const { corrected, recountId } = await report([await hold()], reason);

      expect(corrected).to.equal(1);
      expect(await levels()).to.deep.equal(AFTER[reason]);
      // The two pieces that are left are the recount's: nobody is promised a phantom.
      await hold().then(
        () => expect.fail('a phantom was promised'),
        () => undefined,
      );
      await stillTrue();

      expect(await count(recountId, 2)).to.include({ difference: 0 });
      expect((await levels())['sellable']).to.equal('2 held 0 short 0');
      await stillTrue();
    });
  }

  it('lets down on record whoever was promised what the count does not find', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 2 });
    const [mine, theirs] = [await hold(), await hold()];
    const { recountId } = await report([mine], 'missing');
    expect((await levels())['sellable']).to.equal('1 held 1 short 0');

    expect(await count(recountId, 0)).to.include({ difference: -1 });
    expect((await levels())['sellable']).to.equal('0 held 1 short 1');
    const [exception] = await database.db('ss_open_shortage').where({ item_id: itemId });
    expect(exception).to.include({ hold_id: theirs, quantity: 1 });
    await stillTrue();
  });

  it('does not take a second time what a till has sold', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 1 });
    const holdId = await hold();
    await as((tx) =>
      sellStock(tx, {
        locationId,
        lines: [{ itemId, quantity: 1 }],
        document: { kind: 'sale', id: 'R-1' },
      }),
    );
    expect((await report([holdId], 'sold')).corrected).to.equal(0);
    expect(await levels()).to.deep.equal({ sellable: '0 held 0 short 0' });
    await stillTrue();
  });

  it('leaves pieces in bags out of the correction, and adds them to what is counted', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 2 });
    await hold();
    inBags = 2;
    const { corrected, recountId } = await report([await hold()], 'missing');
    expect(corrected).to.equal(0);
    expect(await count(recountId, 0)).to.include({ difference: 0 });
    expect((await levels())['sellable']).to.equal('2 held 1 short 0');
    await stillTrue();
  });

  it('opens one recount a level, however many reports come at once', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 8 });
    const holds = await Promise.all(Array.from({ length: 5 }, () => hold()));
    const reports = await Promise.all(holds.map((holdId) => report([holdId], 'missing')));
    expect(new Set(reports.map(({ recountId }) => recountId))).to.have.lengthOf(1);
    const open = await database.db('ss_recount').where({ item_id: itemId });
    expect(open).to.have.lengthOf(1);
    expect(open[0]).to.include({ reports: 5, state: 'open' });
    expect((await levels())['sellable']).to.equal('3 held 3 short 0');
    await stillTrue();
  });

  it('takes one of two figures counted at once, and tells the other', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 3 });
    const { recountId } = await report([await hold()], 'missing');
    const results = await Promise.allSettled([count(recountId, 1), count(recountId, 2)]);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.map((error: Refusal) => error.problem)).to.deep.equal([recountClosedAlready]);
    const { counted } = await database.db('ss_recount').where({ id: recountId }).first('counted');
    expect(await count(recountId, counted)).to.include({ counted });
    expect((await levels())['sellable']).to.equal(`${counted} held 0 short 0`);
    await stillTrue();
  });

  it('has checks that notice a forgotten hold and a figure that was not posted', async () => {
    await makeStock(database.db, { locationId, itemId, quantity: 3 });
    const { recountId } = await report([await hold()], 'missing');
    const found = async (statement: string): Promise<string[]> => {
      const trx = await database.db.transaction();
      try {
        await trx.raw(statement);
        return (await differences(trx, STORE_SYSTEM_CHECKS)).map(({ check }) => check);
      } finally {
        await trx.rollback();
      }
    };
    expect(
      await found(
        `update ss_recount set state = 'closed', counted = 1, difference = -1, closed_at = now()
         where id = '${recountId}'`,
      ),
    ).to.include.members([
      'store-system.recount-keeps-back-its-pieces',
      'store-system.recount-posted-its-difference',
    ]);
  });
});
