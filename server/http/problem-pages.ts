import type { ProblemType } from '../kernel/refusal.ts';
import type { Language, Text } from '../kernel/text.ts';
import type { Endpoint } from './contract.ts';

/** What a status means to somebody who meets it, and what can be done. */
const ADVICE: Readonly<Record<number, Text>> = {
  400: {
    it: 'La richiesta non rispetta il contratto. `errors` dice quale campo e perché: correggi e invia di nuovo con una chiave nuova.',
    en: 'The request breaks the contract. `errors` says which member and why: correct it and send it again under a new key.',
  },
  401: {
    it: 'Non sappiamo chi sei: accedi, oppure invia una chiave API valida in `Authorization: Bearer`.',
    en: 'We do not know who you are: log in, or send a valid API key in `Authorization: Bearer`.',
  },
  403: {
    it: 'Sappiamo chi sei, ma il tuo ruolo non permette questa operazione in questa ubicazione.',
    en: 'We know who you are, but your role does not allow this at this location.',
  },
  404: {
    it: 'Non esiste, oppure non è tra ciò che puoi vedere.',
    en: 'It does not exist, or it is not among what you may see.',
  },
  405: {
    it: 'L’intestazione `Allow` elenca i metodi previsti per questo indirizzo.',
    en: 'The `Allow` header lists the methods of this address.',
  },
  409: {
    it: 'La richiesta è corretta, ma lo stato attuale dei dati la impedisce. Guarda come stanno le cose adesso e decidi.',
    en: 'The request is correct, but the present state of things forbids it. Look at how things stand now and decide.',
  },
  412: {
    it: 'Hai letto una versione che nel frattempo è cambiata. Leggi di nuovo e riprova con la versione nuova in `If-Match`.',
    en: 'You have read a version that has changed since. Read again and retry with the new version in `If-Match`.',
  },
  413: {
    it: 'Dividi la richiesta in parti più piccole.',
    en: 'Split the request into smaller ones.',
  },
  415: {
    it: 'Invia JSON in UTF-8 con `Content-Type: application/json`.',
    en: 'Send JSON in UTF-8 with `Content-Type: application/json`.',
  },
  422: {
    it: 'La richiesta è ben formata, ma una regola non la permette.',
    en: 'The request is well-formed, but a rule does not allow it.',
  },
  428: {
    it: 'Leggi prima la versione attuale e inviala in `If-Match`.',
    en: 'Read the present version first and send it in `If-Match`.',
  },
  429: {
    it: 'Aspetta i secondi indicati in `Retry-After`.',
    en: 'Wait for the seconds given in `Retry-After`.',
  },
  500: {
    it: 'È un nostro errore. Cita `instance` all’assistenza; si può riprovare con la stessa chiave.',
    en: 'This is our fault. Quote `instance` to support; you may retry under the same key.',
  },
  503: {
    it: 'Non è stato fatto niente. Riprova con la stessa chiave dopo i secondi indicati in `Retry-After`.',
    en: 'Nothing was done. Retry under the same key after the seconds given in `Retry-After`.',
  },
};

const WORDS: Readonly<Record<'all' | 'answeredBy' | 'unknown' | 'problems', Text>> = {
  all: { it: 'Tutti i problemi', en: 'All problems' },
  answeredBy: { it: 'Può rispondere così', en: 'May be answered by' },
  unknown: { it: 'Non conosciamo questo problema.', en: 'We do not know this problem.' },
  problems: { it: 'Problemi', en: 'Problems' },
};

/** The page behind a problem's `type`: the reader's language first, the other below. */
export function problemPage(
  problem: ProblemType<never>,
  endpoints: readonly Endpoint[],
  language: Language,
): string {
  const other: Language = language === 'it' ? 'en' : 'it';
  const told = (reader: Language): string => `
    <section lang="${reader}">
      <h2>${escaped(problem.words[reader].title)}</h2>
      <p>${marked(ADVICE[problem.status]?.[reader] ?? '')}</p>
    </section>`;
  const asked = endpoints
    .filter(({ refusals }) => refusals?.some(({ slug }) => slug === problem.slug))
    .map(({ method, path }) => `<li><code>${method} ${escaped(path)}</code></li>`);
  return page(
    problem.slug,
    language,
    `<h1><code>${escaped(problem.slug)}</code> · ${problem.status}</h1>
    ${told(language)}${told(other)}
    ${asked.length > 0 ? `<h2>${WORDS.answeredBy[language]}</h2><ul>${asked.join('')}</ul>` : ''}
    <p><a href="/problems">${WORDS.all[language]}</a></p>`,
  );
}

export function problemIndex(problems: readonly ProblemType<never>[], language: Language): string {
  const rows = [...problems]
    .sort((a, b) => a.status - b.status || (a.slug < b.slug ? -1 : 1))
    .map(
      ({ slug, status, words }) =>
        `<tr><td>${status}</td><td><a href="/problems/${slug}"><code>${escaped(slug)}</code></a></td>
        <td>${escaped(words[language].title)}</td></tr>`,
    );
  return page(
    WORDS.problems[language],
    language,
    `<h1>${WORDS.problems[language]}</h1><table>${rows.join('')}</table>`,
  );
}

export function unknownProblemPage(language: Language): string {
  return page(
    WORDS.problems[language],
    language,
    `<h1>${WORDS.unknown[language]}</h1><p><a href="/problems">${WORDS.all[language]}</a></p>`,
  );
}

function page(title: string, language: Language, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Bottega</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1917; }
code { font-size: 0.95em; background: #f5f5f4; padding: 0.1em 0.3em; border-radius: 4px; }
td { padding: 0.35rem 0.9rem 0.35rem 0; vertical-align: top; }
a { color: #1d4ed8; }
</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (symbol) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[symbol]!,
  );
}

function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
