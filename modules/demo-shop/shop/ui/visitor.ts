import { useSyncExternalStore } from 'react';

/** Who looks: nobody, or the holder of a card; and the codes they have typed. */
export interface Visitor {
  readonly card: string | null;
  readonly coupons: readonly string[];
}

const KEPT_AS = 'lungarno.visitor';
const NOBODY: Visitor = { card: null, coupons: [] };
const listeners = new Set<() => void>();
let visitor: Visitor = restored();

function restored(): Visitor {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null') as Visitor | null) ?? NOBODY;
  } catch {
    return NOBODY;
  }
}

function keep(next: Visitor): void {
  visitor = next;
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(next));
  } catch {
    // Private windows may refuse to store: it then lasts as long as the page.
  }
  for (const tell of listeners) tell();
}

export function useVisitor(): Visitor {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => visitor,
  );
}

export function comeInWith(card: string): void {
  keep({ ...visitor, card });
}

export function leave(): void {
  keep(NOBODY);
}

export function addCoupon(code: string): void {
  if (!visitor.coupons.includes(code)) keep({ ...visitor, coupons: [...visitor.coupons, code] });
}

export function dropCoupon(code: string): void {
  keep({ ...visitor, coupons: visitor.coupons.filter((other) => other !== code) });
}

/** Codes that an order has used up are no longer the visitor's. */
export function dropCoupons(): void {
  keep({ ...visitor, coupons: [] });
}

/** `card` as a query says it. */
export function asCardHolder({ card }: Visitor): { card?: string } {
  return card === null ? {} : { card };
}
