import { Type } from 'typebox';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import {
  Id,
  Instant,
  LocationId,
  Version,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal, plainProblem } from '../../../server/kernel/refusal.ts';
import type { ModuleManifest } from '../../../server/modules/manifest.ts';
import type { TestDatabase } from '../../support/database.ts';

/**
 * A module that only the tests of the HTTP side know: notes pinned up in shops. Each of its endpoints
 * shows one thing that the mount does for all endpoints.
 */

export const noteTooRude = plainProblem(
  'note-too-rude',
  409,
  { it: 'Biglietto offensivo', en: 'Rude note' },
  { it: 'Scrivilo in un altro modo.', en: 'Write it in another way.' },
);

const write = (location: 'statement' | 'anywhere' | 'everywhere' | { field: string }) =>
  ({ kind: 'permission', permission: 'trial.note.write', location }) as const;

const Note = closed(
  { id: Id, locationId: LocationId, words: Type.String(), version: Version },
  { $id: 'TrialNote' },
);

const NoteBody = closed({
  locationId: LocationId,
  words: text(200),
  pieces: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
  until: Type.Optional(nullable(Instant)),
  colour: Type.Optional(oneOf(['red', 'blue'])),
  pin: Type.Optional(
    tagged('kind', [
      closed({ kind: Type.Literal('drawing'), place: Type.String({ minLength: 1 }) }),
      closed({ kind: Type.Literal('magnet'), count: Type.Integer({ minimum: 1 }) }),
    ]),
  ),
});

export const pinNoteEndpoint = endpoint({
  method: 'POST',
  path: '/api/trial/notes',
  summary: 'Pin a note up in a shop',
  access: write({ field: 'locationId' }),
  body: NoteBody,
  reply: Note,
  status: 201,
  refusals: [noteTooRude],
  etag: true,
  examples: [{ input: { locationId: 'MI01', words: 'Torno subito' } }],
});

export const pinManyEndpoint = endpoint({
  method: 'POST',
  path: '/api/trial/many-notes',
  summary: 'Pin notes up, many at a time',
  access: write({ field: 'locationId' }),
  body: closed({ locationId: LocationId, words: text(200) }),
  reply: Note,
  status: 201,
  refusals: [noteTooRude],
});

export const rewriteNoteEndpoint = endpoint({
  method: 'PUT',
  path: '/api/trial/notes/:noteId',
  summary: 'Write a note anew',
  access: write('statement'),
  params: closed({ noteId: Id }),
  body: closed({ words: text(200) }),
  reply: Note,
  ifMatch: 'required',
  etag: true,
  refusals: [notFound],
});

export const notesEndpoint = endpoint({
  method: 'GET',
  path: '/api/trial/notes',
  summary: 'Notes of a shop',
  access: { kind: 'permission', permission: 'trial.note.read', location: { field: 'locationId' } },
  query: closed({
    locationId: Type.Optional(LocationId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, default: 2 })),
    colours: Type.Optional(Type.Array(oneOf(['red', 'blue']))),
    search: Type.Optional(Type.String({ maxLength: 50 })),
  }),
  reply: closed({
    words: Type.Array(Type.String()),
    limit: Type.Integer(),
    colours: Type.Array(Type.String()),
    now: Instant,
  }),
});

export const boardEndpoint = endpoint({
  method: 'GET',
  path: '/api/trial/board/:locationId',
  summary: 'The board of a shop, live',
  access: { kind: 'permission', permission: 'trial.note.read', location: { field: 'locationId' } },
  params: closed({ locationId: LocationId }),
  reply: liveView(closed({ notes: Type.Integer() })),
});

export const openCodeEndpoint = endpoint({
  method: 'POST',
  path: '/api/trial/codes',
  summary: 'Open a note by its code',
  access: { kind: 'public', because: 'the code is the key' },
  idempotency: { none: 'it changes nothing' },
  guesses: { attempts: 3, seconds: 60 },
  body: closed({ code: text(20) }),
  reply: closed({}),
  refusals: [notFound],
});

export const liarEndpoint = endpoint({
  method: 'GET',
  path: '/api/trial/liar',
  summary: 'Replies what it did not promise',
  access: { kind: 'public', because: 'a test asks' },
  reply: closed({ truth: Type.Boolean() }),
});

/** What happened inside the work, whatever became of the transaction. */
export interface TrialNotes {
  /** How often a command or a batch ran. */
  runs: number;
  /** Sizes of the batches, in order. */
  batches: number[];
  /** A batch waits for it before it answers. */
  gate: Promise<void>;
}

export const trialNotes: TrialNotes = { runs: 0, batches: [], gate: Promise.resolve() };

