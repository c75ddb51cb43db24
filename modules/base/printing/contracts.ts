import { Type, type Static } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { alreadyThere, printJobState } from '../problems.ts';
import { FAULTS, JOB_STATES, PRINTER_ROLES, PRINTER_STATUSES } from './domain/job.ts';

const use = { kind: 'permission', permission: 'base.printing.use' } as const;
const manage = { kind: 'permission', permission: 'base.printing.manage' } as const;
const Words = closed({ it: Type.String(), en: Type.String() });

export const PrinterView = closed(
  {
    printerId: Id,
    locationId: LocationId,
    name: Type.String(),
    role: oneOf(PRINTER_ROLES),
    connection: oneOf(['network', 'browser'], {
      description: '`network`: the server prints. `browser`: somebody opens the PDF',
    }),
    host: nullable(Type.String()),
    port: nullable(Type.Integer()),
    active: Type.Boolean(),
    status: oneOf(PRINTER_STATUSES, { description: 'What it said of itself when last asked' }),
    statusAt: nullable(Instant),
    version: Version,
  },
  { $id: 'Printer' },
);
export type PrinterView = Static<typeof PrinterView>;

export const PrintJobView = closed(
  {
    jobId: Id,
    locationId: LocationId,
    printerId: nullable(Id),
    kind: Type.String(),
    title: Words,
    about: Type.String(),
    reference: Type.String({ description: '`order:<id>`' }),
    byHand: nullable(Type.String({ description: 'What one writes by hand without it' })),
    copies: Type.Integer(),
    state: oneOf(JOB_STATES),
    fault: nullable(oneOf(FAULTS)),
    maybePrinted: Type.Boolean({
      description: 'Paper may have come out: look before trying again',
    }),
    attempts: Type.Integer(),
    reprintBecause: nullable(Type.String()),
    actorName: Type.String(),
    queuedAt: Instant,
    endedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'PrintJob' },
);
export type PrintJobView = Static<typeof PrintJobView>;

export const PrintingView = closed(
  {
    locationId: LocationId,
    printers: Type.Array(PrinterView),
    jobs: Type.Array(PrintJobView, {
      description: 'What waits or went wrong, oldest first; then the latest that were done',
    }),
  },
  { $id: 'PrintingView' },
);
export type PrintingView = Static<typeof PrintingView>;

export const printingEndpoint = endpoint({
  method: 'GET',
  path: '/api/base/printing',
  summary: 'The printers of a shop and their queue (Stampa)',
  description: 'Stay informed by joining `printing:<locationId>` with the cursor of the reply.',
  access: { ...use, location: { field: 'locationId' } },
  query: closed({ locationId: LocationId }),
  reply: liveView(PrintingView, { $id: 'LivePrinting' }),
});

const Particulars = {
  name: text(60),
  role: oneOf(PRINTER_ROLES),
  connection: oneOf(['network', 'browser']),
  host: Type.Optional(
    nullable(Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$' })),
  ),
  port: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 65_535 }))),
  active: Type.Boolean(),
};

const EXAMPLE = {
  name: 'Cassa 1',
  role: 'receipt',
  connection: 'network',
  host: '192.168.14.20',
  port: 9100,
  active: true,
} as const;

export const addPrinterEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/printers',
  summary: 'Add a printer to a shop',
  access: { ...manage, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId, ...Particulars }, { $id: 'NewPrinter' }),
  reply: PrinterView,
  status: 201,
  idempotency: 'required',
  refusals: [alreadyThere],
  examples: [{ input: { locationId: 'MI01', ...EXAMPLE } }],
});

export const changePrinterEndpoint = endpoint({
  method: 'PUT',
  path: '/api/base/printers/:printerId',
  summary: 'Change a printer, or put it out of use',
  access: { ...manage, location: 'statement' },
  params: closed({ printerId: Id }),
  body: closed(Particulars, { $id: 'ChangedPrinter' }),
  reply: PrinterView,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, alreadyThere],
  examples: [
    {
      input: {
        printerId: '01939c5e-7a00-7000-8000-000000000001',
        ...EXAMPLE,
        expectedVersion: 1,
      },
    },
  ],
});

export const testPrinterEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/printers/:printerId/test',
  summary: 'Print a test page',
  access: { ...use, location: 'statement' },
  params: closed({ printerId: Id }),
  reply: PrintJobView,
  status: 201,
  idempotency: 'required',
  refusals: [notFound],
});

const JobParams = closed({ jobId: Id });

export const retryJobEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/print-jobs/:jobId/retry',
  summary: 'Print now what waits or went wrong',
  access: { ...use, location: 'statement' },
  params: JobParams,
  reply: PrintJobView,
  idempotency: 'required',
  refusals: [notFound, printJobState],
});

export const finishJobEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/print-jobs/:jobId/done',
  summary: 'Somebody has it in hand: printed from the browser, or it had come out after all',
  access: { ...use, location: 'statement' },
  params: JobParams,
  reply: PrintJobView,
  idempotency: 'required',
  refusals: [notFound, printJobState],
});

export const discardJobEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/print-jobs/:jobId/discard',
  summary: 'Nobody needs it any more',
  access: { ...use, location: 'statement' },
  params: JobParams,
  reply: PrintJobView,
  idempotency: 'required',
  refusals: [notFound, printJobState],
});

export const REPRINT_REASONS = ['illegible', 'lost', 'torn', 'more', 'other'] as const;

const Reprint = {
  because: oneOf(REPRINT_REASONS),
  copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 1 })),
};

export const reprintJobEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/print-jobs/:jobId/reprint',
  summary: 'The same paper once more, as it was, with the reason on record',
  access: { ...use, location: 'statement' },
  params: JobParams,
  body: closed(Reprint, { $id: 'Reprint' }),
  reply: PrintJobView,
  status: 201,
  idempotency: 'required',
  refusals: [notFound],
});

export const reprintLastEndpoint = endpoint({
  method: 'POST',
  path: '/api/base/print-jobs/reprint-last',
  summary: 'What the caller printed last in this shop, once more',
  access: { ...use, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId, because: Reprint.because }, { $id: 'ReprintLast' }),
  reply: PrintJobView,
  status: 201,
  idempotency: 'required',
  refusals: [notFound],
});

export const documentEndpoint = endpoint({
  method: 'GET',
  path: '/api/base/print-jobs/:jobId/document',
  summary: 'The document as PDF',
  access: { ...use, location: 'statement' },
  params: JobParams,
  reply: Type.Any({ description: 'application/pdf' }),
  refusals: [notFound],
});
