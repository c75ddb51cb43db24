import type { ModuleNames } from './names.ts';
import { testFiles } from './tests.ts';

/** Every file of a new module by its path: one room, `notes`, with each piece of furniture once. */
export function skeleton(names: ModuleNames): Record<string, string> {
  const { id, prefix, stamp } = names;
  const room = `modules/${id}/notes`;
  return {
    [`modules/${id}/manifest.ts`]: manifest(names),
    [`modules/${id}/api.ts`]: door(names),
    [`modules/${id}/README.md`]: readme(names),
    [`${room}/contracts.ts`]: contracts(names),
    [`${room}/domain.ts`]: domain,
    [`${room}/sql.ts`]: sql(names),
    [`${room}/commands.ts`]: commands,
    [`${room}/queries.ts`]: queries,
    [`${room}/events.ts`]: events(names),
    [`${room}/routes.ts`]: routes,
    [`migrations/${stamp}_${id}_notes.ts`]: migration(prefix),
    ...testFiles(names),
  };
}

const manifest = ({ id, constant, prefix, titleIt, titleEn }: ModuleNames): string =>
  `import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { noteRoutes } from './notes/routes.ts';

export const ${constant}: ModuleManifest = {
  id: '${id}',
  title: { it: '${titleIt.replaceAll("'", '’')}', en: '${titleEn.replaceAll("'", '’')}' },
  requires: [],
  tables: ['${prefix}_note'],
  permissions: {
    '${id}.note.read': { title: { it: 'Leggere le note', en: 'Read notes' }, roles: [] },
    '${id}.note.write': { title: { it: 'Scrivere note', en: 'Write notes' }, roles: [] },
  },
  publishes: ['${id}.note-written.v1'],
  acts: { '${id}.note-written.v1': { it: 'Nota scritta', en: 'Note written' } },
  problems: [],
  start({ routes }) {
    noteRoutes(routes);
  },
};
`;

const door = ({ id }: ModuleNames): string =>
  `/** What other modules may use of \`${id}\`: functions that take \`tx\` or \`read\` first, and event types. */
export type { NoteWritten } from './notes/events.ts';
`;

const readme = ({ id, prefix, titleEn }: ModuleNames): string =>
  `# ${titleEn}

What it is for, in three sentences a shop manager understands.

## Rooms

- **notes**: short notes that a location leaves for itself. Replace them with what the module is about.

## What others can rely on

| | |
|---|---|
| Tables | \`${prefix}_note\` |
| Events | \`${id}.note-written.v1\` |
| Permissions | \`${id}.note.read\`, \`${id}.note.write\` |
| Endpoints | \`GET /api/${id}/notes\`, \`POST /api/${id}/notes\` |

## Invariants

- A note is never empty.
`;

const contracts = ({ id }: ModuleNames): string =>
  `import { Type } from 'typebox';
import { closed, endpoint, Id, Instant, LocationId, text } from '../../../server/http/contract.ts';

const Note = closed({ id: Id, title: Type.String(), text: Type.String(), writtenAt: Instant });

export const listNotes = endpoint({
  method: 'GET',
  path: '/api/${id}/notes',
  summary: 'The hundred newest notes of a location',
  access: {
    kind: 'permission',
    permission: '${id}.note.read',
    location: { field: 'locationId' },
  },
  query: closed({ locationId: LocationId }),
  reply: closed({ notes: Type.Array(Note) }),
});

export const writeNote = endpoint({
  method: 'POST',
  path: '/api/${id}/notes',
  summary: 'Leaves a note at a location',
  access: {
    kind: 'permission',
    permission: '${id}.note.write',
    location: { field: 'locationId' },
  },
  body: closed({ locationId: LocationId, text: text(2_000) }),
  reply: closed({ id: Id }),
  status: 201,
});
`;

const domain = `const LONGEST_TITLE = 60;

/** What a list shows of a note: its first line, cut where it would not fit. */
export function titleOf(text: string): string {
  const [first = ''] = text.trim().split('\\n');
  return first.length > LONGEST_TITLE ? \`\${first.slice(0, LONGEST_TITLE - 1)}…\` : first;
}
`;

const sql = ({ prefix }: ModuleNames): string =>
  `import type { Read, Tx } from '../../../server/db/transaction.ts';

export interface NoteRow {
  readonly id: string;
  readonly text: string;
  readonly writtenAt: Date;
}

export async function insertNote(
  tx: Tx,
  note: { readonly id: string; readonly locationId: string; readonly text: string },
): Promise<void> {
  await tx.sql.raw(
    \`insert into ${prefix}_note (location_id, id, text, written_at)
     values (:locationId, :id, :text, :now)\`,
    { ...note, now: tx.now },
  );
}

export async function selectNewestNotes(read: Read, locationId: string): Promise<NoteRow[]> {
  const { rows } = await read.sql.raw<{ rows: NoteRow[] }>(
    \`select id, text, written_at as "writtenAt" from ${prefix}_note
     where location_id = :locationId order by written_at desc, id desc limit 100\`,
    { locationId },
  );
  return rows;
}
`;

const commands = `import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { writeNote } from './contracts.ts';
import { noteWritten } from './events.ts';
import { insertNote } from './sql.ts';

/** Leaves a note at a location. */
export async function leaveNote(
  tx: Tx,
  { locationId, text }: InputOf<typeof writeNote>,
): Promise<ReplyOf<typeof writeNote>> {
  const id = newId();
  await insertNote(tx, { id, locationId, text });
  tx.record(noteWritten({ noteId: id, locationId }));
  return { id };
}
`;

const queries = `import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { listNotes } from './contracts.ts';
import { titleOf } from './domain.ts';
import { selectNewestNotes } from './sql.ts';

/** The newest notes of a location, newest first. */
export async function newestNotes(
  read: Read,
  { locationId }: InputOf<typeof listNotes>,
): Promise<ReplyOf<typeof listNotes>> {
  const rows = await selectNewestNotes(read, locationId);
  const notes = rows.map(({ id, text, writtenAt }) => ({
    id,
    title: titleOf(text),
    text,
    writtenAt: writtenAt.toISOString(),
  }));
  return { notes };
}
`;

const events = ({ id }: ModuleNames): string =>
  `import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. Consumers may rely on every field; new fields are added, none is renamed. */
export type NoteWritten = DomainEvent<
  '${id}.note-written.v1',
  { readonly noteId: string; readonly locationId: string }
>;

export function noteWritten(payload: NoteWritten['payload']): NoteWritten {
  return {
    type: '${id}.note-written.v1',
    stream: \`note:\${payload.noteId}\`,
    rooms: [],
    locationId: payload.locationId,
    payload,
  };
}
`;

const routes = `import type { Routes } from '../../../server/http/routes.ts';
import { leaveNote } from './commands.ts';
import { listNotes, writeNote } from './contracts.ts';
import { newestNotes } from './queries.ts';

export function noteRoutes(routes: Routes): void {
  routes.query(listNotes, newestNotes);
  routes.command(writeNote, leaveNote);
}
`;

const migration = (prefix: string): string =>
  `import type { Knex } from 'knex';

/** Notes that a location leaves for itself. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(\`
    create table ${prefix}_note (
      location_id text not null,
      id uuid not null,
      text text not null constraint ${prefix}_note_text_check check (text <> ''),
      written_at timestamptz not null,
      constraint ${prefix}_note_pk primary key (location_id, id)
    );
    create index ${prefix}_note_newest on ${prefix}_note (location_id, written_at desc, id desc);
  \`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table ${prefix}_note');
}
`;
