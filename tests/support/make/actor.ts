import type { Actor, Scope } from '../../../server/auth/actor.ts';
import { newId } from '../../../server/kernel/ids.ts';

/**
 * A person who may do `permissions` in `locations` (everywhere when not said), and nothing else:
 * for tests that call commands and queries without HTTP.
 */
export function makeActor(
  given: Partial<Omit<Actor, 'grants'>> & {
    readonly permissions?: readonly string[];
    readonly locations?: readonly string[];
  } = {},
): Actor {
  const { permissions = [], locations, ...rest } = given;
  const scope: Scope = locations ? new Set(locations) : 'everywhere';
  return {
    kind: 'person',
    id: newId(),
    name: 'Noemi Ferri',
    language: 'it',
    locationId: locations?.[0] ?? null,
    deviceId: null,
    sessionId: null,
    ...rest,
    grants: new Map(permissions.map((permission) => [permission, scope])),
  };
}
