import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { printJobState } from '../../../modules/base/problems.ts';
import {
  addPrinter,
  changePrinter,
  discardJob,
  finishJob,
  reprintJob,
  reprintLast,
  retryJob,
} from '../../../modules/base/printing/commands.ts';
import { registerDocument } from '../../../modules/base/printing/document-kind.ts';
import {
  openPrintJobs,
  printedDocument,
  readPrinting,
} from '../../../modules/base/printing/queries.ts';
import { printDocument } from '../../../modules/base/printing/queue.ts';
import {
  forgetPrints,
  KEPT_DAYS,
  WAITS_DAYS,
  runPrinter,
} from '../../../modules/base/printing/run-printers.ts';
import { sendToPrinter } from '../../../modules/base/printing/network/send.ts';
import { endForgotten } from '../../../modules/base/printing/sql/jobs.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  fakePrinter,
  paperOf,
  type FakePrinter,
  type Mood,
} from '../../support/receipt-printer.ts';

const MAY = { permissions: ['base.printing.use', 'base.printing.manage'] };
const PATIENCE = { connect: 500, status: 300, print: 500 };
const send: typeof sendToPrinter = (address, bytes) => sendToPrinter(address, bytes, PATIENCE);

describe('the print queue of a shop', () => {
  const database = useDatabase();
  const noemi = makeActor({ ...MAY, name: 'Noemi Ferri' });
  let locationId: string;
  let printer: FakePrinter;
  let printerId: string;

  before(() =>
    registerDocument<{ words: string }>({
      id: 'test.note',
      title: { it: 'Nota', en: 'Note' },
      role: 'receipt',
      about: ({ words }) => words,
      byHand: ({ words }) => words,
      layout: ({ words }) => ({
        sheets: [{ paper: 'receipt', blocks: [{ kind: 'text', text: words }] }],
      }),
    }),
  );
  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    printer = await fakePrinter();
    const { host, port } = printer;
    const given = {
      locationId,
      name: 'Cassa 1',
      role: 'receipt',
      connection: 'network',
      host,
      port,
      active: true,
    } as const;
    ({ printerId } = await as((tx) => addPrinter(tx, given)));
  });

  const as = <T>(work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(database.db, noemi, work, at ? { at } : {});
  const queue = (words: string): Promise<string> =>
    as((tx) =>
      printDocument(tx, { kind: 'test.note', locationId, payload: { words }, reference: 'test:1' }),
    );
  const run = () => runPrinter(database.db, printerId, send);
  const jobOf = (jobId: string) => database.db('base_print_job').where({ id: jobId }).first();
  const statusOf = async () =>
    (await database.db('base_printer').where({ id: printerId }).first()).status;
  const due = () =>
    database.db('base_print_job').where({ state: 'queued' }).update({ next_try_at: null });
  const papers = () => printer.printed.map((bytes) => paperOf(bytes).replace('[cut]', '').trim());

  it('prints what was queued, in that order, and knows it', async () => {
    const jobs = [await queue('Uno'), await queue('Due'), await queue('Tre')];
    expect(await run()).to.equal(3);
    expect(papers()).to.deep.equal(['Uno', 'Due', 'Tre']);
    for (const jobId of jobs)
      expect(await jobOf(jobId)).to.include({ state: 'printed', attempts: 1 });
    expect(await statusOf()).to.equal('ready');
  });

  it('queues nothing when what it belongs to does not happen', async () => {
    const failed = as(async (tx) => {
      await printDocument(tx, {
        kind: 'test.note',
        locationId,
        payload: { words: 'Mai' },
        reference: 'test:1',
      });
      throw new Error('changed my mind');
    });
    await failed.catch(() => undefined);
    expect(await database.db('base_print_job').where({ location_id: locationId })).to.deep.equal(
      [],
    );
  });

  const waits: readonly [Mood | 'off', string][] = [
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
    ['off', 'offline'],
  ];
  for (const [mood, fault] of waits) {
    it(`keeps a paper that cannot be printed (${mood}), and prints it once when it can`, async () => {
      if (mood === 'off') await printer.switchOff();
      else printer.mood = mood;
      const jobId = await queue('Paziente');
      await run();

      expect(await jobOf(jobId)).to.include({ state: 'queued', fault, maybe_printed: false });
      expect(await statusOf()).to.equal(fault);
      expect(await run()).to.equal(0);
      expect(papers()).to.deep.equal([]);
      if (mood === 'off') return;
      printer.mood = 'prints';
      await due();
      await run();
      expect(papers()).to.deep.equal(['Paziente']);
      expect(await jobOf(jobId)).to.include({ state: 'printed', fault: null });
      expect(await statusOf()).to.equal('ready');
    });
  }

  const doubts: readonly [Mood, string][] = [
    ['hangs-up-halfway', 'cut'],
    ['paper-ends', 'paper-out'],
  ];
  for (const [mood, fault] of doubts) {
    it(`does not print again by itself what may have come out (${mood})`, async () => {
      printer.mood = mood;
      const jobId = await queue('Forse');
      await run();
      expect(await jobOf(jobId)).to.include({ state: 'failed', fault, maybe_printed: true });

      printer.mood = 'prints';
      await run();
      expect(printer.printed).to.have.lengthOf(1);
      expect(await as((tx) => openPrintJobs(tx, locationId))).to.have.lengthOf(1);

      await as((tx) => retryJob(tx, { jobId }));
      await run();
      expect(printer.printed).to.have.lengthOf(2);
      expect(await jobOf(jobId)).to.include({ state: 'printed', attempts: 2 });
    });
  }

  it('lets a person say that it had come out after all', async () => {
    printer.mood = 'hangs-up-halfway';
    const jobId = await queue('Era uscita');
    await run();
    await as((tx) => finishJob(tx, { jobId }));
    expect(await as((tx) => finishJob(tx, { jobId }))).to.include({ state: 'printed' });
    const again = await as((tx) => retryJob(tx, { jobId })).catch((error: unknown) => error);
    expect(again).to.be.instanceOf(Refusal);
    expect((again as Refusal).problem).to.equal(printJobState);
  });

  it('does not know what became of a paper whose process died, and says so', async () => {
    const jobId = await queue('Interrotta');
    await database
      .db('base_print_job')
      .where({ id: jobId })
      .update({ state: 'printing', started_at: new Date(Date.now() - 200_000) });
    expect(await run()).to.equal(0);
    await as((tx) => endForgotten(tx, new Date(tx.now.getTime() - 120_000)));
    expect(await jobOf(jobId)).to.include({
      state: 'failed',
      fault: 'interrupted',
      maybe_printed: true,
    });
  });

  it('is printed once when two processes come for it together', async () => {
    for (let n = 0; n < 6; n += 1) await queue(`Foglio ${n}`);
    await Promise.all([run(), run(), run()]);
    await run();
    expect(papers()).to.deep.equal([0, 1, 2, 3, 4, 5].map((n) => `Foglio ${n}`));
  });

  it('prints again with the reason on record, and the paper says that it is a second one', async () => {
    const jobId = await queue('Etichetta');
    await run();
    const again = await as((tx) => reprintJob(tx, { jobId, because: 'torn', copies: 2 }));
    await as((tx) => reprintLast(tx, { locationId, because: 'lost' }));
    await run();
    expect(again).to.include({ reprintBecause: 'torn', copies: 2 });
    expect(printer.printed).to.have.lengthOf(3);
    expect(paperOf(printer.printed[1]!).split('Ristampa')).to.have.lengthOf(3);
    expect(paperOf(printer.printed[2]!).split('Ristampa')).to.have.lengthOf(2);
  });

  it('waits for somebody to open it where a shop has no printer, and can be taken from the queue', async () => {
    const elsewhere = await makeLocation(database.db);
    const wanted = {
      kind: 'test.note',
      locationId: elsewhere,
      payload: { words: 'A mano' },
      reference: 'test:1',
    };
    const jobId = await as((tx) => printDocument(tx, wanted));
    const view = await as((tx) => readPrinting(tx, { locationId: elsewhere }));
    expect(view.jobs[0]).to.include({ jobId, printerId: null, state: 'queued', byHand: 'A mano' });
    const { pdf, fileName } = await as((tx) => printedDocument(tx, { jobId }));
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
    expect(fileName).to.equal('nota-a-mano.pdf');
    await as((tx) => discardJob(tx, { jobId }));
    expect(await as((tx) => openPrintJobs(tx, elsewhere))).to.deep.equal([]);
  });

  it('goes to the printer now in use when it is tried again and its own is not, or it had none', async () => {
    const elsewhere = await makeLocation(database.db);
    const wanted = { kind: 'test.note', payload: { words: 'Poi' }, reference: 'test:1' };
    const orphan = await as((tx) => printDocument(tx, { ...wanted, locationId: elsewhere }));
    const stranded = await queue('Ferma');
    const { host, port } = printer;
    const other = { role: 'receipt', connection: 'network', host, port, active: true } as const;
    await as((tx) =>
      changePrinter(tx, { ...other, printerId, name: 'Rotta', active: false, expectedVersion: 1 }),
    );
    const jobs = [
      [stranded, await as((tx) => addPrinter(tx, { ...other, locationId, name: 'Cassa 2' }))],
      [
        orphan,
        await as((tx) => addPrinter(tx, { ...other, locationId: elsewhere, name: 'Prima' })),
      ],
    ] as const;
    for (const [jobId, taker] of jobs) {
      expect(await as((tx) => retryJob(tx, { jobId }))).to.include({ printerId: taker.printerId });
      expect(await runPrinter(database.db, taker.printerId, send)).to.equal(1);
      expect(await jobOf(jobId)).to.include({ state: 'printed' });
    }
  });

  it('is nobody’s who does not work there', async () => {
    const jobId = await queue('Privata');
    const stranger = makeActor({ ...MAY, locations: [await makeLocation(database.db)] });
    const asked = await inTransaction(database.db, stranger, (tx) =>
      printedDocument(tx, { jobId }),
    ).catch((e: unknown) => e);
    expect((asked as Refusal).problem.slug).to.equal('not-found');
  });

  it('takes off the queue what waits too long, and forgets the names on papers after their term', async () => {
    const printed = await queue('Marta Rinaldi, via Torino 2');
    await run();
    const never = await queue('Luca Pini, via Po 4');
    const young = await as(
      (tx) =>
        printDocument(tx, {
          kind: 'test.note',
          locationId,
          payload: { words: 'ieri' },
          reference: 'test:1',
        }),
      new Date(Date.now() + 5 * 86_400_000),
    );
    const known = async (): Promise<unknown[]> =>
      (await database.db('base_print_job').where({ location_id: locationId }).orderBy('id')).map(
        ({ id, state }) => [id, state],
      );
    const sweepAfter = (days: number) =>
      as((tx) => forgetPrints(tx), new Date(Date.now() + days * 86_400_000));

    await sweepAfter(WAITS_DAYS - 0.1);
    expect(await known()).to.deep.equal([
      [printed, 'printed'],
      [never, 'queued'],
      [young, 'queued'],
    ]);
    await sweepAfter(WAITS_DAYS + 0.1);
    expect(await known()).to.deep.equal([
      [printed, 'printed'],
      [never, 'discarded'],
      [young, 'queued'],
    ]);
    const told = await database
      .db('core_outbox')
      .where({ stream: `print-job:${never}` })
      .whereRaw(`payload->'job'->>'state' = 'discarded'`);
    expect(told).to.have.lengthOf(1);
    await sweepAfter(KEPT_DAYS - 0.1);
    expect(await known(), 'can be printed again').to.deep.equal([
      [printed, 'printed'],
      [never, 'discarded'],
      [young, 'discarded'],
    ]);
    await sweepAfter(KEPT_DAYS + 0.1);
    expect(await known()).to.deep.equal([[young, 'discarded']]);
  });
});
