import { problemType } from '../../../server/kernel/refusal.ts';

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

/** A document of our own modules takes and gives back by itself: nobody else does it for it. */
export const documentOfTheHouse = problemType<{ readonly kind: string }>(
  'document-of-the-house',
  409,
  {
    it: {
      title: 'Ci pensa il documento stesso',
      detail: () =>
        'Promozioni e codici di un ordine si prendono quando nasce e tornano liberi quando si annulla: annulla l’ordine, o i pezzi che non servono.',
    },
    en: {
      title: 'The document does it by itself',
      detail: () =>
        'An order takes promotions and codes when it is placed and frees them when it is cancelled: cancel the order, or the pieces that are not wanted.',
    },
  },
);

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
