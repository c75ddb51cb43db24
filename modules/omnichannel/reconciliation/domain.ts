import type { OrderState } from '../orders/domain/order.ts';

/** What a web shop knows of one of its orders; what it does not say is not compared. */
export interface TheirOrder {
  readonly externalId: string;
  readonly totalMinor: number;
  readonly paidMinor?: number;
  /** Nothing of it is on its way any more, and nothing was taken. */
  readonly cancelled: boolean;
}

/** What we know of it. */
export interface OurOrder {
  readonly orderId: string;
  readonly externalId: string;
  readonly number: string;
  readonly state: OrderState;
  readonly locationId: string;
  readonly placedAt: string;
  readonly totalMinor: number;
  readonly paidMinor: number;
}

export const DIFFERENCES = [
  'missing-here',
  'missing-there',
  'twice-there',
  'other-total',
  'other-paid',
  'cancelled-here-only',
  'cancelled-there-only',
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly externalId: string;
  readonly theirs: TheirOrder | null;
  readonly ours: OurOrder | null;
  /** Theirs less ours, where it is about an amount. */
  readonly amountMinor: number | null;
}

export interface Comparison {
  readonly compared: number;
  readonly agreeing: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares a web shop’s orders with ours. `ours` are all of the period and, whatever their day, those the
 * shop names: an order placed at midnight must not be missing on one side only because of the clock.
 * `inPeriod` says which of ours the shop should have named.
 */
export function compareOrders(
  theirs: readonly TheirOrder[],
  ours: readonly OurOrder[],
  inPeriod: (order: OurOrder) => boolean,
): Comparison {
  const here = new Map(ours.map((order) => [order.externalId, order]));
  const named = new Set<string>();
  const differences: Difference[] = [];
  let agreeing = 0;
  for (const order of theirs) {
    const { externalId } = order;
    const own = here.get(externalId) ?? null;
    if (named.has(externalId)) {
      differences.push(difference('twice-there', order, own));
      continue;
    }
    named.add(externalId);
    const found = own ? differencesOf(order, own) : [difference('missing-here', order, null)];
    if (found.length === 0) agreeing += 1;
    differences.push(...found);
  }
  for (const own of ours) {
    if (!named.has(own.externalId) && inPeriod(own)) {
      differences.push(difference('missing-there', null, own));
    }
  }
  return { compared: named.size, agreeing, differences };
}

function differencesOf(theirs: TheirOrder, ours: OurOrder): Difference[] {
  const cancelled = ours.state === 'cancelled';
  const paid = theirs.paidMinor === undefined ? 0 : theirs.paidMinor - ours.paidMinor;
  const total = theirs.totalMinor - ours.totalMinor;
  return [
    ...(theirs.cancelled && !cancelled ? [difference('cancelled-there-only', theirs, ours)] : []),
    ...(!theirs.cancelled && cancelled ? [difference('cancelled-here-only', theirs, ours)] : []),
    ...(total === 0 ? [] : [difference('other-total', theirs, ours, total)]),
    ...(paid === 0 ? [] : [difference('other-paid', theirs, ours, paid)]),
  ];
}

function difference(
  kind: DifferenceKind,
  theirs: TheirOrder | null,
  ours: OurOrder | null,
  amountMinor: number | null = null,
): Difference {
  const externalId = theirs?.externalId ?? ours!.externalId;
  return { kind, externalId, theirs, ours, amountMinor };
}
