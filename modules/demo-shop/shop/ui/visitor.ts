import { kept } from './kept.ts';

/** Who looks: nobody, or the holder of a card; and the codes they have typed. */
export interface Visitor {
  readonly card: string | null;
  readonly coupons: readonly string[];
}

const NOBODY: Visitor = { card: null, coupons: [] };
const visitor = kept(() => sessionStorage, 'lungarno.visitor', NOBODY);

export const useVisitor = visitor.use;

export function comeInWith(card: string): void {
  visitor.keep({ ...visitor.now(), card });
}

export function leave(): void {
  visitor.keep(NOBODY);
}

export function addCoupon(code: string): void {
  const { card, coupons } = visitor.now();
  if (!coupons.includes(code)) visitor.keep({ card, coupons: [...coupons, code] });
}

export function dropCoupon(code: string): void {
  const { card, coupons } = visitor.now();
  visitor.keep({ card, coupons: coupons.filter((other) => other !== code) });
}

/** Codes that an order has used up are no longer the visitor's. */
export function dropCoupons(): void {
  visitor.keep({ ...visitor.now(), coupons: [] });
}

/** `card` as a query says it. */
export function asCardHolder({ card }: Visitor): { card?: string } {
  return card === null ? {} : { card };
}
