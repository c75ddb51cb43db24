import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { TransferBoard, TransferCard, TransferFacts, TransferRow } from './contracts.ts';

/** Where everything that happens to the transfers of a location is told, whichever side it is. */
export function transferRoom(locationId: string): string {
  return `transfers:${locationId}`;
}

/**
 * The board after one event of its room. An event carries the whole transfer in figures; the words of a
 * new one (names, reason, note) are not in it, so the board is read again.
 */
export function applyToBoard(view: TransferBoard, event: LiveEvent): TransferBoard | 'fetch-again' {
  const facts = factsIn(event);
  if (!facts) return view;
  const side = facts.to === view.locationId ? 'incoming' : 'outgoing';
  const known = view[side].find(({ transfer }) => transfer.transferId === facts.transferId);
  if (!known) return 'fetch-again';
  if (known.transfer.version >= facts.version) return view;
  const rows = view[side].map((row): TransferRow =>
    row === known ? { ...row, transfer: facts } : row,
  );
  return { ...view, [side]: rows };
}

/** The card after one event of a room of its transfer: anything new about it is read again. */
export function applyToCard(view: TransferCard, event: LiveEvent): TransferCard | 'fetch-again' {
  const facts = factsIn(event);
  if (!facts || facts.transferId !== view.transfer.transferId) return view;
  return facts.version > view.transfer.version ? 'fetch-again' : view;
}

function factsIn(event: LiveEvent): TransferFacts | null {
  if (!event.type.startsWith('store-system.transfer-')) return null;
  return (event.payload as { readonly transfer: TransferFacts }).transfer;
}
