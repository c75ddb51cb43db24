import type { Status } from '../../../../server/ui/kit/status.ts';
import type { TransferBoard, TransferCard, TransferRow } from '../contracts.ts';
import { isEnded, type TransferState } from '../domain/words.ts';

export type Side = 'in' | 'out';

/** The look of each state; the word stands in the copy where the kit has no own one for it. */
export const STATUS_OF: Readonly<Record<TransferState, Status>> = {
  requested: 'requested',
  declined: 'cancelled',
  draft: 'inPreparation',
  picked: 'ready',
  'in-transit': 'inTransit',
  'partly-received': 'inTransit',
  discrepancy: 'difference',
  received: 'received',
  cancelled: 'cancelled',
};

export type Step = 'answer' | 'pick' | 'ship' | 'receive' | 'resolve' | 'open';

/** What somebody of this side does next with it; `open`: nothing but looking. */
export function stepOf(state: TransferState, side: Side): Step {
  if (state === 'discrepancy') return 'resolve';
  if (side === 'out') {
    if (state === 'requested') return 'answer';
    if (state === 'draft') return 'pick';
    return state === 'picked' ? 'ship' : 'open';
  }
  return state === 'in-transit' || state === 'partly-received' ? 'receive' : 'open';
}

export type GroupId =
  | 'toAnswer'
  | 'toPick'
  | 'toShip'
  | 'toReceive'
  | 'differences'
  | 'beingPrepared'
  | 'onTheWay'
  | 'ended';

const ORDER: Readonly<Record<Side, readonly GroupId[]>> = {
  in: ['toReceive', 'differences', 'beingPrepared', 'ended'],
  out: ['toAnswer', 'toPick', 'toShip', 'differences', 'onTheWay', 'ended'],
};

function groupOf(state: TransferState, side: Side): GroupId {
  if (isEnded(state)) return 'ended';
  switch (stepOf(state, side)) {
    case 'answer':
      return 'toAnswer';
    case 'pick':
      return 'toPick';
    case 'ship':
      return 'toShip';
    case 'receive':
      return 'toReceive';
    case 'resolve':
      return 'differences';
    case 'open':
      return side === 'in' ? 'beingPrepared' : 'onTheWay';
  }
}

/** The rows of one side under the headings of what is to be done with them, most urgent heading first. */
export function groupsOf(
  board: TransferBoard,
  side: Side,
): readonly { readonly id: GroupId; readonly rows: readonly TransferRow[] }[] {
  const rows = side === 'in' ? board.incoming : board.outgoing;
  return ORDER[side].map((id) => ({
    id,
    rows: rows.filter(({ transfer }) => groupOf(transfer.state, side) === id),
  }));
}

/** How many wait for somebody of here: the figure beside a side, and of both in the navigation. */
export function toDo(board: TransferBoard, side: Side): number {
  const rows = side === 'in' ? board.incoming : board.outgoing;
  return rows.filter(({ transfer }) => stepOf(transfer.state, side) !== 'open').length;
}

/** Which side of a transfer a location is; the receiving one for whoever is neither. */
export function sideOf({ from }: Pick<TransferCard, 'from'>, locationId: string): Side {
  return from.locationId === locationId ? 'out' : 'in';
}

/** How many pieces it is about now: those on the paper once there is one, else those promised or asked. */
export function piecesOf({ transfer }: Pick<TransferRow, 'transfer'>): number {
  return transfer.shipped || transfer.accepted || transfer.requested;
}

/** How many pieces have not left and can still stay where they are. */
export function toCancel({ transfer }: Pick<TransferRow, 'transfer'>): number {
  const { state, requested, accepted, shipped } = transfer;
  return (state === 'requested' ? requested : accepted) - shipped;
}

/** The shipment that is to be received: the one that was scanned, else the first that still lacks pieces. */
export function shipmentToReceive(
  { shipments }: TransferCard,
  scanned: string | null,
): TransferCard['shipments'][number] | null {
  const open = shipments.filter(
    ({ state }) => state === 'in-transit' || state === 'partly-received',
  );
  return open.find(({ shipmentId }) => shipmentId === scanned) ?? open.at(-1) ?? null;
}
