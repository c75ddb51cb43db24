import { keptMinor, netPaidMinor } from '../../orders/domain/amounts.ts';
import { openPieces, type OrderFile } from '../../orders/domain/file.ts';

/** What can become of an order that lacks pieces, as the customer is asked it. */
export type Proposal =
  | SubstituteProposal
  | MoveProposal
  | BringProposal
  | PartialProposal
  | CancelProposal;

export const LIKENESSES = ['colour', 'size', 'style'] as const;
/** What is other about it: only the colour, the size, or the style. */
export type Likeness = (typeof LIKENESSES)[number];

export interface SubstituteProposal {
  readonly kind: 'substitute';
  /** The line whose missing pieces it takes the place of. */
  readonly lineId: string;
  readonly itemId: string;
  readonly name: string;
  readonly colour: string;
  readonly colourHex: string | null;
  readonly size: string;
  readonly pictureUrl: string | null;
  readonly likeness: Likeness;
  readonly quantity: number;
  /** For all of them: never more than the missing ones. */
  readonly payMinor: number;
  /** What the customer gets back. */
  readonly refundMinor: number;
}
export interface MoveProposal {
  readonly kind: 'move';
  readonly locationId: string;
  readonly name: string;
  readonly distanceMetres: number | null;
}
/** Another shop has the missing pieces, and sends them to the shop that prepares the order. */
export interface BringProposal {
  readonly kind: 'bring';
  /** Where they come from. */
  readonly locationId: string;
  readonly name: string;
  /** From the shop the customer chose. */
  readonly distanceMetres: number | null;
  /** ISO 8601: by when the order would be ready, the way included. */
  readonly readyBy: string;
}
export interface PartialProposal {
  readonly kind: 'partial';
  /** Pieces that are still prepared. */
  readonly left: number;
  readonly refundMinor: number;
}
export interface CancelProposal {
  readonly kind: 'cancel';
  readonly refundMinor: number;
}

/** Which of them, as answered. */
export type Answer =
  | { readonly kind: 'substitute'; readonly lineId: string; readonly itemId: string }
  | { readonly kind: 'move'; readonly locationId: string }
  | { readonly kind: 'bring'; readonly locationId: string }
  | { readonly kind: 'partial' }
  | { readonly kind: 'cancel' };

export function isProposed(proposals: readonly Proposal[], answer: Answer): boolean {
  return proposals.some((proposal) => sameAnswer(answerOf(proposal), answer));
}

/** The answer that chooses a proposal. */
export function answerOf(proposal: Proposal): Answer {
  switch (proposal.kind) {
    case 'substitute':
      return { kind: 'substitute', lineId: proposal.lineId, itemId: proposal.itemId };
    case 'move':
      return { kind: 'move', locationId: proposal.locationId };
    case 'bring':
      return { kind: 'bring', locationId: proposal.locationId };
    default:
      return { kind: proposal.kind };
  }
}

export function sameAnswer(a: Answer, b: Answer): boolean {
  if (a.kind === 'substitute') {
    return b.kind === 'substitute' && a.lineId === b.lineId && a.itemId === b.itemId;
  }
  if (a.kind === 'move') return b.kind === 'move' && a.locationId === b.locationId;
  if (a.kind === 'bring') return b.kind === 'bring' && a.locationId === b.locationId;
  return a.kind === b.kind;
}

/** What an open piece costs the customer. */
export interface OpenPiece {
  readonly lineId: string;
  readonly short: boolean;
  readonly paidMinor: number;
}

export interface FoundMeanwhile {
  readonly substitutes: readonly Omit<SubstituteProposal, 'kind' | 'refundMinor'>[];
  /** Shops that have every open piece, best first. */
  readonly shops: readonly Omit<MoveProposal, 'kind'>[];
  /** The shop that best has the missing pieces alone; null when none has them all. */
  readonly bringer: Omit<BringProposal, 'kind'> | null;
}

/** How many other shops a customer is asked about. */
const SHOPS = 2;

/**
 * What an order with missing pieces can become, best for the customer first: the same somewhere else,
 * the same here a little later, something like it here, the rest of it, nothing. Once pieces are in hand the order stays where it is.
 */
export function proposalsFor(
  file: OrderFile,
  open: readonly OpenPiece[],
  { substitutes, shops, bringer }: FoundMeanwhile,
): Proposal[] {
  const missing = open.filter(({ short }) => short);
  const sum = (pieces: readonly OpenPiece[]): number =>
    pieces.reduce((total, { paidMinor }) => total + paidMinor, 0);
  const left = open.length - missing.length;
  const moves = isMovable(file) ? shops.slice(0, SHOPS) : [];
  return [
    ...moves.map((shop) => ({ kind: 'move' as const, ...shop })),
    ...(bringer ? [{ kind: 'bring' as const, ...bringer }] : []),
    ...substitutes.map((one) => ({
      kind: 'substitute' as const,
      ...one,
      refundMinor: refundOf(
        file,
        sum(missing.filter(({ lineId }) => lineId === one.lineId)) - one.payMinor,
      ),
    })),
    ...(left > 0
      ? [{ kind: 'partial' as const, left, refundMinor: refundOf(file, sum(missing)) }]
      : []),
    { kind: 'cancel', refundMinor: refundOf(file, sum(open)) },
  ];
}

/** What comes back to the customer when they keep so much less: nothing of what was never paid. */
function refundOf(file: OrderFile, lessMinor: number): number {
  return Math.max(0, Math.min(lessMinor, netPaidMinor(file) - (keptMinor(file) - lessMinor)));
}

/** Nothing of it is in anybody's hands yet: it can still be prepared somewhere else. */
export function isMovable({ lines }: OrderFile): boolean {
  return lines.every(({ picked, toPutBack }) => picked + toPutBack === 0);
}

/** What happens when nobody answers in time. */
export function fallbackOf(file: OrderFile, unanswered: 'partial' | 'cancel'): Answer {
  const left = file.lines.some((line) => openPieces(line) > line.short);
  return { kind: unanswered === 'partial' && left ? 'partial' : 'cancel' };
}
