import type { Fulfilment } from '../orders/domain/fulfilment.ts';
import { isFinal, type OrderState } from '../orders/domain/order.ts';

export const OPEN_KINDS = [
  'uncollected',
  'put-back',
  'in-preparation',
  'late',
  'reservation',
  'reservation-over',
  'shortage',
  'recount',
  'transfer',
  'print',
] as const;
export type OpenKind = (typeof OPEN_KINDS)[number];

/** Something a shop should not go home over, and where it is seen to. */
export interface OpenMatter {
  readonly kind: OpenKind;
  readonly id: string;
  /** `48 198 · Marta R.`. */
  readonly about: string;
  readonly shelf: string | null;
  /** The address of the screen where it is done. */
  readonly to: string;
}

/** Of an order in the queue, what decides whether it is left open. */
export interface QueuedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly customerName: string;
  readonly state: OrderState;
  readonly fulfilment: Fulfilment;
  readonly shelf: string | null;
  /** ISO 8601. */
  readonly readyBy: string;
  readonly collectBy: string | null;
}

/** What the pickups of a shop leave open at `now`, in the order in which it is seen to. */
export function openPickups(rows: readonly QueuedOrder[], now: Date): OpenMatter[] {
  const matters = rows.flatMap((row): OpenMatter[] => {
    const kind = kindOf(row, now);
    if (!kind) return [];
    const { orderId: id, number, customerName, shelf } = row;
    const about = `${number} · ${customerName}`;
    return [{ kind, id, about, shelf, to: addressOf(kind, id) }];
  });
  return inOrder(matters);
}

function kindOf(row: QueuedOrder, now: Date): OpenKind | null {
  if (isFinal(row.state)) return 'put-back';
  switch (row.state) {
    case 'ready':
      return row.collectBy !== null && Date.parse(row.collectBy) <= now.getTime()
        ? 'uncollected'
        : null;
    case 'picking':
    case 'short':
    case 'picked':
      return 'in-preparation';
    case 'staged':
      // What is sent waits on its shelf for the next carrier, as it should.
      return row.fulfilment === 'shipping' ? null : 'in-preparation';
    case 'placed':
    case 'acknowledged':
      return Date.parse(row.readyBy) <= now.getTime() ? 'late' : null;
    default:
      return null;
  }
}

/** Where a transfer stands, as far as it decides whether a side leaves it open overnight. */
export interface QueuedTransfer {
  readonly transferId: string;
  readonly number: number;
  readonly state: string;
  readonly other: string;
}

/** What this side still owes the other today; goods on their way are nobody's to close. */
export function openTransfers(
  outgoing: readonly QueuedTransfer[],
  incoming: readonly QueuedTransfer[],
): OpenMatter[] {
  const open = [
    ...outgoing.filter(({ state }) => TO_SEND.has(state)),
    ...incoming.filter(({ state }) => TO_RECEIVE.has(state)),
  ];
  return open.map(({ transferId, number, other }) => ({
    kind: 'transfer',
    id: transferId,
    about: `${number} · ${other}`,
    shelf: null,
    to: `/trasferimenti/${transferId}`,
  }));
}

/** Asked and not answered, or promised and still here. */
const TO_SEND: ReadonlySet<string> = new Set(['requested', 'draft', 'picked']);
/** Begun and not finished. */
const TO_RECEIVE: ReadonlySet<string> = new Set(['partly-received', 'discrepancy']);

function addressOf(kind: OpenKind, id: string): string {
  if (kind === 'put-back') return `/rimetti/${id}`;
  return kind === 'uncollected' ? `/consegna/${id}` : '/oggi';
}

export function inOrder(matters: readonly OpenMatter[]): OpenMatter[] {
  const place = ({ kind }: OpenMatter) => OPEN_KINDS.indexOf(kind);
  return [...matters].sort((a, b) => place(a) - place(b) || (a.about < b.about ? -1 : 1));
}
