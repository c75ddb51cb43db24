import type { Knex } from 'knex';
import { secretHasher } from '../../server/auth/hashing.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { SHOP_CHANNEL, shopKey } from '../../modules/demo-shop/api.ts';
import { insertRows } from '../rows.ts';
import { DEMO_PASSWORD, DEMO_PIN, type PersonSeed } from './people.ts';

/** People with their role and place. One hash serves them all: the password is printed at every start. */
export async function writePeople(
  sql: Knex,
  keyring: Keyring,
  people: readonly PersonSeed[],
): Promise<void> {
  const hasher = secretHasher(keyring);
  const [passwordHash, pinHash] = await Promise.all([
    hasher.hash(DEMO_PASSWORD),
    hasher.hash(DEMO_PIN),
  ]);
  // oxfmt-ignore
  await insertRows(
    sql,
    'core_account',
    { id: 'uuid', login: 'text', display_name: 'text', password_hash: 'text', pin_hash: 'text', language: 'text' },
    people.map(({ id, login, displayName }) => ({
      id, login, display_name: displayName, password_hash: passwordHash, pin_hash: pinHash, language: 'it',
    })),
  );
  await insertRows(
    sql,
    'core_assignment',
    { account_id: 'uuid', role: 'text', location_id: 'text' },
    people.map(({ id, role, locationId }) => ({ account_id: id, role, location_id: locationId })),
  );
}

/** The demonstration shop's key, registered as an administrator would: only its hash is kept. */
export async function writeShopKey(sql: Knex, keyring: Keyring): Promise<void> {
  const { id, secret } = shopKey(keyring);
  await insertRows(
    sql,
    'core_api_key',
    { id: 'text', name: 'text', secret_hash: 'text', scopes: 'text[]', channels: 'text[]' },
    [
      {
        id,
        name: 'Negozio di prova',
        secret_hash: keyring.hash('api-key', secret),
        scopes: ['orders:write', 'availability:read'],
        channels: [SHOP_CHANNEL],
      },
    ],
  );
}
