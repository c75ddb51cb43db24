import type { ReplyOf, InputOf } from '../../../../server/http/contract.ts';
import { dueAtHandover } from '../../orders/domain/amounts.ts';
import type { readPickupEndpoint } from '../contracts.ts';
import type { handOverEndpoint } from '../counter-contracts.ts';

type Card = ReplyOf<typeof readPickupEndpoint>;
type Body = InputOf<typeof handOverEndpoint>;
export type DocumentType = 'identity-card' | 'passport' | 'driving-licence' | 'residence-permit';
export type Tender = 'cash' | 'card';

/** What the clerk has chosen at the counter so far. */
export interface HandoverForm {
  readonly collector: 'customer' | 'delegate';
  readonly delegateName: string;
  readonly document: DocumentType | null;
  readonly tender: Tender | null;
  /** Lines that stay on the shelf. */
  readonly staying: readonly string[];
}

export const EMPTY_FORM: HandoverForm = {
  collector: 'customer',
  delegateName: '',
  document: null,
  tender: null,
  staying: [],
};

export interface HandoverSums {
  readonly leaving: number;
  readonly staying: number;
  /** To be collected now for what leaves. */
  readonly dueMinor: number;
}

/** Pieces that leave and stay, and what is due for those that leave: never more than the order owes. */
export function sumsOf(card: Card, form: HandoverForm): HandoverSums {
  const open = card.row.pieces.filter(({ quantity }) => quantity > 0);
  const leaves = open.filter(({ lineId }) => !form.staying.includes(lineId));
  const leavingMinor = leaves.reduce((sum, { lineId }) => sum + openMinor(card, lineId), 0);
  const leaving = leaves.reduce((sum, { quantity }) => sum + quantity, 0);
  const all = open.reduce((sum, { quantity }) => sum + quantity, 0);
  const dueMinor = dueAtHandover(card.paidMinor, card.collectedMinor, leavingMinor);
  return { leaving, staying: all - leaving, dueMinor };
}

function openMinor(card: Card, lineId: string): number {
  const line = card.lines.find((one) => one.lineId === lineId);
  return line?.openUnitsMinor.reduce((sum, amount) => sum + amount, 0) ?? 0;
}

export type Missing = 'needsPieces' | 'needsDocument' | 'needsName' | 'needsTender';

/** The first thing that is still missing before the goods may leave; null when nothing is. */
export function missingFrom(card: Card, form: HandoverForm, code: string | null): Missing | null {
  const sums = sumsOf(card, form);
  if (sums.leaving === 0) return 'needsPieces';
  if (form.collector === 'delegate' && form.delegateName.trim() === '') return 'needsName';
  if (form.document === null && (form.collector === 'delegate' || code === null))
    return 'needsDocument';
  if (sums.dueMinor > 0 && form.tender === null) return 'needsTender';
  return null;
}

/** The command that the form stands for; call it when nothing is missing. */
export function commandOf(card: Card, form: HandoverForm, code: string | null): Body {
  const sums = sumsOf(card, form);
  const document = form.document ?? 'identity-card';
  const leaving = card.row.pieces.filter(
    ({ lineId, quantity }) => quantity > 0 && !form.staying.includes(lineId),
  );
  return {
    orderId: card.orderId,
    expectedVersion: card.version,
    proof: code === null ? { kind: 'identity', documentType: document } : { kind: 'code', code },
    collector:
      form.collector === 'customer'
        ? { kind: 'customer' }
        : { kind: 'delegate', name: form.delegateName.trim(), documentType: document },
    ...(sums.staying > 0
      ? { lines: leaving.map(({ lineId, quantity }) => ({ lineId, quantity })) }
      : {}),
    ...(sums.dueMinor > 0 && form.tender
      ? { payment: { kind: form.tender, amountMinor: sums.dueMinor } }
      : {}),
  };
}
