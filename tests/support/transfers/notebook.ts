/**
 * What a careful clerk would write down of one transfer: nothing here knows how the system does it. Each
 * step says what it is refused with (null: it goes through), and writes down what it changes.
 */
export interface Notebook {
  /** Pieces by item: sellable at both ends, damaged at the destination. */
  readonly source: number[];
  readonly destination: number[];
  readonly damaged: number[];
  /** Pieces at the source that nobody is promised until they are counted. */
  readonly doubted: number[];
  /** Pieces that were written off (above 0) or found (below). */
  readonly gone: number[];
  state: string;
  picking: boolean;
  readonly lines: Line[];
  readonly shipments: Sent[];
}

export interface Line {
  readonly lineId: string;
  readonly item: number;
  readonly requested: number;
  accepted: number;
  picked: number;
  shipped: number;
}

export interface Sent {
  readonly shipmentId: string;
  counted: boolean;
  receipts: number;
  readonly lines: Map<string, Parcel>;
}

export interface Parcel {
  readonly item: number;
  readonly sent: number;
  got: number;
  broken: number;
  cleared: number;
  /** Differences about damage that stand open. */
  complaints: number;
}

export type Verdict = string | null;

const PREPARING = ['draft', 'picked'];
const ROAD = ['in-transit', 'partly-received', 'discrepancy'];

export function onTheRoad({ sent, got, cleared }: Parcel): number {
  return sent - got - cleared;
}

export function promised(book: Notebook, item: number): number {
  return book.lines
    .filter((line) => line.item === item)
    .reduce((sum, { accepted, shipped }) => sum + accepted - shipped, 0);
}

export function free(book: Notebook, item: number): number {
  return Math.max(0, book.source[item]! - promised(book, item) - book.doubted[item]!);
}

/** Which lines would be short of pieces if these were promised. */
function lacks(book: Notebook, wanted: readonly (readonly [item: number, quantity: number])[]) {
  const sums = new Map<number, number>();
  for (const [item, quantity] of wanted) sums.set(item, (sums.get(item) ?? 0) + quantity);
  return [...sums].some(([item, quantity]) => quantity > 0 && free(book, item) < quantity);
}

export function sendUnasked(
  book: Notebook,
  wanted: readonly (readonly [number, number])[],
): Verdict {
  return lacks(book, wanted) ? 'insufficient-stock' : null;
}

export function accept(book: Notebook, fewer: ReadonlyMap<string, number>): Verdict {
  if (book.state !== 'requested') return 'transfer-state';
  const said = book.lines.map((line) => [line, fewer.get(line.lineId) ?? line.requested] as const);
  if (said.some(([line, quantity]) => quantity > line.requested)) return 'too-many-pieces';
  if (said.every(([, quantity]) => quantity === 0)) return 'nothing-to-send';
  if (
    lacks(
      book,
      said.map(([{ item }, quantity]) => [item, quantity] as const),
    )
  ) {
    return 'insufficient-stock';
  }
  for (const [line, quantity] of said) line.accepted = quantity;
  book.state = 'draft';
  return null;
}

export function decline(book: Notebook): Verdict {
  if (book.state !== 'requested') return 'transfer-state';
  book.state = 'declined';
  return null;
}

function prepares(book: Notebook): boolean {
  if (PREPARING.includes(book.state)) return true;
  const left = book.lines.some(({ accepted, shipped }) => shipped < accepted);
  return ROAD.includes(book.state) && left;
}

export function setPicked(book: Notebook, line: Line, picked: number): Verdict {
  if (!prepares(book)) return 'transfer-state';
  if (picked > line.accepted) return 'too-many-pieces';
  if (picked < line.shipped) return 'transfer-state';
  line.picked = picked;
  restate(book);
  return null;
}

/** A scan of what nobody had asked for: it came in a parcel. */
export function pickStranger(book: Notebook): Verdict {
  return prepares(book) ? 'not-on-transfer' : 'transfer-state';
}

/** `reasons` by line; `kept` leaves the pieces where they are, any other takes them out of stock. */
export function finish(book: Notebook, reasons: ReadonlyMap<string, 'kept' | 'missing'>): Verdict {
  if (!prepares(book)) return 'transfer-state';
  const lacking = book.lines.filter(({ picked, accepted }) => picked < accepted);
  if (lacking.some(({ lineId }) => !reasons.has(lineId))) return 'short-pick-unexplained';
  const looked = lacking.map((line) => [line, line.accepted - line.picked] as const);
  for (const [line] of looked) line.accepted = line.picked;
  for (const [line, quantity] of looked) {
    if (reasons.get(line.lineId) === 'kept') continue;
    const { item } = line;
    const inHand = book.lines
      .filter((each) => each.item === item)
      .reduce((sum, { picked, shipped }) => sum + picked - shipped, 0);
    const missing = Math.min(quantity, Math.max(0, book.source[item]! - inHand));
    book.source[item]! -= missing;
    book.gone[item]! += missing;
    book.doubted[item] = Math.max(0, book.source[item]! - promised(book, item));
  }
  book.picking = false;
  if (book.state === 'draft') book.state = 'picked';
  restate(book);
  return null;
}

