import type { PrinterView, PrintJobView } from './contracts.ts';
import { documentTitle } from './document-kind.ts';
import type { PrintJob } from './sql/jobs.ts';
import type { Printer } from './sql/printers.ts';

export function jobView(job: PrintJob): PrintJobView {
  const { payload: _payload, actorId: _actorId, reprintOf: _reprintOf, ...row } = job;
  return {
    ...row,
    title: documentTitle(job.kind),
    queuedAt: job.queuedAt.toISOString(),
    endedAt: job.endedAt?.toISOString() ?? null,
  };
}

export function printerView(printer: Printer): PrinterView {
  return { ...printer, statusAt: printer.statusAt?.toISOString() ?? null };
}
