import { expect } from 'chai';
import fc from 'fast-check';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import {
  addPrinter,
  changePrinter,
  discardJob,
  finishJob,
  printTestPage,
  reprintJob,
  retryJob,
} from '../../../modules/base/printing/commands.ts';
import type { PrintingView } from '../../../modules/base/printing/contracts.ts';
import { registerDocument } from '../../../modules/base/printing/document-kind.ts';
import type { Sent } from '../../../modules/base/printing/domain/job.ts';
import { applyToPrinting, printingRoom } from '../../../modules/base/printing/live.ts';
import { readPrinting } from '../../../modules/base/printing/queries.ts';
import { runPrinter } from '../../../modules/base/printing/run-printers.ts';
import { TEST_PAGE } from '../../../modules/base/printing/test-page.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeLocation } from '../../support/make/location.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { until } from '../../support/until.ts';

const STEPS = [
  'add',
  'change',
  'test page',
  'run',
  'retry',
  'finish',
  'discard',
  'reprint',
] as const;
type Step = (typeof STEPS)[number];

const OUTCOMES: readonly Sent[] = [
  { outcome: 'printed' },
  { outcome: 'nothing-sent', fault: 'paper-out' },
  { outcome: 'nothing-sent', fault: 'offline' },
  { outcome: 'maybe-printed', fault: 'cut' },
];

describe('any day of a shop’s printers', () => {
  const database = useDatabase();
  const davide = makeActor({
    permissions: ['base.printing.use', 'base.printing.manage'],
    name: 'Davide Riva',
  });
  let locationId: string;

  before(() => registerDocument(TEST_PAGE));
  beforeEach(async () => {
    locationId = await makeLocation(database.db);
  });

  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, davide, work);
  const fetch = (): Promise<{ view: PrintingView; cursor: Cursor }> =>
    inTransaction(
      database.db,
      davide,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await readPrinting(tx, { locationId }),
      }),
      { isolation: 'repeatable read' },
    );
  const written = async (): Promise<number> => {
    const row = await database
      .db('core_outbox')
      .whereRaw('rooms @> ?', [[printingRoom(locationId)]])
      .count({ n: '*' })
      .first();
    return Number(row!['n']);
  };
  /** Everything the room was told after a cursor, once all of it can be read. */
  const eventsAfter = async (cursor: Cursor, known: number): Promise<LiveEvent[]> => {
    const wanted = (await written()) - known;
    const read = async (): Promise<LiveEvent[]> => {
      const page = await readFeed(database.db, cursor, 5_000, {
        rooms: [printingRoom(locationId)],
      });
      return page.events.map(liveEvent);
    };
    await until('the events are settled', async () => (await read()).length >= wanted);
    return read();
  };

  /** One thing somebody does with whatever is there; refusals are part of the day. */
  async function act(step: Step, chance: number): Promise<void> {
    const { printers, jobs } = (await fetch()).view;
    const printer = printers[chance % Math.max(1, printers.length)];
    const job = jobs[chance % Math.max(1, jobs.length)];
    const particulars = {
      name: `Cassa ${nextNumber()}`,
      role: (['receipt', 'label', 'a4'] as const)[chance % 3]!,
      connection: 'network' as const,
      host: '127.0.0.1',
      port: 9100,
      active: chance % 4 !== 0,
    };
    if (step === 'add')
      return void (await as((tx) => addPrinter(tx, { locationId, ...particulars })));
    if (step === 'change' && printer) {
      const { printerId, version: expectedVersion } = printer;
      await as((tx) => changePrinter(tx, { printerId, expectedVersion, ...particulars }));
    }
    if (step === 'test page' && printer) {
      await as((tx) => printTestPage(tx, { printerId: printer.printerId }));
    }
    if (step === 'run' && printer) {
      const sent = OUTCOMES[chance % OUTCOMES.length]!;
      await runPrinter(database.db, printer.printerId, () => Promise.resolve(sent));
    }
    if (!job) return;
    const { jobId } = job;
    if (step === 'retry') await as((tx) => retryJob(tx, { jobId }));
    if (step === 'finish') await as((tx) => finishJob(tx, { jobId }));
    if (step === 'discard') await as((tx) => discardJob(tx, { jobId }));
    if (step === 'reprint') await as((tx) => reprintJob(tx, { jobId, because: 'torn' }));
  }

  it('a screen that applied the events shows what a fresh one shows, also when some come twice', async function () {
    this.timeout(60_000);
    const day = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(1_000)), {
      minLength: 10,
      maxLength: 30,
    });
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(day, fc.nat(), async (steps, chance) => {
        locationId = await makeLocation(database.db);
        await act('add', 1);
        const known = await written();
        const stale = await fetch();
        for (const [step, given] of steps) {
          await act(step, given).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
        }
        const events = await eventsAfter(stale.cursor, known);
        seen += events.length;
        const twice = events.flatMap((event, place) =>
          (place + chance) % 3 === 0 ? [event, event] : [event],
        );
        const live = twice.reduce(applyToPrinting, stale.view);
        expect(live).to.deep.equal((await fetch()).view);
      }),
      { numRuns: 12 },
    );
    expect(seen, 'something happened').to.be.greaterThan(50);
  });
});
