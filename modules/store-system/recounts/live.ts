import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { RecountView } from './contracts.ts';
import { LEVEL_EVENT_TYPES, levelChangesIn, type StockChanged } from '../stock/events.ts';
import type { RecountClosed } from './events.ts';

const LEVELS: ReadonlySet<string> = new Set(LEVEL_EVENT_TYPES);

/** Where the recounts of a location are told. */
export function recountRoom(locationId: string): string {
  return `recounts:${locationId}`;
}

/**
 * The list after one event of its room. A closed task leaves it; of a new one the words and the
 * promises are not in the event, so it is read again: rare, and small.
 */
export function applyToRecounts(view: RecountView, event: LiveEvent): RecountView | 'fetch-again' {
  if (LEVELS.has(event.type)) {
    // Somebody else was promised a piece of a level that is in doubt, or gave one back.
    const changes = levelChangesIn(event.payload as StockChanged['payload']);
    const inDoubt = (itemId: string) => view.recounts.some((one) => one.itemId === itemId);
    return changes.some(({ itemId }) => inDoubt(itemId)) ? 'fetch-again' : view;
  }
  if (event.type === 'store-system.recount-opened.v1') return 'fetch-again';
  if (event.type !== 'store-system.recount-closed.v1') return view;
  const { recountId } = event.payload as RecountClosed['payload'];
  if (!view.recounts.some((one) => one.recountId === recountId)) return view;
  return { ...view, recounts: view.recounts.filter((one) => one.recountId !== recountId) };
}
