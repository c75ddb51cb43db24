import { plainProblem, problemType } from '../../../server/kernel/refusal.ts';

export const returnOrderUnknown = plainProblem(
  'return-order-unknown',
  404,
  { it: 'Nessun ordine trovato', en: 'No order found' },
  {
    it: 'Nessun ordine con questi dati. Prova con il telefono, la tessera o il nome del cliente.',
    en: 'No order like this. Try the phone, the card or the name of the customer.',
  },
);

export const goodsWithoutSale = problemType<{
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly tellIt: string;
  readonly tellEn: string;
}>('goods-without-sale', 404, {
  it: {
    title: 'Di questo capo non c’è la vendita',
    detail: ({ name, colour, size, tellIt }) =>
      `${name} ${colour} ${size}: nessun ordine consegnato. Cerca con il telefono, la tessera o il cognome; se non c’è, puoi dire: «${tellIt}»`,
  },
  en: {
    title: 'No sale of this piece is known',
    detail: ({ name, colour, size, tellEn }) =>
      `${name} ${colour} ${size}: no order that was handed over. Search by phone, card or surname; if there is none, you may say: “${tellEn}”`,
  },
});

export const nothingToReturn = plainProblem(
  'nothing-to-return',
  422,
  { it: 'Qui non c’è niente da rendere', en: 'There is nothing to return here' },
  {
    it: 'Il cliente non ha ancora ritirato questi pezzi, oppure li ha già resi.',
    en: 'The customer has not collected these pieces yet, or has returned them already.',
  },
);

export const goodsAlreadyReturned = problemType<{
  readonly lineId: string;
  readonly name: string;
  readonly asked: number;
  readonly left: number;
}>('goods-already-returned', 409, {
  it: {
    title: 'Già resi',
    detail: ({ name, asked, left }) =>
      left === 0
        ? `${name}: il cliente ha già reso tutti i pezzi. Apri la pratica precedente per vedere quando e dove.`
        : `${name}: ne hai indicati ${asked}, se ne possono rendere ancora ${left}.`,
  },
  en: {
    title: 'Returned already',
    detail: ({ name, asked, left }) =>
      left === 0
        ? `${name}: the customer has returned all of them. Open the file before to see when and where.`
        : `${name}: you gave ${asked}, ${left} can still be returned.`,
  },
});

type Missing =
  | 'seal'
  | 'place'
  | 'consent'
  | 'tender'
  | 'pieces'
  | 'destination'
  | 'photo'
  | 'customer'
  | 'difference';
const MISSING: Readonly<Record<Missing, { readonly it: string; readonly en: string }>> = {
  seal: { it: 'Di’ se il sigillo è integro.', en: 'Say whether the seal is intact.' },
  place: {
    it: 'Scrivi dove metti la merce in custodia mentre si aspetta la risposta.',
    en: 'Write where you keep the goods while you wait for the answer.',
  },
  consent: {
    it: 'Il rimborso con un altro mezzo vuole il consenso espresso del cliente.',
    en: 'A refund by another means needs the customer’s express consent.',
  },
  tender: { it: 'Scegli con che cosa rimborsare.', en: 'Choose the means of the refund.' },
  pieces: { it: 'Scansiona i pezzi nuovi del cambio.', en: 'Scan the new pieces of the exchange.' },
  destination: {
    it: 'Scegli il negozio o il magazzino a cui mandare il pezzo.',
    en: 'Choose the store or warehouse the piece is sent to.',
  },
  photo: {
    it: 'Un pezzo danneggiato vuole almeno una foto.',
    en: 'A damaged piece needs at least one picture.',
  },
  customer: {
    it: 'Senza prova d’acquisto servono il nome e il documento di chi rende.',
    en: 'Without proof the name and the document of who returns are needed.',
  },
  difference: {
    it: 'L’importo pagato per la differenza non è quello calcolato.',
    en: 'What was paid for the difference is not what was reckoned.',
  },
};

export const returnIncomplete = problemType<{
  readonly missing: Missing;
  readonly lineId: string | null;
}>('return-incomplete', 422, {
  it: { title: 'Manca qualcosa', detail: ({ missing }) => MISSING[missing].it },
  en: { title: 'Something is missing', detail: ({ missing }) => MISSING[missing].en },
});

export const previewChanged = plainProblem(
  'return-preview-changed',
  409,
  { it: 'L’anteprima non vale più', en: 'The preview does not hold any more' },
  {
    it: 'Nel frattempo è cambiato qualcosa: ricontrolla importi e destinazioni e conferma di nuovo. Quello che hai inserito è ancora qui.',
    en: 'Something has changed meanwhile: look at amounts and destinations and confirm again. What you entered is still here.',
  },
);

export const returnRefused = problemType<{
  readonly rule: string;
  readonly tellIt: string;
  readonly tellEn: string;
}>('return-refused', 422, {
  it: { title: 'Questo reso non si può accettare', detail: ({ tellIt }) => tellIt },
  en: { title: 'This return cannot be accepted', detail: ({ tellEn }) => tellEn },
});

export const returnInOtherState = problemType<{
  readonly goods: string;
  readonly decision: string;
  readonly money: string;
}>('return-in-other-state', 409, {
  it: {
    title: 'La pratica è andata avanti',
    detail: () => 'Qualcuno l’ha già cambiata: guarda com’è adesso.',
  },
  en: {
    title: 'The file has moved on',
    detail: () => 'Somebody has changed it: look at how it stands now.',
  },
});

export const piecesNotWaiting = plainProblem(
  'pieces-not-waiting',
  409,
  { it: 'Questi pezzi hanno già una destinazione', en: 'These pieces have a destination already' },
  {
    it: 'Qualcuno li ha già controllati: guarda la pratica com’è adesso.',
    en: 'Somebody has inspected them: look at the file as it is now.',
  },
);

export const nothingToPrint = plainProblem('nothing-to-print', 409, {
  it: 'Questa pratica non ha quel documento',
  en: 'This file has no such paper',
});

export const pictureUnreadable = plainProblem(
  'picture-unreadable',
  422,
  { it: 'Questa foto non si legge', en: 'This picture cannot be read' },
  {
    it: 'Il file non è un’immagine JPEG, PNG o WebP: scatta di nuovo la foto.',
    en: 'The file is no JPEG, PNG or WebP image: take the picture again.',
  },
);

export const policyDraftMissing = plainProblem('return-policy-draft-missing', 409, {
  it: 'Non c’è una bozza delle regole di reso',
  en: 'There is no draft of the return policy',
});

export const policyBelowLaw = problemType<{ readonly term: string }>(
  'return-policy-below-law',
  422,
  {
    it: {
      title: 'La legge vuole di più',
      detail: ({ term }) =>
        `Il termine «${term}» dà al cliente meno di quanto gli dà il Codice del consumo.`,
    },
    en: {
      title: 'The law wants more',
      detail: ({ term }) => `The term “${term}” gives the customer less than consumer law does.`,
    },
  },
);

export const RETURN_PROBLEMS = [
  returnOrderUnknown,
  goodsWithoutSale,
  nothingToReturn,
  goodsAlreadyReturned,
  returnIncomplete,
  previewChanged,
  returnRefused,
  returnInOtherState,
  piecesNotWaiting,
  nothingToPrint,
  pictureUnreadable,
  policyDraftMissing,
  policyBelowLaw,
] as const;
