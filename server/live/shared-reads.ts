import type { Cursor } from '../events/event.ts';

/** Milliseconds an answer serves the others of the crowd. It stays true: it says how far it goes. */
const KEPT_MILLISECONDS = 2_000;

/**
 * Asks once for all who stand at the same place of the same room. When a server comes back, the screens
 * of a shop come back together, and they all stand where the last batch left them.
 */
export function sharedReads<T>(
  read: (room: string, at: Cursor) => Promise<T>,
): (room: string, at: Cursor) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (room, at) => {
    const key = `${at.epoch} ${at.tx} ${at.position} ${room}`;
    const known = asked.get(key);
    if (known) return known;
    const answer = read(room, at);
    asked.set(key, answer);
    answer.then(
      () => setTimeout(() => asked.delete(key), KEPT_MILLISECONDS).unref(),
      () => asked.delete(key),
    );
    return answer;
  };
}