export const trial: ModuleManifest = {
  id: 'trial',
  title: { it: 'Prova', en: 'Trial' },
  requires: [],
  tables: ['trial_note'],
  roles: {
    clerk: { it: 'Commesso', en: 'Clerk' },
    administrator: { it: 'Admin', en: 'Admin' },
    auditor: { it: 'Revisore', en: 'Auditor' },
  },
  permissions: {
    'trial.note.write': { title: { it: 'Scrivere', en: 'Write' }, roles: ['clerk'] },
    'trial.note.read': { title: { it: 'Leggere', en: 'Read' }, roles: ['clerk', 'auditor'] },
  },
  keyScopes: {
    'notes:write': { title: { it: 'Biglietti', en: 'Notes' }, permissions: ['trial.note.write'] },
  },
  publishes: ['trial.note-pinned.v1'],
  problems: [noteTooRude],
  start: ({ routes }) => {
    routes.command(pinNoteEndpoint, (tx, { locationId, words }) => {
      trialNotes.runs += 1;
      return pin(tx, locationId, words);
    });
    routes.batched(pinManyEndpoint, async (tx, requests) => {
      trialNotes.batches.push(requests.length);
      await trialNotes.gate;
      if (requests.some(({ input }) => input.words === 'explode')) throw new Error('boom');
      const results = requests.map(({ actor, requestId, input }) => {
        if (input.words === 'rude') return { refusal: new Refusal(noteTooRude, {}) };
        const reply = { id: newId(), ...input, version: 1 };
        tx.as(actor, requestId).record(notePinned(reply));
        return { reply };
      });
      const rows = results.flatMap(({ reply }) => (reply ? [rowOf(reply)] : []));
      await insertNotes(tx, rows);
      return results;
    });
    routes.command(rewriteNoteEndpoint, rewrite);
    routes.query(notesEndpoint, async (read, { locationId, limit = 0, colours = [] }) => {
      const found = await notesOf(read, locationId ?? null);
      return {
        words: found.map((row) => row.words),
        limit,
        colours,
        now: read.now.toISOString(),
      };
    });
    routes.view(boardEndpoint, async (read, { locationId }) => {
      const found = await notesOf(read, locationId);
      return { notes: found.length };
    });
    routes.query(openCodeEndpoint, async (_, { code }) => {
      if (code !== 'SESAME') throw new Refusal(notFound, { what: code });
      return {};
    });
    routes.query(liarEndpoint, async () => ({ truth: 'no' }) as never);
  },
};

interface NoteRow {
  readonly id: string;
  readonly location_id: string;
  readonly words: string;
  readonly version: number;
}

async function notesOf({ sql }: Read, locationId: string | null): Promise<NoteRow[]> {
  const { rows } = await sql.raw<{ rows: NoteRow[] }>(
    `select * from trial_note where :locationId::text is null or location_id = :locationId order by id`,
    { locationId },
  );
  return rows;
}

async function insertNotes({ sql }: Tx, rows: readonly NoteRow[]): Promise<void> {
  await sql.raw(
    `insert into trial_note
     select * from jsonb_to_recordset(:rows::jsonb)
       as r (id uuid, location_id text, words text, version integer)`,
    { rows: JSON.stringify(rows) },
  );
}

function rowOf({ id, locationId, words }: { id: string; locationId: string; words: string }) {
  return { id, location_id: locationId, words, version: 1 };
}

function notePinned({ id, locationId }: { id: string; locationId: string }) {
  return {
    type: 'trial.note-pinned.v1',
    stream: `note:${id}`,
    rooms: [],
    locationId,
    payload: { id },
  };
}

async function pin(tx: Tx, locationId: string, words: string) {
  const id = newId();
  await insertNotes(tx, [rowOf({ id, locationId, words })]);
  tx.record(notePinned({ id, locationId }));
  // After writing: what is refused must leave nothing behind.
  if (words === 'rude') throw new Refusal(noteTooRude, {});
  if (words === 'explode') throw new Error('boom');
  return { id, locationId, words, version: 1 };
}

async function rewrite(
  tx: Tx,
  { noteId, words, expectedVersion }: { noteId: string; words: string; expectedVersion: number },
) {
  const { rows } = await tx.sql.raw<{ rows: NoteRow[] }>(
    'select * from trial_note where id = ? for update',
    [noteId],
  );
  const [row] = rows;
  if (!row) throw new Refusal(notFound, { what: { it: 'il biglietto', en: 'the note' } });
  if (row.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: row.version, expected: expectedVersion });
  }
  const version = row.version + 1;
  await tx.sql.raw('update trial_note set words = ?, version = ? where id = ?', [
    words,
    version,
    noteId,
  ]);
  return { id: noteId, locationId: row.location_id, words, version };
}

export async function createTrialTable({ db }: TestDatabase): Promise<void> {
  await db.raw(
    `create table trial_note (id uuid primary key, location_id text, words text, version integer)`,
  );
}
