import type { Language, Text } from '../../../server/kernel/text.ts';
import type { PrintedDocument } from './domain/sheet.ts';
import type { PrinterRole } from './domain/job.ts';

/**
 * Something that can be printed. The module that knows it registers it at its start; what is queued is
 * the payload, so that it can be printed again as it was.
 */
export interface DocumentKind<P extends object = object> {
  /** `omnichannel.bag-label`. */
  readonly id: string;
  readonly title: Text;
  /** The printer it belongs on; where a shop has none, the next best one. */
  readonly role: PrinterRole;
  /** The language of the paper: the shop's own unless it goes to a customer who reads another one. */
  readonly language?: (payload: P) => Language;
  /** What the queue calls it: `48 198 · Marta R.`. No surname. */
  readonly about: (payload: P) => string;
  /** What one writes by hand while the printer is down, written large: `B3 · B-48198-1`. */
  readonly byHand?: (payload: P) => string;
  /** Pure. */
  readonly layout: (payload: P, language: Language) => PrintedDocument;
}

const kinds = new Map<string, DocumentKind>();

/** Makes a document printable. Called by the owning module's `start`. */
export function registerDocument<P extends object>(kind: DocumentKind<P>): void {
  // Payloads of a kind are only ever given back to the kind that queued them.
  kinds.set(kind.id, kind as unknown as DocumentKind);
}

/** Throws for a kind that no module has registered. */
export function documentKind(id: string): DocumentKind {
  const kind = kinds.get(id);
  if (!kind) throw new Error(`no module prints ${id}`);
  return kind;
}

/** The title of a kind; of one whose module is not installed any more, its id. */
export function documentTitle(id: string): Text {
  return kinds.get(id)?.title ?? { it: id, en: id };
}
