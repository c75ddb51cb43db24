/**
 * The life of an order line. `placed` → `acknowledged` → `picking` → `picked` → `staged` → `ready`,
 * then `collected`, `refused` at the counter, `no-show` or `cancelled`; `short` while pieces of it are
 * missing and nobody has decided what becomes of them. The state of a line is that of its open pieces.
 */
export const OPEN_STATES = [
  'placed',
  'acknowledged',
  'picking',
  'short',
  'picked',
  'staged',
  'ready',
] as const;
export const FINAL_STATES = ['collected', 'refused', 'no-show', 'cancelled'] as const;
export const ORDER_STATES = [...OPEN_STATES, ...FINAL_STATES] as const;

export type OpenState = (typeof OPEN_STATES)[number];
export type FinalState = (typeof FINAL_STATES)[number];
export type OrderState = (typeof ORDER_STATES)[number];

/** Whether nothing of it is on its way to the customer any more. */
export function isFinal(state: OrderState): state is FinalState {
  return (FINAL_STATES as readonly OrderState[]).includes(state);
}

/**
 * How the contract was born, which decides later law: A paid online, B binding online and paid at the
 * counter, C non-binding booking, D ordered by an assistant in the shop, E by phone or chat.
 */
export const CONTRACT_FLOWS = ['A', 'B', 'C', 'D', 'E'] as const;
export type ContractFlow = (typeof CONTRACT_FLOWS)[number];

export const ONLINE_TENDERS = [
  'card',
  'paypal',
  'bank-transfer',
  'instalments',
  'gift-card',
  'voucher',
  'other',
] as const;
export const COUNTER_TENDERS = ['cash', 'card'] as const;
export type OnlineTender = (typeof ONLINE_TENDERS)[number];
export type CounterTender = (typeof COUNTER_TENDERS)[number];

/** `48 198`: how people read an order's number aloud. */
export function writtenOrderNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ' ');
}
