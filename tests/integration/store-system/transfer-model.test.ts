import { expect } from 'chai';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { registerPiecesInHand } from '../../../modules/store-system/recounts/in-hand.ts';
import { pickedAt } from '../../../modules/store-system/transfers/pick.ts';
import { chance } from '../../../seeds/demo/random.ts';
import { useDatabase } from '../../support/database.ts';
import { plant, uproot } from '../../support/mistake.ts';
import { makeTransferReasons } from '../../support/make/transfer-chain.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { TRANSFER_MISTAKES } from '../../support/transfers/mistakes.ts';
import { COMMAND_NAMES, makeRoad, playTransfer, type Tally } from '../../support/transfers/play.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? (process.env['PROOF'] ? 2_000 : 80));
/** Roads of their own, played side by side. */
const LANES = 4;

describe('any transfer, played at random beside a notebook', function () {
  this.timeout(120_000 + SEQUENCES * 500);
  const database = useDatabase({ poolSize: 8 });
  const tally: Tally = new Map();

  before('the feed and the audit are asked by stream after every command', async () => {
    registerPiecesInHand('store-system.transfers', pickedAt);
    await makeTransferReasons(database.db);
    await database.db.raw('create index model_of_stream on core_outbox (stream)');
    await database.db.raw('create index model_of_subject on core_audit (subject)');
    for (const table of ['ss_movement', 'ss_hold']) {
      await database.db.raw(`create index model_of_${table} on ${table} (item_id)`);
    }
  });

  it(`agrees with it and keeps everything true after every command of ${SEQUENCES} transfers`, async () => {
    let next = 0;
    const lane = async (): Promise<void> => {
      const road = await makeRoad(database.db);
      for (let nth = next; nth < SEQUENCES; nth = next) {
        next += 1;
        await playTransfer(road, chance(3_000 + nth), tally).catch((error: unknown) => {
          throw new Error(`transfer ${nth}:\n${String(error)}`, { cause: error });
        });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);
  });

  after(() => process.env['TALLY'] && console.log([...tally].sort().join(' · ')));

  it('did every command and was refused nearly every one, and transfers ended in every way', () => {
    const times = (what: string) => tally.get(what) ?? 0;
    expect(COMMAND_NAMES.filter((name) => times(`${name} done`) === 0)).to.deep.equal([]);
    const never = COMMAND_NAMES.filter((name) => times(`${name} refused`) === 0);
    // A till is never refused.
    expect(never).to.deep.equal(['till']);
    for (const state of ['declined', 'cancelled', 'received', 'discrepancy']) {
      expect(times(`ends ${state}`), state).to.be.greaterThan(0);
    }
  });

  for (const mistake of TRANSFER_MISTAKES) {
    it(`would notice that ${mistake.name}`, async () => {
      const road = await makeRoad(database.db);
      await plant(database.db, mistake);
      try {
        let found: unknown = null;
        for (let nth = 0; nth < 120 && found === null; nth += 1) {
          found = await playTransfer(road, chance(50_000 + nth), new Map()).then(
            () => null,
            (error: unknown) => error,
          );
        }
        expect(found).to.be.instanceOf(Error);
      } finally {
        await uproot(database.db);
        // What the mistake spoilt must not be found again by the next one.
        await database.db.raw('truncate ss_document_series, ss_shipment cascade');
      }
    });
  }
});
