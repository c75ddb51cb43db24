import type { Static } from 'typebox';
import type { Read } from '../db/transaction.ts';
import type { Text } from '../kernel/text.ts';
import type { Actor } from './actor.ts';
import { accountById, type Account } from './accounts.ts';
import type { Me } from './contracts.ts';
import { deviceById, peopleAt } from './devices.ts';
import type { Roles } from './roles.ts';

const NO_ROLE: Text = { it: 'Senza ruolo', en: 'No role' };

/** What the screens know about the person at them. */
export async function meOf(
  read: Read,
  actor: Actor,
  roles: Roles,
  modules: readonly string[],
): Promise<Static<typeof Me>> {
  const account = await accountById(read, actor.id);
  const device = actor.deviceId === null ? null : await deviceById(read.sql, actor.deviceId);
  const people = device === null ? [] : await peopleAt(read.sql, device.locationId);
  const places = account.assignments.map(({ locationId }) => locationId);
  return {
    person: {
      id: account.id,
      login: account.login,
      name: account.name,
      language: account.language,
      role: roleShown(account, actor.locationId, roles),
      hasPin: account.hasPin,
    },
    roles: account.assignments.map(({ role, locationId }) => ({
      role,
      title: roles.titles.get(role) ?? NO_ROLE,
      locationId,
    })),
    permissions: Object.fromEntries(
      [...actor.grants]
        .map(([permission, scope]): [string, 'everywhere' | string[]] => [
          permission,
          scope === 'everywhere' ? scope : [...scope].sort(),
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    locationIds: places.includes(null) ? null : [...new Set(places as string[])].sort(),
    locationId: actor.locationId,
    device,
    people: [...people],
    modules: [...modules],
  };
}

/** The role at the place where the person works now; otherwise the one held everywhere. */
function roleShown(account: Account, locationId: string | null, roles: Roles): Text {
  const here = account.assignments.find((given) => given.locationId === locationId);
  const shown = here ?? account.assignments.find((given) => given.locationId === null);
  return roles.titles.get((shown ?? account.assignments[0])?.role ?? '') ?? NO_ROLE;
}
