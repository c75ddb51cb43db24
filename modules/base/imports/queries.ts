import { may } from '../../../server/auth/actor.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { importFor } from './commands.ts';
import type { importErrors, listImportKinds, listImports, readImport } from './contracts.ts';
import { csvLine } from './domain/table.ts';
import { importKind, importKinds } from './kind.ts';
import { selectImports, selectWrongRows, type Import } from './sql.ts';

/** What the actor may import, with the columns of each. */
export function kindsFor({ actor }: Read): ReplyOf<typeof listImportKinds> {
  return {
    kinds: importKinds()
      .filter(({ permission }) => may(actor, permission))
      .map(({ id, title, columns }) => ({
        id,
        title,
        columns: columns.map((column) => ({ ...column, headers: [...column.headers] })),
      })),
  };
}

export async function latestImports(
  read: Read,
  limit: number,
): Promise<ReplyOf<typeof listImports>> {
  const kinds = kindsFor(read).kinds.map(({ id }) => id);
  return { imports: (await selectImports(read, kinds, limit)).map(shownImport) };
}

export function shownImport({
  createdBy: _createdBy,
  createdAt,
  finishedAt,
  headers,
  ...found
}: Import): ReplyOf<typeof readImport> {
  return {
    ...found,
    headers: [...headers],
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** Wrong lines page by page, each fault with the title of its column. */
export async function pageOfErrors(
  read: Read,
  { importId, after, limit = 50 }: InputOf<typeof importErrors>,
): Promise<ReplyOf<typeof importErrors>> {
  const found = await importFor(read, importId);
  const mark = readPageMark<[number]>(after, ['number'], read.actor.language);
  const rows = await selectWrongRows(read, importId, mark?.[0] ?? 0, limit + 1);
  const titles = titlesOf(found);
  return pageFrom(
    rows,
    limit,
    ({ line }) => [line],
    ({ line, cells, errors }) => ({
      line,
      cells,
      errors: errors.map(({ column, message }) => ({
        column: column === null ? null : (titles.get(column) ?? { it: column, en: column }),
        message,
      })),
    }),
  );
}

/** Lines of the wrong-lines file at a time: it may be as long as what was sent. */
const CHUNK = 1_000;

/** The wrong lines as a file to correct: line, what is wrong, and the cells as they came. */
export async function* wrongLines(read: Read, found: Import): AsyncGenerator<string> {
  const { language } = read.actor;
  const titles = titlesOf(found);
  const words = language === 'it' ? ['Riga', 'Errori'] : ['Line', 'Errors'];
  yield csvLine([...words, ...found.headers.map(({ header }) => header)]);
  for (let behind = 0; ;) {
    const rows = await selectWrongRows(read, found.id, behind, CHUNK);
    for (const { line, cells, errors } of rows) {
      const told = errors.map(({ column, message }) => {
        const title = column === null ? undefined : titles.get(column)?.[language];
        return title === undefined ? message[language] : `${title}: ${message[language]}`;
      });
      yield csvLine([String(line), told.join(' '), ...cells]);
    }
    if (rows.length < CHUNK) return;
    behind = rows.at(-1)!.line;
  }
}

function titlesOf({ kind }: Import) {
  return new Map((importKind(kind)?.columns ?? []).map(({ key, title }) => [key, title]));
}
