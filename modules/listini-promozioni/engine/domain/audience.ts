/** Whom a promotion is for, or whom a condition asks about. */
export type Audience =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'card' }
  | { readonly kind: 'tier'; readonly in: readonly string[] }
  | { readonly kind: 'segment'; readonly in: readonly string[] }
  | { readonly kind: 'customer'; readonly in: readonly string[] }
  | { readonly kind: 'staff' };

export const EVERYBODY: Audience = { kind: 'everybody' };
