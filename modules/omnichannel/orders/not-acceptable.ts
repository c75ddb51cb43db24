import { problemType } from '../../../server/kernel/refusal.ts';
import type { Fault, FaultKind } from './domain/faults.ts';

const FAULTS: Readonly<Record<FaultKind, { readonly it: string; readonly en: string }>> = {
  'unknown-channel': { it: 'canale sconosciuto', en: 'unknown channel' },
  'unknown-location': { it: 'ubicazione sconosciuta', en: 'unknown location' },
  'location-closed': { it: 'negozio chiuso', en: 'this shop is closed down' },
  'location-without-pickup': {
    it: 'questo negozio non fa ritiri',
    en: 'this shop offers no pickup',
  },
  'pickups-paused': {
    it: 'il negozio ha sospeso i ritiri',
    en: 'this shop has paused its pickups',
  },
  'slot-not-free': {
    it: 'questa fascia non è più libera, sceglierne un’altra',
    en: 'this slot is not free any more, choose another one',
  },
  'unknown-gtin': { it: 'GTIN sconosciuto', en: 'unknown GTIN' },
  'wrong-currency': { it: 'valuta sbagliata', en: 'wrong currency' },
  'unknown-card': { it: 'nessuno ha questa tessera', en: 'nobody has this card' },
  'price-missing': { it: 'manca il prezzo della riga', en: 'the line has no price' },
  'price-given': {
    it: 'l’ordine chiede i nostri prezzi: la riga non ne porta',
    en: 'the order asks for our prices: its lines bring none',
  },
  'coupon-not-good': { it: 'coupon non valido', en: 'this coupon is no good' },
  'wrong-vat-rate': { it: 'aliquota IVA sbagliata', en: 'wrong VAT rate' },
  'discount-above-price': {
    it: 'sconti superiori al prezzo della riga',
    en: 'discounts above the price of the line',
  },
  'wrong-total': { it: 'il totale non torna', en: 'the total does not add up' },
  'total-too-high': { it: 'totale troppo alto', en: 'the total is too high' },
  'paid-above-total': {
    it: 'pagamenti superiori al totale',
    en: 'payments above the total',
  },
  'not-paid-in-full': {
    it: 'il flusso A vuole l’ordine pagato per intero',
    en: 'flow A wants the order paid in full',
  },
  'paid-before-commitment': {
    it: 'una prenotazione senza impegno (flusso C) non si paga prima',
    en: 'a non-binding booking (flow C) is not paid beforehand',
  },
  'line-twice': { it: 'riga ripetuta', en: 'the same line twice' },
  'payment-twice': { it: 'pagamento ripetuto', en: 'the same payment twice' },
  'too-many-pieces': { it: 'troppi pezzi', en: 'too many pieces' },
};

function toldFault(language: 'it' | 'en', { pointer, fault, given, expected }: Fault): string {
  const what = given === undefined ? '' : ` (${given})`;
  const wanted =
    expected === undefined ? '' : language === 'it' ? `, atteso ${expected}` : `, not ${expected}`;
  return `${pointer}: ${FAULTS[fault][language]}${what}${wanted}`;
}

/** Everything that is wrong with the order at once, so that it can be corrected at once. */
export const orderNotAcceptable = problemType<{ readonly faults: readonly Fault[] }>(
  'order-not-acceptable',
  422,
  {
    it: {
      title: 'L’ordine non si può accettare',
      detail: ({ faults }) => faults.map((fault) => toldFault('it', fault)).join('; '),
    },
    en: {
      title: 'The order cannot be accepted',
      detail: ({ faults }) => faults.map((fault) => toldFault('en', fault)).join('; '),
    },
  },
);
