import type { Actor } from '../../server/auth/actor.ts';
import { invalidRequest, notFound, staleRevision } from '../../server/kernel/problems.ts';
import { problemType, Refusal } from '../../server/kernel/refusal.ts';
import type { Text } from '../../server/kernel/text.ts';

/** An order, an import or a basket names articles that the catalogue does not have. */
export const unknownItems = problemType<{ readonly items: readonly string[] }>(
  'unknown-items',
  422,
  {
    it: {
      title: 'Articoli sconosciuti',
      detail: ({ items }) => `Non troviamo a catalogo: ${items.join(', ')}.`,
    },
    en: {
      title: 'Unknown items',
      detail: ({ items }) => `Not in the catalogue: ${items.join(', ')}.`,
    },
  },
);

export const unknownReason = problemType<{ readonly kind: string; readonly code: string }>(
  'unknown-reason',
  422,
  {
    it: {
      title: 'Causale sconosciuta',
      detail: ({ code }) => `La causale «${code}» non c’è o non è più in uso.`,
    },
    en: {
      title: 'Unknown reason code',
      detail: ({ code }) => `The reason code “${code}” does not exist or is no longer in use.`,
    },
  },
);

/** A customer with this card, e-mail or number in a channel already exists. */
export const customerExists = problemType<{ readonly by: 'email' | 'card' | 'external' }>(
  'customer-exists',
  409,
  {
    it: {
      title: 'Cliente già presente',
      detail: ({ by }) =>
        `C’è già un cliente con ${{ email: 'questa e-mail', card: 'questa tessera', external: 'questo codice' }[by]}. Cercalo invece di crearne un altro.`,
    },
    en: {
      title: 'Customer already exists',
      detail: ({ by }) =>
        `There is already a customer with ${{ email: 'this e-mail', card: 'this card', external: 'this number' }[by]}. Look for them instead of creating another.`,
    },
  },
);

/** A location, company or reason code with this code or number exists already. */
export const alreadyThere = problemType<{ readonly by: 'code' | 'gln' | 'vat-number' | 'name' }>(
  'already-there',
  409,
  {
    it: {
      title: 'Esiste già',
      detail: ({ by }) =>
        `${{ code: 'Questo codice', gln: 'Questo GLN', 'vat-number': 'Questa partita IVA', name: 'Questo nome' }[by]} è già in uso.`,
    },
    en: {
      title: 'Already there',
      detail: ({ by }) =>
        `${{ code: 'This code', gln: 'This GLN', 'vat-number': 'This VAT number', name: 'This name' }[by]} is already in use.`,
    },
  },
);

/** A file cannot be applied or discarded in the state it is in. */
export const importState = problemType<{ readonly state: string }>('import-state', 409, {
  it: {
    title: 'Importazione non pronta per questo',
    detail: ({ state }) => `L’importazione è nello stato «${IMPORT_STATES[state]?.it ?? state}».`,
  },
  en: {
    title: 'The import is not ready for this',
    detail: ({ state }) => `The import is in the state “${IMPORT_STATES[state]?.en ?? state}”.`,
  },
});

const IMPORT_STATES: Readonly<Record<string, Text>> = {
  uploaded: { it: 'in controllo', en: 'being checked' },
  checked: { it: 'controllata', en: 'checked' },
  unreadable: { it: 'file illeggibile', en: 'unreadable file' },
  applying: { it: 'in corso', en: 'being applied' },
  applied: { it: 'completata', en: 'applied' },
  failed: { it: 'interrotta', en: 'interrupted' },
  discarded: { it: 'scartata', en: 'discarded' },
};

/** Lines with errors are left out only when whoever imports says so. */
export const importHasErrors = problemType<{ readonly wrongRows: number }>(
  'import-has-errors',
  422,
  {
    it: {
      title: 'Il file ha righe con errori',
      detail: ({ wrongRows }) =>
        `${wrongRows} righe hanno errori. Correggi il file, o conferma di importare solo le altre.`,
    },
    en: {
      title: 'The file has lines with errors',
      detail: ({ wrongRows }) =>
        `${wrongRows} lines have errors. Correct the file, or confirm to import only the others.`,
    },
  },
);

/** A print job has come further than what is asked of it. */
export const printJobState = problemType<{ readonly state: string }>('print-job-state', 409, {
  it: {
    title: 'Questa stampa è già andata avanti',
    detail: ({ state }) =>
      state === 'printing'
        ? 'Sta uscendo adesso: aspetta che la stampante finisca.'
        : 'È già stata stampata o tolta dalla coda. Per averne un’altra, ristampala.',
  },
  en: {
    title: 'This print job has gone on',
    detail: ({ state }) =>
      state === 'printing'
        ? 'It is coming out now: wait until the printer has done.'
        : 'It was printed or taken from the queue. Print it again to have another one.',
  },
});

export const BASE_PROBLEMS = [
  unknownItems,
  unknownReason,
  customerExists,
  alreadyThere,
  importState,
  importHasErrors,
  printJobState,
] as const;

/** Refuses one member of the request, for what its schema cannot say: a check digit, an unknown zone. */
export function refuseMember(actor: Actor, pointer: string, why: Text): never {
  throw new Refusal(invalidRequest, { errors: [{ pointer, detail: why[actor.language] }] });
}

/** Why a guarded update changed nothing: the row is not there, or somebody was faster. */
export function refuseStale(current: number | null, expected: number, what: string): never {
  if (current === null) throw new Refusal(notFound, { what });
  throw new Refusal(staleRevision, { current, expected });
}
