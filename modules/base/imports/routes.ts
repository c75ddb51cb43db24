import { may } from '../../../server/auth/actor.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import type { Routes } from '../../../server/http/routes.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { discardFile, importFor, sayWhatColumnsAre, startApplying, takeFile } from './commands.ts';
import {
  applyImport,
  discardImport,
  importErrors,
  importErrorsFile,
  importTemplate,
  listImportKinds,
  listImports,
  readImport,
  sayColumns,
  uploadFile,
} from './contracts.ts';
import { csvLine } from './domain/table.ts';
import { importKind } from './kind.ts';
import { kindsFor, latestImports, pageOfErrors, shownImport, wrongLines } from './queries.ts';

export function importRoutes(routes: Routes, jobs: Jobs): void {
  routes.query(listImportKinds, async (read) => kindsFor(read));
  routes.raw(importTemplate, async ({ response, read, input }) => {
    const kind = importKind(input.kind);
    if (!kind || !may(read.actor, kind.permission))
      throw new Refusal(notFound, { what: input.kind });
    const { language } = read.actor;
    const titles = csvLine(kind.columns.map(({ title }) => title[language]));
    const example = csvLine(kind.columns.map((column) => column.example));
    response.attachment(`${kind.id}.csv`).type('text/csv; charset=utf-8');
    response.send(`\ufeff${titles}${example}`);
  });
  routes.query(listImports, (read, { limit = 50 }) => latestImports(read, limit));
  routes.query(readImport, async (read, { importId }) =>
    shownImport(await importFor(read, importId)),
  );
  routes.query(importErrors, pageOfErrors);
  routes.raw(importErrorsFile, async ({ response, read, input }) => {
    const found = await importFor(read, input.importId);
    response.attachment(`errori-${found.fileName.replace(/\.[a-z]+$/i, '')}.csv`);
    response.type('text/csv; charset=utf-8');
    response.write('\ufeff');
    for await (const line of wrongLines(read, found)) response.write(line);
    response.end();
  });
  routes.command(uploadFile, takeFile(jobs));
  routes.command(applyImport, startApplying(jobs));
  routes.command(sayColumns, sayWhatColumnsAre(jobs));
  routes.command(discardImport, discardFile);
}
