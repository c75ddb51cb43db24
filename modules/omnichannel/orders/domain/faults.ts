import type { ContractFlow } from './order.ts';

/** An order as a channel sends it, as far as its figures and names are concerned. */
export interface OrderToCheck {
  readonly channel: string;
  readonly locationId: string;
  readonly slotStartsAt?: string;
  readonly contractFlow: ContractFlow;
  readonly currency: string;
  readonly lines: readonly {
    readonly externalLineId: string;
    readonly gtin: string;
    readonly quantity: number;
    readonly unitPriceMinor?: number;
    readonly vatRate?: number;
    readonly discounts?: readonly { readonly amountMinor: number }[];
  }[];
  readonly shippingMinor?: number;
  readonly totalMinor?: number;
  readonly payments?: readonly {
    readonly kind: string;
    readonly amountMinor: number;
    readonly providerRef?: string;
  }[];
}

/** What we know of the things the order names. */
export interface Known {
  readonly channel: { readonly currency: string } | null;
  readonly location: { readonly active: boolean; readonly pickupEnabled: boolean } | null;
  /** The shop takes no new orders for a while. */
  readonly paused: boolean;
  /** The chosen slot, if one was chosen, is one of the shop's and has room. */
  readonly slotFree: boolean;
  /** VAT rate by GTIN, of the items that exist. */
  readonly vatRates: ReadonlyMap<string, number>;
  /** The order names a fidelity card that nobody has. */
  readonly cardUnknown: boolean;
  /** What our prices say, for an order that asks for them; null when it brings its own. */
  readonly priced: {
    /** Null while something else keeps it from being priced. */
    readonly totalMinor: number | null;
    /** The codes that are no good, and why. */
    readonly badCoupons: readonly { readonly place: number; readonly because: string }[];
  } | null;
}

export type FaultKind =
  | 'unknown-channel'
  | 'unknown-location'
  | 'location-closed'
  | 'location-without-pickup'
  | 'pickups-paused'
  | 'slot-not-free'
  | 'unknown-gtin'
  | 'wrong-currency'
  | 'unknown-card'
  | 'price-missing'
  | 'price-given'
  | 'coupon-not-good'
  | 'wrong-vat-rate'
  | 'discount-above-price'
  | 'wrong-total'
  | 'total-too-high'
  | 'paid-above-total'
  | 'not-paid-in-full'
  | 'paid-before-commitment'
  | 'line-twice'
  | 'payment-twice'
  | 'too-many-pieces';

/** One thing that keeps an order from being accepted, and where it stands in the request. */
export interface Fault {
  /** JSON pointer: `/lines/0/gtin`. */
  readonly pointer: string;
  readonly fault: FaultKind;
  /** What was sent. */
  readonly given?: string | number;
  /** What it should have been. */
  readonly expected?: string | number;
}

/** Each piece has a row and a promise of its own; more than this is no consumer's order. */
export const MOST_PIECES = 500;
/** A hundred million: the largest amount the API speaks of. */
export const HIGHEST_TOTAL_MINOR = 100_000_000_00;

/** Everything that is wrong with an order, so that it can be corrected in one go. None: it may be placed. */
export function faultsOf(order: OrderToCheck, known: Known): Fault[] {
  return [
    ...placeFaults(order, known),
    ...order.lines.flatMap((line, place) => lineFaults(line, place, known)),
    ...repeated(order.lines.map(({ externalLineId }) => externalLineId)).map((place) => ({
      pointer: `/lines/${place}/externalLineId`,
      fault: 'line-twice' as const,
      given: order.lines[place]!.externalLineId,
    })),
    ...pieceFaults(order),
    ...moneyFaults(order, known),
  ];
}

function placeFaults(order: OrderToCheck, known: Known): Fault[] {
  const { channel, location, paused } = known;
  const faults: Fault[] = [];
  if (!channel) {
    faults.push({ pointer: '/channel', fault: 'unknown-channel', given: order.channel });
  } else if (channel.currency !== order.currency) {
    const { currency: expected } = channel;
    faults.push({ pointer: '/currency', fault: 'wrong-currency', given: order.currency, expected });
  }
  const shop = { pointer: '/locationId', given: order.locationId };
  if (!location) faults.push({ ...shop, fault: 'unknown-location' });
  else if (!location.active) faults.push({ ...shop, fault: 'location-closed' });
  else if (!location.pickupEnabled) faults.push({ ...shop, fault: 'location-without-pickup' });
  else if (paused) faults.push({ ...shop, fault: 'pickups-paused' });
  else if (order.slotStartsAt !== undefined && !known.slotFree) {
    const given = order.slotStartsAt;
    faults.push({ pointer: '/slotStartsAt', fault: 'slot-not-free', given });
  }
  if (known.cardUnknown) faults.push({ pointer: '/customer/card', fault: 'unknown-card' });
  for (const { place, because } of known.priced?.badCoupons ?? []) {
    faults.push({
      pointer: `/pricing/coupons/${place}`,
      fault: 'coupon-not-good',
      given: because,
    });
  }
  return faults;
}

