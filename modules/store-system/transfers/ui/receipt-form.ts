import type { InputOf } from '../../../../server/http/contract.ts';
import { sameGtin } from '../../../../server/ui/scan/scan.ts';
import type { TransferCard } from '../contracts.ts';
import type { receiveShipment } from '../steps-contracts.ts';

/** What was found of one thing: `null` good pieces means that nobody has counted it yet. */
export interface Count {
  readonly good: number | null;
  readonly damaged: number;
}

/** What somebody at the receiving side has counted so far, and nothing of it is sent before the last press. */
export interface ReceiptForm {
  readonly lines: Readonly<Record<string, Count>>;
  /** What the paper does not name, by GTIN. */
  readonly unexpected: Readonly<Record<string, Count>>;
}

export const EMPTY_RECEIPT: ReceiptForm = { lines: {}, unexpected: {} };
const NOT_COUNTED: Count = { good: null, damaged: 0 };

type Shipment = TransferCard['shipments'][number];

export interface LineToReceive {
  readonly lineId: string;
  readonly item: TransferCard['lines'][number]['item'];
  /** Still missing of the shipment. */
  readonly expected: number;
  readonly count: Count;
  readonly verdict: Verdict;
}

export type Verdict = 'open' | 'whole' | 'short' | 'over';

/** The lines of which something is still to come, with what was counted of each. */
export function linesToReceive(
  card: TransferCard,
  shipment: Shipment,
  form: ReceiptForm,
): LineToReceive[] {
  const lineOf = new Map(card.lines.map((line) => [line.lineId, line]));
  return shipment.lines.flatMap(({ lineId, missing }) => {
    const line = lineOf.get(lineId);
    if (!line || (missing <= 0 && !form.lines[lineId])) return [];
    const count = form.lines[lineId] ?? NOT_COUNTED;
    const expected = Math.max(0, missing);
    return [{ lineId, item: line.item, expected, count, verdict: verdictOf(count, expected) }];
  });
}

function verdictOf({ good, damaged }: Count, expected: number): Verdict {
  if (good === null && damaged === 0) return 'open';
  const found = (good ?? 0) + damaged;
  if (found === expected) return 'whole';
  return found > expected ? 'over' : 'short';
}

export type Scanned =
  | { readonly on: 'line'; readonly lineId: string; readonly form: ReceiptForm }
  | { readonly on: 'unexpected'; readonly gtin: string; readonly form: ReceiptForm };

/** One more good piece: of the line it belongs to, of the one that still lacks pieces if there are two. */
export function withScan(
  card: TransferCard,
  shipment: Shipment,
  form: ReceiptForm,
  gtin: string,
): Scanned {
  const matching = linesToReceive(card, shipment, form).filter(({ item }) =>
    sameGtin(item.gtin, gtin),
  );
  const line =
    matching.find(({ count, expected }) => (count.good ?? 0) + count.damaged < expected) ??
    matching[0];
  if (!line) {
    const count = form.unexpected[gtin] ?? NOT_COUNTED;
    const unexpected = { ...form.unexpected, [gtin]: { ...count, good: (count.good ?? 0) + 1 } };
    return { on: 'unexpected', gtin, form: { ...form, unexpected } };
  }
  const good = (line.count.good ?? 0) + 1;
  return {
    on: 'line',
    lineId: line.lineId,
    form: withCount(form, line.lineId, { ...line.count, good }),
  };
}

export function withCount(form: ReceiptForm, lineId: string, count: Count): ReceiptForm {
  return { ...form, lines: { ...form.lines, [lineId]: count } };
}

/** Takes a wrong scan of something unexpected back; without pieces it is gone. */
export function withUnexpected(form: ReceiptForm, gtin: string, count: Count | null): ReceiptForm {
  const { [gtin]: _, ...others } = form.unexpected;
  return { ...form, unexpected: count === null ? others : { ...others, [gtin]: count } };
}

/** What was counted since a receipt was sent: its pieces are written down and are not counted again. */
export function withoutSent(form: ReceiptForm, sent: ReceiptForm): ReceiptForm {
  return {
    lines: countedSince(form.lines, sent.lines),
    unexpected: countedSince(form.unexpected, sent.unexpected),
  };
}

function countedSince(counts: ReceiptForm['lines'], sent: ReceiptForm['lines']) {
  const since = Object.entries(counts).map(([key, count]): [string, Count] => {
    const { good, damaged } = sent[key] ?? NOT_COUNTED;
    if (good === null && damaged === 0) return [key, count];
    const more = Math.max(0, (count.good ?? 0) - (good ?? 0));
    return [key, { good: more > 0 ? more : null, damaged: Math.max(0, count.damaged - damaged) }];
  });
  return Object.fromEntries(since.filter(([, { good, damaged }]) => good !== null || damaged > 0));
}

export interface ReceiptSums {
  readonly expected: number;
  readonly found: number;
  readonly short: number;
  readonly over: number;
  readonly damaged: number;
  readonly unexpected: number;
  /** Lines nobody has counted: with `0` for what did not come it can be closed. */
  readonly uncounted: number;
  readonly begun: boolean;
}

/** The figures beside the button; pieces of lines nobody has counted are neither short nor there. */
export function sumsOf(lines: readonly LineToReceive[], form: ReceiptForm): ReceiptSums {
  const total = (of: (line: LineToReceive) => number): number =>
    lines.reduce((sum, line) => sum + of(line), 0);
  const foundOf = ({ count }: LineToReceive): number => (count.good ?? 0) + count.damaged;
  const counted = (line: LineToReceive): boolean => line.verdict !== 'open';
  const unexpected = Object.values(form.unexpected).reduce(
    (sum, { good, damaged }) => sum + (good ?? 0) + damaged,
    0,
  );
  return {
    expected: total(({ expected }) => expected),
    found: total(foundOf) + unexpected,
    short: total((line) => (counted(line) ? Math.max(0, line.expected - foundOf(line)) : 0)),
    over: total((line) => Math.max(0, foundOf(line) - line.expected)),
    damaged: total(({ count }) => count.damaged),
    unexpected,
    uncounted: lines.filter((line) => !counted(line)).length,
    begun: lines.some(counted) || unexpected > 0,
  };
}

/** What is sent: the lines that were counted, and all that nobody expected. */
export function receiptOf(
  lines: readonly LineToReceive[],
  form: ReceiptForm,
  shipmentId: string,
  complete: boolean,
): InputOf<typeof receiveShipment> {
  const unexpected = Object.entries(form.unexpected).map(([gtin, { good, damaged }]) => ({
    gtin,
    good: good ?? 0,
    damaged,
  }));
  return {
    shipmentId,
    complete,
    lines: lines
      .filter(({ verdict }) => verdict !== 'open')
      .map(({ lineId, count: { good, damaged } }) => ({ lineId, good: good ?? 0, damaged })),
    ...(unexpected.length > 0 ? { unexpected } : {}),
  };
}
