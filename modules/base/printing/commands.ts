import { demandSight } from '../../../server/auth/actor.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../locations/queries.ts';
import { printJobState, refuseMember, refuseStale } from '../problems.ts';
import type * as contracts from './contracts.ts';
import type { PrinterView, PrintJobView } from './contracts.ts';
import { rolesFor } from './domain/job.ts';
import { documentKind } from './document-kind.ts';
import { printerChanged, printJobChanged } from './events.ts';
import { printAgain, printDocument } from './queue.ts';
import {
  closeJob,
  lockJob,
  requeueJob,
  selectJob,
  selectLastOf,
  type PrintJob,
} from './sql/jobs.ts';
import {
  insertPrinter,
  selectPrinter,
  updatePrinter,
  type PrinterParticulars,
} from './sql/printers.ts';
import { TEST_PAGE, type TestPage } from './test-page.ts';
import { jobView, printerView } from './views.ts';

const PRINTER = { it: 'la stampante', en: 'the printer' };
const JOB = { it: 'la stampa', en: 'the print job' };

export async function addPrinter(
  tx: Tx,
  { locationId, ...given }: InputOf<typeof contracts.addPrinterEndpoint>,
): Promise<PrinterView> {
  const printer = await insertPrinter(tx, {
    ...particulars(tx, given),
    printerId: newId(),
    locationId,
  });
  tx.record(printerChanged(printerView(printer)));
  return printerView(printer);
}

export async function changePrinter(
  tx: Tx,
  { printerId, expectedVersion, ...given }: InputOf<typeof contracts.changePrinterEndpoint>,
): Promise<PrinterView> {
  const before = await selectPrinter(tx, printerId);
  if (!before) throw new Refusal(notFound, { what: PRINTER });
  demandSight(tx.actor, 'base.printing.manage', before.locationId, PRINTER);
  const after = await updatePrinter(tx, printerId, expectedVersion, particulars(tx, given));
  if (!after) return refuseStale(before.version, expectedVersion, printerId);
  tx.record(printerChanged(printerView(after)));
  return printerView(after);
}

/** A printer in the network has an address, the browser's has none. */
function particulars(
  tx: Tx,
  {
    host = null,
    port = null,
    ...given
  }: Omit<PrinterParticulars, 'host' | 'port'> & { host?: string | null; port?: number | null },
): PrinterParticulars {
  if (given.connection === 'browser') return { ...given, host: null, port: null };
  if (host === null) {
    return refuseMember(tx.actor, '/host', {
      it: 'Scrivi l’indirizzo della stampante nella rete.',
      en: 'Write the address of the printer in the network.',
    });
  }
  return { ...given, host, port: port ?? 9100 };
}

export async function printTestPage(
  tx: Tx,
  { printerId }: InputOf<typeof contracts.testPrinterEndpoint>,
): Promise<PrintJobView> {
  const printer = await selectPrinter(tx, printerId);
  if (!printer) throw new Refusal(notFound, { what: PRINTER });
  demandSight(tx.actor, 'base.printing.use', printer.locationId, PRINTER);
  const payload: TestPage = {
    printer: printer.name,
    by: tx.actor.name,
    at: tx.now.toISOString(),
    locationId: printer.locationId,
    zone: (await locationsById(tx, [printer.locationId])).get(printer.locationId)!.zone,
  };
  const jobId = await printDocument(tx, {
    kind: TEST_PAGE.id,
    locationId: printer.locationId,
    payload,
    reference: `printer:${printerId}`,
    printerId,
  });
  return jobView((await selectJob(tx, jobId))!);
}

/**
 * What waits is tried now; what went wrong is printed again although some of it may have come out. A
 * printer put out of use meanwhile is replaced by the best one the shop has.
 */
export async function retryJob(
  tx: Tx,
  { jobId }: InputOf<typeof contracts.retryJobEndpoint>,
): Promise<PrintJobView> {
  const job = demandJob(tx, await lockJob(tx, jobId));
  refuseUnlessOpen(job);
  return told(tx, await requeueJob(tx, jobId, rolesFor(documentKind(job.kind).role)));
}

/** Somebody has the paper in hand; saying so twice changes nothing. */
export async function finishJob(
  tx: Tx,
  { jobId }: InputOf<typeof contracts.finishJobEndpoint>,
): Promise<PrintJobView> {
  return close(tx, jobId, 'printed');
}

/** Nobody needs the paper any more; saying so twice changes nothing. */
export async function discardJob(
  tx: Tx,
  { jobId }: InputOf<typeof contracts.discardJobEndpoint>,
): Promise<PrintJobView> {
  return close(tx, jobId, 'discarded');
}

async function close(tx: Tx, jobId: string, state: 'printed' | 'discarded'): Promise<PrintJobView> {
  const job = demandJob(tx, await lockJob(tx, jobId));
  if (job.state === state) return jobView(job);
  refuseUnlessOpen(job);
  return told(tx, await closeJob(tx, jobId, state));
}

function refuseUnlessOpen({ state }: PrintJob): void {
  if (state !== 'queued' && state !== 'failed') throw new Refusal(printJobState, { state });
}

function told(tx: Tx, job: PrintJob): PrintJobView {
  const view = jobView(job);
  tx.record(printJobChanged(view));
  return view;
}

export async function reprintJob(
  tx: Tx,
  { jobId, because, copies = 1 }: InputOf<typeof contracts.reprintJobEndpoint>,
): Promise<PrintJobView> {
  const job = demandJob(tx, await selectJob(tx, jobId));
  return jobView(await printAgain(tx, job, because, copies));
}

export async function reprintLast(
  tx: Tx,
  { locationId, because }: InputOf<typeof contracts.reprintLastEndpoint>,
): Promise<PrintJobView> {
  const job = demandJob(tx, await selectLastOf(tx, locationId, tx.actor.id));
  return jobView(await printAgain(tx, job, because, 1));
}

/** The job, if it is there and the actor may see it. */
export function demandJob(read: Read, job: PrintJob | null): PrintJob {
  if (!job) throw new Refusal(notFound, { what: JOB });
  demandSight(read.actor, 'base.printing.use', job.locationId, JOB);
  return job;
}
