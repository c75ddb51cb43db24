import assert from 'node:assert/strict';
import { withCharm, type CharmRule } from '../../engine/domain/charm.ts';

/** A change of many prices at once: `price × (1 + percent) + amount`, then the ending, then the floor. */
export interface Repricing {
  readonly percent?: number | undefined;
  readonly amountMinor?: number | undefined;
  readonly setMinor?: number | undefined;
  readonly charm?: CharmRule | undefined;
  readonly floorMinor?: number | undefined;
  /** Of the price without VAT, over the item's cost. */
  readonly minimumMarginPercent?: number | undefined;
}

/** The price that a change of many makes of one, in cents; half a cent goes up. */
export function repriced(
  amountMinor: number,
  change: Repricing,
  of: { readonly costMinor: number | null; readonly vatRate: number },
): number {
  assert(Number.isSafeInteger(amountMinor), 'a price is whole cents');
  const percent = Math.round((change.percent ?? 0) * 100);
  const changed =
    change.setMinor ??
    Math.floor((amountMinor * (10_000 + percent) + 5_000) / 10_000) + (change.amountMinor ?? 0);
  const ended = change.charm ? withCharm(changed, change.charm) : changed;
  const floor = Math.max(
    0,
    change.floorMinor ?? 0,
    change.minimumMarginPercent === undefined || of.costMinor === null
      ? 0
      : priceAtMargin(of.costMinor, of.vatRate, change.minimumMarginPercent),
  );
  return Math.max(ended, floor);
}

/** The lowest price with VAT that leaves this margin over the cost. */
export function priceAtMargin(costMinor: number, vatRate: number, marginPercent: number): number {
  const net = costMinor / (1 - marginPercent / 100);
  return Math.ceil(Math.round(net * (100 + vatRate) * 100) / 10_000);
}

/** Margin of a price over a cost, in per cent with one decimal; null without a cost or a price. */
export function marginPercent(
  amountMinor: number,
  costMinor: number | null,
  vatRate: number,
): number | null {
  if (costMinor === null || amountMinor <= 0) return null;
  const net = amountMinor / (1 + vatRate / 100);
  return Math.round(((net - costMinor) / net) * 1_000) / 10;
}
