import type { Language } from '../../../server/kernel/text.ts';
import type { ShipTo } from '../orders/domain/fulfilment.ts';
import {
  amount,
  dateAndTime,
  gridFor,
  shortDay,
  type Block,
  type DocumentKind,
  type Sheet,
} from '../../base/api.ts';

/** What the shop prints for its pickups. The pickup code stands on none of it: it is the customer's. */

export interface BagLabel {
  /** `48 198`. */
  readonly number: string;
  /** `Marta R.`. */
  readonly customerName: string;
  readonly pieces: number;
  readonly bag: string;
  readonly bagOf: { readonly place: number; readonly count: number };
  readonly shelf: string;
  readonly currency: string;
  readonly dueMinor: number;
  /** ISO 8601; null before the customer was told. */
  readonly collectBy: string | null;
  readonly zone: string;
  /** Where it is sent; null for what waits for its customer. */
  readonly shipTo: ShipTo | null;
}

export const BAG_LABEL: DocumentKind<BagLabel> = {
  id: 'omnichannel.bag-label',
  title: { it: 'Etichetta busta', en: 'Bag label' },
  role: 'label',
  about: ({ number, customerName }) => `${number} · ${customerName}`,
  byHand: ({ shelf, bag }) => `${shelf} · ${bag}`,
  layout: (label, language) => ({
    sheets: [{ paper: 'bag-label', blocks: bagBlocks(label, language) }],
  }),
};

function bagBlocks(label: BagLabel, language: Language): Block[] {
  const italian = language === 'it';
  const { place, count } = label.bagOf;
  const pieces = italian
    ? `${label.pieces} ${label.pieces === 1 ? 'pezzo' : 'pezzi'} · busta ${place} di ${count}`
    : `${label.pieces} ${label.pieces === 1 ? 'piece' : 'pieces'} · bag ${place} of ${count}`;
  const due = amount(language, label.dueMinor, label.currency);
  const paid = italian ? '**pagato**' : '**paid**';
  const toPay = italian ? `**da pagare ${due}**` : `**to pay ${due}**`;
  const what = label.shipTo ? (italian ? 'Spedizione' : 'Shipping') : italian ? 'Ritiro' : 'Pickup';
  return [
    { kind: 'pair', left: `**${what}**`, right: label.number, size: 'text' },
    { kind: 'text', text: label.shelf, size: 'huge' },
    { kind: 'text', text: label.customerName.toUpperCase(), size: 'title' },
    { kind: 'text', text: pieces, size: 'text' },
    { kind: 'text', text: label.dueMinor > 0 ? toPay : paid, size: 'text' },
    ...deadline(label, language),
    ...address(label),
    { kind: 'spring' },
    { kind: 'code', symbology: 'code128', value: label.bag, caption: label.bag },
  ];
}

function deadline({ collectBy, zone }: BagLabel, language: Language): Block[] {
  if (collectBy === null) return [];
  const day = shortDay(language, zone, collectBy);
  return [{ kind: 'text', text: language === 'it' ? `entro ${day}` : `by ${day}` }];
}

/** Where the carrier brings it, as an envelope has it. */
function address({ shipTo }: BagLabel): Block[] {
  if (!shipTo) return [];
  const { recipient, street, postalCode, city, province, notes } = shipTo;
  const lines = [`**${recipient}**`, street, `${postalCode} ${city} ${province}`];
  return [
    ...lines.map((text): Block => ({ kind: 'text', text, size: 'text' })),
    ...(notes === null ? [] : [{ kind: 'text', text: notes, size: 'fine' } as const]),
  ];
}

export interface ShelfLabels {
  readonly shelves: readonly string[];
}

/** One for each place in the backroom; scanning it while shelving says where the bag stands. */
export const SHELF_LABELS: DocumentKind<ShelfLabels> = {
  id: 'omnichannel.shelf-labels',
  title: { it: 'Etichette scaffale', en: 'Shelf labels' },
  role: 'a4',
  about: ({ shelves }) => shelves.join(' '),
  layout: ({ shelves }) => ({
    grid: gridFor('shelf-label', 2),
    sheets: shelves.map((shelf): Sheet => ({
      paper: 'shelf-label',
      blocks: [
        { kind: 'text', text: shelf, size: 'huge', align: 'center' },
        { kind: 'spring' },
        { kind: 'code', symbology: 'code128', value: `SCAFFALE-${shelf}`, heightMm: 9 },
      ],
    })),
  }),
};

