import type { ReplyOf, InputOf } from '../../../../server/http/contract.ts';
import {
  sessionMoney,
  sumSession,
  type LineOutcome,
  type SessionMoney,
  type SessionSums,
} from '../../orders/domain/session.ts';
import type { readPickupEndpoint } from '../contracts.ts';
import type { DocumentType, handOverEndpoint, SwapQuote } from '../counter-contracts.ts';

type Card = ReplyOf<typeof readPickupEndpoint>;
type Body = InputOf<typeof handOverEndpoint>;
export type Tender = 'cash' | 'card';
/** What becomes of a piece: taken home, swapped, left for good, or left on the shelf for another day. */
export type Fate = 'keeps' | 'swaps' | 'leaves' | 'later';

export interface PieceChoice {
  readonly fate: Fate;
  /** What is taken in its place, once it is known. */
  readonly swap: (SwapQuote & { readonly manner: 'scan' | 'hand' }) | null;
}

/** What the clerk has chosen at the counter so far. */
export interface HandoverForm {
  readonly collector: 'customer' | 'delegate';
  readonly delegateName: string;
  readonly document: DocumentType | null;
  readonly tender: Tender | null;
  /** By piece; what is not named is kept. */
  readonly choices: Readonly<Record<string, PieceChoice>>;
  /** How money goes back. */
  readonly backWith: 'original' | Tender;
  /** Whether the left pieces are back in their place already. */
  readonly putBack: 'done' | 'later';
}

export const EMPTY_FORM: HandoverForm = {
  collector: 'customer',
  delegateName: '',
  document: null,
  tender: null,
  choices: {},
  backWith: 'original',
  putBack: 'done',
};

const KEEPS: PieceChoice = { fate: 'keeps', swap: null };

/** One piece in the bag, as the counter lays it out. */
export interface PieceInBag {
  readonly key: string;
  readonly lineId: string;
  readonly item: Card['row']['pieces'][number];
  readonly amountMinor: number;
  readonly choice: PieceChoice;
}

/** Every piece by itself: of two equal coats one may fit. */
export function piecesInBag(card: Card, form: HandoverForm): PieceInBag[] {
  return card.row.pieces.flatMap((item) => {
    const amounts = amountsOf(card, item.lineId);
    return Array.from({ length: item.picked }, (_, place) => {
      const key = `${item.lineId}#${place}`;
      return {
        key,
        lineId: item.lineId,
        item,
        amountMinor: amounts[place] ?? 0,
        choice: form.choices[key] ?? KEEPS,
      };
    });
  });
}

/** The form with another choice for one piece. */
export function withChoice(form: HandoverForm, key: string, choice: PieceChoice): HandoverForm {
  return { ...form, choices: { ...form.choices, [key]: choice } };
}

export interface SwapMade {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly differenceMinor: number;
  readonly manner: 'scan' | 'hand';
}

export interface HandoverSums {
  readonly kept: number;
  readonly left: number;
  readonly later: number;
  readonly swaps: readonly SwapMade[];
  readonly leftMinor: number;
  readonly money: SessionMoney;
}

/** What the choices come to: the same functions as the command's reckon it. */
export function sumsOf(card: Card, form: HandoverForm): HandoverSums {
  const pieces = piecesInBag(card, form);
  const count = (fate: Fate): number => pieces.filter(({ choice }) => choice.fate === fate).length;
  const sums = sessionSums(card, pieces);
  return {
    kept: count('keeps'),
    left: count('leaves'),
    later: count('later'),
    swaps: pieces.flatMap(({ key, item, choice: { fate, swap } }) =>
      fate === 'swaps' && swap
        ? [
            {
              key,
              from: swap.colour === item.colour ? item.size : `${item.colour} ${item.size}`,
              to: swap.colour === item.colour ? swap.size : `${swap.colour} ${swap.size}`,
              differenceMinor: swap.differenceMinor,
              manner: swap.manner,
            },
          ]
        : [],
    ),
    leftMinor: sums.leftMinor,
    money: sessionMoney(card.amounts, card.collectedMinor, sums),
  };
}

function sessionSums(card: Card, pieces: readonly PieceInBag[]): SessionSums {
  return sumSession(
    card.row.pieces.map(({ lineId }) => ({
      openUnitsMinor: amountsOf(card, lineId),
      outcome: outcomeOf(lineId, pieces),
    })),
  );
}

