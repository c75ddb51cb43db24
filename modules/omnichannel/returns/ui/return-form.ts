import type { InputOf } from '../../../../server/http/contract.ts';
import { sameGtin } from '../../../../server/ui/scan/scan.ts';
import { issuesInstruments } from '../../refunds/domain/tender.ts';
import type {
  previewReturnEndpoint,
  ReturnLine,
  ReturnableLine,
  ReturnableOrder,
} from '../contracts.ts';
import type { Destination, Settlement } from '../contract-fields.ts';
import type { RefundShare } from '../domain/filed.ts';
import {
  goesAway,
  type Grade,
  type Outcome,
  type Proof,
  type ReturnReason,
} from '../domain/return.ts';

/** One line as far as it has been told. */
export interface PieceForm {
  readonly quantity: number;
  readonly reason: ReturnReason | null;
  readonly grade: Grade | null;
  readonly sealIntact: boolean | null;
  readonly defect: string;
  readonly pictureIds: readonly string[];
  readonly destination: Destination | null;
}

export type Tender = NonNullable<Settlement['tender']>;

/** What the customer wants for the goods. */
export interface OutcomeForm {
  readonly outcome: Outcome;
  readonly tender: Tender;
  readonly consent: boolean;
  /** New pieces of an exchange, by GTIN. */
  readonly pieces: Readonly<Record<string, number>>;
  readonly differenceBy: 'cash' | 'card';
  /** On which payments it goes back; null: in proportion. */
  readonly shares: readonly RefundShare[] | null;
}

export interface ReturnForm {
  readonly lines: Readonly<Record<string, PieceForm>>;
  /** The line that was scanned or touched last: its questions stand open. */
  readonly inHand: string | null;
  readonly settlement: OutcomeForm;
}

const UNTOLD: PieceForm = {
  quantity: 1,
  reason: null,
  grade: null,
  sealIntact: null,
  defect: '',
  pictureIds: [],
  destination: null,
};

export const EMPTY_RETURN: ReturnForm = {
  lines: {},
  inHand: null,
  settlement: {
    outcome: 'original-tender',
    tender: 'cash',
    consent: false,
    pieces: {},
    differenceBy: 'card',
    shares: null,
  },
};

/** One more piece of a line, as far as there is one; it comes into the hand. */
export function withPiece(form: ReturnForm, line: ReturnableLine): ReturnForm {
  const before = form.lines[line.lineId];
  const piece: PieceForm = before
    ? { ...before, quantity: Math.min(before.quantity + 1, line.quantity) }
    : { ...UNTOLD, reason: line.suggestedReason };
  return withLine(form, line.lineId, piece);
}

export function withLine(form: ReturnForm, lineId: string, piece: PieceForm): ReturnForm {
  const lines = { ...form.lines, [lineId]: piece };
  return { ...form, lines, inHand: lineId, settlement: inProportion(form) };
}

export function withoutLine(form: ReturnForm, lineId: string): ReturnForm {
  const { [lineId]: _, ...lines } = form.lines;
  const inHand = form.inHand === lineId ? null : form.inHand;
  return { ...form, lines, inHand, settlement: inProportion(form) };
}

/** Chosen shares are of the amount they were chosen for: another amount is shared anew. */
function inProportion({ settlement }: ReturnForm): OutcomeForm {
  return { ...settlement, shares: null };
}

export type FoundLine =
  | { readonly found: 'line'; readonly line: ReturnableLine }
  | { readonly found: 'none-left'; readonly line: ReturnableLine }
  | { readonly found: 'not-here' };

/** Which line a scanned piece is of: one of which a piece can still come back, if there are several. */
export function lineOfScan(order: ReturnableOrder, form: ReturnForm, gtin: string): FoundLine {
  const lines = order.lines.filter((line) => sameGtin(line.gtin, gtin));
  const free = lines.find(({ lineId, quantity }) => (form.lines[lineId]?.quantity ?? 0) < quantity);
  if (free) return { found: 'line', line: free };
  const [line] = lines;
  return line ? { found: 'none-left', line } : { found: 'not-here' };
}

export type MissingPart =
  | 'pieces'
  | 'reason'
  | 'grade'
  | 'seal'
  | 'photo'
  | 'destination'
  | 'newPieces';

/** The first thing that is still to be told; null: the preview can be asked for. */
export function missingFrom(order: ReturnableOrder, form: ReturnForm): MissingPart | null {
  const chosen = chosenLines(order, form);
  if (chosen.length === 0) return 'pieces';
  for (const { line, piece } of chosen) {
    if (piece.reason === null) return 'reason';
    if (piece.grade === null) return 'grade';
    if (line.asks.includes('seal') && piece.sealIntact === null) return 'seal';
    if (needsPhoto(order, line, piece) && piece.pictureIds.length === 0) return 'photo';
    if (!isNamed(piece.destination)) return 'destination';
  }
  const { outcome, pieces } = form.settlement;
  return outcome === 'exchange' && Object.keys(pieces).length === 0 ? 'newPieces' : null;
}

