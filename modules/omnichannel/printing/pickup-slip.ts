import type { Language } from '../../../server/kernel/text.ts';
import { amount, dateAndTime, type Block, type DocumentKind } from '../../base/api.ts';

export interface PickupSlip {
  readonly chainName: string;
  readonly shopName: string;
  readonly street: string;
  readonly zone: string;
  readonly language: Language;
  readonly number: string;
  /** ISO 8601. */
  readonly handedAt: string;
  readonly currency: string;
  readonly taken: readonly SlipPiece[];
  readonly left: readonly SlipPiece[];
  readonly paidBeforeMinor: number;
  readonly paidHereMinor: number;
  readonly givenBackMinor: number;
  readonly toRefundMinor: number;
  /** The number of the order: what the return desk looks it up by. */
  readonly orderCode: string;
}

export interface SlipPiece {
  readonly words: string;
  readonly quantity: number;
  readonly amountMinor: number;
}

/** What the customer takes home with the goods: taken, left, paid, to come back. Not a fiscal document. */
export const PICKUP_SLIP: DocumentKind<PickupSlip> = {
  id: 'omnichannel.pickup-slip',
  title: { it: 'Foglietto di ritiro', en: 'Pickup slip' },
  role: 'receipt',
  language: ({ language }) => language,
  about: ({ number }) => number,
  layout: (slip, language) => ({
    sheets: [{ paper: 'receipt', blocks: slipBlocks(slip, language) }],
  }),
};

function slipBlocks(slip: PickupSlip, language: Language): Block[] {
  const italian = language === 'it';
  const money = (minor: number) => amount(language, minor, slip.currency);
  const count = slip.taken.reduce((sum, { quantity }) => sum + quantity, 0);
  const headline = italian
    ? `Hai ritirato ${count} ${count === 1 ? 'pezzo' : 'pezzi'}`
    : `You took ${count} ${count === 1 ? 'piece' : 'pieces'}`;
  const pieces = (some: readonly SlipPiece[]) =>
    some.flatMap((piece): Block[] => [
      { kind: 'text', text: piece.words },
      {
        kind: 'pair',
        left: `${piece.quantity} ${italian ? 'pz' : 'pcs'}`,
        right: money(piece.amountMinor),
      },
    ]);
  const pair = (it: string, en: string, minor: number): Block[] =>
    minor === 0 ? [] : [{ kind: 'pair', left: italian ? it : en, right: money(minor) }];
  return [
    { kind: 'text', text: slip.chainName, size: 'strong', align: 'center' },
    { kind: 'text', text: `${slip.shopName} · ${slip.street}`, align: 'center' },
    { kind: 'rule', dashed: true },
    { kind: 'text', text: headline, size: 'strong' },
    {
      kind: 'text',
      text: `${italian ? 'Ordine' : 'Order'} ${slip.number} · ${dateAndTime(language, slip.zone, slip.handedAt)}`,
    },
    { kind: 'space', mm: 1.5 },
    ...pieces(slip.taken),
    ...(slip.left.length > 0
      ? [
          { kind: 'space', mm: 1.5 } as const,
          { kind: 'text', text: italian ? '**Hai lasciato**' : '**You left**' } as const,
          ...pieces(slip.left),
        ]
      : []),
    { kind: 'rule', dashed: true },
    ...pair('Già pagato', 'Paid before', slip.paidBeforeMinor),
    ...pair('Pagato in negozio', 'Paid in the shop', slip.paidHereMinor),
    ...pair('Reso in negozio', 'Given back in the shop', slip.givenBackMinor),
    ...(slip.toRefundMinor > 0
      ? [
          {
            kind: 'pair',
            left: italian ? 'Da rimborsare' : 'To be refunded',
            right: money(slip.toRefundMinor),
            size: 'strong',
          } as const,
        ]
      : []),
    { kind: 'space', mm: 1.5 },
    {
      kind: 'text',
      size: 'fine',
      text: italian
        ? 'Conserva questo foglietto: serve per un cambio o un reso. Non è un documento fiscale.'
        : 'Keep this slip for an exchange or a return. It is not a fiscal document.',
    },
    { kind: 'space', mm: 3 },
    { kind: 'code', symbology: 'code128', value: slip.orderCode, caption: slip.orderCode },
  ];
}
