import assert from 'node:assert/strict';

/** A receipt as a till tells it. Amounts in minor units, VAT included. */
export interface TillReceipt {
  readonly locationId: string;
  readonly kind: 'sale' | 'return';
  readonly tillId: string;
  readonly externalId: string;
  readonly channel: string;
  readonly customerId: string | null;
  readonly currency: string;
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly fiscal: FiscalReference | null;
  readonly roundingMinor: number;
  readonly pricedBy: { readonly engine: string; readonly version: string } | null;
  readonly returnsId: string | null;
  readonly lines: readonly ReceiptLine[];
  readonly tenders: readonly Tender[];
}

/** Where the fiscal document stands: the printer's serial number, the closing, the number. */
export interface FiscalReference {
  readonly rtSerial: string;
  readonly zNumber: number;
  readonly documentNumber: number;
}

export interface ReceiptLine {
  readonly itemId: string;
  readonly vatRate: number;
  readonly pieces: readonly ReceiptPieces[];
}

/** Equal pieces, each with its frozen share of every discount. */
export interface ReceiptPieces {
  readonly quantity: number;
  readonly listPriceMinor: number;
  readonly discounts: readonly {
    readonly promotionId: string | null;
    readonly reason: string;
    readonly amountMinor: number;
  }[];
}

export interface Tender {
  readonly kind: string;
  readonly amountMinor: number;
  readonly reference: string | null;
}

/** Why a receipt does not add up, with both sums. */
export type ReceiptFault =
  | { readonly why: 'piece-below-zero'; readonly line: number; readonly amountMinor: number }
  /** No till sells for billions: a slip of the decimal point. */
  | { readonly why: 'too-large'; readonly line: number }
  | { readonly why: 'tenders'; readonly totalMinor: number; readonly tenderedMinor: number }
  | { readonly why: 'rounding-not-cash'; readonly roundingMinor: number }
  | { readonly why: 'rounding-wrong'; readonly roundingMinor: number; readonly rightMinor: number };

/** As many lines as a receipt may have. */
export const MOST_LINES = 500;

/** A billion euro. */
const LARGEST_MINOR = 100_000_000_000;

export function payOf({ listPriceMinor, discounts }: ReceiptPieces): number {
  return listPriceMinor - discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

export function lineTotal({ pieces }: ReceiptLine): number {
  return pieces.reduce((sum, group) => sum + group.quantity * payOf(group), 0);
}

export function receiptTotal({ lines }: Pick<TillReceipt, 'lines'>): number {
  return lines.reduce((sum, line) => sum + lineTotal(line), 0);
}

/**
 * What is wrong with the sums: pieces below zero, tenders that do not pay the total, and a rounding that
 * is not the law's (DL 50/2017 art. 13-quater: to five cents, only when the whole is paid in cash).
 */
export function faultsOf(receipt: TillReceipt): ReceiptFault[] {
  const faults: ReceiptFault[] = [];
  receipt.lines.forEach(({ pieces }, line) => {
    const below = pieces.find((group) => payOf(group) < 0);
    if (below) faults.push({ why: 'piece-below-zero', line, amountMinor: payOf(below) });
    const listed = pieces.reduce((sum, group) => sum + group.quantity * group.listPriceMinor, 0);
    if (listed * receipt.lines.length > LARGEST_MINOR) faults.push({ why: 'too-large', line });
  });
  // Sums of such pieces would say nothing more.
  if (faults.length > 0) return faults;
  const totalMinor = receiptTotal(receipt);
  const tenderedMinor = receipt.tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { roundingMinor } = receipt;
  if (tenderedMinor !== totalMinor + roundingMinor) {
    faults.push({ why: 'tenders', totalMinor: totalMinor + roundingMinor, tenderedMinor });
  }
  if (roundingMinor !== 0) {
    const right = cashRounding(totalMinor);
    if (receipt.tenders.some(({ kind }) => kind !== 'cash')) {
      faults.push({ why: 'rounding-not-cash', roundingMinor });
    } else if (roundingMinor !== right) {
      faults.push({ why: 'rounding-wrong', roundingMinor, rightMinor: right });
    }
  }
  return faults;
}

/** What is added to a total that is paid in cash only, so that no coin of one or two cents is needed. */
export function cashRounding(totalMinor: number): number {
  assert(Number.isSafeInteger(totalMinor) && totalMinor >= 0, 'a total is whole cents');
  const rest = totalMinor % 5;
  return rest < 3 ? (rest === 0 ? 0 : -rest) : 5 - rest;
}
