import type { Language, Text } from '../../../server/kernel/text.ts';
import { dateAndTime, type Block, type DocumentKind, type Sheet } from '../../base/api.ts';
import type { CarriedBy, PaperKind } from './domain/words.ts';

/** The papers of a shipment, as they were when it left: names and addresses change, papers do not. */

interface Party {
  readonly legalName: string;
  readonly vatNumber: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly province: string;
}

/**
 * What a transport document has to say (DPR 472/1996 art. 1 c. 3): its number and date, the parties, who
 * carries the goods, their nature, quality and quantity; and what is usual besides.
 */
export interface TransportDocument {
  readonly kind: PaperKind;
  /** `12/2026`. */
  readonly number: string;
  /** A plain date. */
  readonly day: string;
  readonly sender: Party;
  readonly recipient: Party;
  readonly causal: Text;
  readonly carriedBy: CarriedBy;
  readonly carrier: string | null;
  readonly parcels: number;
  readonly weightGrams: number | null;
  readonly appearance: string;
  /** ISO 8601: when the transport began. */
  readonly startedAt: string;
  readonly zone: string;
  readonly notes: string | null;
  /** `TR-…`: what the receiver scans. */
  readonly code: string;
  readonly transferNumber: number;
  readonly lines: readonly {
    readonly gtin: string;
    readonly description: string;
    readonly size: string;
    readonly condition: string;
    readonly quantity: number;
  }[];
}

export const TRANSPORT_DOCUMENT: DocumentKind<TransportDocument> = {
  id: 'store-system.transport-document',
  title: { it: 'Documento di trasporto', en: 'Transport document' },
  role: 'a4',
  about: ({ number, recipient }) => `${number} · ${recipient.name}`,
  byHand: ({ number, code }) => `${number} · ${code}`,
  layout: (paper, language) => ({ sheets: [{ paper: 'A4', blocks: blocksOf(paper, language) }] }),
};

function blocksOf(paper: TransportDocument, language: Language): Block[] {
  const italian = language === 'it';
  const ddt = paper.kind === 'ddt';
  const title = italian
    ? ddt
      ? 'Documento di trasporto'
      : 'Bolla di trasferimento'
    : ddt
      ? 'Transport document'
      : 'Transfer note';
  const law = ddt
    ? 'DDT ai sensi del D.P.R. 472/1996'
    : italian
      ? 'Trasferimento tra sedi della stessa impresa (D.P.R. 441/1997, art. 1)'
      : 'Between places of one company (D.P.R. 441/1997, art. 1)';
  const pieces = paper.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    { kind: 'text', text: title, size: 'title' },
    {
      kind: 'pair',
      left: italian ? `**n. ${paper.number}**` : `**no. ${paper.number}**`,
      right: `${italian ? 'del' : 'of'} ${writtenDay(paper.day)}`,
      size: 'strong',
    },
    { kind: 'text', text: law, size: 'fine' },
    { kind: 'space', mm: 2 },
    ...party(italian ? 'Mittente' : 'Sender', paper.sender),
    { kind: 'space', mm: 2 },
    ...party(italian ? 'Destinatario' : 'Recipient', paper.recipient),
    { kind: 'rule' },
    ...transport(paper, language),
    { kind: 'rule' },
    goods(paper, italian),
    { kind: 'rule' },
    {
      kind: 'pair',
      left: italian ? `Colli ${paper.parcels}` : `Parcels ${paper.parcels}`,
      right: italian ? `**Totale pezzi ${pieces}**` : `**Pieces in all ${pieces}**`,
    },
    ...(paper.notes === null ? [] : [{ kind: 'text', text: paper.notes } as const]),
    { kind: 'space', mm: 3 },
    { kind: 'code', symbology: 'code128', value: paper.code, caption: paper.code },
    { kind: 'spring' },
    {
      kind: 'signatures',
      labels: italian
        ? ['Mittente', 'Conducente', 'Destinatario']
        : ['Sender', 'Driver', 'Recipient'],
    },
  ];
}

function party(title: string, who: Party): Block[] {
  const { legalName, vatNumber, name, street, postalCode, city, province } = who;
  return [
    { kind: 'text', text: `**${title}**`, size: 'fine' },
    { kind: 'text', text: `**${legalName}** · P. IVA ${vatNumber}` },
    { kind: 'text', text: `${name} · ${street}, ${postalCode} ${city} ${province}` },
  ];
}