export function ship(
  book: Notebook,
  wanted: ReadonlyMap<string, number>,
  shipmentId: string,
): Verdict {
  if (!prepares(book)) return 'transfer-state';
  for (const [lineId, quantity] of wanted) {
    const { picked, shipped } = book.lines.find((line) => line.lineId === lineId)!;
    if (quantity > picked - shipped) return 'too-many-pieces';
  }
  const leaves = [...wanted].filter(([, quantity]) => quantity > 0);
  if (leaves.length === 0) return 'nothing-to-send';
  const parcels = new Map<string, Parcel>();
  for (const [lineId, quantity] of leaves) {
    const line = book.lines.find((each) => each.lineId === lineId)!;
    line.shipped += quantity;
    book.source[line.item]! -= quantity;
    const empty = { got: 0, broken: 0, cleared: 0, complaints: 0 };
    parcels.set(lineId, { item: line.item, sent: quantity, ...empty });
  }
  book.shipments.push({ shipmentId, counted: false, receipts: 0, lines: parcels });
  restate(book);
  return null;
}

export function cancel(book: Notebook): Verdict {
  if (book.state !== 'requested' && !prepares(book)) return 'transfer-state';
  for (const line of book.lines) {
    line.accepted = line.shipped;
    line.picked = line.shipped;
  }
  restate(book);
  if (book.shipments.length === 0) book.state = 'cancelled';
  return null;
}

export interface Count {
  readonly lineId: string;
  readonly item: number;
  readonly good: number;
  readonly damaged: number;
}

export function receive(
  book: Notebook,
  sent: Sent,
  counts: readonly Count[],
  complete: boolean,
): Verdict {
  if (isClosed(sent)) return 'transfer-state';
  const named = new Set(counts.map(({ lineId }) => lineId));
  const silent = [...sent.lines].filter(
    ([lineId, parcel]) => onTheRoad(parcel) > 0 && !named.has(lineId),
  );
  if (complete && silent.length > 0) return 'lines-not-counted';
  const pieces = counts.reduce((sum, { good, damaged }) => sum + good + damaged, 0);
  if (!complete && pieces === 0) return 'invalid-request';
  for (const { lineId, item, good, damaged } of counts) {
    const empty = { sent: 0, got: 0, broken: 0, cleared: 0, complaints: 0 };
    const parcel = sent.lines.get(lineId) ?? { item, ...empty };
    sent.lines.set(lineId, parcel);
    parcel.got += good + damaged;
    parcel.broken += damaged;
    if (damaged > 0) parcel.complaints += 1;
    book.destination[item]! += good;
    book.damaged[item]! += damaged;
  }
  sent.receipts += 1;
  const all = [...sent.lines.values()].every((parcel) => onTheRoad(parcel) <= 0);
  sent.counted = sent.counted || complete || all;
  restate(book);
  return null;
}

/** What a difference was: `where` answers, and how its pieces move. */
export function clear(
  book: Notebook,
  sent: Sent,
  lineId: string,
  difference: { readonly kind: string; readonly quantity: number },
  verdict: { readonly resolution: string; readonly answers: string },
): void {
  const parcel = sent.lines.get(lineId)!;
  const { item } = parcel;
  const { kind, quantity } = difference;
  const stock = verdict.answers === 'destination' ? book.destination : book.source;
  if (kind === 'damaged') {
    parcel.complaints -= 1;
  } else if (kind === 'short') {
    parcel.cleared += quantity;
    if (verdict.resolution === 'lost' || verdict.resolution === 'damaged') {
      book.gone[item]! += quantity;
    } else stock[item]! += quantity;
  } else {
    parcel.cleared -= quantity;
    const found = Math.max(0, quantity - Math.max(0, stock[item]!));
    stock[item]! += found - quantity;
    book.gone[item]! -= found;
  }
  restate(book);
}

export function recall(book: Notebook, sent: Sent, back: boolean): Verdict {
  const missing = [...sent.lines.values()].filter((parcel) => onTheRoad(parcel) > 0);
  if (missing.length === 0) return 'transfer-state';
  for (const parcel of missing) {
    const pieces = onTheRoad(parcel);
    parcel.cleared += pieces;
    if (back) book.source[parcel.item]! += pieces;
    else book.gone[parcel.item]! += pieces;
  }
  sent.counted = true;
  restate(book);
  return null;
}

export function isClosed(sent: Sent): boolean {
  const parcels = [...sent.lines.values()];
  return sent.counted && parcels.every((each) => onTheRoad(each) === 0 && each.complaints === 0);
}

/** Where the transfer stands, read off the parcels. */
export function restate(book: Notebook): void {
  const left = book.lines.some(({ accepted, shipped }) => shipped < accepted);
  if (book.shipments.length === 0) {
    const whole = book.lines.every(({ picked, accepted }) => picked === accepted);
    if (!left) book.state = 'cancelled';
    else if (book.state === 'picked' && !whole) book.state = 'draft';
    return;
  }
  const parcels = book.shipments.flatMap(({ lines }) => [...lines.values()]);
  if (book.shipments.every(isClosed) && !left) {
    book.state = parcels.some(({ got }) => got > 0) ? 'received' : 'cancelled';
  } else if (book.shipments.every(({ receipts, counted }) => receipts === 0 && !counted)) {
    book.state = 'in-transit';
  } else {
    book.state =
      book.shipments.every(({ counted }) => counted) && !left ? 'discrepancy' : 'partly-received';
  }
}
