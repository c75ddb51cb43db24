import { may, mayForChannel, type Actor } from '../auth/actor.ts';
import type { LiveRoom } from '../modules/manifest.ts';

/** May this person or program look into the room? `unknown-room` when no module has such a room. */
export type RoomAccess = 'granted' | 'forbidden' | 'unknown-room';

export function roomAccess(rooms: readonly LiveRoom[], room: string, actor: Actor): RoomAccess {
  const colon = room.indexOf(':');
  const prefix = colon < 0 ? room : room.slice(0, colon);
  const subject = colon < 0 ? null : room.slice(colon + 1);
  const declared = rooms.find((known) => known.prefix === prefix);
  if (!declared || (subject === null) !== (declared.subject === 'none') || subject === '') {
    return 'unknown-room';
  }
  return mayLook(declared, subject, actor) ? 'granted' : 'forbidden';
}

/** In place of a permission: whoever is logged in, as for endpoints with access `person`. */
const ANYBODY = 'person';

function mayLook(room: LiveRoom, subject: string | null, actor: Actor): boolean {
  switch (room.subject) {
    case 'location':
      return may(actor, room.permission, subject!);
    case 'person':
      // Nobody looks into somebody else's room, whatever their permissions.
      return actor.id === subject && (room.permission === ANYBODY || may(actor, room.permission));
    case 'channel':
      return may(actor, room.permission) && mayForChannel(actor, subject!);
    case 'any':
    case 'none':
      return may(actor, room.permission);
  }
}

/**
 * Did the page come from us? A browser always says where a page comes from, so a cookie that arrives
 * without an origin, or from another site, is not from one of our screens. Programs bring a key instead.
 */
export function originAllowed(
  headers: {
    readonly origin?: string | undefined;
    readonly host?: string | undefined;
    readonly cookie?: string | undefined;
  },
  publicUrl: string,
): boolean {
  if (headers.origin === undefined) return headers.cookie === undefined;
  const origin = hostOf(headers.origin);
  return origin !== null && (origin === headers.host || origin === hostOf(publicUrl));
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}
