import { NoAnswer } from '../http/client.ts';
import { sayIn, defineCopy } from './copy.ts';
import { currentLanguage } from './language.ts';

const copy = defineCopy('ui.problem', {
  it: {
    offlineTitle: 'Serve la rete',
    offlineDetail: 'Il server non risponde. Niente è andato perso: riprova quando torna la rete.',
    unexpectedTitle: 'Qualcosa non ha funzionato',
    unexpectedDetail: 'È un nostro errore. Riprova; se continua, copia il codice per l’assistenza.',
  },
  en: {
    offlineTitle: 'The network is needed',
    offlineDetail:
      'The server does not answer. Nothing is lost: try again when the network is back.',
    unexpectedTitle: 'Something did not work',
    unexpectedDetail: 'This is our fault. Try again; if it goes on, copy the code for support.',
  },
});

/** What went wrong, in words that can be shown as they are. */
export interface Problem {
  /** Stable: `insufficient-stock`; `offline` when nobody answered. Programs compare it. */
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  /** What support asks for. */
  readonly requestId: string | null;
  /** The machine-readable part: `shortages`, `errors`, `current`… */
  readonly extension: Readonly<Record<string, unknown>>;
}

/** The server said no and would say so again: a new attempt needs a new key. */
export function isFinal(problem: Problem): boolean {
  return problem.status >= 400 && problem.status < 500 && problem.status !== 429;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The last part of `/problems/insufficient-stock`. */
function slugOf(type: unknown): string {
  return textOf(type)?.split('/').at(-1) ?? 'unexpected';
}

/** Reads a problem document; its sentences are already in the person's language. */
export function problemFrom(document: Readonly<Record<string, unknown>>): Problem {
  const { type, title, status, detail, instance, ...extension } = document;
  return {
    slug: slugOf(type),
    status: typeof status === 'number' ? status : 500,
    title: textOf(title) ?? sayIn(copy, currentLanguage())('unexpectedTitle'),
    detail: textOf(detail),
    requestId: textOf(instance)?.replace(/^urn:request:/, '') ?? null,
    extension,
  };
}

/** Nobody answered. */
export function offlineProblem(): Problem {
  const say = sayIn(copy, currentLanguage());
  return {
    slug: 'offline',
    status: 0,
    title: say('offlineTitle'),
    detail: say('offlineDetail'),
    requestId: null,
    extension: {},
  };
}

/** Whatever was thrown, as a problem with words. */
export function problemOf(error: unknown): Problem {
  const document = documentIn(error);
  if (document) return problemFrom(document);
  if (error instanceof NoAnswer) return offlineProblem();
  const say = sayIn(copy, currentLanguage());
  return {
    slug: 'unexpected',
    status: 500,
    title: say('unexpectedTitle'),
    detail: say('unexpectedDetail'),
    requestId: null,
    extension: {},
  };
}

function documentIn(error: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('problem' in error && typeof error.problem === 'object' && error.problem !== null) {
    return error.problem as Readonly<Record<string, unknown>>;
  }
  return null;
}
