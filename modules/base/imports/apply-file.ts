import type { Knex } from 'knex';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { progress } from './check-file.ts';
import { importer } from './importer.ts';
import { importKind, type ImportKind } from './kind.ts';
import { deleteRows, lockImport, selectImport, selectRightRows } from './sql.ts';

/** Lines applied in one transaction: few enough that no reader of the feed waits for it. */
const BATCH = 2_000;

/**
 * Applies the right lines of a checked file, batch by batch. The place reached moves in the same
 * transaction as its batch, so after a crash the next run goes on behind the last one that stands.
 */
export async function applyFile(db: Knex, importId: string): Promise<void> {
  const found = await inTransaction(db, importer(null), (tx) => selectImport(tx, importId));
  if (!found) return;
  const kind = importKind(found.kind);
  if (!kind) throw new Error(`no module imports files of kind ${found.kind}`);
  for (;;) {
    const more = await inTransaction(db, importer(found), async (tx) => {
      const locked = await lockImport(tx, importId);
      if (locked?.state !== 'applying') return false;
      const next = await selectRightRows(tx, importId, locked.appliedLine, BATCH + 1);
      const rows = next.slice(0, endOfBatch(kind, next));
      if (rows.length > 0) await kind.apply(tx, rows, importId);
      const last = rows.length === next.length;
      await progress(tx, importId, {
        appliedRows: locked.appliedRows + rows.length,
        appliedLine: rows.at(-1)?.line ?? locked.appliedLine,
        ...(last ? { state: 'applied', finished: true } : {}),
      });
      return !last;
    });
    if (!more) break;
  }
  await forgetStaging(db, importId);
}

/** How many of these rows are applied together: what their lines are parts of is never parted. */
function endOfBatch({ together }: ImportKind<object>, rows: readonly { entry: object }[]): number {
  if (rows.length <= BATCH) return rows.length;
  const partOf = (place: number) => together?.(rows[place]!.entry).it;
  let end = BATCH;
  if (together) while (end > 0 && partOf(end - 1) === partOf(end)) end -= 1;
  return end === 0 ? BATCH : end;
}

/**
 * Says why an import stopped: what a line was refused for, which its check could not know, or a fault of
 * ours. What was applied stands, and it can be taken up again behind that, or put away; a file that was
 * still being checked has to be sent again.
 */
export async function interruptFile(
  db: Knex,
  importId: string,
  refused: Refusal | null = null,
): Promise<void> {
  const because = wordsFor(refused);
  await inTransaction(db, importer(null), async (tx) => {
    const locked = await lockImport(tx, importId);
    if (locked?.state === 'applying') {
      await progress(tx, importId, {
        state: 'failed',
        failure: {
          it: `L’importazione si è fermata dopo ${locked.appliedRows} righe${because.it} Puoi riprenderla da lì, o metterla via.`,
          en: `The import stopped after ${locked.appliedRows} lines${because.en} It can go on from there, or be put away.`,
        },
      });
    } else if (locked?.state === 'uploaded') {
      await progress(tx, importId, {
        state: 'unreadable',
        finished: true,
        failure: {
          it: 'Il controllo si è fermato per un nostro errore. Invia di nuovo il file.',
          en: 'The check stopped because of a fault of ours. Please send the file again.',
        },
      });
    }
  });
}

function wordsFor(refused: Refusal | null): Text {
  if (!refused) return { it: ' per un nostro errore.', en: ' because of a fault of ours.' };
  const [it, en] = [refused.told('it'), refused.told('en')];
  return { it: `: ${it.detail ?? it.title}`, en: `: ${en.detail ?? en.title}` };
}

/** Lines that were applied have done their work; wrong ones stay, to be looked at and given back. */
async function forgetStaging(db: Knex, importId: string): Promise<void> {
  for (;;) {
    const deleted = await inTransaction(db, importer(null), (tx) =>
      deleteRows(tx, importId, 'right', 20_000),
    );
    if (deleted < 20_000) return;
  }
}
