import { problemType } from '../../server/kernel/refusal.ts';
import type { BanHit } from './price-history/domain/sales-ban.ts';
import { money } from './promotions/domain/figures.ts';

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

/** A lower price that may not be told as a reduction, with the figures. */
export interface RefusedReduction {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly places: readonly string[];
  readonly offerMinor: number;
  /** What it costs now. */
  readonly beforeMinor: number | null;
  /** The price it has to be compared with; null where there was none. */
  readonly priorMinor: number | null;
  /** The first day on which it could be told; null: not in the coming month. */
  readonly allowedFrom: string | null;
}

/** Prices that would be told as reductions and are none by the law: nothing was published. */
export const reductionRefused = problemType<{
  readonly rows: readonly RefusedReduction[];
  readonly total: number;
}>('reduction-refused', 422, {
  it: {
    title: 'Non è un ribasso che si può annunciare',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} ${row.colour} ${row.size} (${row.places.join(', ')}): a ${money(row.offerMinor, 'it')} non è sotto ${row.priorMinor === null ? 'nessun prezzo precedente' : `il prezzo più basso degli ultimi 30 giorni, ${money(row.priorMinor, 'it')}`}.${row.allowedFrom ? ` Dal ${written(row.allowedFrom).trim()} si può.` : ''}${total > 1 ? ` E altri ${total - 1}.` : ''} Cambia prezzo o data, o pubblica senza annunciarlo.`
        : '',
  },
  en: {
    title: 'Not a reduction that may be announced',
    detail: ({ rows: [row], total }) =>
      row
        ? `${row.name} ${row.colour} ${row.size} (${row.places.join(', ')}): ${money(row.offerMinor, 'en')} is not below ${row.priorMinor === null ? 'any prior price' : `the lowest price of the last 30 days, ${money(row.priorMinor, 'en')}`}.${row.allowedFrom ? ` From ${written(row.allowedFrom).trim()} it may be.` : ''}${total > 1 ? ` And ${total - 1} more.` : ''} Change the price or the date, or publish without announcing it.`
        : '',
  },
});

/** The calendar of sales forbids it in these places: nothing was published. */
export const salesBan = problemType<{ readonly hits: readonly BanHit[]; readonly total: number }>(
  'sales-ban',
  422,
  {
    it: {
      title: 'Vietato dal calendario dei saldi',
      detail: ({ hits: [hit], total }) =>
        hit
          ? `${hit.region} (${hit.placeId}): ${hit.why === 'ban' ? `promozioni su capi stagionali vietate dal ${written(hit.banFrom).trim()} al ${written(hit.banTo).trim()}` : 'fuori dal periodo dei saldi'}.${total > 1 ? ` E altri ${total - 1} negozi.` : ''} Togli questi negozi, cambia le date o motiva l’eccezione.`
          : '',
    },
    en: {
      title: 'Forbidden by the calendar of sales',
      detail: ({ hits: [hit], total }) =>
        hit
          ? `${hit.region} (${hit.placeId}): ${hit.why === 'ban' ? `promotions of seasonal goods are forbidden from ${written(hit.banFrom).trim()} to ${written(hit.banTo).trim()}` : 'outside the period of sales'}.${total > 1 ? ` And ${total - 1} more shops.` : ''} Leave these shops out, change the dates or give the reason for an exception.`
          : '',
    },
  },
);

/** A coupon series has this code already. */
export const couponExists = problemType<{ readonly by: 'code' }>('coupon-exists', 409, {
  it: {
    title: 'Codice già in uso',
    detail: () => 'C’è già un coupon con questo codice. Scegline un altro.',
  },
  en: {
    title: 'Code already in use',
    detail: () => 'There is a coupon with this code. Choose another.',
  },
});

const COUPON_WORDS: Readonly<Record<string, { readonly it: string; readonly en: string }>> = {
  unknown: { it: 'non lo conosciamo', en: 'we do not know it' },
  used: { it: 'è già stato usato', en: 'it has been used' },
  blocked: { it: 'è stato bloccato', en: 'it was blocked' },
  'not-yet': { it: 'non vale ancora', en: 'it is not valid yet' },
  expired: { it: 'è scaduto', en: 'it has expired' },
  exhausted: { it: 'non ne restano più', en: 'there are none left' },
  'of-somebody-else': { it: 'è di un altro cliente', en: 'it belongs to another customer' },
  'used-by-this-customer': {
    it: 'questo cliente l’ha già usato',
    en: 'this customer has used it already',
  },
};

/** A coupon does nothing for this sale. Nothing was taken. */
export const couponNotGood = problemType<{ readonly verdict: string }>('coupon-not-good', 409, {
  it: {
    title: 'Coupon non valido',
    detail: ({ verdict }) =>
      `Il coupon non si può usare: ${COUPON_WORDS[verdict]?.it ?? 'non vale qui'}. Togli il codice e ricalcola.`,
  },
  en: {
    title: 'Coupon not valid',
    detail: ({ verdict }) =>
      `The coupon cannot be used: ${COUPON_WORDS[verdict]?.en ?? 'not valid here'}. Take the code out and price again.`,
  },
});

/** A promotion has been used as often, or given as much, as it may. Nothing was taken. */
export const limitReached = problemType<{
  readonly promotionId: string;
  readonly of: 'all' | 'customer' | 'location';
}>('limit-reached', 409, {
  it: {
    title: 'Promozione esaurita',
    detail: () =>
      'La promozione è appena finita: qualcuno ha preso l’ultima. Ricalcola per vedere il prezzo di adesso.',
  },
  en: {
    title: 'Promotion used up',
    detail: () =>
      'The promotion has just run out: somebody took the last one. Price again to see what it costs now.',
  },
});

export const LISTINI_PROBLEMS = [
  listExists,
  promotionExists,
  notInState,
  anotherApproves,
  beginsInThePast,
  nothingToPublish,
  wrongRows,
  unknownGoods,
  reductionRefused,
  salesBan,
  couponExists,
  couponNotGood,
  limitReached,
] as const;
