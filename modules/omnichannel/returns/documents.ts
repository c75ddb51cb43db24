import type { Language, Text } from '../../../server/kernel/text.ts';
import { amount, dateAndTime, type Block, type DocumentKind } from '../../base/api.ts';

/** What the papers of a return say. Each has the number of the file (principio di diritto 21/2019). */
export interface ReturnPaperFacts {
  readonly language: Language;
  readonly chainName: string;
  readonly shopName: string;
  readonly street: string;
  readonly zone: string;
  /** ISO 8601. */
  readonly at: string;
  /** `R 2026/000123`. */
  readonly number: string;
  readonly code: string;
  readonly orderNumber: string;
  /** ISO 8601: when the order was placed. */
  readonly soldAt: string;
  readonly customerName: string;
  readonly currency: string;
  readonly pieces: readonly {
    readonly words: string;
    readonly gtin: string;
    readonly quantity: number;
    readonly amountMinor: number;
    readonly reason: Text;
    /** Where it goes: the movement of the goods. */
    readonly movement: Text;
  }[];
  readonly shippingMinor: number;
  readonly deductionMinor: number;
  readonly totalMinor: number;
  readonly exchangeMinor: number;
  readonly backMinor: number;
  /** Given more (or less) because all of it is cash. Papers that were queued before say nothing of it. */
  readonly roundingMinor?: number;
  readonly byRate: readonly {
    readonly rate: number;
    readonly grossMinor: number;
    readonly vatMinor: number;
  }[];
  readonly fiscal: Text;
  readonly fiscalReference: string | null;
  readonly custodyPlace: string | null;
  readonly clerk: string;
}

/** For the customer: what came back, what goes back, by VAT rate. Not a fiscal document. */
export const RETURN_RECEIPT: DocumentKind<ReturnPaperFacts> = {
  id: 'omnichannel.return-receipt',
  title: { it: 'Ricevuta di reso', en: 'Return receipt' },
  role: 'receipt',
  language: ({ language }) => language,
  about: ({ number }) => number,
  layout: (facts, language) => ({
    sheets: [
      {
        paper: 'receipt',
        blocks: [
          ...head(facts, language, RETURN_RECEIPT.title),
          ...piecesOf(facts, language),
          { kind: 'rule', dashed: true },
          ...sums(facts, language),
          ...rates(facts, language),
          ...foot(facts, language),
        ],
      },
    ],
  }),
};

/** For the customer while somebody decides: the goods are here, and still theirs. */
export const CUSTODY_RECEIPT: DocumentKind<ReturnPaperFacts> = {
  id: 'omnichannel.custody-receipt',
  title: { it: 'Ricevuta di custodia', en: 'Custody receipt' },
  role: 'receipt',
  language: ({ language }) => language,
  about: ({ number }) => number,
  byHand: ({ custodyPlace, number }) => [custodyPlace, number].filter(Boolean).join(' · '),
  layout: (facts, language) => {
    const italian = language === 'it';
    return {
      sheets: [
        {
          paper: 'receipt',
          blocks: [
            ...head(facts, language, CUSTODY_RECEIPT.title),
            ...piecesOf(facts, language),
            {
              kind: 'text',
              text: italian
                ? 'La merce resta del cliente finché il reso non è accettato. Con questa ricevuta può ritirarla.'
                : 'The goods stay the customer’s until the return is accepted. With this receipt they can be collected.',
            },
            ...foot(facts, language),
          ],
        },
      ],
    };
  },
};

