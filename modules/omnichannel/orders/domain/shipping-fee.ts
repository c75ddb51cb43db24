import { allocate, vatWithin, type AmountMinor } from '../../../../server/kernel/money.ts';

/** What it costs to send an order that was to be collected, and who pays it. */
export interface ShippingFee {
  /** What the carrier takes. */
  readonly amountMinor: AmountMinor;
  readonly paidBy: (typeof FEE_PAYERS)[number];
  /** The chain pays for orders of this value and more; null: for none. */
  readonly freeFromMinor: AmountMinor | null;
}

export const FEE_PAYERS = ['chain', 'customer'] as const;

/** What the customer pays for it. */
export function feeOfCustomer(
  { amountMinor, paidBy, freeFromMinor }: ShippingFee,
  keptMinor: AmountMinor,
): AmountMinor {
  if (paidBy === 'chain') return 0;
  return freeFromMinor !== null && keptMinor >= freeFromMinor ? 0 : amountMinor;
}

/** A piece with its money, as far as a fee changes it. */
export interface FeeUnit {
  readonly lineId: string;
  readonly unit: number;
  readonly vatRate: number;
  readonly open: boolean;
  readonly shippingMinor: AmountMinor;
  readonly paidMinor: AmountMinor;
  readonly vatMinor: AmountMinor;
  readonly feeMinor: AmountMinor;
}

/** The open pieces with their shares of a fee, weighed by what each costs. */
export function withFee(units: readonly FeeUnit[], feeMinor: AmountMinor): FeeUnit[] {
  const open = units.filter((unit) => unit.open);
  const shares = allocate(
    feeMinor,
    open.map(({ paidMinor }) => paidMinor),
  );
  return changedBy(
    units,
    open.map((unit, place) => ({ unit, byMinor: shares[place]! })),
  );
}

/** The open pieces without their shares: those of pieces given up meanwhile went back with them. */
export function withoutFee(units: readonly FeeUnit[]): FeeUnit[] {
  const charged = units.filter((unit) => unit.open && unit.feeMinor > 0);
  return changedBy(
    units,
    charged.map((unit) => ({ unit, byMinor: -unit.feeMinor })),
  );
}

interface Change {
  readonly unit: FeeUnit;
  readonly byMinor: AmountMinor;
}

/** VAT stays what is within the total of each rate, to the cent: the changed pieces bear the difference. */
function changedBy(units: readonly FeeUnit[], changes: readonly Change[]): FeeUnit[] {
  const after: FeeUnit[] = [];
  for (const rate of new Set(changes.map(({ unit }) => unit.vatRate))) {
    const changed = changes.filter(({ unit }) => unit.vatRate === rate);
    const all = units.filter(({ vatRate }) => vatRate === rate);
    const grossMinor =
      sum(all.map(({ paidMinor }) => paidMinor)) + sum(changed.map(({ byMinor }) => byMinor));
    const vatMinor = vatWithin(grossMinor, rate) - sum(all.map((unit) => unit.vatMinor));
    const shares = allocate(
      vatMinor,
      changed.map(({ byMinor }) => Math.abs(byMinor)),
    );
    for (const [place, { unit, byMinor }] of changed.entries()) {
      after.push({
        ...unit,
        shippingMinor: unit.shippingMinor + byMinor,
        paidMinor: unit.paidMinor + byMinor,
        feeMinor: unit.feeMinor + byMinor,
        vatMinor: unit.vatMinor + shares[place]!,
      });
    }
  }
  return after;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
