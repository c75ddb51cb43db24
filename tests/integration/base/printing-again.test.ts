import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { JobRunner } from '../../../server/jobs/jobs.ts';
import { SweepRunner } from '../../../server/jobs/sweeps.ts';
import type { Reactions } from '../../../server/modules/manifest.ts';
import { createMetrics } from '../../../server/observability/metrics.ts';
import { addPrinter } from '../../../modules/base/printing/commands.ts';
import { registerDocument } from '../../../modules/base/printing/document-kind.ts';
import { printDocument } from '../../../modules/base/printing/queue.ts';
import { printingWork } from '../../../modules/base/printing/run-printers.ts';
import { useDatabase } from '../../support/database.ts';
import { silent } from '../../support/feed.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeLocation } from '../../support/make/location.ts';

describe('printers with papers that wait', () => {
  const database = useDatabase();
  const noemi = makeActor({ permissions: ['base.printing.use', 'base.printing.manage'] });
  const queues: JobRunner[] = [];

  before(() =>
    registerDocument<{ words: string }>({
      id: 'test.waiting-note',
      title: { it: 'Nota', en: 'Note' },
      role: 'receipt',
      about: ({ words }) => words,
      byHand: ({ words }) => words,
      layout: ({ words }) => ({
        sheets: [{ paper: 'receipt', blocks: [{ kind: 'text', text: words }] }],
      }),
    }),
  );

  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.stop()));
  });

  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, noemi, work);

  /** A process that looks for printers to start, and is busy with other things when it has found some. */
  async function busyProcess(): Promise<SweepRunner> {
    const { db } = database;
    const around = { db, log: silent, metrics: createMetrics(db) };
    const jobs = new JobRunner(around);
    const sweeps = new SweepRunner(around);
    const reactions: Reactions = { on: () => undefined };
    printingWork({ jobs, reactions, sweeps }, db, silent);
    queues.push(jobs);
    await jobs.prepare();
    return sweeps;
  }

  it('are each started once, however often two processes look', async () => {
    for (const name of ['Cassa 1', 'Cassa 2', 'Cassa 3']) {
      const locationId = await makeLocation(database.db);
      const printer = {
        locationId,
        name,
        role: 'receipt',
        connection: 'network',
        host: '127.0.0.1',
        port: 9,
        active: true,
      } as const;
      await as((tx) => addPrinter(tx, printer));
      const payload = { words: 'Dopo il guasto' };
      await as((tx) =>
        printDocument(tx, { kind: 'test.waiting-note', locationId, payload, reference: 'test:1' }),
      );
    }
    const processes = [await busyProcess(), await busyProcess()];
    for (let look = 0; look < 5; look += 1) {
      await Promise.all(processes.map((sweeps) => sweeps.run('base.print-again')));
    }
    const { rows } = await database.db.raw<{ rows: { waiting: number }[] }>(
      `select count(*)::integer as waiting from pgboss.job where name like 'base.%print%'
       group by data order by data`,
    );
    expect(rows).to.deep.equal([{ waiting: 1 }, { waiting: 1 }, { waiting: 1 }]);
  });
});