/** A piece is sent to a place only once it is said to which. */
function isNamed(destination: Destination | null): boolean {
  return !goesAway(destination?.kind ?? null) || destination?.toLocationId !== undefined;
}

/** A picture is asked for by the reason or by the condition. */
export function needsPhoto(
  order: ReturnableOrder,
  line: ReturnableLine,
  { reason, grade }: PieceForm,
): boolean {
  const ofReason = line.reasons.find((each) => each.reason === reason)?.needsPhoto ?? false;
  const ofGrade = order.grades.find((each) => each.grade === grade)?.photo ?? false;
  return ofReason || ofGrade;
}

export function chosenLines(
  order: ReturnableOrder,
  form: ReturnForm,
): { readonly line: ReturnableLine; readonly piece: PieceForm }[] {
  return order.lines.flatMap((line) => {
    const piece = form.lines[line.lineId];
    return piece ? [{ line, piece }] : [];
  });
}

export type ReturnBody = InputOf<typeof previewReturnEndpoint>;

/** What is asked and, with the digest of the answer, confirmed. Only for a form that lacks nothing. */
export function bodyOf(
  order: ReturnableOrder,
  form: ReturnForm,
  at: { readonly locationId: string; readonly proof: Proof },
  settled: { readonly consentShown: string | null; readonly dueMinor: number },
): ReturnBody {
  const settlement = settlementOf(form.settlement, settled);
  return {
    orderId: order.orderId,
    ...at,
    lines: chosenLines(order, form).map(({ line, piece }) => lineOf(line, piece)),
    ...(settlement ? { settlement } : {}),
  };
}

function lineOf({ lineId, asks }: ReturnableLine, piece: PieceForm): ReturnLine {
  const { quantity, reason, grade, sealIntact, defect, pictureIds, destination } = piece;
  return {
    lineId,
    quantity,
    reason: reason!,
    grade: grade!,
    ...(asks.includes('seal') && sealIntact !== null ? { sealIntact } : {}),
    ...(defect.trim() === '' ? {} : { defect: defect.trim() }),
    ...(pictureIds.length > 0 ? { pictureIds: [...pictureIds] } : {}),
    ...(destination ? { destination } : {}),
  };
}

function settlementOf(
  { outcome, tender, consent, pieces, differenceBy, shares }: OutcomeForm,
  { consentShown, dueMinor }: { readonly consentShown: string | null; readonly dueMinor: number },
): Settlement | null {
  if (outcome === 'original-tender' && shares === null) return null;
  return {
    outcome,
    ...(shares === null ? {} : { shares: shares.filter(({ amountMinor }) => amountMinor > 0) }),
    ...(outcome === 'other-tender' ? { tender } : {}),
    ...(consent && consentShown !== null
      ? { consent: { given: true as const, shown: consentShown } }
      : {}),
    ...(outcome === 'exchange'
      ? { pieces: Object.entries(pieces).map(([gtin, quantity]) => ({ gtin, quantity })) }
      : {}),
    ...(outcome === 'exchange' && dueMinor > 0
      ? { difference: { kind: differenceBy, amountMinor: dueMinor } }
      : {}),
  };
}

export interface OfferedOutcome {
  readonly outcome: Outcome;
  readonly title: { readonly it: string; readonly en: string };
  readonly verdict: 'allowed' | 'needs-approval' | 'refused';
}

const WEIGHT = { allowed: 0, 'needs-approval': 1, refused: 2 } as const;

/** What every chosen piece may be given for, each as hard as the hardest of them. */
export function outcomesOf(order: ReturnableOrder, form: ReturnForm): readonly OfferedOutcome[] {
  const lists = chosenLines(order, form).map(
    ({ line, piece }) => line.reasons.find(({ reason }) => reason === piece.reason)?.outcomes ?? [],
  );
  const [first, ...others] = lists;
  return (first ?? []).flatMap(({ outcome, title, verdict }) => {
    if (outcome === 'voucher' && !issuesInstruments()) return [];
    const same = others.map((list) => list.find((each) => each.outcome === outcome));
    if (same.some((each) => each === undefined)) return [];
    const worst = [verdict, ...same.map((each) => each!.verdict)].sort(
      (a, b) => WEIGHT[b] - WEIGHT[a],
    )[0]!;
    return [{ outcome, title, verdict: worst }];
  });
}