function lineFaults(line: OrderToCheck['lines'][number], place: number, known: Known): Fault[] {
  const pointer = `/lines/${place}`;
  const faults: Fault[] = [];
  const ours = known.priced !== null;
  if (ours && (line.unitPriceMinor !== undefined || line.discounts !== undefined)) {
    faults.push({ pointer, fault: 'price-given' });
  }
  if (!ours && line.unitPriceMinor === undefined) {
    faults.push({ pointer: `${pointer}/unitPriceMinor`, fault: 'price-missing' });
  }
  const vatRate = known.vatRates.get(line.gtin);
  if (vatRate === undefined) {
    faults.push({ pointer: `${pointer}/gtin`, fault: 'unknown-gtin', given: line.gtin });
  } else if (line.vatRate !== undefined && vatRate !== line.vatRate) {
    faults.push({
      pointer: `${pointer}/vatRate`,
      fault: 'wrong-vat-rate',
      given: line.vatRate,
      expected: vatRate,
    });
  }
  const price = (line.unitPriceMinor ?? 0) * line.quantity;
  const discount = sum(line.discounts ?? []);
  if (discount > price) {
    faults.push({
      pointer: `${pointer}/discounts`,
      fault: 'discount-above-price',
      given: discount,
      expected: price,
    });
  }
  return faults;
}

function pieceFaults({ lines }: OrderToCheck): Fault[] {
  const given = lines.reduce((pieces, { quantity }) => pieces + quantity, 0);
  return given > MOST_PIECES
    ? [{ pointer: '/lines', fault: 'too-many-pieces', given, expected: MOST_PIECES }]
    : [];
}

function moneyFaults(order: OrderToCheck, { priced }: Known): Fault[] {
  const total = priced ? priced.totalMinor : totalOf(order);
  if (total === null) return paymentFaults(order);
  const paid = sum(order.payments ?? []);
  const faults: Fault[] = [];
  if (order.totalMinor !== undefined && order.totalMinor !== total) {
    const { totalMinor: given } = order;
    faults.push({ pointer: '/totalMinor', fault: 'wrong-total', given, expected: total });
  }
  if (total > HIGHEST_TOTAL_MINOR) {
    const expected = HIGHEST_TOTAL_MINOR;
    faults.push({ pointer: '/lines', fault: 'total-too-high', given: total, expected });
  }
  const payments = { pointer: '/payments', given: paid };
  if (paid > total) faults.push({ ...payments, fault: 'paid-above-total', expected: total });
  if (order.contractFlow === 'A' && paid < total) {
    faults.push({ ...payments, fault: 'not-paid-in-full', expected: total });
  }
  if (order.contractFlow === 'C' && paid > 0) {
    faults.push({ ...payments, fault: 'paid-before-commitment', expected: 0 });
  }
  return [...faults, ...paymentFaults(order)];
}

function paymentFaults(order: OrderToCheck): Fault[] {
  const references = (order.payments ?? []).map(({ kind, providerRef }, place) =>
    providerRef === undefined ? `without reference ${place}` : `${kind} ${providerRef}`,
  );
  return repeated(references).map((place) => ({
    pointer: `/payments/${place}`,
    fault: 'payment-twice',
  }));
}

/** What an order with its own prices costs: goods, less discounts, plus shipping. */
export function totalOf({
  lines,
  shippingMinor,
}: Pick<OrderToCheck, 'lines' | 'shippingMinor'>): number {
  return lines.reduce(
    (total, line) => total + (line.unitPriceMinor ?? 0) * line.quantity - sum(line.discounts ?? []),
    shippingMinor ?? 0,
  );
}

function sum(amounts: readonly { readonly amountMinor: number }[]): number {
  return amounts.reduce((total, { amountMinor }) => total + amountMinor, 0);
}

/** The places of values that stood earlier in the list. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, place) => (values.indexOf(value) < place ? [place] : []));
}
