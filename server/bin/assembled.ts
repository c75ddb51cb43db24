import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { MODULES } from '../../modules/registry.ts';
import { createApp, type App } from '../app.ts';
import { keyring, type Keyring } from '../auth/keyring.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { openApiDocument } from '../http/openapi.ts';
import { startOrder } from '../modules/start-order.ts';

/** All modules put together without being started: to ask what they declare. */
export function assembled(db: Knex, keyring: Keyring): App {
  return createApp({
    config: readConfig({}),
    db,
    keyring,
    modules: startOrder(MODULES, null),
    log: pino({ level: 'silent' }),
  });
}

/** The OpenAPI document of all modules, as it stands in the repository. Needs no database. */
export async function openApiText(): Promise<string> {
  // A pool connects when it is first asked, which nobody does here.
  const db = openDatabase({ url: 'postgres://127.0.0.1:1/none', poolSize: 1 });
  try {
    const noSecrets = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
    const { endpoints, manifests } = assembled(db, noSecrets);
    return `${JSON.stringify(openApiDocument({ endpoints, manifests }), null, 2)}\n`;
  } finally {
    await db.destroy();
  }
}
