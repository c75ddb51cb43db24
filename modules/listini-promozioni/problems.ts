import { problemType } from '../../server/kernel/refusal.ts';
import { policyNotSound } from './pricing-policy/problems.ts';
import {
  couponExists,
  couponNotGood,
  documentOfTheHouse,
  limitReached,
} from './coupons/problems.ts';
import { belowFloor, reductionRefused, salesBan } from './price-history/problems.ts';

/** A price list has this code already. */
export const listExists = problemType<{ readonly by: 'code' }>('price-list-exists', 409, {
  it: {
    title: 'Listino già presente',
    detail: () => 'C’è già un listino con questo codice. Scegline un altro.',
  },
  en: {
    title: 'Price list already exists',
    detail: () => 'There is a price list with this code. Choose another.',
  },
});

/** A promotion has this code already. */
export const promotionExists = problemType<{ readonly by: 'code' }>('promotion-exists', 409, {
  it: {
    title: 'Promozione già presente',
    detail: () => 'C’è già una promozione con questo codice. Scegline un altro.',
  },
  en: {
    title: 'Promotion already exists',
    detail: () => 'There is a promotion with this code. Choose another.',
  },
});

/** A campaign has this code already. */
export const campaignExists = problemType<{ readonly by: 'code' }>('campaign-exists', 409, {
  it: {
    title: 'Campagna già presente',
    detail: () => 'C’è già una campagna con questo codice. Scegline un altro.',
  },
  en: {
    title: 'Campaign already exists',
    detail: () => 'There is a campaign with this code. Choose another.',
  },
});

/** A change set or promotion is not in a state in which this can be done. */
export const notInState = problemType<{
  readonly state: string;
  readonly needed: readonly string[];
}>('not-in-state', 409, {
  it: {
    title: 'Non si può fare adesso',
    detail: ({ state }) =>
      `È nello stato «${STATE_WORDS[state]?.it ?? state}»: qualcuno potrebbe averlo cambiato nel frattempo. Riapri e controlla.`,
  },
  en: {
    title: 'Not possible now',
    detail: ({ state }) =>
      `It is “${STATE_WORDS[state]?.en ?? state}”: somebody may have changed it meanwhile. Open it again and look.`,
  },
});

const STATE_WORDS: Readonly<Record<string, { readonly it: string; readonly en: string }>> = {
  draft: { it: 'bozza', en: 'draft' },
  submitted: { it: 'in approvazione', en: 'waiting for approval' },
  approved: { it: 'approvato', en: 'approved' },
  published: { it: 'pubblicato', en: 'published' },
  live: { it: 'attivo', en: 'live' },
  paused: { it: 'sospeso', en: 'paused' },
  ended: { it: 'concluso', en: 'ended' },
  undone: { it: 'annullato', en: 'undone' },
  discarded: { it: 'scartato', en: 'discarded' },
};

/** Whoever prepared a change does not approve it. */
export const anotherApproves = problemType<{ readonly author: string }>('another-approves', 403, {
  it: {
    title: 'Serve un’altra persona',
    detail: () =>
      'Chi prepara o invia una modifica non può approvarla: chiedi a un collega che può approvare.',
  },
  en: {
    title: 'Somebody else has to approve',
    detail: () =>
      'Whoever prepared or submitted a change cannot approve it: ask a colleague who may.',
  },
});

/** A price cannot begin in the past: what was charged stays on record. */
export const beginsInThePast = problemType<{ readonly validFrom: string; readonly now: string }>(
  'begins-in-the-past',
  422,
  {
    it: {
      title: 'L’inizio è già passato',
      detail: ({ validFrom }) =>
        `Un prezzo non può valere da ${written(validFrom)}: il passato non si riscrive. Scegli un momento da adesso in poi.`,
    },
    en: {
      title: 'It begins in the past',
      detail: ({ validFrom }) =>
        `A price cannot hold from ${written(validFrom)}: the past is not rewritten. Choose a moment from now on.`,
    },
  },
);

/** A change would end before it begins: it would never be the price. Wall-clock times. */
export const endsBeforeItBegins = problemType<{
  readonly validFrom: string;
  readonly validTo: string;
}>('ends-before-it-begins', 422, {
  it: {
    title: 'La fine viene prima dell’inizio',
    detail: ({ validFrom, validTo }) =>
      `Finirebbe il ${written(validTo)}, ma comincia il ${written(validFrom)}. Sposta la fine o l’inizio.`,
  },
  en: {
    title: 'It ends before it begins',
    detail: ({ validFrom, validTo }) =>
      `It would end on ${written(validTo)}, but begins on ${written(validFrom)}. Move the end or the beginning.`,
  },
});

/** Every step of a draft is undone already, or none may be done again. */
export const noStepLeft = problemType<{ readonly changeSetId: string }>('no-step-left', 409, {
  it: {
    title: 'Nessun passo',
    detail: () =>
      'Non c’è nessun passo da annullare o da rifare: qualcuno potrebbe averlo già fatto.',
  },
  en: {
    title: 'No step left',
    detail: () => 'There is no step to undo or to do again: somebody may have done it already.',
  },
});

function written(wall: string): string {
  const [day = '', time = ''] = wall.split('T');
  return `${day.split('-').reverse().join('/')} ${time}`;
}

/** Nothing stands in a change set: there is nothing to submit. */
export const nothingToPublish = problemType<{ readonly changeSetId: string }>(
  'nothing-to-publish',
  422,
  {
    it: {
      title: 'Nessuna modifica',
      detail: () => 'Non c’è ancora nessun prezzo né condizione da pubblicare.',
    },
    en: { title: 'No changes', detail: () => 'There is no price and no term to publish yet.' },
  },
);

export interface WrongRow {
  /** From 0, as sent. */
  readonly row: number;
  readonly why: 'unknown-item' | 'unknown-style';
  readonly value: string;
}

/** Pasted rows name goods that the catalogue does not have. Nothing was taken over. */
export const wrongRows = problemType<{
  readonly rows: readonly WrongRow[];
  readonly total: number;
}>('wrong-rows', 422, {
  it: {
    title: 'Righe con errori',
    detail: ({ rows, total }) =>
      `${total} righe non si possono usare, per esempio «${rows[0]?.value ?? ''}» (riga ${(rows[0]?.row ?? 0) + 1}): non è a catalogo. Correggile, o incolla lasciandole fuori.`,
  },
  en: {
    title: 'Rows with errors',
    detail: ({ rows, total }) =>
      `${total} rows cannot be used, such as “${rows[0]?.value ?? ''}” (row ${(rows[0]?.row ?? 0) + 1}): not in the catalogue. Correct them, or paste leaving them out.`,
  },
});

/** A basket names goods that the catalogue does not have. */
export const unknownGoods = problemType<{ readonly items: readonly string[] }>(
  'unknown-goods',
  422,
  {
    it: {
      title: 'Articoli sconosciuti',
      detail: ({ items }) => `Non sappiamo il prezzo di: ${items.join(', ')}. Controlla il codice.`,
    },
    en: {
      title: 'Unknown goods',
      detail: ({ items }) => `We know no price of: ${items.join(', ')}. Check the code.`,
    },
  },
);

export const LISTINI_PROBLEMS = [
  listExists,
  promotionExists,
  campaignExists,
  notInState,
  anotherApproves,
  beginsInThePast,
  endsBeforeItBegins,
  noStepLeft,
  nothingToPublish,
  wrongRows,
  unknownGoods,
  reductionRefused,
  belowFloor,
  salesBan,
  couponExists,
  couponNotGood,
  limitReached,
  documentOfTheHouse,
  policyNotSound,
] as const;
