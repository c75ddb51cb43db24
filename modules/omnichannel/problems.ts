import { plainProblem, problemType } from '../../server/kernel/refusal.ts';
import type { Fault, FaultKind } from './orders/domain/faults.ts';

const FAULTS: Readonly<Record<FaultKind, { readonly it: string; readonly en: string }>> = {
  'unknown-channel': { it: 'canale sconosciuto', en: 'unknown channel' },
  'unknown-location': { it: 'ubicazione sconosciuta', en: 'unknown location' },
  'location-closed': { it: 'negozio chiuso', en: 'this shop is closed down' },
  'location-without-pickup': {
    it: 'questo negozio non fa ritiri',
    en: 'this shop offers no pickup',
  },
  'unknown-gtin': { it: 'GTIN sconosciuto', en: 'unknown GTIN' },
  'wrong-currency': { it: 'valuta sbagliata', en: 'wrong currency' },
  'wrong-vat-rate': { it: 'aliquota IVA sbagliata', en: 'wrong VAT rate' },
  'discount-above-price': {
    it: 'sconti superiori al prezzo della riga',
    en: 'discounts above the price of the line',
  },
  'wrong-total': { it: 'il totale non torna', en: 'the total does not add up' },
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

export interface MissingPieces {
  readonly gtin: string;
  readonly requested: number;
  readonly available: number;
}

export interface ShopWithBasket {
  readonly locationId: string;
  readonly name: string;
  readonly distanceMetres: number | null;
}

/** The chosen shop lacks pieces and no other may take its place: what is missing, and who has it all. */
export const basketNotInStock = problemType<{
  readonly locationId: string;
  readonly missing: readonly MissingPieces[];
  readonly elsewhere: readonly ShopWithBasket[];
}>('basket-not-in-stock', 409, {
  it: {
    title: 'Disponibilità insufficiente',
    detail: ({ missing, elsewhere }) =>
      `Mancano: ${missing.map((m) => `${m.gtin} (${m.available} di ${m.requested})`).join(', ')}. ` +
      (elsewhere.length > 0
        ? `C’è tutto a ${elsewhere.map(({ name }) => name).join(', ')}.`
        : 'Nessun altro negozio ha tutto.'),
  },
  en: {
    title: 'Not enough stock',
    detail: ({ missing, elsewhere }) =>
      `Missing: ${missing.map((m) => `${m.gtin} (${m.available} of ${m.requested})`).join(', ')}. ` +
      (elsewhere.length > 0
        ? `All of it is at ${elsewhere.map(({ name }) => name).join(', ')}.`
        : 'No other shop has all of it.'),
  },
});

/** The channel used this number before, for another order. */
export const orderExists = problemType<{
  readonly orderId: string;
  readonly number: string;
  readonly state: string;
  readonly placedAt: string;
}>('order-exists', 409, {
  it: {
    title: 'Esiste già un altro ordine con questo numero',
    detail: ({ number }) => `È l’ordine ${number}, con un contenuto diverso.`,
  },
  en: {
    title: 'There is already another order with this number',
    detail: ({ number }) => `It is order ${number}, with other content.`,
  },
});

export const orderUnknown = plainProblem('order-unknown', 404, {
  it: 'Ordine non trovato',
  en: 'Order not found',
});

/** In Italian and English, what stage an order has reached. */
export const ORDER_STATE_WORDS: Readonly<
  Record<string, { readonly it: string; readonly en: string }>
> = {
  placed: { it: 'da preparare', en: 'to prepare' },
  acknowledged: { it: 'preso in carico', en: 'acknowledged' },
  picking: { it: 'in preparazione', en: 'being prepared' },
  picked: { it: 'prelevato', en: 'picked' },
  staged: { it: 'sullo scaffale', en: 'on the shelf' },
  ready: { it: 'pronto', en: 'ready' },
  collected: { it: 'consegnato', en: 'collected' },
  cancelled: { it: 'annullato', en: 'cancelled' },
};

/** The order has moved on, or has not come that far: what it is now. */
export const orderInOtherState = problemType<{
  readonly orderId: string;
  readonly number: string;
  readonly state: string;
}>('order-in-other-state', 409, {
  it: {
    title: 'Lo stato dell’ordine non lo permette',
    detail: ({ number, state }) =>
      `L’ordine ${number} adesso è ${ORDER_STATE_WORDS[state]?.it ?? state}.`,
  },
  en: {
    title: 'The state of the order does not allow it',
    detail: ({ number, state }) =>
      `Order ${number} is now ${ORDER_STATE_WORDS[state]?.en ?? state}.`,
  },
});

export const takenByColleague = problemType<{
  readonly orderId: string;
  readonly pickerId: string;
  readonly pickerName: string;
}>('taken-by-colleague', 409, {
  it: {
    title: 'Lo prepara già un collega',
    detail: ({ pickerName }) => `Lo sta preparando ${pickerName}.`,
  },
  en: {
    title: 'A colleague is already preparing it',
    detail: ({ pickerName }) => `${pickerName} is preparing it.`,
  },
});

export interface PieceWords {
  readonly name: string;
  readonly colour: string;
  readonly size: string;
}

/** A scanned piece nobody asked for; `wanted` are the pieces of the same style that are asked for. */
export const wrongPiece = problemType<{
  readonly gtin: string;
  readonly scanned: PieceWords | null;
  readonly wanted: readonly PieceWords[];
}>('wrong-piece', 409, {
  it: {
    title: 'Non è il pezzo giusto',
    detail: ({ gtin, scanned, wanted }) => wrongPieceIt(gtin, scanned, wanted),
  },
  en: {
    title: 'Not the right piece',
    detail: ({ gtin, scanned, wanted }) => wrongPieceEn(gtin, scanned, wanted),
  },
});

function wrongPieceIt(
  gtin: string,
  scanned: PieceWords | null,
  wanted: readonly PieceWords[],
): string {
  if (!scanned) return `Il codice ${gtin} non è in catalogo.`;
  const [first] = wanted;
  if (!first) return `${scanned.name} ${scanned.size} non serve a nessun ordine di questo giro.`;
  return first.colour === scanned.colour
    ? `È la ${scanned.size}, serve la ${first.size}.`
    : `È ${scanned.colour} ${scanned.size}, serve ${first.colour} ${first.size}.`;
}

function wrongPieceEn(
  gtin: string,
  scanned: PieceWords | null,
  wanted: readonly PieceWords[],
): string {
  if (!scanned) return `Code ${gtin} is not in the catalogue.`;
  const [first] = wanted;
  if (!first) return `No order of this round needs ${scanned.name} ${scanned.size}.`;
  return first.colour === scanned.colour
    ? `This is size ${scanned.size}, size ${first.size} is needed.`
    : `This is ${scanned.colour} ${scanned.size}, ${first.colour} ${first.size} is needed.`;
}

export const alreadyPicked = problemType<PieceWords & { readonly quantity: number }>(
  'already-picked',
  409,
  {
    it: {
      title: 'Già preso',
      detail: ({ name, size, quantity }) =>
        `${name} ${size}: ${quantity === 1 ? 'serviva un pezzo' : `servivano ${quantity} pezzi`}, già presi. Rimetti a posto questo.`,
    },
    en: {
      title: 'Already picked',
      detail: ({ name, size, quantity }) =>
        `${name} ${size}: ${quantity === 1 ? 'one piece was' : `${quantity} pieces were`} needed and picked. Put this one back.`,
    },
  },
);

export const bagInUse = plainProblem(
  'bag-in-use',
  409,
  { it: 'Busta già usata', en: 'Bag already in use' },
  {
    it: 'Questa etichetta è sulla busta di un altro ordine. Usane una nuova.',
    en: 'This label is on the bag of another order. Please use a new one.',
  },
);

export const customerAlreadyTold = plainProblem(
  'customer-already-told',
  409,
  { it: 'Il cliente è già stato avvisato', en: 'The customer has already been told' },
  {
    it: 'L’avviso è partito: non si può più tornare indietro. Se serve, annulla l’ordine.',
    en: 'The message has left and cannot be taken back. Cancel the order if need be.',
  },
);

/** What is to be paid before the goods leave, and what was offered. */
export const amountDueDiffers = problemType<{
  readonly dueMinor: number;
  readonly givenMinor: number;
  readonly currency: string;
}>('amount-due-differs', 422, {
  it: {
    title: 'L’importo da pagare è un altro',
    detail: ({ dueMinor, currency }) =>
      `Da pagare: ${(dueMinor / 100).toFixed(2).replace('.', ',')} ${currency}.`,
  },
  en: {
    title: 'The amount due is another',
    detail: ({ dueMinor, currency }) => `Due: ${(dueMinor / 100).toFixed(2)} ${currency}.`,
  },
});

export const pickupCodeUnknown = plainProblem(
  'pickup-code-unknown',
  404,
  { it: 'Codice non riconosciuto', en: 'Code not recognised' },
  {
    it: 'Controlla il codice o cerca per cognome o ultime 4 cifre del telefono.',
    en: 'Check the code, or search by surname or the last 4 digits of the phone.',
  },
);

export const piecesNotThere = problemType<{
  readonly lineId: string;
  readonly quantity: number;
  readonly there: number;
}>('pieces-not-there', 422, {
  it: {
    title: 'Pezzi non disponibili per la consegna',
    detail: ({ quantity, there }) => `Chiesti ${quantity}, nella busta ce ne sono ${there}.`,
  },
  en: {
    title: 'Pieces not there to hand over',
    detail: ({ quantity, there }) => `${quantity} asked for, ${there} in the bag.`,
  },
});

export const nothingToPutBack = plainProblem('nothing-to-put-back', 409, {
  it: 'Niente da rimettere a posto',
  en: 'Nothing to put back',
});

export const OMNICHANNEL_PROBLEMS = [
  orderNotAcceptable,
  basketNotInStock,
  orderExists,
  orderUnknown,
  orderInOtherState,
  takenByColleague,
  wrongPiece,
  alreadyPicked,
  bagInUse,
  customerAlreadyTold,
  amountDueDiffers,
  pickupCodeUnknown,
  piecesNotThere,
  nothingToPutBack,
] as const;
