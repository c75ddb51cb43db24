import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { behave } from '../../../modules/omnichannel/refunds/provider/sql.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { chance } from '../../../seeds/demo/random.ts';
import { useServer } from '../../support/api.ts';
import { plant, uproot } from '../../support/mistake.ts';
import { makeReasonCode } from '../../support/make/reason-code.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { RETURN_MISTAKES } from '../../support/return-lives/mistakes.ts';
import { Broken, playLives, type Tally } from '../../support/return-lives/play.ts';
import { makeWorld, renew, type World } from '../../support/return-lives/world.ts';

const SEQUENCES = Number(process.env['SEQUENCES'] ?? (process.env['PROOF'] ? 2_000 : 60));
/** Worlds of their own, played side by side on one server. */
const LANES = 4;
/** Then a lane goes on in other shops: a desk shows 500 files at the most. */
const LIVES_OF_A_SHOP = 40;

const REFUSED = [
  ...[
    'takeBack',
    'approve',
    'refuse',
    'counter',
    'takeOffer',
    'handBack',
    'finishExchange',
    'regrade',
    'payAtCounter',
  ],
  ...['retry', 'otherTender', 'payByHand', 'ship', 'takeTooMuch'],
];
const USUAL = [
  ...['takeBack', 'approve', 'refuse', 'counter', 'takeOffer', 'withdraw', 'runOut', 'handBack'],
  ...['regrade', 'collect', 'cancel', 'callProvider', 'payAtCounter', 'otherTender'],
  ...['payByHand', 'pick', 'ship', 'receive'],
];
/** Not in every few dozen. */
const RARE = ['retry', 'payDebt', 'declineOffer', 'giveUp', 'cancelTransfer', 'recall', 'resolve'];

/** The life before it shows next to no mistake: it is played only for those that name it. */
const SELDOM_BEFORE = 1;

describe('what comes back, played at random over the API beside a notebook', function () {
  this.timeout(300_000 + SEQUENCES * 5_000);
  const server = useServer({
    modules: ['base', 'store-system', 'omnichannel'],
    poolSize: 10,
    // Nobody but the model calls the provider.
    env: { DEMO: '0' },
  });
  const tally: Tally = new Map();

  before('the feed, the audit and the ledger are asked after every command', async () => {
    const { db } = server.database;
    await makeReasonCode(db, 'transfer', 'web-return');
    await db.raw('create index model_of_stream on core_outbox (stream)');
    await db.raw('create index model_of_subject on core_audit (subject)');
    for (const table of ['ss_movement', 'ss_hold']) {
      await db.raw(`create index model_of_${table} on ${table} (item_id)`);
    }
    await behave(db, {
      seed: 1,
      shares: {
        ...{ refused: 20, pending: 10, lostBefore: 10, lostAfter: 10 },
        ...{ noNotice: 50, noticeTwice: 50, noticeFirst: 100 },
      },
      noticesTo: `${server.url}/api/omnichannel/refund-notices`,
    });
  });

  it(`agrees with it and keeps everything true after every command of ${SEQUENCES} sequences`, async () => {
    let next = 0;
    const lane = async (): Promise<void> => {
      let world = await makeWorld(server);
      let played = 0;
      for (let nth = next; nth < SEQUENCES; nth = next) {
        next += 1;
        played += 1;
        if (played % LIVES_OF_A_SHOP === 0) world = await makeWorld(server);
        else await renew(world);
        await playLives(world, chance(11_000 + nth), tally).catch((error: unknown) => {
          throw new Error(`sequence ${nth}:\n${String(error)}`, { cause: error });
        });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]);
  });

  after(() => process.env['TALLY'] && console.log([...tally].sort().join(' · ')));

  it('did everything that can be done, was refused it, and files ended in every way', () => {
    const times = (what: string) => tally.get(what) ?? 0;
    const idle = (all: readonly string[], how: string) =>
      all.filter((name) => times(`${name} ${how}`) === 0);
    expect(idle(USUAL, 'done'), 'never done').to.deep.equal([]);
    expect(idle(REFUSED, 'refused'), 'never refused').to.deep.equal([]);
    if (SEQUENCES >= 1_000) expect(idle(RARE, 'done'), 'never done').to.deep.equal([]);
    const ends = ['disposed allowed', 'disposed approved', 'graded allowed', 'handed-back refused'];
    expect(ends.filter((end) => times(`ends ${end}`) === 0)).to.deep.equal([]);
  });

  let world: World | undefined;
  for (const mistake of RETURN_MISTAKES) {
    it(`would notice that ${mistake.name}`, async () => {
      const { db } = server.database;
      world ??= await makeWorld(server);
      await plant(db, mistake);
      try {
        let found: unknown = null;
        for (let nth = mistake.met ?? SELDOM_BEFORE; nth < 100 && found === null; nth += 1) {
          await renew(world);
          found = await playLives(world, chance(70_000 + nth), new Map()).then(
            () => null,
            (error: unknown) => error,
          );
        }
        expect(found, 'found').to.be.instanceOf(Broken);
      } finally {
        await uproot(db);
      }
    });
  }
});
