/**
 * Who may call what: each right stands in `permissions.ts`. Prices are shaped for the chain, so most rights
 * must hold `everywhere`; what things cost is asked by whoever holds the right `anywhere`.
 */
const of = (right: string) =>
  ({ kind: 'permission', permission: `listini-promozioni.${right}` }) as const;

/** Whoever holds this right for every shop: `list.read`. */
export const everywhere = (right: string) => ({ ...of(right), location: 'everywhere' }) as const;

/** Whoever holds this right for some shop. */
export const anywhere = (right: string) => ({ ...of(right), location: 'anywhere' }) as const;

/** Whoever holds this right for the shop that the request names. */
export const inItsShop = (right: string) =>
  ({ ...of(right), location: { field: 'locationId' } }) as const;
