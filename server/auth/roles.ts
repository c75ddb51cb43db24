import type { Knex } from 'knex';
import type { ModuleManifest } from '../modules/manifest.ts';
import type { Text } from '../kernel/text.ts';
import type { KeyScopes } from './api-keys.ts';

/** The roles of the modules present, and what each may do. */
export interface Roles {
  readonly titles: ReadonlyMap<string, Text>;
  readonly permissions: ReadonlyMap<string, Text>;
  /** Role, permission: as declared by the manifests. */
  readonly grants: readonly (readonly [string, string])[];
  readonly keyScopes: KeyScopes;
  readonly scopeTitles: ReadonlyMap<string, Text>;
}

/** Reads the manifests. Throws when one grants something to a role that no module brings. */
export function rolesOf(manifests: readonly ModuleManifest[]): Roles {
  const titles = new Map(manifests.flatMap(({ roles }) => Object.entries(roles ?? {})));
  const declared = manifests.flatMap(({ permissions }) => Object.entries(permissions));
  const scopes = manifests.flatMap(({ keyScopes }) => Object.entries(keyScopes ?? {}));
  const permissions = new Map(declared.map(([permission, { title }]) => [permission, title]));
  for (const [scope, { permissions: given }] of scopes) {
    const unknown = given.find((permission) => !permissions.has(permission));
    if (unknown) throw new Error(`the key scope ${scope} gives ${unknown}, which nobody declares`);
  }
  return {
    titles,
    permissions,
    // A module may name roles of a module that is not present: nobody has them then.
    grants: declared.flatMap(([permission, { roles }]) =>
      roles.filter((role) => titles.has(role)).map((role) => [role, permission] as const),
    ),
    // The same scope may be given a meaning by several modules.
    keyScopes: new Map(
      scopes.map(([scope]) => [
        scope,
        scopes.filter(([name]) => name === scope).flatMap(([, given]) => given.permissions),
      ]),
    ),
    scopeTitles: new Map(scopes.map(([scope, { title }]) => [scope, title])),
  };
}

/** Makes the database say what the manifests say. Several processes may start at once. */
export async function writeRoles(db: Knex, { grants }: Roles): Promise<void> {
  const roles = grants.map(([role]) => role);
  const permissions = grants.map(([, permission]) => permission);
  await db.transaction(async (sql) => {
    await sql.raw(`select pg_advisory_xact_lock(hashtext('core_role_permission'))`);
    await sql.raw(
      `delete from core_role_permission where (role, permission) not in (
         select role, permission from unnest(?::text[], ?::text[]) as given (role, permission))`,
      [roles, permissions],
    );
    await sql.raw(
      `insert into core_role_permission (role, permission)
       select role, permission from unnest(?::text[], ?::text[]) as given (role, permission)
       on conflict on constraint core_role_permission_pk do nothing`,
      [roles, permissions],
    );
  });
}
