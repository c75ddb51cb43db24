import { Type } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  pageOf,
  PageQuery,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { forbidden, notFound } from '../../../server/kernel/problems.ts';
import { importHasErrors, importState } from '../problems.ts';

const RUN = {
  kind: 'permission',
  permission: 'base.import.run',
  location: 'everywhere',
} as const;

const STATES = [
  'uploaded',
  'checked',
  'unreadable',
  'applying',
  'applied',
  'failed',
  'discarded',
] as const;

const State = oneOf(STATES, {
  description: 'Complete when `applied`, and in no other state',
});
const Words = closed({ it: Type.String(), en: Type.String() });
const Kind = Type.String({ pattern: '^[a-z-]{2,40}$', description: '`catalogue`, `locations`…' });
const ImportId = { importId: Id };
const EXAMPLE_ID = '01939c5e-7a00-7000-8000-000000000001';

const ImportReply = closed(
  {
    id: Id,
    kind: Kind,
    fileName: Type.String(),
    state: State,
    headers: Type.Array(
      closed({
        header: Type.String(),
        key: nullable(Type.String({ description: 'The column it was taken for' })),
      }),
    ),
    totalRows: Type.Integer(),
    wrongRows: Type.Integer(),
    appliedRows: Type.Integer(),
    failure: nullable(Words),
    createdAt: Instant,
    finishedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'Import' },
);

const Moved = closed({ id: Id, state: State, version: Version }, { $id: 'ImportMoved' });

export const listImportKinds = endpoint({
  method: 'GET',
  path: '/api/base/import-kinds',
  summary: 'What can be imported from files, and the columns of each',
  access: RUN,
  reply: closed(
    {
      kinds: Type.Array(
        closed({
          id: Kind,
          title: Words,
          columns: Type.Array(
            closed({
              key: Type.String(),
              title: Words,
              headers: Type.Array(Type.String()),
              required: Type.Boolean(),
              example: Type.String(),
            }),
          ),
        }),
      ),
    },
    { $id: 'ImportKinds' },
  ),
  examples: [{ input: {} }],
});

export const importTemplate = endpoint({
  method: 'GET',
  path: '/api/base/import-kinds/:kind/template',
  summary: 'An example file of a kind, as CSV',
  access: RUN,
  params: closed({ kind: Kind }),
  reply: Type.Any({ description: 'text/csv' }),
  refusals: [notFound, forbidden],
  examples: [{ input: { kind: 'catalogue' } }],
});

/** 30 MB of file are 40 MB of base64. */
const LARGEST = 40_000_000;

export const uploadFile = endpoint({
  method: 'POST',
  path: '/api/base/imports',
  summary: 'Send a CSV or XLSX file to be checked; nothing changes until it is applied',
  access: RUN,
  body: closed(
    {
      kind: Kind,
      fileName: text(200),
      contentBase64: Type.String({ minLength: 1, maxLength: LARGEST, description: 'The file' }),
    },
    { $id: 'UploadedFile' },
  ),
  reply: Moved,
  status: 202,
  idempotency: 'required',
  bodyLimit: LARGEST + 10_000,
  refusals: [notFound, forbidden],
  examples: [
    {
      input: {
        kind: 'catalogue',
        fileName: 'catalogo.csv',
        contentBase64: 'Y29kaWNlO25vbWUK',
      },
    },
  ],
});

export const listImports = endpoint({
  method: 'GET',
  path: '/api/base/imports',
  summary: 'The latest imports, newest first',
  access: RUN,
  query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })) }),
  reply: closed({ imports: Type.Array(ImportReply) }, { $id: 'Imports' }),
  examples: [{ input: {} }],
});

export const readImport = endpoint({
  method: 'GET',
  path: '/api/base/imports/:importId',
  summary: 'How an import stands',
  access: RUN,
  params: closed(ImportId),
  reply: ImportReply,
  etag: true,
  refusals: [notFound, forbidden],
  examples: [{ input: { importId: EXAMPLE_ID } }],
});

export const importErrors = endpoint({
  method: 'GET',
  path: '/api/base/imports/:importId/errors',
  summary: 'The wrong lines of a file, and what is wrong with each',
  access: RUN,
  params: closed(ImportId),
  query: closed(PageQuery),
  reply: pageOf(
    closed({
      line: Type.Integer(),
      cells: Type.Array(Type.String()),
      errors: Type.Array(closed({ column: nullable(Words), message: Words })),
    }),
    { $id: 'ImportErrors' },
  ),
  refusals: [notFound, forbidden],
  examples: [{ input: { importId: EXAMPLE_ID } }],
});

export const importErrorsFile = endpoint({
  method: 'GET',
  path: '/api/base/imports/:importId/errors.csv',
  summary: 'The wrong lines as a CSV file to correct and send again',
  access: RUN,
  params: closed(ImportId),
  reply: Type.Any({ description: 'text/csv' }),
  refusals: [notFound, forbidden],
  examples: [{ input: { importId: EXAMPLE_ID } }],
});

export const applyImport = endpoint({
  method: 'POST',
  path: '/api/base/imports/:importId/apply',
  summary: 'Apply a checked file, or go on with an interrupted one',
  access: RUN,
  params: closed(ImportId),
  body: closed(
    {
      skipWrong: Type.Optional(
        Type.Boolean({ description: 'Leave wrong lines out; otherwise they refuse the file' }),
      ),
    },
    { $id: 'ApplyImport' },
  ),
  reply: Moved,
  status: 202,
  idempotency: 'required',
  refusals: [notFound, forbidden, importState, importHasErrors],
  examples: [{ input: { importId: EXAMPLE_ID, skipWrong: true } }],
});

export const sayColumns = endpoint({
  method: 'POST',
  path: '/api/base/imports/:importId/columns',
  summary: 'Say which columns the headers of a file are; it is checked again',
  description:
    'Remembered: the same headers are recognised in every file of this kind from then on.',
  access: RUN,
  params: closed(ImportId),
  body: closed(
    {
      columns: Type.Array(
        closed({
          header: text(200, { description: 'As it stands in the file' }),
          key: nullable(
            Type.String({ maxLength: 60, description: 'The column; null: none of ours' }),
          ),
        }),
        { minItems: 1, maxItems: 200 },
      ),
    },
    { $id: 'SayColumns' },
  ),
  reply: Moved,
  status: 202,
  idempotency: 'required',
  refusals: [notFound, forbidden, importState],
  examples: [{ input: { importId: EXAMPLE_ID, columns: [{ header: 'Cod. EAN', key: 'gtin' }] } }],
});

export const discardImport = endpoint({
  method: 'POST',
  path: '/api/base/imports/:importId/discard',
  summary: 'Put away a file that will not be applied',
  access: RUN,
  params: closed(ImportId),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, forbidden, importState],
  examples: [{ input: { importId: EXAMPLE_ID } }],
});