export interface PickList {
  readonly pickerName: string;
  readonly shopName: string;
  readonly zone: string;
  /** ISO 8601. */
  readonly printedAt: string;
  readonly orders: readonly string[];
  readonly stops: readonly {
    readonly department: string;
    /** Where it lies; left out on papers of before places were known. */
    readonly place?: string | null;
    readonly name: string;
    readonly colour: string;
    readonly size: string;
    readonly gtin: string;
    readonly quantity: number;
    readonly customers: readonly string[];
  }[];
}

/** For who walks without a handheld. */
export const PICK_LIST: DocumentKind<PickList> = {
  id: 'omnichannel.pick-list',
  title: { it: 'Lista di prelievo', en: 'Pick list' },
  role: 'a4',
  about: ({ pickerName, orders }) => `${pickerName} · ${orders.length}`,
  layout: (list, language) => {
    const italian = language === 'it';
    return {
      sheets: [
        {
          paper: 'A4',
          blocks: [
            { kind: 'text', text: italian ? 'Lista di prelievo' : 'Pick list', size: 'title' },
            {
              kind: 'pair',
              left: `${list.shopName} · ${list.pickerName}`,
              right: dateAndTime(language, list.zone, list.printedAt),
            },
            { kind: 'text', text: `${italian ? 'Ordini' : 'Orders'} ${list.orders.join(', ')}` },
            { kind: 'rule' },
            {
              kind: 'table',
              columns: italian
                ? [
                    { title: 'Reparto', parts: 3 },
                    { title: 'Articolo', parts: 5 },
                    { title: 'Taglia', parts: 2 },
                    { title: 'Pezzi', parts: 1.4, align: 'right' },
                    { title: 'Codice', parts: 3 },
                    { title: 'Per', parts: 3 },
                  ]
                : [
                    { title: 'Department', parts: 3 },
                    { title: 'Item', parts: 5 },
                    { title: 'Size', parts: 2 },
                    { title: 'Pieces', parts: 1.4, align: 'right' },
                    { title: 'Code', parts: 3 },
                    { title: 'For', parts: 3 },
                  ],
              rows: list.stops.map((stop) => [
                stop.place ? `**${stop.place}** ${stop.department}` : stop.department,
                `${stop.name}, ${stop.colour}`,
                `**${stop.size}**`,
                `**${stop.quantity}**`,
                stop.gtin,
                stop.customers.join(', '),
              ]),
            },
          ],
        },
      ],
    };
  },
};

export interface PutBackSlip {
  readonly number: string;
  readonly shelf: string | null;
  readonly bags: readonly string[];
  readonly pieces: readonly {
    readonly name: string;
    readonly colour: string;
    readonly size: string;
    readonly department: string;
    readonly gtin: string;
    readonly quantity: number;
  }[];
}

/** What has to go back to its place, one slip a bag of nobody. */
export const PUT_BACK_SLIP: DocumentKind<PutBackSlip> = {
  id: 'omnichannel.put-back-slip',
  title: { it: 'Da rimettere a posto', en: 'To put back' },
  role: 'receipt',
  about: ({ number }) => number,
  byHand: ({ shelf, bags }) => [shelf, ...bags].filter((part) => part !== null).join(' · '),
  layout: ({ number, shelf, bags, pieces }, language) => {
    const italian = language === 'it';
    return {
      sheets: [
        {
          paper: 'receipt',
          blocks: [
            { kind: 'text', text: italian ? 'Da rimettere a posto' : 'To put back', size: 'title' },
            {
              kind: 'pair',
              left: `${italian ? 'Ordine' : 'Order'} ${number}`,
              right: bags.join(' '),
            },
            ...(shelf ? [{ kind: 'text', text: shelf, size: 'huge' } as const] : []),
            { kind: 'rule' },
            ...pieces.flatMap((piece): Block[] => [
              {
                kind: 'pair',
                left: `**${piece.name}**`,
                right: `${piece.quantity} ${italian ? 'pz' : 'pcs'}`,
              },
              { kind: 'text', text: `${piece.colour} · **${piece.size}** · ${piece.department}` },
              { kind: 'text', text: piece.gtin, size: 'fine' },
              { kind: 'space', mm: 1.5 },
            ]),
          ],
        },
      ],
    };
  },
};

/** Everything the backroom prints. */
export const PAPERS: readonly DocumentKind[] = [
  BAG_LABEL,
  SHELF_LABELS,
  PICK_LIST,
  PUT_BACK_SLIP,
].map((kind) => kind as unknown as DocumentKind);
