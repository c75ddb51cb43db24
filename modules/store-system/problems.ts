import { receiptDoesNotAddUp, receiptExists } from './tills/problems.ts';
import { TRANSFER_PROBLEMS } from './transfers/problems.ts';
import { problemType } from '../../server/kernel/refusal.ts';
import type { Shortage } from './holds/domain/hold.ts';

/** What Store System can refuse with; the core's own problems stand in the kernel. */

export const insufficientStock = problemType<{ readonly shortages: readonly Shortage[] }>(
  'insufficient-stock',
  409,
  {
    it: {
      title: 'Disponibilità insufficiente',
      detail: ({ shortages }) =>
        shortages.length === 1
          ? `Ne restano ${shortages[0]!.available}, ne servono ${shortages[0]!.requested}.`
          : `Non bastano i pezzi di ${shortages.length} articoli.`,
    },
    en: {
      title: 'Not enough stock',
      detail: ({ shortages }) =>
        shortages.length === 1
          ? `${shortages[0]!.available} left, ${shortages[0]!.requested} needed.`
          : `Too few pieces of ${shortages.length} items.`,
    },
  },
);

interface Level {
  readonly locationId: string;
  readonly itemId: string;
}

/** A correction or move asks for more pieces than the ledger has there. */
export const notInStock = problemType<
  Level & { readonly condition: string; readonly onHand: number; readonly requested: number }
>('not-in-stock', 409, {
  it: {
    title: 'Pezzi non in giacenza',
    detail: ({ onHand, requested }) =>
      `Qui risultano ${onHand} pezzi e ne chiedi ${requested}. Conta di nuovo o correggi la quantità.`,
  },
  en: {
    title: 'Pieces not in stock',
    detail: ({ onHand, requested }) =>
      `We have ${onHand} here and you ask for ${requested}. Count again or correct the quantity.`,
  },
});

/** A change that is free to wait would take pieces from under a promise. */
export const piecesPromised = problemType<
  Level & { readonly onHand: number; readonly held: number }
>('pieces-promised', 409, {
  it: {
    title: 'Pezzi già promessi',
    detail: ({ onHand, held }) =>
      `Di ${onHand} pezzi, ${held} sono impegnati per un cliente. Libera prima un impegno.`,
  },
  en: {
    title: 'Pieces already promised',
    detail: ({ onHand, held }) =>
      `Of ${onHand} pieces, ${held} are promised to a customer. Release a promise first.`,
  },
});

export const holdEnded = problemType<{ readonly holdId: string; readonly state: string }>(
  'hold-ended',
  409,
  {
    it: {
      title: 'L’impegno non c’è più',
      detail: ({ state }) =>
        state === 'consumed'
          ? 'Questi pezzi sono già stati consegnati.'
          : 'L’impegno è scaduto o è stato liberato. Prenota di nuovo se il pezzo c’è ancora.',
    },
    en: {
      title: 'The promise has ended',
      detail: ({ state }) =>
        state === 'consumed'
          ? 'These pieces have already been handed over.'
          : 'The promise has expired or was released. Reserve again if the piece is still there.',
    },
  },
);

export const alreadyHeld = problemType('already-held', 409, {
  it: {
    title: 'Già impegnato',
    detail: () => 'Per questa riga c’è già un impegno attivo.',
  },
  en: { title: 'Already held', detail: () => 'There is already a live hold for this line.' },
});

/** A step that the reservation's state does not allow (any more). */
export const reservationState = problemType<{ readonly state: string }>('reservation-state', 409, {
  it: {
    title: 'La prenotazione è cambiata',
    detail: ({ state }) =>
      `Adesso la prenotazione è «${STATE_WORDS.it[state] ?? state}». Guarda la versione nuova.`,
  },
  en: {
    title: 'The reservation has changed',
    detail: ({ state }) =>
      `The reservation is now “${STATE_WORDS.en[state] ?? state}”. Look at the new version.`,
  },
});

const STATE_WORDS: Readonly<Record<'it' | 'en', Readonly<Record<string, string>>>> = {
  it: {
    waiting: 'in coda',
    offered: 'offerta',
    requested: 'richiesta',
    active: 'attiva',
    'set-aside': 'da parte',
    collected: 'ritirata',
    released: 'liberata',
    refused: 'rifiutata',
    expired: 'scaduta',
  },
  en: {
    waiting: 'in the queue',
    offered: 'offered',
    requested: 'requested',
    active: 'active',
    'set-aside': 'set aside',
    collected: 'collected',
    released: 'released',
    refused: 'refused',
    expired: 'expired',
  },
};

export const untilInThePast = problemType<{ readonly until: string }>('until-in-the-past', 422, {
  it: { title: 'Scadenza già passata', detail: () => 'Scegli un momento futuro.' },
  en: { title: 'The deadline has passed', detail: () => 'Choose a moment in the future.' },
});

/** A colleague has counted already, and found another figure. */
export const recountClosedAlready = problemType<{
  readonly counted: number;
  readonly by: string;
}>('recount-closed', 409, {
  it: {
    title: 'Già contato',
    detail: ({ counted, by }) =>
      `${by} ha già contato: ${counted === 1 ? '1 pezzo' : `${counted} pezzi`}. Se non è così, rettifica la giacenza.`,
  },
  en: {
    title: 'Already counted',
    detail: ({ counted, by }) =>
      `${by} has already counted ${counted === 1 ? '1 piece' : `${counted} pieces`}. If that is wrong, adjust the stock.`,
  },
});

export const STORE_SYSTEM_PROBLEMS = [
  receiptExists,
  receiptDoesNotAddUp,
  insufficientStock,
  notInStock,
  piecesPromised,
  holdEnded,
  alreadyHeld,
  reservationState,
  untilInThePast,
  recountClosedAlready,
  ...TRANSFER_PROBLEMS,
] as const;
