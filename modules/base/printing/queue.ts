import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { documentKind } from './document-kind.ts';
import { rolesFor } from './domain/job.ts';
import { printJobChanged } from './events.ts';
import { insertJobs, type NewJob, type PrintJob } from './sql/jobs.ts';
import { jobView } from './views.ts';

/** A document to print in a shop. */
export interface ToPrint<P extends object = object> {
  /** A registered kind: `omnichannel.bag-label`. */
  readonly kind: string;
  readonly locationId: string;
  readonly payload: P;
  /** What it belongs to: `order:<id>`. */
  readonly reference: string;
  readonly copies?: number;
  /** A certain printer of the shop; the best one for the kind when left out. */
  readonly printerId?: string;
}

/**
 * Queues a document in this transaction: it is printed if and only if it commits, on the printer the
 * shop has for it. Gives back the id of the job.
 */
export async function printDocument<P extends object>(tx: Tx, wanted: ToPrint<P>): Promise<string> {
  const [jobId] = await printDocuments(tx, [wanted]);
  return jobId!;
}

/** The same for many of one kind, in their order. */
export async function printDocuments<P extends object>(
  tx: Tx,
  wanted: readonly ToPrint<P>[],
): Promise<string[]> {
  const jobs = wanted.map(
    ({ kind: id, locationId, payload, reference, copies = 1, printerId = null }): NewJob => {
      const kind = documentKind(id);
      return {
        printerId,
        jobId: newId(),
        locationId,
        kind: id,
        payload,
        reference,
        about: kind.about(payload),
        byHand: kind.byHand?.(payload) ?? null,
        copies,
        reprintOf: null,
        reprintBecause: null,
      };
    },
  );
  for (const kind of new Set(jobs.map((job) => job.kind))) {
    await queued(
      tx,
      jobs.filter((job) => job.kind === kind),
    );
  }
  return jobs.map(({ jobId }) => jobId);
}

/** A job's paper once more: the payload as it was, on the same printer or, that being out of use, another. */
export async function printAgain(
  tx: Tx,
  job: PrintJob,
  because: string,
  copies: number,
): Promise<PrintJob> {
  const { kind, payload, locationId, printerId, reference, about, byHand } = job;
  const again = { kind, payload, locationId, printerId, reference, about, byHand };
  const [printed] = await queued(tx, [
    {
      ...again,
      jobId: newId(),
      copies,
      reprintOf: job.jobId,
      reprintBecause: because,
    },
  ]);
  return printed!;
}

async function queued(tx: Tx, jobs: readonly NewJob[]): Promise<PrintJob[]> {
  const roles = rolesFor(documentKind(jobs[0]!.kind).role);
  const rows = await insertJobs(tx, jobs, roles);
  for (const job of rows) tx.record(printJobChanged(jobView(job)));
  return rows;
}
