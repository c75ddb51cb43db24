export const ROLES = [
  'clerk',
  'store-manager',
  'web-store-manager',
  'merchandiser',
  'warehouse-worker',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** What the location of the one who asks has to do with it. */
export type Where =
  /** Nothing: whoever has the role in one place may. Lists show what stands in the own locations. */
  | 'anywhere'
  /** The request names a location; asked for another one than the own: 403. */
  | 'at the location it names'
  /** The thing stands in a location; one that stands elsewhere does not exist: 404. */
  | 'where the thing stands'
  /** It concerns the whole chain: the role in one shop is not enough: 403. */
  | 'for the whole chain';

export type Policy =
  | 'everybody'
  | 'whoever is logged in'
  | {
      readonly roles: readonly Role[];
      readonly where: Where;
      /** Scopes of API keys, each of which is enough. */
      readonly keys: readonly string[];
    };

export const policy =
  (where: Where) =>
  (roles: readonly Role[], keys: readonly string[] = []): Policy => ({ roles, where, keys });
export const anywhere = policy('anywhere');
export const named = policy('at the location it names');
export const standing = policy('where the thing stands');
export const chain = policy('for the whole chain');

export const NOBODY: readonly Role[] = [];
export const SHOP: readonly Role[] = ['clerk', 'store-manager'];
/** Those who serve customers, in a shop or for all shops. */
export const SERVICE: readonly Role[] = [...SHOP, 'web-store-manager'];
export const SERVICE_READERS: readonly Role[] = [...SERVICE, 'auditor'];
export const STOCK_READERS: readonly Role[] = [...SERVICE_READERS, 'warehouse-worker'];
export const ADMINISTRATOR: readonly Role[] = ['administrator'];
export const MEASURERS: readonly Role[] = ['store-manager', 'web-store-manager', 'auditor'];
export const DECIDERS: readonly Role[] = ['store-manager', 'web-store-manager'];
export const HOUSE_READERS: readonly Role[] = ['administrator', 'auditor'];
export const MERCHANDISER: readonly Role[] = ['merchandiser'];
export const PRICE_READERS: readonly Role[] = ['merchandiser', 'auditor'];
export const PROMOTION_READERS: readonly Role[] = ['web-store-manager', ...PRICE_READERS];
export const PRICE_ASKERS: readonly Role[] = [...SERVICE_READERS, 'merchandiser'];
export const PRICE_KEYS = ['prices:read', 'coupons:redeem'] as const;
export const PRICE_WRITERS_KEYS = ['prices:write'] as const;
export const PRINTERS: readonly Role[] = [...SHOP, 'warehouse-worker'];
export const IMPORTERS: readonly Role[] = ['merchandiser', 'web-store-manager', 'administrator'];
