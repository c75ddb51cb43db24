import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the environment decides, read once at start and passed on; nothing else reads `process.env`. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** An existing PostgreSQL ≥ 15; null = the embedded one. */
  readonly databaseUrl: string | null;
  /** Where the embedded database, secrets and uploads are kept. */
  readonly dataFolder: string;
  /** The subset of modules to start; null = all. */
  readonly modules: readonly string[] | null;
  /** Demo data and demo log-ins: only with the embedded database or `DEMO=1`, and then only on loopback. */
  readonly demo: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly trustProxy: string | null;
  /** `smtp://…`; null = mail stays in the visible mailbox. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Webhooks may go to this computer and to private addresses, by plain HTTP: demonstrations, tests. */
  readonly webhooksToPrivate: boolean;
  /** The address customers reach us at: links in mail. */
  readonly publicUrl: string;
  readonly logLevel: string;
  readonly poolSize: number;
}

/** The environment asks for something that does not work. Read by whoever started us: all faults at once. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/** The folder of the checkout. */
export const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment, fills what is not said, and refuses what would not be safe. */
export function readConfig(env: Environment): Config {
  const faults: string[] = [];
  // An empty variable is one that was not set: `DATABASE_URL= npm start`.
  const read = (name: string): string | null => env[name]?.trim() || null;
  const whole = (name: string, otherwise: number, least: number, most: number): number => {
    const text = read(name);
    if (text === null) return otherwise;
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    faults.push(`${name}: ${text} non è un numero tra ${least} e ${most} (not a number in range)`);
    return otherwise;
  };
  const address = (name: string, protocols: readonly string[]): string | null => {
    const text = read(name);
    if (text === null || protocols.includes(protocolOf(text))) return text;
    faults.push(`${name}: serve un indirizzo (needs an address) ${protocols.join(' / ')}…`);
    return null;
  };

  const host = read('HOST') ?? '127.0.0.1';
  const port = whole('PORT', 3000, 0, 65_535);
  const databaseUrl = address('DATABASE_URL', ['postgres:', 'postgresql:']);
  const tls = readTls(read('TLS_CERT'), read('TLS_KEY'), faults);
  const trustProxy = read('TRUST_PROXY');
  const logLevel = read('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL: ${LOG_LEVELS.join(', ')}`);
  if (!isLoopback(host) && !tls && !trustProxy) {
    faults.push(
      `HOST=${host}: fuori da questo computer serve TLS (TLS_CERT e TLS_KEY) o un proxy dichiarato ` +
        '(TRUST_PROXY): senza connessione sicura cookie, fotocamera e uso offline non funzionano. / ' +
        'Beyond this computer TLS_CERT and TLS_KEY, or a declared TRUST_PROXY, are needed.',
    );
  }
  const demo = readDemo(read('DEMO'), { host, trustProxy, embedded: databaseUrl === null }, faults);
  const toPrivate = read('WEBHOOKS_TO_PRIVATE');
  if (toPrivate !== null && toPrivate !== '0' && toPrivate !== '1') {
    faults.push('WEBHOOKS_TO_PRIVATE: 0 / 1');
  }
  const config: Config = {
    port,
    host,
    databaseUrl,
    dataFolder: path.resolve(PROJECT_FOLDER, read('BOTTEGA_DATA') ?? '.bottega'),
    modules:
      read('MODULES')
        ?.split(/[\s,]+/)
        .filter(Boolean) ?? null,
    demo,
    tls,
    trustProxy,
    smtpUrl: address('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: read('MAIL_FROM') ?? 'Bottega <bottega@example.com>',
    webhooksToPrivate: toPrivate === null ? demo : toPrivate === '1',
    publicUrl: (
      address('PUBLIC_URL', ['http:', 'https:']) ?? `${tls ? 'https' : 'http'}://localhost:${port}`
    ).replace(/\/+$/, ''),
    logLevel,
    poolSize: whole('POOL_SIZE', 20, 2, 190),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Only this computer can reach it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** May demo log-ins, whose passwords are printed in the README, be answered there? */
export function isPrivate(config: Pick<Config, 'host' | 'trustProxy'>): boolean {
  return isLoopback(config.host) && config.trustProxy === null;
}

function readDemo(
  wanted: string | null,
  where: { host: string; trustProxy: string | null; embedded: boolean },
  faults: string[],
): boolean {
  if (wanted !== null && wanted !== '0' && wanted !== '1') faults.push('DEMO: 0 / 1');
  if (wanted !== null) {
    if (wanted === '1' && !isPrivate(where)) {
      faults.push(
        'DEMO=1: gli accessi di prova hanno password note a tutti, quindi solo su questo computer ' +
          '(HOST=127.0.0.1, senza TRUST_PROXY). / Demo log-ins are public knowledge: loopback only.',
      );
    }
    return wanted === '1';
  }
  return where.embedded && isPrivate(where);
}

function readTls(certFile: string | null, keyFile: string | null, faults: string[]): Config['tls'] {
  if (certFile && keyFile) return { certFile, keyFile };
  if (certFile || keyFile) faults.push('TLS_CERT, TLS_KEY: servono entrambi (both are needed)');
  return null;
}

function protocolOf(text: string): string {
  try {
    return new URL(text).protocol;
  } catch {
    return '';
  }
}