/** For the records: customer, original document, amounts by VAT rate, movement of the goods. */
export const RETURN_FILE: DocumentKind<ReturnPaperFacts> = {
  id: 'omnichannel.return-file',
  title: { it: 'Pratica di reso', en: 'Return file' },
  role: 'a4',
  about: ({ number }) => number,
  layout: (facts, language) => {
    const italian = language === 'it';
    const money = (minor: number) => amount(language, minor, facts.currency);
    const columns = italian
      ? ['Articolo', 'GTIN', 'Pezzi', 'Motivo', 'Movimento', 'Importo']
      : ['Item', 'GTIN', 'Pieces', 'Reason', 'Movement', 'Amount'];
    return {
      sheets: [
        {
          paper: 'A4',
          blocks: [
            ...head(facts, language, RETURN_FILE.title),
            {
              kind: 'table',
              columns: columns.map((title, place) => ({
                title,
                parts: [5, 3, 1.2, 3, 3, 2][place]!,
                ...(place === 5 || place === 2 ? { align: 'right' as const } : {}),
              })),
              rows: facts.pieces.map((piece) => [
                piece.words,
                piece.gtin,
                String(piece.quantity),
                piece.reason[language],
                piece.movement[language],
                money(piece.amountMinor),
              ]),
            },
            { kind: 'space', mm: 3 },
            ...sums(facts, language),
            ...rates(facts, language),
            {
              kind: 'pair',
              left: italian ? 'Documento fiscale' : 'Fiscal document',
              right: [facts.fiscal[language], facts.fiscalReference].filter(Boolean).join(' · '),
            },
            {
              kind: 'signatures',
              labels: italian ? ['Cliente', 'Addetto'] : ['Customer', 'Clerk'],
            },
          ],
        },
      ],
    };
  },
};

function head(facts: ReturnPaperFacts, language: Language, title: Text): Block[] {
  const italian = language === 'it';
  return [
    { kind: 'text', text: facts.chainName, size: 'strong', align: 'center' },
    { kind: 'text', text: `${facts.shopName} · ${facts.street}`, align: 'center' },
    { kind: 'rule', dashed: true },
    { kind: 'pair', left: `**${title[language]}**`, right: facts.number, size: 'strong' },
    { kind: 'text', text: dateAndTime(language, facts.zone, facts.at) },
    {
      kind: 'text',
      text: `${italian ? 'Ordine' : 'Order'} ${facts.orderNumber} · ${dateAndTime(language, facts.zone, facts.soldAt)}`,
    },
    {
      kind: 'text',
      text: `${italian ? 'Cliente' : 'Customer'}: ${facts.customerName}`,
    },
    { kind: 'rule', dashed: true },
  ];
}

function piecesOf(facts: ReturnPaperFacts, language: Language): Block[] {
  return facts.pieces.flatMap((piece): Block[] => [
    { kind: 'text', text: piece.words },
    {
      kind: 'pair',
      left: `${piece.quantity} pz · ${piece.reason[language]}`,
      right: amount(language, piece.amountMinor, facts.currency),
    },
    { kind: 'text', text: piece.movement[language], size: 'fine' },
  ]);
}

function sums(facts: ReturnPaperFacts, language: Language): Block[] {
  const italian = language === 'it';
  const { roundingMinor = 0 } = facts;
  const pair = (it: string, en: string, minor: number): Block[] =>
    minor === 0
      ? []
      : [
          {
            kind: 'pair',
            left: italian ? it : en,
            right: amount(language, minor, facts.currency),
          },
        ];
  return [
    ...pair('Consegna', 'Shipping', facts.shippingMinor),
    ...pair('Trattenuto', 'Withheld', -facts.deductionMinor),
    ...pair('Valore reso', 'Value returned', facts.totalMinor),
    ...pair('Usato per il cambio', 'Used for the exchange', facts.exchangeMinor),
    ...pair('Arrotondamento in contanti', 'Rounding in cash', roundingMinor),
    {
      kind: 'pair',
      left: italian ? '**Da rimborsare**' : '**To be refunded**',
      right: amount(language, facts.backMinor + roundingMinor, facts.currency),
      size: 'strong',
    },
  ];
}

function rates({ byRate, currency }: ReturnPaperFacts, language: Language): Block[] {
  const italian = language === 'it';
  return byRate.map(({ rate, grossMinor, vatMinor }): Block => ({
    kind: 'pair',
    left: `${italian ? 'di cui IVA' : 'of which VAT'} ${rate} %`,
    right: `${amount(language, vatMinor, currency)} / ${amount(language, grossMinor, currency)}`,
  }));
}

function foot(facts: ReturnPaperFacts, language: Language): Block[] {
  const italian = language === 'it';
  return [
    { kind: 'space', mm: 2 },
    {
      kind: 'text',
      size: 'fine',
      text: italian
        ? `Non è un documento fiscale. ${facts.fiscal.it}. Addetto: ${facts.clerk}.`
        : `Not a fiscal document. ${facts.fiscal.en}. Clerk: ${facts.clerk}.`,
    },
    { kind: 'space', mm: 3 },
    { kind: 'code', symbology: 'code128', value: facts.code, caption: facts.code },
  ];
}
