import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { ChangeSetMoved } from './events.ts';
import type { PriceNews } from './news-contracts.ts';
import type { ListWork } from './work-contracts.ts';

export const PRICE_WORK_ROOM = 'price-work';
const MOVED = 'listini-promozioni.change-set-moved.v1';

/** The work on a list after one event of its room: what was touched last comes first. */
export function applyToListWork(view: ListWork, event: LiveEvent): ListWork {
  if (event.type !== MOVED) return view;
  const moved = event.payload as ChangeSetMoved['payload'];
  if (moved.listId !== view.listId) return view;
  const known = view.changes.find(({ changeSetId }) => changeSetId === moved.changeSetId);
  if (known && known.version >= moved.version) return view;
  const others = view.changes.filter((one) => one !== known);
  const { changeSetId, title, state, validFrom, validTo, byName, version } = moved;
  if (state !== 'draft' && state !== 'submitted') return { ...view, changes: others };
  const at = event.occurredAt;
  const now = { changeSetId, title, state, validFrom, validTo, byName, at, version };
  return { ...view, changes: [now, ...others] };
}

/** Anything that is heard is news. */
export function applyToNews(_: PriceNews, { occurredAt }: LiveEvent): PriceNews {
  return { at: occurredAt };
}
