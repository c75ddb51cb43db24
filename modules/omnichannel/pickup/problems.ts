import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';

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

/** What goes back to the customer, and what was offered: the amounts were not those on the screen. */
export const amountBackDiffers = problemType<{
  readonly backMinor: number;
  readonly givenMinor: number;
  readonly currency: string;
}>('amount-back-differs', 422, {
  it: {
    title: 'L’importo da restituire è un altro',
    detail: ({ backMinor, currency }) =>
      `Da restituire: ${(backMinor / 100).toFixed(2).replace('.', ',')} ${currency}.`,
  },
  en: {
    title: 'The amount to give back is another',
    detail: ({ backMinor, currency }) =>
      `To give back: ${(backMinor / 100).toFixed(2)} ${currency}.`,
  },
});

/** Money over the counter with another tender than the payment's has a limit. */
export const backAboveLimit = problemType<{
  readonly limitMinor: number;
  readonly currency: string;
}>('back-above-limit', 422, {
  it: {
    title: 'Troppo per restituirlo al banco',
    detail: ({ limitMinor, currency }) =>
      `Al banco si restituisce fino a ${(limitMinor / 100).toFixed(2).replace('.', ',')} ${currency}. Scegli il rimborso sul pagamento originale.`,
  },
  en: {
    title: 'Too much to give back over the counter',
    detail: ({ limitMinor, currency }) =>
      `The counter gives back up to ${(limitMinor / 100).toFixed(2)} ${currency}. Refund the original payment instead.`,
  },
});

export const nothingDecided = plainProblem(
  'nothing-decided',
  422,
  { it: 'Nessun pezzo scelto', en: 'No piece chosen' },
  {
    it: 'Scegli almeno un pezzo da consegnare, cambiare o lasciare.',
    en: 'Choose at least one piece to hand over, swap or leave.',
  },
);

export const notOfThisStyle = problemType<{ readonly scanned: string; readonly wanted: string }>(
  'not-of-this-style',
  422,
  {
    it: {
      title: 'È un altro modello',
      detail: ({ scanned, wanted }) =>
        `${scanned} non è ${wanted}: si cambia solo con un’altra taglia o colore dello stesso modello.`,
    },
    en: {
      title: 'It is another style',
      detail: ({ scanned, wanted }) =>
        `${scanned} is not ${wanted}: only another size or colour of the same style can be swapped in.`,
    },
  },
);

export const swapNotInStock = problemType<{
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly requested: number;
  readonly available: number;
}>('swap-not-in-stock', 409, {
  it: {
    title: 'Questo pezzo non è libero',
    detail: ({ name, colour, size, available }) =>
      available === 0
        ? `${name} ${colour} ${size}: qui è promesso ad altri clienti, o non è in giacenza. Scegli un’altra taglia.`
        : `${name} ${colour} ${size}: qui ne restano ${available} liberi.`,
  },
  en: {
    title: 'This piece is not free',
    detail: ({ name, colour, size, available }) =>
      available === 0
        ? `${name} ${colour} ${size}: promised to other customers here, or not in stock. Choose another size.`
        : `${name} ${colour} ${size}: ${available} free here.`,
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

/** Somebody tries codes on one order: the document still opens it. */
export const tooManyCodes = problemType<{ readonly retryAfter: number }>('too-many-codes', 429, {
  it: {
    title: 'Troppi codici sbagliati per questo ordine',
    detail: ({ retryAfter }) =>
      `Da questo dispositivo il codice si può riprovare tra ${minutes(retryAfter)} min. Intanto si può consegnare con un documento.`,
  },
  en: {
    title: 'Too many wrong codes for this order',
    detail: ({ retryAfter }) =>
      `This device may try a code again in ${minutes(retryAfter)} min. With a document it can be handed over now.`,
  },
});

function minutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

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

export const PICKUP_PROBLEMS = [
  takenByColleague,
  wrongPiece,
  alreadyPicked,
  bagInUse,
  customerAlreadyTold,
  amountDueDiffers,
  amountBackDiffers,
  backAboveLimit,
  nothingDecided,
  notOfThisStyle,
  swapNotInStock,
  pickupCodeUnknown,
  tooManyCodes,
  piecesNotThere,
  nothingToPutBack,
] as const;
