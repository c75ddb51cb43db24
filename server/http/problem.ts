import type { Refusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';

/** RFC 9457, with the members of this occurrence beside the standard ones. */
export interface ProblemDocument {
  /** `/problems/<slug>`: programs compare it; it answers with a page that explains the problem. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** The request's id: what support needs. */
  readonly instance: string;
}

/** The one place where a refusal becomes words on the wire. */
export function problemBody(
  refusal: Refusal,
  reader: { readonly language: Language; readonly requestId: string },
): string {
  const document: ProblemDocument = {
    // First, so that no member of an occurrence can replace a standard one.
    ...refusal.extension,
    type: `/problems/${refusal.problem.slug}`,
    ...refusal.told(reader.language),
    status: refusal.problem.status,
    instance: `urn:request:${reader.requestId}`,
  };
  return JSON.stringify(document);
}
