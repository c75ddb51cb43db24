import { plainProblem, problemType } from './refusal.ts';
import type { Language, Text } from './text.ts';

/** The problems every module can answer with. A module's own stand in its `problems.ts`. */

export interface Violation {
  /** JSON pointer into the request: `/lines/0/quantity`. */
  readonly pointer: string;
  readonly detail: string;
}

export const invalidRequest = problemType<{ readonly errors: readonly Violation[] }>(
  'invalid-request',
  400,
  {
    it: {
      title: 'Dati non validi',
      detail: ({ errors }) =>
        errors.map((e) => `${e.pointer || 'richiesta'}: ${e.detail}`).join('; '),
    },
    en: {
      title: 'Invalid request',
      detail: ({ errors }) =>
        errors.map((e) => `${e.pointer || 'request'}: ${e.detail}`).join('; '),
    },
  },
);

export const unauthenticated = plainProblem(
  'unauthenticated',
  401,
  { it: 'Accesso richiesto', en: 'Log-in required' },
  {
    it: 'La sessione non c’è o è scaduta. Accedi di nuovo.',
    en: 'There is no session, or it has expired. Please log in again.',
  },
);

export const forbidden = problemType<{ readonly permission: string }>('forbidden', 403, {
  it: {
    title: 'Operazione non consentita',
    detail: () => 'Il tuo ruolo non permette questa operazione qui. Chiedi al responsabile.',
  },
  en: {
    title: 'Not allowed',
    detail: () => 'Your role does not allow this here. Please ask your manager.',
  },
});

/** Also the answer when the thing exists but is not the caller's to see. */
export const notFound = problemType<{ readonly what: string | Text }>('not-found', 404, {
  it: { title: 'Non trovato', detail: ({ what }) => `Non troviamo ${inWords(what, 'it')}.` },
  en: { title: 'Not found', detail: ({ what }) => `We cannot find ${inWords(what, 'en')}.` },
});

function inWords(what: string | Text, language: Language): string {
  return typeof what === 'string' ? what : what[language];
}

export const staleRevision = problemType<{ readonly current: number; readonly expected: number }>(
  'stale-revision',
  412,
  {
    it: {
      title: 'Qualcuno l’ha già cambiato',
      detail: () =>
        'Nel frattempo un collega ha cambiato questi dati. Guarda la versione nuova e riprova.',
    },
    en: {
      title: 'Somebody has already changed it',
      detail: () =>
        'A colleague has changed this meanwhile. Look at the new version and try again.',
    },
  },
);

export const revisionRequired = plainProblem('revision-required', 428, {
  it: 'Serve l’intestazione If-Match',
  en: 'The If-Match header is required',
});

export const idempotencyKeyRequired = plainProblem('idempotency-key-required', 400, {
  it: 'Serve l’intestazione Idempotency-Key',
  en: 'The Idempotency-Key header is required',
});

export const idempotencyMismatch = plainProblem('idempotency-mismatch', 422, {
  it: 'La stessa chiave è già stata usata per un’altra richiesta',
  en: 'The same key was already used for another request',
});

export const tooManyRequests = problemType<{ readonly retryAfter: number }>(
  'too-many-requests',
  429,
  {
    it: {
      title: 'Troppe richieste',
      detail: ({ retryAfter }) => `Riprova tra ${retryAfter} secondi.`,
    },
    en: {
      title: 'Too many requests',
      detail: ({ retryAfter }) => `Please try again in ${retryAfter} seconds.`,
    },
  },
);

export const busy = problemType<{ readonly retryAfter: number }>('busy', 503, {
  it: {
    title: 'Il sistema è occupato',
    detail: () => 'Non abbiamo fatto niente. Riprova tra un momento.',
  },
  en: {
    title: 'The system is busy',
    detail: () => 'Nothing was done. Please try again in a moment.',
  },
});

export const conflict = problemType<{ readonly constraint?: string }>('conflict', 409, {
  it: { title: 'Operazione in conflitto con i dati presenti' },
  en: { title: 'In conflict with what is already there' },
});

export const bodyTooLarge = plainProblem('body-too-large', 413, {
  it: 'Richiesta troppo grande',
  en: 'Request too large',
});

export const methodNotAllowed = plainProblem('method-not-allowed', 405, {
  it: 'Metodo non previsto per questo indirizzo',
  en: 'This address does not know that method',
});

export const unsupportedMediaType = plainProblem('unsupported-media-type', 415, {
  it: 'Il corpo della richiesta deve essere application/json in UTF-8, non compresso',
  en: 'The body must be application/json in UTF-8, not compressed',
});

export const crossSite = plainProblem('cross-site', 403, {
  it: 'Richiesta partita da un altro sito',
  en: 'The request came from another site',
});

export const unexpected = plainProblem(
  'unexpected',
  500,
  { it: 'Errore imprevisto', en: 'Unexpected error' },
  {
    it: 'È un nostro errore. Riprova; se continua, copia il codice per l’assistenza.',
    en: 'This is our fault. Try again; if it goes on, copy the code for support.',
  },
);

export const CORE_PROBLEMS = [
  invalidRequest,
  unauthenticated,
  forbidden,
  notFound,
  staleRevision,
  revisionRequired,
  idempotencyKeyRequired,
  idempotencyMismatch,
  tooManyRequests,
  busy,
  conflict,
  bodyTooLarge,
  methodNotAllowed,
  unsupportedMediaType,
  crossSite,
  unexpected,
] as const;
