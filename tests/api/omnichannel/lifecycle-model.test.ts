import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { chance } from '../../../seeds/demo/random.ts';
import { useServer } from '../../support/api.ts';
import { COMMANDS } from '../../support/lifecycle/commands.ts';
import { MISTAKES } from '../../support/lifecycle/mistakes.ts';
import { plant, uproot } from '../../support/mistake.ts';
import { Broken, playSequence, type Tally } from '../../support/lifecycle/play.ts';
import { makeWorld, restock } from '../../support/lifecycle/world.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? (process.env['PROOF'] ? 3_000 : 300));
/** Worlds of their own, played side by side on one server. */
const LANES = 6;
/** After so many sequences a world gets other goods: these are sold out or in doubt. */
const RESTOCK_EVERY = 4;

describe('any order’s life, played at random over the API', function () {
  this.timeout(300_000 + SEQUENCES * 500);
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'], poolSize: 10 });
  const tally: Tally = new Map();

  // Only the model asks the feed by stream, after every command.
  before(() => server.database.db.raw('create index model_of_stream on core_outbox (stream)'));

  it(`keeps everything true after every command of ${SEQUENCES} sequences`, async () => {
    let next = 0;
    const lane = async (): Promise<void> => {
      const world = await makeWorld(server);
      for (let nth = next; nth < SEQUENCES; nth = next) {
        next += 1;
        try {
          await playSequence(world, chance(7_000 + nth), tally);
        } catch (error) {
          throw new Error(`sequence ${nth}:\n${String(error)}`, { cause: error });
        }
        if (nth % RESTOCK_EVERY === 0) await restock(world);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]);
  });

  after(() => process.env['TALLY'] && console.log([...tally].sort().join(' · ')));

  it('did every command and was refused every command, and orders ended in every way', () => {
    const times = (what: string) => tally.get(what) ?? 0;
    const idle = Object.keys(COMMANDS).filter((name) => times(`${name} done`) === 0);
    expect(idle, 'never done').to.deep.equal([]);
    const free = new Set([
      'expire',
      'takeNext',
      'acknowledge',
      'cancelAsCustomer',
      'moveAsCustomer',
    ]);
    const obeyed = Object.keys(COMMANDS).filter(
      (name) => !free.has(name) && times(`${name} refused`) === 0,
    );
    expect(obeyed, 'never refused').to.deep.equal([]);
    for (const state of ['collected', 'refused', 'no-show', 'cancelled', 'ready', 'short']) {
      expect(times(`ends ${state}`), state).to.be.greaterThan(0);
    }
  });

  for (const mistake of MISTAKES) {
    it(`would notice that ${mistake.name}`, async () => {
      const { db } = server.database;
      const world = await makeWorld(server);
      await plant(db, mistake);
      try {
        let found: unknown = null;
        for (let nth = 0; nth < 150 && found === null; nth += 1) {
          found = await playSequence(world, chance(90_000 + nth), new Map()).then(
            () => null,
            (error: unknown) => error,
          );
          await restock(world);
        }
        expect(found, 'found').to.be.instanceOf(Broken);
      } finally {
        await uproot(db);
      }
    });
  }
});
