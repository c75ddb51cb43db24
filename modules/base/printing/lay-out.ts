import { documentKind } from './document-kind.ts';
import type { PrintedDocument } from './domain/sheet.ts';
import type { PrintJob } from './sql/jobs.ts';

/** The paper of a job. A second one says so: two labels of one bag must not become two bags. */
export function laidOut(job: PrintJob): PrintedDocument {
  const kind = documentKind(job.kind);
  const language = kind.language?.(job.payload) ?? 'it';
  const document = kind.layout(job.payload, language);
  if (job.reprintOf === null && job.reprintBecause === null) return document;
  const again = {
    kind: 'text',
    size: 'fine',
    text: language === 'it' ? 'Ristampa' : 'Reprint',
  } as const;
  return {
    ...document,
    sheets: document.sheets.map((sheet) => ({ ...sheet, blocks: [again, ...sheet.blocks] })),
  };
}
