import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';
import type { PieceWords } from '../pickup/problems.ts';

/** Nothing of this item is left to be taken: picked, cancelled, or reported already. */
export const nothingMissing = problemType<{ readonly toTake: number; readonly reported: number }>(
  'nothing-missing',
  409,
  {
    it: {
      title: 'Non manca così tanto',
      detail: ({ toTake, reported }) =>
        toTake === 0
          ? 'Di questo articolo non c’è più niente da prendere: già preso, annullato o segnalato.'
          : `Ne servono ancora ${toTake}, ne hai segnalati ${reported}.`,
    },
    en: {
      title: 'Not so many are missing',
      detail: ({ toTake, reported }) =>
        toTake === 0
          ? 'Nothing of this item is left to take: picked, cancelled or reported already.'
          : `${toTake} are still needed, you reported ${reported}.`,
    },
  },
);

/** The piece was for an order that has been cancelled while somebody walked for it. */
export const orderCancelledMeanwhile = problemType<
  PieceWords & { readonly number: string; readonly customerName: string }
>('order-cancelled-meanwhile', 409, {
  it: {
    title: 'Ordine annullato',
    detail: ({ name, size, number, customerName }) =>
      `${name} ${size} era per ${customerName}, ordine ${number}: annullato. Rimetti il pezzo al suo posto.`,
  },
  en: {
    title: 'Order cancelled',
    detail: ({ name, size, number, customerName }) =>
      `${name} ${size} was for ${customerName}, order ${number}, which was cancelled. Put the piece back.`,
  },
});

export const waveUnknown = plainProblem('wave-unknown', 404, {
  it: 'Giro non trovato',
  en: 'Picking round not found',
});

export const waveEnded = plainProblem(
  'wave-ended',
  409,
  { it: 'Questo giro è già finito', en: 'This round has ended' },
  {
    it: 'Gli ordini sono già sistemati, tornati in coda o passati a un collega.',
    en: 'Its orders are shelved, back in the queue, or with a colleague.',
  },
);

export const waveUnfinished = problemType<{ readonly toTake: number }>('wave-unfinished', 409, {
  it: {
    title: 'Mancano ancora pezzi',
    detail: ({ toTake }) =>
      toTake === 1
        ? 'Manca ancora 1 pezzo: prendilo o segna che non si trova.'
        : `Mancano ancora ${toTake} pezzi: prendili o segna che non si trovano.`,
  },
  en: {
    title: 'Pieces are still to be taken',
    detail: ({ toTake }) =>
      toTake === 1
        ? '1 piece is left: take it, or say that it is not found.'
        : `${toTake} pieces are left: take them, or say that they are not found.`,
  },
});

export const questionUnknown = plainProblem('question-unknown', 404, {
  it: 'Domanda non trovata',
  en: 'Question not found',
});

/** Somebody was faster, or it need not be answered any more. */
export const questionClosed = problemType<{
  readonly state: 'answered' | 'withdrawn';
  readonly answer: string | null;
  readonly by: 'customer' | 'staff' | 'policy' | null;
}>('question-closed', 409, {
  it: {
    title: 'La domanda è già chiusa',
    detail: ({ state, by }) =>
      state === 'withdrawn'
        ? 'Non serve più rispondere: l’ordine è cambiato nel frattempo.'
        : by === 'customer'
          ? 'Il cliente ha già risposto.'
          : by === 'staff'
            ? 'Ha già risposto il negozio, a nome del cliente.'
            : 'Il tempo per rispondere è finito.',
  },
  en: {
    title: 'The question is closed',
    detail: ({ state, by }) =>
      state === 'withdrawn'
        ? 'No answer is needed any more: the order has changed meanwhile.'
        : by === 'customer'
          ? 'The customer has already answered.'
          : by === 'staff'
            ? 'The shop has already answered in the customer’s name.'
            : 'The time to answer is over.',
  },
});

/** What was proposed has gone meanwhile. */
export const proposalGone = plainProblem(
  'proposal-gone',
  409,
  { it: 'Non è più disponibile', en: 'No longer available' },
  {
    it: 'Qualcuno è stato più veloce. Le altre possibilità valgono ancora: scegline una.',
    en: 'Somebody was faster. The other possibilities still stand: please choose one.',
  },
);

export const notProposed = plainProblem('not-proposed', 422, {
  it: 'Questa risposta non è tra quelle proposte',
  en: 'This answer is not among those proposed',
});

/** Staff may give up so much in a customer's name; beyond it a manager decides. */
export const beyondStaffLimit = problemType<{
  readonly amountMinor: number;
  readonly limitMinor: number;
  readonly currency: string;
}>('beyond-staff-limit', 403, {
  it: {
    title: 'Decide un responsabile',
    detail: ({ amountMinor, limitMinor, currency }) =>
      `Si rinuncia a ${(amountMinor / 100).toFixed(2).replace('.', ',')} ${currency}: oltre ${(limitMinor / 100).toFixed(2).replace('.', ',')} risponde il cliente o un responsabile.`,
  },
  en: {
    title: 'A manager decides',
    detail: ({ amountMinor, limitMinor, currency }) =>
      `This gives up ${(amountMinor / 100).toFixed(2)} ${currency}: beyond ${(limitMinor / 100).toFixed(2)} the customer or a manager answers.`,
  },
});

export const nothingShort = plainProblem(
  'nothing-short',
  409,
  { it: 'Non manca più niente', en: 'Nothing is missing any more' },
  {
    it: 'Per questi pezzi si è già deciso.',
    en: 'It has already been decided about these pieces.',
  },
);

/** A damaged piece, or one on display, was not lost: it cannot turn up. */
export const wasNotLost = plainProblem(
  'was-not-lost',
  409,
  { it: 'Il pezzo non era perso', en: 'The piece was not lost' },
  {
    it: 'Era segnalato come rovinato o in esposizione: rispondi per il cliente, oppure sposta il pezzo tra i vendibili.',
    en: 'It was reported as damaged or on display: answer for the customer, or move the piece to sellable stock.',
  },
);

export const PICKING_PROBLEMS = [
  nothingMissing,
  orderCancelledMeanwhile,
  waveUnknown,
  waveEnded,
  waveUnfinished,
  questionUnknown,
  questionClosed,
  proposalGone,
  notProposed,
  beyondStaffLimit,
  nothingShort,
  wasNotLost,
] as const;
