/** Equal pieces of a line while promotions are being applied. */
export interface Piece {
  readonly count: number;
  /** Left to pay for one of them. */
  readonly net: number;
  readonly shares: readonly Share[];
  /** Number of the promotion whose deal they serve; -1: none. */
  readonly deal: number;
}

/** What a promotion, by its number, took off one piece. */
export interface Share {
  readonly promotion: number;
  readonly amount: number;
}

/** A line while promotions are being applied: never changed, only replaced. */
export interface LineState {
  /** Its place in the basket. */
  readonly place: number;
  readonly quantity: number;
  /** Of one piece, before any promotion. */
  readonly list: number;
  readonly pieces: readonly Piece[];
  /** Left to pay for all of them. */
  readonly net: number;
  /** Number of the promotion after which no other may touch it; -1: none. */
  readonly stoppedBy: number;
}

/** Takes `amount` off each of `count` pieces of one group of equal pieces. */
export interface Cut {
  /** The group, by its place among the line's pieces. */
  readonly cell: { readonly piece: number };
  readonly count: number;
  readonly amount: number;
}

export function openLine(place: number, quantity: number, list: number): LineState {
  return {
    place,
    quantity,
    list,
    pieces: [{ count: quantity, net: list, shares: [], deal: -1 }],
    net: quantity * list,
    stoppedBy: -1,
  };
}

/** The line after the cuts; pieces named by a cut of a deal serve it, also where nothing is taken off. */
export function cutLine(
  line: LineState,
  cuts: readonly Cut[],
  { promotion, isDeal, stops }: { promotion: number; isDeal: boolean; stops: boolean },
): LineState {
  const pieces: Piece[] = [];
  let net = line.net;
  for (let place = 0; place < line.pieces.length; place++) {
    const piece = line.pieces[place]!;
    let left = piece.count;
    for (const cut of cuts) {
      if (cut.cell.piece !== place || cut.count === 0) continue;
      left -= cut.count;
      net -= cut.count * cut.amount;
      pieces.push({
        count: cut.count,
        net: piece.net - cut.amount,
        shares: cut.amount === 0 ? piece.shares : withShare(piece.shares, promotion, cut.amount),
        deal: isDeal ? promotion : piece.deal,
      });
    }
    if (left > 0) pieces.push(left === piece.count ? piece : { ...piece, count: left });
  }
  const { place, quantity, list, stoppedBy } = line;
  return { place, quantity, list, pieces, net, stoppedBy: stops ? promotion : stoppedBy };
}

function withShare(shares: readonly Share[], promotion: number, amount: number): readonly Share[] {
  const known = shares.findIndex((share) => share.promotion === promotion);
  if (known < 0) return [...shares, { promotion, amount }];
  return shares.map((share, place) =>
    place === known ? { promotion, amount: share.amount + amount } : share,
  );
}

/** What one promotion took off the whole line. */
export function takenBy(line: LineState, promotion: number): number {
  let sum = 0;
  for (const { count, shares } of line.pieces)
    for (const share of shares) if (share.promotion === promotion) sum += count * share.amount;
  return sum;
}
