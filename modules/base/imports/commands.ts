import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { demand } from '../../../server/auth/actor.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { importHasErrors, importState, refuseMember } from '../problems.ts';
import { progress } from './check-file.ts';
import type { applyImport, discardImport, sayColumns, uploadFile } from './contracts.ts';
import { plainHeader } from './domain/table.ts';
import { importKind } from './kind.ts';
import {
  insertImport,
  keepSaidHeaders,
  lockImport,
  selectImport,
  type Import,
  type ImportState,
} from './sql.ts';

export const CHECK_JOB = 'base.import-check';
export const APPLY_JOB = 'base.import-apply';

/** Takes a file in and has it checked. Nothing is changed by it until somebody applies it. */
export function takeFile(jobs: Jobs) {
  return async (
    tx: Tx,
    { kind: kindId, fileName, contentBase64 }: InputOf<typeof uploadFile>,
  ): Promise<ReplyOf<typeof uploadFile>> => {
    const kind = importKind(kindId);
    if (!kind) throw new Refusal(notFound, { what: kindId });
    demand(tx.actor, kind.permission);
    const file = Buffer.from(contentBase64, 'base64');
    if (file.length === 0) {
      refuseMember(tx.actor, '/contentBase64', {
        it: 'Il file è vuoto.',
        en: 'The file is empty.',
      });
    }
    const id = newId();
    await insertImport(tx, { id, kind: kindId, fileName, file });
    tx.audit({ action: 'base.file-uploaded', subject: `import:${id}`, locationId: null });
    await jobs.enqueue(tx, CHECK_JOB, { importId: id });
    return { id, state: 'uploaded', version: 1 };
  };
}

/** Starts applying a checked file, or goes on with one that was interrupted. */
export function startApplying(jobs: Jobs) {
  return async (
    tx: Tx,
    { importId, skipWrong }: InputOf<typeof applyImport>,
  ): Promise<ReplyOf<typeof applyImport>> => {
    const found = await lockedImport(tx, importId);
    if (found.state !== 'checked' && found.state !== 'failed') {
      throw new Refusal(importState, { state: found.state });
    }
    if (found.wrongRows > 0 && skipWrong !== true) {
      throw new Refusal(importHasErrors, { wrongRows: found.wrongRows });
    }
    await progress(tx, importId, { state: 'applying' });
    await jobs.enqueue(tx, APPLY_JOB, { importId });
    return { id: importId, state: 'applying', version: found.version + 1 };
  };
}

/**
 * Keeps what somebody says the headers of a file are, for this one and all of its kind to come, and has it
 * checked again. What was staged of it goes; nothing outside the staging area has changed yet.
 */
export function sayWhatColumnsAre(jobs: Jobs) {
  return async (
    tx: Tx,
    { importId, columns }: InputOf<typeof sayColumns>,
  ): Promise<ReplyOf<typeof sayColumns>> => {
    const found = await lockedImport(tx, importId);
    // A file that could not be read at all is gone.
    if (found.state !== 'checked' && (found.state !== 'unreadable' || found.finishedAt !== null)) {
      throw new Refusal(importState, { state: found.state });
    }
    const known = new Set(importKind(found.kind)!.columns.map(({ key }) => key));
    columns.forEach(({ key }, place) => {
      if (key === null || known.has(key)) return;
      refuseMember(tx.actor, `/columns/${place}/key`, {
        it: 'Questa colonna non c’è.',
        en: 'There is no such column.',
      });
    });
    const said = new Map(columns.map(({ header, key }) => [plainHeader(header), key]));
    await keepSaidHeaders(tx, found.kind, said);
    tx.audit({ action: 'base.file-columns-said', subject: `import:${importId}`, locationId: null });
    await progress(tx, importId, { state: 'uploaded', totalRows: 0, wrongRows: 0 });
    await jobs.enqueue(tx, CHECK_JOB, { importId });
    return { id: importId, state: 'uploaded', version: found.version + 1 };
  };
}

const PUT_AWAY_FROM: readonly ImportState[] = ['checked', 'unreadable', 'failed'];

/** Puts a file away that will not be applied, or not to its end: what was applied of it stands. */
export async function discardFile(
  tx: Tx,
  { importId }: InputOf<typeof discardImport>,
): Promise<ReplyOf<typeof discardImport>> {
  const found = await lockedImport(tx, importId);
  if (!PUT_AWAY_FROM.includes(found.state)) {
    throw new Refusal(importState, { state: found.state });
  }
  await progress(tx, importId, { state: 'discarded', finished: true });
  return { id: importId, state: 'discarded', version: found.version + 1 };
}

async function lockedImport(tx: Tx, importId: string): Promise<Import> {
  const found = await lockImport(tx, importId);
  return seen(tx, found, importId);
}

/** The import, for whoever may import files of its kind. */
export async function importFor(read: Read, importId: string): Promise<Import> {
  return seen(read, await selectImport(read, importId), importId);
}

function seen(read: Read, found: Import | null, importId: string): Import {
  const kind = found ? importKind(found.kind) : undefined;
  if (!found || !kind) throw new Refusal(notFound, { what: importId });
  demand(read.actor, kind.permission);
  return found;
}
