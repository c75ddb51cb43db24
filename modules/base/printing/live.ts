import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { PrintingView, PrintJobView } from './contracts.ts';
import type { PrinterChanged, PrintJobChanged } from './events.ts';

export function printingRoom(locationId: string): string {
  return `printing:${locationId}`;
}

/** How many of the documents that are done a screen still shows. */
export const LATEST_DONE = 20;

/** Printers and queue after one event of the room; what it has already changes nothing. */
export function applyToPrinting(view: PrintingView, event: LiveEvent): PrintingView {
  if (event.type === 'base.printer-changed.v1') {
    const { printer } = event.payload as PrinterChanged['payload'];
    const known = view.printers.find(({ printerId }) => printerId === printer.printerId);
    if (known && known.version >= printer.version) return view;
    const printers = [...view.printers.filter((other) => other !== known), printer];
    return { ...view, printers: printers.sort(byName) };
  }
  if (event.type !== 'base.print-job-changed.v1') return view;
  const { job } = event.payload as PrintJobChanged['payload'];
  const known = view.jobs.find(({ jobId }) => jobId === job.jobId);
  if (known && known.version >= job.version) return view;
  return { ...view, jobs: inOrder([...view.jobs.filter((other) => other !== known), job]) };
}

/** What is to do first, oldest first; then the latest that are done. */
export function inOrder(jobs: readonly PrintJobView[]): PrintJobView[] {
  const open = jobs.filter(({ endedAt }) => endedAt === null);
  const done = jobs.filter(({ endedAt }) => endedAt !== null);
  open.sort((a, b) => compare(a.queuedAt, b.queuedAt) || compare(a.jobId, b.jobId));
  done.sort((a, b) => compare(b.endedAt!, a.endedAt!) || compare(b.jobId, a.jobId));
  return [...open, ...done.slice(0, LATEST_DONE)];
}

/** The number at the screen's name: what a person has to see to. */
export function troubles({ jobs }: PrintingView): number {
  return jobs.filter(({ state, fault }) => state === 'failed' || (state === 'queued' && fault))
    .length;
}

function byName(a: PrintingView['printers'][number], b: PrintingView['printers'][number]): number {
  return compare(a.name, b.name) || compare(a.printerId, b.printerId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
