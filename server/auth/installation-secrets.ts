import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError, type Config } from '../config.ts';
import { makeDataFolder } from '../db/embedded/data-folder.ts';
import { keyring, type Keyring } from './keyring.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** As kept in the data folder, mode 0600. */
interface StoredSecrets {
  /** Base64. */
  readonly secret: string;
  /** Ed25519, PKCS #8 in PEM. */
  readonly signingKey: string;
}

/**
 * The secrets of this installation. With the embedded database they are made at the first start and
 * kept beside it. With DATABASE_URL several servers share one database and must share them too, so
 * they come from the environment: codes hashed with another secret would never be found again.
 */
export async function loadKeyring(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  env: Environment,
): Promise<Keyring> {
  const { BOTTEGA_SECRET: secret, BOTTEGA_SIGNING_KEY: signingKey } = env;
  if (secret && signingKey) return keyring(readSecret(secret), readSigningKey(signingKey));
  if (config.databaseUrl !== null || secret || signingKey) throw missing(secret, signingKey);
  const stored = await readOrMake(config.dataFolder);
  return keyring(Buffer.from(stored.secret, 'base64'), createPrivateKey(stored.signingKey));
}

function readSecret(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length >= 32) return bytes;
  throw new ConfigError(['BOTTEGA_SECRET: almeno 32 caratteri (at least 32 characters)']);
}

/** PEM, or the same in one line: the base64 of its DER. */
function readSigningKey(text: string): KeyObject {
  try {
    const key = text.includes('-----BEGIN')
      ? createPrivateKey(text.replaceAll('\\n', '\n'))
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, without repeating a word of the key.
  }
  throw new ConfigError(['BOTTEGA_SIGNING_KEY: serve una chiave Ed25519 (PKCS #8, PEM o base64)']);
}

function missing(secret: string | undefined, signingKey: string | undefined): ConfigError {
  const names = [secret ? '' : 'BOTTEGA_SECRET', signingKey ? '' : 'BOTTEGA_SIGNING_KEY'];
  return new ConfigError([
    `Manca (missing) ${names.filter(Boolean).join(', ')}. Con DATABASE_URL i segreti vengono ` +
      'dall’ambiente, uguali per tutti i server. / With DATABASE_URL the secrets come from the ' +
      'environment, the same for every server. Two new ones:',
    `  BOTTEGA_SECRET=${randomBytes(32).toString('base64url')}`,
    `  BOTTEGA_SIGNING_KEY=${newSigningKey().export({ type: 'pkcs8', format: 'der' }).toString('base64')}`,
  ]);
}

async function readOrMake(dataFolder: string): Promise<StoredSecrets> {
  const file = path.join(dataFolder, 'secrets.json');
  const stored = await readFile(file, 'utf8').catch(() => null);
  if (stored !== null) return JSON.parse(stored) as StoredSecrets;
  await makeDataFolder(dataFolder);
  const made: StoredSecrets = {
    secret: randomBytes(32).toString('base64'),
    signingKey: newSigningKey().export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  // Complete under its name or not there at all; of two first starts, the first one's holds.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, JSON.stringify(made), { mode: 0o600 });
  await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(unfinished);
  return JSON.parse(await readFile(file, 'utf8')) as StoredSecrets;
}

function newSigningKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}