function transport(paper: TransportDocument, language: Language): Block[] {
  const italian = language === 'it';
  const pair = (it: string, en: string, right: string): Block => ({
    kind: 'pair',
    left: italian ? it : en,
    right,
  });
  return [
    pair('Causale del trasporto', 'Reason of the transport', paper.causal[language]),
    pair('Trasporto a cura di', 'Carried by', carriedBy(paper, italian)),
    pair(
      'Inizio del trasporto',
      'Transport began',
      dateAndTime(language, paper.zone, paper.startedAt),
    ),
    pair('Aspetto esteriore dei beni', 'Appearance of the goods', paper.appearance),
    ...(paper.weightGrams === null ? [] : [pair('Peso', 'Weight', written(paper.weightGrams))]),
    pair('Trasferimento', 'Transfer', String(paper.transferNumber)),
  ];
}

function carriedBy({ carriedBy: by, carrier }: TransportDocument, italian: boolean): string {
  const who = {
    sender: italian ? 'mittente' : 'sender',
    recipient: italian ? 'destinatario' : 'recipient',
    carrier: italian ? 'vettore' : 'carrier',
  }[by];
  return carrier === null ? who : `${who}: ${carrier}`;
}

function goods({ lines }: TransportDocument, italian: boolean): Block {
  return {
    kind: 'table',
    columns: italian
      ? [
          { title: 'Codice', parts: 3 },
          { title: 'Descrizione dei beni', parts: 6 },
          { title: 'Taglia', parts: 1.6 },
          { title: 'Qualità', parts: 2.4 },
          { title: 'Pezzi', parts: 1.4, align: 'right' },
        ]
      : [
          { title: 'Code', parts: 3 },
          { title: 'Description of the goods', parts: 6 },
          { title: 'Size', parts: 1.6 },
          { title: 'Quality', parts: 2.4 },
          { title: 'Pieces', parts: 1.4, align: 'right' },
        ],
    rows: lines.map(({ gtin, description, size, condition, quantity }) => [
      gtin,
      description,
      size,
      (italian ? QUALITY.it : QUALITY.en)[condition] ?? condition,
      String(quantity),
    ]),
  };
}

const QUALITY: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  it: {
    sellable: 'nuovo',
    display: 'da esposizione',
    'to-inspect': 'da controllare',
    damaged: 'difettoso',
  },
  en: { sellable: 'new', display: 'from display', 'to-inspect': 'to inspect', damaged: 'damaged' },
};

export interface ParcelLabel {
  readonly code: string;
  readonly number: string;
  readonly transferNumber: number;
  readonly from: string;
  readonly to: { readonly locationId: string; readonly name: string; readonly city: string };
  readonly parcels: number;
}

/** One for each parcel; scanning it where it arrives opens the shipment. */
export const PARCEL_LABEL: DocumentKind<ParcelLabel> = {
  id: 'store-system.parcel-label',
  title: { it: 'Etichette dei colli', en: 'Parcel labels' },
  role: 'label',
  about: ({ transferNumber, to }) => `${transferNumber} · ${to.name}`,
  byHand: ({ to, number }) => `${to.locationId} · ${number}`,
  layout: (label, language) => ({
    sheets: Array.from({ length: label.parcels }, (_, place): Sheet => ({
      paper: 'bag-label',
      blocks: [
        {
          kind: 'pair',
          left: language === 'it' ? '**Trasferimento**' : '**Transfer**',
          right: String(label.transferNumber),
          size: 'text',
        },
        { kind: 'text', text: label.to.locationId, size: 'huge' },
        { kind: 'text', text: label.to.name.toUpperCase(), size: 'strong' },
        { kind: 'text', text: label.to.city, size: 'text' },
        {
          kind: 'text',
          text: `${language === 'it' ? 'da' : 'from'} ${label.from} · ${language === 'it' ? 'n.' : 'no.'} ${label.number}`,
          size: 'text',
        },
        {
          kind: 'text',
          text:
            language === 'it'
              ? `collo ${place + 1} di ${label.parcels}`
              : `parcel ${place + 1} of ${label.parcels}`,
          size: 'text',
        },
        { kind: 'spring' },
        { kind: 'code', symbology: 'code128', value: label.code, caption: label.code },
      ],
    })),
  }),
};

/** `05/06/2026`: a plain date as papers have it. */
function writtenDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

function written(grams: number): string {
  return `${(grams / 1000).toFixed(2).replace('.', ',')} kg`;
}
