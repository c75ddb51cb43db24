/** Managing people, devices and keys is not divided by location. */
export const everywhere = <P extends string>(permission: P) =>
  ({ kind: 'permission', permission, location: 'everywhere' }) as const;

/** A reply that shows a secret once must not be kept for 35 days under a key. */
export const SHOWS_A_SECRET = {
  none: 'the reply shows a secret once, and is therefore not kept',
} as const;
