/**
 * `proposed`: counted against its payments, not to be paid yet. `authorised`: to be paid. `partly-paid`,
 * `paid`. `failed`: no part is paid or under way, and at least one was refused by who should pay it: try
 * again, or another tender. `cancelled`: nothing of it was or will be paid.
 */
export const REFUND_STATES = [
  'proposed',
  'authorised',
  'partly-paid',
  'paid',
  'failed',
  'cancelled',
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** `paying`: a provider has been, or is being, asked; what came of it may not be known yet. */
export const PART_STATES = [
  'proposed',
  'authorised',
  'paying',
  'paid',
  'failed',
  'cancelled',
] as const;
export type PartState = (typeof PART_STATES)[number];

/** Where a refund stands, from its parts. */
export function refundState(parts: readonly { readonly state: PartState }[]): RefundState {
  const all = (state: PartState): boolean => parts.every((part) => part.state === state);
  const some = (state: PartState): boolean => parts.some((part) => part.state === state);
  if (all('cancelled')) return parts.length === 0 ? 'paid' : 'cancelled';
  if (all('paid')) return 'paid';
  if (some('paid')) return 'partly-paid';
  if (some('paying') || some('authorised')) return 'authorised';
  if (some('failed')) return 'failed';
  return 'proposed';
}
