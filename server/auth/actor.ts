import { Refusal } from '../kernel/refusal.ts';
import { forbidden, notFound } from '../kernel/problems.ts';
import type { Language, Text } from '../kernel/text.ts';

/** Where a permission holds: in every location, or in those named. */
export type Scope = 'everywhere' | ReadonlySet<string>;

/** Who is acting: a person at a device, a program with a key, or the system itself. */
export interface Actor {
  readonly kind: 'person' | 'client' | 'system';
  readonly id: string;
  /** As shown to colleagues: "Noemi Ferri", "Sito". */
  readonly name: string;
  readonly language: Language;
  /** The location the person works in now; null for programs and for those without one. */
  readonly locationId: string | null;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly grants: ReadonlyMap<string, Scope>;
  /** The sales channels a program's key is limited to; absent = all. */
  readonly channels?: ReadonlySet<string>;
  /** What a program's key allows instead of the usual limit. */
  readonly requestsPerMinute?: number;
}

/** May the actor act for this sales channel? Only keys are ever limited to some. */
export function mayForChannel(actor: Actor, channel: string): boolean {
  return actor.channels === undefined || actor.channels.has(channel);
}

/** May the actor do this there? Without a location: may the actor do it anywhere at all? */
export function may(actor: Actor, permission: string, locationId?: string): boolean {
  if (actor.kind === 'system') return true;
  const scope = actor.grants.get(permission);
  if (scope === undefined) return false;
  if (scope === 'everywhere') return true;
  return locationId === undefined ? scope.size > 0 : scope.has(locationId);
}

/** Refuses with 403 what the role does not allow. */
export function demand(actor: Actor, permission: string, locationId?: string): void {
  if (!may(actor, permission, locationId)) throw new Refusal(forbidden, { permission });
}

/** Refuses with 404 a thing that stands where the actor may not look: its existence is not told. */
export function demandSight(
  actor: Actor,
  permission: string,
  locationId: string,
  what: string | Text,
): void {
  if (!may(actor, permission, locationId)) throw new Refusal(notFound, { what });
}

/** For a statement's `where`: null when every location is allowed, otherwise the list. */
export function locationsFor(actor: Actor, permission: string): readonly string[] | null {
  if (actor.kind === 'system') return null;
  const scope = actor.grants.get(permission);
  if (scope === undefined) return [];
  return scope === 'everywhere' ? null : [...scope];
}

/** The actor of sweeps, reactions and jobs. */
export function systemActor(name: string): Actor {
  return {
    kind: 'system',
    id: `system:${name}`,
    name,
    language: 'it',
    locationId: null,
    deviceId: null,
    sessionId: null,
    grants: new Map(),
  };
}
