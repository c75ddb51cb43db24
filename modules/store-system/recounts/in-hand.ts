import type { Read } from '../../../server/db/transaction.ts';
import type { Spot } from '../stock/domain/level.ts';

/** How many sellable pieces of an item are in somebody's hands at a location: in bags, on shelves. */
export type PiecesInHand = (read: Read, spot: Spot) => Promise<number>;

const tellers = new Map<string, PiecesInHand>();

/** A module that takes pieces from the floor before they leave stock says here how many it has. */
export function registerPiecesInHand(name: string, teller: PiecesInHand): void {
  tellers.set(name, teller);
}

/** Pieces on hand that nobody will find on the floor, because somebody has taken them from there. */
export async function piecesInHand(read: Read, spot: Spot): Promise<number> {
  let pieces = 0;
  for (const teller of tellers.values()) pieces += await teller(read, spot);
  return pieces;
}
