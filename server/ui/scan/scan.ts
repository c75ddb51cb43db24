/** What a code turned out to be. `text` is anything else: it goes to the search. */
export type ScanKind =
  | 'pickup'
  | 'return'
  | 'reservation'
  | 'transfer'
  | 'gift-card'
  | 'voucher'
  | 'coupon'
  | 'badge'
  | 'item'
  | 'parcel'
  | 'text';

export interface Scan {
  readonly kind: ScanKind;
  /**
   * The canonical form: `PK-…` for our codes, the GTIN as printed (8, 12, 13 or 14 digits) for goods, the
   * SSCC for parcels, the text as typed for the rest.
   */
  readonly code: string;
  /** Serial number of one piece, when the barcode carries it (GS1). */
  readonly serial: string | null;
  /** What the scanner sent, untouched. */
  readonly raw: string;
  readonly from: 'wedge' | 'camera' | 'typed';
}

/** What became of a scan: seen, heard and read aloud by the shell. */
export type ScanResult =
  /** Taken. High tone, green frame. «Maglione Alba · Petrolio · M», «preso, 2 di 2» */
  | { readonly outcome: 'accepted'; readonly title: string; readonly detail?: string }
  /** Ours, and wrong. Two low tones, red frame until the next scan. «È la L, serve la M» */
  | { readonly outcome: 'refused'; readonly title: string; readonly detail?: string }
  /** Not ours: the next handler is asked, at last the screens' routes and the search. */
  | { readonly outcome: 'passed' };

export type ScanHandler = (scan: Scan) => ScanResult | Promise<ScanResult>;

export const PASSED: ScanResult = { outcome: 'passed' };

/** «Preso»: high tone, green frame. */
export function accepted(title: string, detail?: string): ScanResult {
  return detail === undefined
    ? { outcome: 'accepted', title }
    : { outcome: 'accepted', title, detail };
}

/** «È la L, serve la M»: low tones, red frame. */
export function refused(title: string, detail?: string): ScanResult {
  return detail === undefined
    ? { outcome: 'refused', title }
    : { outcome: 'refused', title, detail };
}

/** The same article, however many digits of its GTIN were scanned or printed. */
export function sameGtin(one: string, other: string): boolean {
  return one.padStart(14, '0') === other.padStart(14, '0');
}
