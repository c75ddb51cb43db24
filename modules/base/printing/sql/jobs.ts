import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { AfterAttempt, Fault, JobState, PrinterRole } from '../domain/job.ts';

/** A document that waits to be printed, or was. */
export interface PrintJob {
  readonly jobId: string;
  readonly locationId: string;
  readonly printerId: string | null;
  readonly kind: string;
  readonly payload: object;
  readonly reference: string;
  readonly about: string;
  readonly byHand: string | null;
  readonly copies: number;
  readonly state: JobState;
  readonly fault: Fault | null;
  readonly maybePrinted: boolean;
  readonly attempts: number;
  readonly reprintOf: string | null;
  readonly reprintBecause: string | null;
  readonly actorId: string;
  readonly actorName: string;
  readonly queuedAt: Date;
  readonly endedAt: Date | null;
  readonly version: number;
}

const COLUMNS = `
  job.id as "jobId", job.location_id as "locationId", job.printer_id as "printerId", job.kind,
  job.payload, job.reference, job.about, job.by_hand as "byHand", job.copies, job.state, job.fault,
  job.maybe_printed as "maybePrinted", job.attempts, job.reprint_of as "reprintOf",
  job.reprint_because as "reprintBecause", job.actor_id as "actorId", job.actor_name as "actorName",
  job.queued_at as "queuedAt", job.ended_at as "endedAt", job.version`;

export type NewJob = Pick<
  PrintJob,
  | 'jobId'
  | 'locationId'
  | 'printerId'
  | 'kind'
  | 'payload'
  | 'reference'
  | 'about'
  | 'byHand'
  | 'copies'
  | 'reprintOf'
  | 'reprintBecause'
>;

/** The printer somebody wants as long as it is in use, else the best of its shop for one of `:roles`, or none. */
function printerFor(wanted: string, locationId: string): string {
  return `coalesce((select p.id from base_printer as p where p.id = ${wanted} and p.active),
        (select p.id from base_printer as p
        where p.location_id = ${locationId} and p.active and p.role = any (:roles::text[])
        order by array_position(:roles::text[], p.role), p.name limit 1))`;
}

/** Queues documents, each on the printer it names or the best one of its shop for `roles`. */
export async function insertJobs(
  tx: Tx,
  jobs: readonly NewJob[],
  roles: readonly PrinterRole[],
): Promise<PrintJob[]> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    insert into base_print_job as job (
      id, location_id, printer_id, kind, payload, reference, about, by_hand, copies, state,
      reprint_of, reprint_because, actor_id, actor_name, queued_at)
    select j."jobId", j."locationId",
      ${printerFor('j."printerId"', 'j."locationId"')},
      j.kind, j.payload, j.reference, j.about, j."byHand", j.copies, 'queued', j."reprintOf",
      j."reprintBecause", :actorId, :actorName, :now
    from jsonb_to_recordset(:jobs::jsonb) as j (
      "jobId" uuid, "locationId" text, "printerId" uuid, kind text, payload jsonb, reference text, about text,
      "byHand" text, copies smallint, "reprintOf" uuid, "reprintBecause" text)
    order by j."jobId"
    returning ${COLUMNS}`,
    {
      jobs: JSON.stringify(jobs),
      roles: [...roles],
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
  return rows;
}

export async function selectJob(read: Read, jobId: string): Promise<PrintJob | null> {
  const { rows } = await read.sql.raw<{ rows: PrintJob[] }>(
    `select ${COLUMNS} from base_print_job as job where job.id = :jobId`,
    { jobId },
  );
  return rows[0] ?? null;
}

/** The same, held until the transaction ends. */
export async function lockJob(tx: Tx, jobId: string): Promise<PrintJob | null> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `select ${COLUMNS} from base_print_job as job where job.id = :jobId for no key update`,
    { jobId },
  );
  return rows[0] ?? null;
}

/** What waits or went wrong, oldest first, and the latest that were done. */
export async function selectJobs(
  read: Read,
  locationId: string,
  latest: number,
): Promise<PrintJob[]> {
  const { rows } = await read.sql.raw<{ rows: PrintJob[] }>(
    `
    (select ${COLUMNS} from base_print_job as job
      where job.location_id = :locationId and job.state in ('queued', 'printing', 'failed'))
    union all
    (select ${COLUMNS} from base_print_job as job
      where job.location_id = :locationId and job.ended_at is not null
      order by job.ended_at desc, job.id desc limit :latest)`,
    { locationId, latest },
  );
  return rows;
}

/** The latest document of a person in a shop, whatever became of it. */
export async function selectLastOf(
  read: Read,
  locationId: string,
  actorId: string,
): Promise<PrintJob | null> {
  const { rows } = await read.sql.raw<{ rows: PrintJob[] }>(
    `select ${COLUMNS} from base_print_job as job
     where job.location_id = :locationId and job.actor_id = :actorId
     order by job.queued_at desc, job.id desc limit 1`,
    { locationId, actorId },
  );
  return rows[0] ?? null;
}

/**
 * The next document of a printer becomes ours to print, the oldest first. Null: nothing is due, or
 * somebody is printing on it. One that has to wait holds up those behind it: papers keep their order.
 */
export async function takeNextJob(tx: Tx, printerId: string): Promise<PrintJob | null> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    with free as (
      select id from base_printer where id = :printerId and active and connection = 'network'
        and not exists (select from base_print_job where printer_id = :printerId and state = 'printing')
      for no key update skip locked
    ), next as (
      select job.id, job.next_try_at from base_print_job as job
      where job.printer_id = (select id from free) and job.state = 'queued'
      order by job.queued_at, job.id limit 1
    )
    update base_print_job as job
    set state = 'printing', started_at = :now, attempts = job.attempts + 1, version = job.version + 1
    from next
    where job.id = next.id and job.state = 'queued' and (next.next_try_at is null or next.next_try_at <= :now)
    returning ${COLUMNS}`,
    { printerId, now: tx.now },
  );
  return rows[0] ?? null;
}