function outcomeOf(lineId: string, pieces: readonly PieceInBag[]): LineOutcome {
  const ofLine = pieces.filter((piece) => piece.lineId === lineId);
  return {
    lineId,
    kept: ofLine.filter(({ choice }) => choice.fate === 'keeps').length,
    left: ofLine.filter(({ choice }) => choice.fate === 'leaves').length,
    swaps: swapsOf(ofLine),
  };
}

/** The swaps of some pieces, equal ones together, in the order in which they are sent. */
function swapsOf(pieces: readonly PieceInBag[]) {
  const made = new Map<string, { lineId: string; quantity: number; swap: SwapOf }>();
  for (const { lineId, choice } of pieces) {
    if (choice.fate !== 'swaps' || !choice.swap) continue;
    const key = `${lineId}/${choice.swap.gtin}`;
    const known = made.get(key);
    made.set(key, { lineId, quantity: (known?.quantity ?? 0) + 1, swap: choice.swap });
  }
  return [...made.values()].map(({ lineId, quantity, swap }) => ({
    lineId,
    quantity,
    gtin: swap.gtin,
    manner: swap.manner,
    differenceMinor: swap.differenceMinor,
  }));
}

type SwapOf = NonNullable<PieceChoice['swap']>;

function amountsOf(card: Card, lineId: string): readonly number[] {
  return card.lines.find((line) => line.lineId === lineId)?.openUnitsMinor ?? [];
}

export type Missing =
  | 'needsPieces'
  | 'needsSwap'
  | 'needsDocument'
  | 'needsName'
  | 'needsTender'
  | 'needsOriginal';

/** The first thing that is still missing before the visit may end; null when nothing is. */
export function missingFrom(card: Card, form: HandoverForm, code: string | null): Missing | null {
  const pieces = piecesInBag(card, form);
  if (pieces.some(({ choice }) => choice.fate === 'swaps' && !choice.swap)) return 'needsSwap';
  if (pieces.every(({ choice }) => choice.fate === 'later')) return 'needsPieces';
  if (form.collector === 'delegate' && form.delegateName.trim() === '') return 'needsName';
  if (form.document === null && (form.collector === 'delegate' || code === null))
    return 'needsDocument';
  const { dueNowMinor, backMinor } = sumsOf(card, form).money;
  if (dueNowMinor > 0 && form.tender === null) return 'needsTender';
  if (form.backWith !== 'original' && backMinor > card.counterUpToMinor) return 'needsOriginal';
  return null;
}

/** The command that the form stands for; call it when nothing is missing. */
export function commandOf(card: Card, form: HandoverForm, code: string | null): Body {
  const pieces = piecesInBag(card, form);
  const { dueNowMinor, backMinor } = sumsOf(card, form).money;
  const document = form.document ?? 'identity-card';
  const { putBack } = form;
  const lines = countsOf(pieces, 'keeps');
  const left = countsOf(pieces, 'leaves').map((line) => ({ ...line, putBack }));
  const swaps = swapsOf(pieces).map(({ differenceMinor: _, ...swap }) => ({ ...swap, putBack }));
  return {
    orderId: card.orderId,
    expectedVersion: card.version,
    proof: code === null ? { kind: 'identity', documentType: document } : { kind: 'code', code },
    collector:
      form.collector === 'customer'
        ? { kind: 'customer' }
        : { kind: 'delegate', name: form.delegateName.trim(), documentType: document },
    lines,
    ...(left.length > 0 ? { left } : {}),
    ...(swaps.length > 0 ? { swaps } : {}),
    ...(dueNowMinor > 0 && form.tender
      ? { payment: { kind: form.tender, amountMinor: dueNowMinor } }
      : {}),
    ...(backMinor > 0 ? { back: { amountMinor: backMinor, with: form.backWith } } : {}),
  };
}

function countsOf(pieces: readonly PieceInBag[], fate: Fate) {
  const counts = new Map<string, number>();
  for (const { lineId, choice } of pieces) {
    if (choice.fate === fate) counts.set(lineId, (counts.get(lineId) ?? 0) + 1);
  }
  return [...counts].map(([lineId, quantity]) => ({ lineId, quantity }));
}
