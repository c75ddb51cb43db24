import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { demandJob } from './commands.ts';
import type {
  documentEndpoint,
  printingEndpoint,
  PrintingView,
  PrintJobView,
} from './contracts.ts';
import { documentKind, documentTitle } from './document-kind.ts';
import { rolesFor } from './domain/job.ts';
import { drawDocument } from './pdf/draw-document.ts';
import { laidOut } from './lay-out.ts';
import { inOrder, LATEST_DONE } from './live.ts';
import { selectJob, selectJobs } from './sql/jobs.ts';
import { selectPrinters } from './sql/printers.ts';
import { jobView, printerView } from './views.ts';

export async function readPrinting(
  read: Read,
  { locationId }: InputOf<typeof printingEndpoint>,
): Promise<PrintingView> {
  const printers = await selectPrinters(read, locationId);
  const jobs = await selectJobs(read, locationId, LATEST_DONE);
  return {
    locationId,
    printers: printers.map(printerView),
    jobs: inOrder(jobs.map(jobView)),
  };
}

/** The paper of a job as PDF, and what to call the file. */
export async function printedDocument(
  read: Read,
  { jobId }: InputOf<typeof documentEndpoint>,
): Promise<{ readonly pdf: Buffer; readonly fileName: string }> {
  const job = demandJob(read, await selectJob(read, jobId));
  const title = `${documentTitle(job.kind)[read.actor.language]} ${job.about}`;
  const pdf = await drawDocument(laidOut(job), { title, at: job.queuedAt });
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [job.jobId];
  return { pdf, fileName: `${words.join('-')}.pdf` };
}

/** What still waits to be printed in a shop, or went wrong: the end of the day asks. */
export async function openPrintJobs(
  read: Read,
  locationId: string,
): Promise<readonly PrintJobView[]> {
  const jobs = await selectJobs(read, locationId, 0);
  return inOrder(jobs.map(jobView));
}

/** Whether a shop has a printer that takes such a document without anybody opening it. */
export async function printsByItself(
  read: Read,
  locationId: string,
  kind: string,
): Promise<boolean> {
  const roles = rolesFor(documentKind(kind).role);
  const printers = await selectPrinters(read, locationId);
  const takers = roles
    .map((role) => printers.find((printer) => printer.active && printer.role === role))
    .filter((printer) => printer !== undefined);
  return takers[0]?.connection === 'network';
}
