import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Jobs, Reactions, Sweeps } from '../../../server/modules/manifest.ts';
import { afterAttempt, statusAfter, type Sent } from './domain/job.ts';
import { printerChanged, printJobChanged, type PrintJobChanged } from './events.ts';
import { sendToPrinter } from './network/send.ts';
import { encodeReceipt } from './receipt/encode-receipt.ts';
import { laidOut } from './lay-out.ts';
import {
  deleteJobsBefore,
  discardJobsBefore,
  endAttempt,
  endForgotten,
  selectPrintersDue,
  takeNextJob,
  type PrintJob,
} from './sql/jobs.ts';
import { noteStatus, selectPrinter, type Printer } from './sql/printers.ts';
import { jobView, printerView } from './views.ts';

const PRINT = 'base.run-printer';
/** An attempt takes less than half a minute; after two its process is dead. */
const FORGOTTEN_SECONDS = 120;

/**
 * Everything due on a printer, one paper after another. Nothing is sent inside a transaction: the job
 * is taken, sent, and what came of it is written down; a process that dies in between leaves a job of
 * which nobody claims to know whether it came out.
 */
export async function runPrinter(
  db: Knex,
  printerId: string,
  send = sendToPrinter,
): Promise<number> {
  const actor = systemActor('printing');
  for (let done = 0; ; done += 1) {
    const taken = await inTransaction(db, actor, async (tx) => {
      const job = await takeNextJob(tx, printerId);
      if (!job) return null;
      tx.record(printJobChanged(jobView(job)));
      return { job, printer: (await selectPrinter(tx, printerId))! };
    });
    if (!taken) return done;
    const sent = await attempt(taken.job, taken.printer, send);
    await inTransaction(db, actor, (tx) => noteOutcome(tx, taken.job, printerId, sent));
  }
}

async function attempt(job: PrintJob, printer: Printer, send: typeof sendToPrinter): Promise<Sent> {
  const bytes = encodeReceipt(laidOut(job), job.copies);
  return send({ host: printer.host!, port: printer.port! }, bytes);
}

async function noteOutcome(tx: Tx, job: PrintJob, printerId: string, sent: Sent): Promise<void> {
  const after = await endAttempt(tx, job.jobId, afterAttempt(sent, job.attempts, tx.now));
  if (after) tx.record(printJobChanged(jobView(after)));
  const status = statusAfter(sent);
  const printer = status && (await noteStatus(tx, printerId, status));
  if (printer) tx.record(printerChanged(printerView(printer)));
}

/** Printing starts with the commit that queued it, and again when a wait is over. */
export function printingWork(
  { jobs, reactions, sweeps }: { jobs: Jobs; reactions: Reactions; sweeps: Sweeps },
  db: Knex,
  log: Logger,
): void {
  jobs.define<{ printerId: string }>(
    PRINT,
    async ({ printerId }) => {
      const printed = await runPrinter(db, printerId);
      if (printed > 0) log.debug({ printerId, printed }, 'printed');
    },
    { concurrency: 4, onePer: ({ printerId }) => printerId },
  );
  reactions.on<PrintJobChanged['payload']>(
    'base.start-printing',
    ['base.print-job-changed.v1'],
    (tx, { payload }) => startPrinters(tx, jobs, printersOf([payload])),
    {
      together: (tx, events) =>
        startPrinters(tx, jobs, printersOf(events.map(({ payload }) => payload))),
      wants: ({ job }) => job.state === 'queued' && job.printerId !== null && job.fault === null,
    },
  );
  sweeps.every('base.print-again', 5, 50, async (tx) => {
    const due = await selectPrintersDue(tx, 50);
    await startPrinters(tx, jobs, due);
    return 0;
  });
  sweeps.every('base.forgotten-prints', 30, 50, async (tx) => {
    const before = new Date(tx.now.getTime() - FORGOTTEN_SECONDS * 1_000);
    const forgotten = await endForgotten(tx, before);
    for (const job of forgotten) tx.record(printJobChanged(jobView(job)));
    return forgotten.length;
  });
  sweeps.every('base.forget-prints', 3_600, FORGOTTEN_AT_ONCE, forgetPrints);
}

function printersOf(changes: readonly PrintJobChanged['payload'][]): string[] {
  return changes.flatMap(({ job }) => job.printerId ?? []);
}

/** In the order of their ids: a printer that another process is starting is waited for. */
async function startPrinters(tx: Tx, jobs: Jobs, printerIds: readonly string[]): Promise<void> {
  for (const printerId of [...new Set(printerIds)].sort()) {
    await jobs.enqueue(tx, PRINT, { printerId });
  }
}

/** How long a paper can be printed again; after that nobody needs the names that stand on it. */
export const KEPT_DAYS = 30;
/** How long a paper may wait to be printed: over a Sunday with a holiday after it. */
export const WAITS_DAYS = 3;
const FORGOTTEN_AT_ONCE = 500;

/**
 * Takes papers off the queue that nobody has printed for days, so that a printer that is mended does not
 * print a week of labels, and deletes those of long ago with the names and addresses on them.
 */
export async function forgetPrints(tx: Tx): Promise<number> {
  const daysAgo = (days: number): Date => new Date(tx.now.getTime() - days * 86_400_000);
  const deleted = await deleteJobsBefore(tx, daysAgo(KEPT_DAYS), FORGOTTEN_AT_ONCE);
  const discarded = await discardJobsBefore(tx, daysAgo(WAITS_DAYS), FORGOTTEN_AT_ONCE);
  for (const job of discarded) tx.record(printJobChanged(jobView(job)));
  return Math.max(deleted, discarded.length);
}