/** What became of an attempt; null when somebody has decided about it meanwhile. */
export async function endAttempt(
  tx: Tx,
  jobId: string,
  { state, fault, maybePrinted, nextTryAt }: AfterAttempt,
): Promise<PrintJob | null> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    update base_print_job as job
    set state = :state, fault = :fault, maybe_printed = :maybePrinted, next_try_at = :nextTryAt,
      ended_at = case when :state = 'printed' then cast(:now as timestamptz) end,
      version = job.version + 1
    where job.id = :jobId and job.state = 'printing'
    returning ${COLUMNS}`,
    { jobId, state, fault, maybePrinted, nextTryAt, now: tx.now },
  );
  return rows[0] ?? null;
}

/** Attempts nobody has heard of for so long that their process must have died. */
export async function endForgotten(tx: Tx, startedBefore: Date): Promise<PrintJob[]> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    update base_print_job as job
    set state = 'failed', fault = 'interrupted', maybe_printed = true, version = job.version + 1
    where job.state = 'printing' and job.started_at < :startedBefore
    returning ${COLUMNS}`,
    { startedBefore },
  );
  return rows;
}

/** Somebody has it in hand or wants it no more: it is done. */
export async function closeJob(
  tx: Tx,
  jobId: string,
  state: 'printed' | 'discarded',
): Promise<PrintJob> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    update base_print_job as job
    set state = :state, maybe_printed = false, next_try_at = null,
      fault = null, ended_at = :now, version = job.version + 1
    where job.id = :jobId
    returning ${COLUMNS}`,
    { jobId, state, now: tx.now },
  );
  return rows[0]!;
}

/** Due at once, on the best printer for `roles` if its own is out of use or it never had one. */
export async function requeueJob(
  tx: Tx,
  jobId: string,
  roles: readonly PrinterRole[],
): Promise<PrintJob> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    update base_print_job as job
    set state = 'queued', maybe_printed = false, next_try_at = null, fault = null,
      printer_id = ${printerFor('job.printer_id', 'job.location_id')},
      version = job.version + 1
    where job.id = :jobId
    returning ${COLUMNS}`,
    { jobId, roles: [...roles] },
  );
  return rows[0]!;
}

/** Printers of the network with something due to print and nobody printing on them. */
export async function selectPrintersDue(read: Read, limit: number): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `
    select p.id from base_printer as p
    cross join lateral (
      select next_try_at from base_print_job as job
      where job.printer_id = p.id and job.state = 'queued'
      order by job.queued_at, job.id limit 1) as first
    where p.active and p.connection = 'network'
      and (first.next_try_at is null or first.next_try_at <= :now)
      and not exists (
        select from base_print_job as busy where busy.printer_id = p.id and busy.state = 'printing')
    limit :limit`,
    { now: read.now, limit },
  );
  return rows.map(({ id }) => id);
}

/** Forgets documents that were queued long ago and are done: they name customers. */
export async function deleteJobsBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `delete from base_print_job where id in (
       select id from base_print_job where ended_at is not null and queued_at < :before
       order by queued_at limit :limit for update skip locked)
     returning id`,
    { before, limit },
  );
  return rows.length;
}

/** Gives up documents that were queued long ago and that nobody has printed since. */
export async function discardJobsBefore(tx: Tx, before: Date, limit: number): Promise<PrintJob[]> {
  const { rows } = await tx.sql.raw<{ rows: PrintJob[] }>(
    `
    update base_print_job as job
    set state = 'discarded', maybe_printed = false, next_try_at = null, fault = null,
      ended_at = :now, version = job.version + 1
    where job.id in (
      select id from base_print_job where state in ('queued', 'failed') and queued_at < :before
      order by queued_at limit :limit for update skip locked)
    returning ${COLUMNS}`,
    { before, limit, now: tx.now },
  );
  return rows;
}
