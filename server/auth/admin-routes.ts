import type { Routes } from '../http/routes.ts';
import { pageFrom, readPageMark } from '../http/pagination.ts';
import type { Tx } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import {
  accountById,
  changeAccount,
  createAccount,
  keepAnAdministrator,
  listAccounts,
  lockAccount,
  replaceAssignments,
  setSecret,
  type Account,
  type Assignment,
} from './accounts.ts';
import {
  accountEndpoint,
  assignRolesEndpoint,
  changeAccountEndpoint,
  createAccountEndpoint,
  endSessionsEndpoint,
  listAccountsEndpoint,
  listRolesEndpoint,
  resetPasswordEndpoint,
  resetPinEndpoint,
} from './account-contracts.ts';
import {
  createApiKeyEndpoint,
  listApiKeysEndpoint,
  revokeApiKeyEndpoint,
} from './api-key-contracts.ts';
import { apiKeyById, createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import {
  announceDevice,
  changeDevice,
  deviceShown,
  listDevices,
  renewCode,
  revokeDevice,
} from './devices.ts';
import {
  announceDeviceEndpoint,
  changeDeviceEndpoint,
  listDevicesEndpoint,
  renewCodeEndpoint,
  revokeDeviceEndpoint,
} from './device-contracts.ts';
import { sessionEnded } from './events.ts';
import { guessLimiter } from './guesses.ts';
import type { SecretHasher } from './hashing.ts';
import type { Keyring } from './keyring.ts';
import { PIN_ANYWHERE } from './log-in.ts';
import { roleUnknown } from './problems.ts';
import type { Roles } from './roles.ts';
import { newPassword, newPin } from './secrets.ts';
import { endSessions } from './sessions.ts';

export interface AdminSurroundings {
  readonly roles: Roles;
  readonly keyring: Keyring;
  readonly hasher: SecretHasher;
}

/** What the administrator does with people, devices and keys. */
export function adminRoutes(routes: Routes, around: AdminSurroundings): void {
  accountRoutes(routes, around);
  secretRoutes(routes, around);
  deviceRoutes(routes);
  keyRoutes(routes, around);
}

function accountRoutes(routes: Routes, { roles, hasher }: AdminSurroundings): void {
  routes.query(listRolesEndpoint, async () => ({
    roles: [...roles.titles].map(([role, title]) => ({
      role,
      title,
      permissions: roles.grants
        .filter(([granted]) => granted === role)
        .map(([, permission]) => ({ permission, title: roles.permissions.get(permission)! })),
    })),
  }));
  routes.query(listAccountsEndpoint, async (read, { after, limit = 50, search }) => {
    const mark = readPageMark<[string, string]>(after, ['string', 'string'], read.actor.language);
    const found = await listAccounts(read, { search: search ?? null, after: mark, limit });
    return pageFrom(found, limit, ({ name, id }) => [name.toLowerCase(), id], shown);
  });
  routes.query(accountEndpoint, async (read, { accountId }) =>
    shown(await accountById(read, accountId)),
  );
  routes.command(createAccountEndpoint, async (tx, input) => {
    demandRoles(roles, input.assignments);
    const firstPassword = newPassword();
    const passwordHash = await hasher.hash(firstPassword);
    const id = await createAccount(tx, { ...input, passwordHash, pinHash: null });
    return { account: shown(await accountById(tx, id)), firstPassword };
  });
  routes.command(changeAccountEndpoint, async (tx, { accountId, expectedVersion, ...change }) => {
    await lockAccount(tx, accountId, expectedVersion);
    await changeAccount(tx, accountId, change);
    if (change.active === false) {
      await logOutEverywhere(tx, accountId);
      await keepAnAdministrator(tx);
    }
    return shown(await accountById(tx, accountId));
  });
  routes.command(assignRolesEndpoint, async (tx, { accountId, assignments, expectedVersion }) => {
    demandRoles(roles, assignments);
    await lockAccount(tx, accountId, expectedVersion);
    await replaceAssignments(tx, accountId, assignments);
    await keepAnAdministrator(tx);
    return shown(await accountById(tx, accountId));
  });
  routes.command(endSessionsEndpoint, async (tx, { accountId }) => {
    await lockAccount(tx, accountId, null);
    return { ended: await logOutEverywhere(tx, accountId) };
  });
}

function secretRoutes(routes: Routes, { hasher }: AdminSurroundings): void {
  routes.command(resetPasswordEndpoint, async (tx, { accountId }) => {
    const firstPassword = newPassword();
    const hash = await hasher.hash(firstPassword);
    await lockAccount(tx, accountId, null);
    await setSecret(tx, accountId, 'password', hash, 'password-reset');
    await logOutEverywhere(tx, accountId);
    return { firstPassword };
  });
  routes.command(resetPinEndpoint, async (tx, { accountId }) => {
    const firstPin = newPin();
    const hash = await hasher.hash(firstPin);
    await lockAccount(tx, accountId, null);
    await setSecret(tx, accountId, 'pin', hash, 'pin-reset');
    await guessLimiter(tx.sql).forget(PIN_ANYWHERE, accountId);
    return { firstPin };
  });
}

function deviceRoutes(routes: Routes): void {
  routes.query(listDevicesEndpoint, async (read) => ({ items: [...(await listDevices(read))] }));
  routes.command(announceDeviceEndpoint, async (tx, input) => {
    const { id, code } = await announceDevice(tx, input);
    return { device: await deviceShown(tx, id), enrolmentCode: code };
  });
  routes.command(renewCodeEndpoint, async (tx, { deviceId }) => {
    const enrolmentCode = await renewCode(tx, deviceId);
    return { device: await deviceShown(tx, deviceId), enrolmentCode };
  });
  routes.command(changeDeviceEndpoint, async (tx, { deviceId, expectedVersion, ...change }) => {
    await changeDevice(tx, deviceId, expectedVersion, change);
    return deviceShown(tx, deviceId);
  });
  routes.command(revokeDeviceEndpoint, async (tx, { deviceId, expectedVersion }) => {
    await revokeDevice(tx, deviceId, expectedVersion);
    return deviceShown(tx, deviceId);
  });
}

function keyRoutes(routes: Routes, { roles, keyring }: AdminSurroundings): void {
  routes.query(listApiKeysEndpoint, async (read) => ({
    items: [...(await listApiKeys(read))],
    scopes: [...roles.scopeTitles].map(([scope, title]) => ({ scope, title })),
  }));
  routes.command(createApiKeyEndpoint, async (tx, input) => {
    const { id, key } = await createApiKey(tx, keyring, roles.keyScopes, input);
    return { apiKey: await apiKeyById(tx, id), key };
  });
  routes.command(revokeApiKeyEndpoint, async (tx, { keyId, expectedVersion }) => {
    await revokeApiKey(tx, keyId, expectedVersion);
    return apiKeyById(tx, keyId);
  });
}

function demandRoles({ titles }: Roles, assignments: readonly Assignment[]): void {
  const unknown = assignments.find(({ role }) => !titles.has(role));
  if (unknown) throw new Refusal(roleUnknown, { role: unknown.role });
}

async function logOutEverywhere(tx: Tx, accountId: string): Promise<number> {
  const ended = await endSessions(tx, { accountId });
  for (const { id } of ended) tx.record(sessionEnded(id, accountId));
  return ended.length;
}

function shown(account: Account) {
  return { ...account, assignments: [...account.assignments] };
}
