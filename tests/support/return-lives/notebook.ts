/**
 * What a careful clerk writes down of a few orders and of what comes back: nothing here knows how the
 * system does it. Every command says whether its outcome could have been, and writes down what it changed.
 */
export interface Notes {
  /** By `lineId/unit`. */
  readonly pieces: Map<string, Piece>;
  /** By the id of the file. */
  readonly files: Map<string, Filed>;
  /** Pieces that lie there, by `place/item/condition`. */
  readonly stock: Map<string, number>;
  /** By the id of the transfer. */
  readonly roads: Map<string, Road>;
  /** New pieces that left with customers and whose lines have not been looked up yet, by order. */
  readonly exchanged: Map<string, string[]>;
}

export interface Piece {
  readonly orderId: string;
  readonly lineId: string;
  readonly unit: number;
  readonly itemId: string;
  /** What was paid for it, frozen on the day of sale. */
  readonly goodsMinor: number;
  fate: 'open' | 'collected' | 'cancelled';
  /** The file it is on, while that lives. */
  file: string | null;
}

export interface Filed {
  readonly returnId: string;
  readonly orderId: string;
  /** The shop that took it. */
  readonly shop: string;
  goods: 'in-custody' | 'graded' | 'disposed' | 'handed-back';
  decision:
    | 'allowed'
    | 'pending'
    | 'countered'
    | 'approved'
    | 'repair'
    | 'refused'
    | 'expired'
    | 'withdrawn';
  outcome: string;
  backMinor: number;
  readonly parts: Part[];
  /** New pieces of an exchange, that leave with the acceptance. */
  readonly newItems: readonly string[];
  /** What the customer pays on top of them. */
  readonly restMinor: number;
  /** Pieces to be sent on, by `place/item/condition`. */
  readonly sends: Map<string, number>;
  readonly asked: Asked | null;
  offer: Offer | null;
}

export interface Part {
  readonly key: string;
  readonly itemId: string;
  grade: 'A' | 'B' | 'C';
  kind: string;
  to: string | null;
}

export interface Asked {
  readonly approvalId: string;
  readonly by: string;
  readonly amountMinor: number;
  /** The least role that may answer now. */
  role: string;
  /** What happened between preview and confirmation may have raised it. */
  readonly perhapsHigher: boolean;
}

export type Offer =
  | { readonly kind: 'amount'; readonly amountMinor: number; readonly note: null }
  | {
      readonly kind: 'tender';
      readonly tender: 'cash' | 'by-hand' | 'return-voucher';
      readonly note: null;
    }
  | { readonly kind: 'repair'; readonly note: null };

export interface Road {
  readonly transferId: string;
  readonly from: string;
  readonly to: string;
  readonly lines: Map<string, RoadLine>;
}

export interface RoadLine {
  readonly itemId: string;
  readonly condition: string;
  accepted: number;
  picked: number;
  shipped: number;
  /** Arrived, gone back or written off. */
  ended: number;
}

export type Outcome = { readonly slug: string } | { readonly reply: unknown };

export function emptyNotes(): Notes {
  return {
    pieces: new Map(),
    files: new Map(),
    stock: new Map(),
    roads: new Map(),
    exchanged: new Map(),
  };
}

export function pieceKey({ lineId, unit }: Pick<Piece, 'lineId' | 'unit'>): string {
  return `${lineId}/${unit}`;
}

export function withCustomer(notes: Notes, orderId?: string): Piece[] {
  return [...notes.pieces.values()].filter(
    (piece) =>
      piece.fate === 'collected' &&
      piece.file === null &&
      (orderId === undefined || piece.orderId === orderId),
  );
}

export function lies(notes: Notes, place: string, itemId: string, condition = 'sellable'): number {
  return notes.stock.get(`${place}/${itemId}/${condition}`) ?? 0;
}

export function move(
  { stock }: Notes,
  place: string,
  itemId: string,
  condition: string,
  pieces: number,
): void {
  const key = `${place}/${itemId}/${condition}`;
  stock.set(key, (stock.get(key) ?? 0) + pieces);
}

export function isOpen({ goods, decision }: Filed): boolean {
  return goods === 'in-custody' && (decision === 'pending' || decision === 'countered');
}

/** Agreed, and the customer has the rest to pay. */
export function waitsForRest({ goods, decision }: Filed): boolean {
  return goods === 'in-custody' && decision === 'approved';
}

/** Agreed: all of it follows at once, unless the customer has to pay first. */
export function approve(notes: Notes, file: Filed): void {
  if (file.restMinor > 0) file.decision = 'approved';
  else accept(notes, file, 'approved');
}

/** In which condition a piece lies where it was taken; null: it is destroyed. */
export function conditionOf({ kind, grade }: Pick<Part, 'kind' | 'grade'>): string | null {
  if (kind === 'destroy') return null;
  if (kind === 'restock') return 'sellable';
  if (kind === 'inspect') return 'to-inspect';
  if (kind === 'damaged' || kind === 'supplier') return 'damaged';
  return { A: 'sellable', B: 'to-inspect', C: 'damaged' }[grade];
}

/** Accepted: the goods are the shop’s, what is to be sent on waits for it, new pieces leave. */
export function accept(notes: Notes, file: Filed, decision: 'allowed' | 'approved'): void {
  file.decision = decision;
  file.goods = file.parts.some(({ kind }) => kind === 'inspect') ? 'graded' : 'disposed';
  for (const part of file.parts) {
    const condition = conditionOf(part);
    if (condition !== null) move(notes, file.shop, part.itemId, condition, 1);
    sendOn(file, part);
  }
  for (const itemId of file.newItems) {
    move(notes, file.shop, itemId, 'sellable', -1);
    const known = notes.exchanged.get(file.orderId) ?? [];
    notes.exchanged.set(file.orderId, [...known, itemId]);
  }
}

/** Not accepted: the goods wait for the customer. */
export function end(file: Filed, decision: 'repair' | 'refused' | 'expired' | 'withdrawn'): void {
  file.decision = decision;
  file.offer = null;
}

export function handBack(notes: Notes, file: Filed): void {
  if (waitsForRest(file)) file.decision = 'withdrawn';
  file.goods = 'handed-back';
  for (const { key } of file.parts) notes.pieces.get(key)!.file = null;
}

/** A piece that waited has been looked at. */
export function regrade(
  notes: Notes,
  file: Filed,
  part: Part,
  now: Pick<Part, 'grade' | 'kind' | 'to'>,
): void {
  Object.assign(part, now);
  if (part.kind === 'inspect') return;
  move(notes, file.shop, part.itemId, 'to-inspect', -1);
  const condition = conditionOf(part);
  if (condition !== null) move(notes, file.shop, part.itemId, condition, 1);
  sendOn(file, part);
}

export function regraded(file: Filed): void {
  file.goods = file.parts.some(({ kind }) => kind === 'inspect') ? 'graded' : 'disposed';
}

function sendOn({ sends }: Filed, part: Part): void {
  if (part.to === null) return;
  const key = `${part.to}/${part.itemId}/${conditionOf(part)}`;
  sends.set(key, (sends.get(key) ?? 0) + 1);
}
