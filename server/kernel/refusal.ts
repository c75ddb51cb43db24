import type { Language, Text } from './text.ts';

/** What a problem says to a person, in one language. */
interface ProblemWords<E> {
  /** The same words for every occurrence: "Disponibilità insufficiente". */
  readonly title: string;
  /** What happened here and what can be done next, with the figures of this occurrence. */
  readonly detail?: (extension: E) => string;
}

/**
 * A kind of refusal (RFC 9457). `slug` is stable: programs compare it, people never see it.
 * `E` is the machine-readable part of each occurrence.
 */
export interface ProblemType<E extends object = object> {
  readonly slug: string;
  readonly status: number;
  readonly words: Readonly<Record<Language, ProblemWords<E>>>;
}

/** Declares a kind of refusal, in every language at once. */
export function problemType<E extends object = object>(
  slug: string,
  status: number,
  words: Readonly<Record<Language, ProblemWords<E>>>,
): ProblemType<E> {
  return { slug, status, words };
}

/** Thrown by commands: the work so far is rolled back and the caller is told why. */
export class Refusal<E extends object = object> extends Error {
  readonly problem: ProblemType<E>;
  readonly extension: E;

  constructor(problem: ProblemType<E>, extension: E) {
    super(problem.words.it.detail?.(extension) ?? problem.words.it.title);
    this.name = 'Refusal';
    this.problem = problem;
    this.extension = extension;
  }

  /** Title and detail in the reader's language. */
  told(language: Language): { title: string; detail?: string } {
    const words = this.problem.words[language];
    const detail = words.detail?.(this.extension);
    return detail === undefined ? { title: words.title } : { title: words.title, detail };
  }
}

/** The refusal that was thrown; anything else is thrown on. For a batch of which one must not stop the others. */
export function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error as Refusal;
  throw error;
}

/** A problem without parameters in both languages, for the many that have nothing to add. */
export function plainProblem(
  slug: string,
  status: number,
  title: Text,
  detail?: Text,
): ProblemType {
  return problemType(slug, status, {
    it: detail ? { title: title.it, detail: () => detail.it } : { title: title.it },
    en: detail ? { title: title.en, detail: () => detail.en } : { title: title.en },
  });
}
