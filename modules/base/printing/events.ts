import type { DomainEvent } from '../../../server/events/event.ts';
import type { PrinterView, PrintJobView } from './contracts.ts';

/** Published: a document was queued, is printed, went wrong, was decided about. */
export type PrintJobChanged = DomainEvent<
  'base.print-job-changed.v1',
  { readonly job: PrintJobView }
>;

export function printJobChanged(job: PrintJobView): PrintJobChanged {
  const { jobId, kind, reference, copies, state, fault, version } = job;
  return {
    type: 'base.print-job-changed.v1',
    stream: `print-job:${jobId}`,
    rooms: [`printing:${job.locationId}`],
    locationId: job.locationId,
    payload: { job },
    // What stands on the paper may name a customer.
    audited: { jobId, kind, reference, copies, state, fault, version },
  };
}

export type PrinterChanged = DomainEvent<
  'base.printer-changed.v1',
  { readonly printer: PrinterView }
>;

export function printerChanged(printer: PrinterView): PrinterChanged {
  return {
    type: 'base.printer-changed.v1',
    stream: `printer:${printer.printerId}`,
    rooms: [`printing:${printer.locationId}`],
    locationId: printer.locationId,
    payload: { printer },
  };
}
