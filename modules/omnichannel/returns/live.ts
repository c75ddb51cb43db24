import type { LiveEvent } from '../../../server/live/protocol.ts';
import { RETURN_EVENT_TYPES, type ReturnEvent } from './events.ts';
import type { ReturnFile, ReturnRow } from './reading-contracts.ts';

/** Shared by the browser and the tests: a stale view and the events since are the fresh view. */

export function returnsRoom(locationId: string): string {
  return `returns:${locationId}`;
}

const OURS: ReadonlySet<string> = new Set(RETURN_EVENT_TYPES);

export interface ReturnsDesk {
  readonly rows: readonly ReturnRow[];
}

/** The desk after one event of its room. One that it has already, or that is sent twice, changes nothing. */
export function applyToDesk(desk: { rows: ReturnRow[] }, event: LiveEvent): { rows: ReturnRow[] } {
  const row = rowIn(event);
  if (!row) return desk;
  const known = desk.rows.find(({ returnId }) => returnId === row.returnId);
  if (known && known.version >= row.version) return desk;
  return { rows: inDeskOrder([...desk.rows.filter((other) => other !== known), row]) };
}

/** A file on the screen: whatever happens to it is fetched, for it holds more than an event tells. */
export function applyToFile(file: ReturnFile, event: LiveEvent): ReturnFile | 'fetch-again' {
  const row = rowIn(event);
  return row?.returnId === file.returnId && row.version > file.version ? 'fetch-again' : file;
}

/** What waits longest first; what is done last. */
export function inDeskOrder(rows: readonly ReturnRow[]): ReturnRow[] {
  const key = (row: ReturnRow) => `${row.closedAt === null ? 0 : 1}${row.openedAt}${row.returnId}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function rowIn(event: LiveEvent): ReturnRow | null {
  return OURS.has(event.type) ? (event.payload as ReturnEvent['payload']).row : null;
}
