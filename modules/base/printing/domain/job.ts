export const PRINTER_ROLES = ['receipt', 'label', 'a4'] as const;
export type PrinterRole = (typeof PRINTER_ROLES)[number];

export const PRINTER_STATUSES = [
  'unknown',
  'ready',
  'paper-out',
  'cover-open',
  'offline',
  'error',
] as const;
export type PrinterStatus = (typeof PRINTER_STATUSES)[number];

export const JOB_STATES = ['queued', 'printing', 'printed', 'failed', 'discarded'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const FAULTS = [
  'offline',
  'paper-out',
  'cover-open',
  'error',
  'no-answer',
  'cut',
  'interrupted',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What came of sending a document to a printer. */
export type Sent =
  | { readonly outcome: 'printed' }
  /** Not a byte of the document left us: it may be tried again by itself. */
  | { readonly outcome: 'nothing-sent'; readonly fault: Fault }
  /** Paper may have come out: only a person who looks at the printer knows. */
  | { readonly outcome: 'maybe-printed'; readonly fault: Fault };

/** What a job is after an attempt. */
export interface AfterAttempt {
  readonly state: 'printed' | 'queued' | 'failed';
  readonly fault: Fault | null;
  readonly maybePrinted: boolean;
  readonly nextTryAt: Date | null;
}

/** Nothing sent: it stays in the queue and is tried again, ever more slowly, up to every two minutes. */
export function afterAttempt(sent: Sent, attempts: number, now: Date): AfterAttempt {
  if (sent.outcome === 'printed') {
    return { state: 'printed', fault: null, maybePrinted: false, nextTryAt: null };
  }
  if (sent.outcome === 'maybe-printed') {
    return { state: 'failed', fault: sent.fault, maybePrinted: true, nextTryAt: null };
  }
  const seconds = Math.min(120, 5 * 2 ** Math.min(attempts - 1, 6));
  return {
    state: 'queued',
    fault: sent.fault,
    maybePrinted: false,
    nextTryAt: new Date(now.getTime() + seconds * 1_000),
  };
}

/** What a printer is known to be after an attempt; null: nothing new. */
export function statusAfter(sent: Sent): PrinterStatus | null {
  if (sent.outcome === 'printed') return 'ready';
  switch (sent.fault) {
    case 'paper-out':
    case 'cover-open':
    case 'error':
    case 'offline':
      return sent.fault;
    case 'no-answer':
    case 'cut':
      return 'offline';
    case 'interrupted':
      return null;
  }
}

/** Which printers take a document when the one it belongs on is missing, best first. */
export function rolesFor(role: PrinterRole): readonly PrinterRole[] {
  switch (role) {
    case 'label':
      return ['label', 'receipt', 'a4'];
    case 'receipt':
      return ['receipt', 'a4'];
    case 'a4':
      return ['a4', 'receipt'];
  }
}
