import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { openDatabase } from '../../server/db/database.ts';
import { runningOn, SUPERUSER } from '../../server/db/embedded/cluster.ts';
import { addressOf, removeEmbedded } from '../../server/db/embedded/embedded.ts';
import { ended } from '../../server/db/embedded/process.ts';
import { childrenOf, killFamily } from '../support/family.ts';
import { startServerProcess, type ServerProcess } from '../support/processes.ts';
import { until } from '../support/until.ts';

/** What `kill -9` hits. */
export type Victim =
  | 'the server'
  | 'PostgreSQL with all its processes'
  | 'both at once'
  | 'the first process of PostgreSQL'
  | 'a process of PostgreSQL that works for the server';

export const VICTIMS: readonly Victim[] = [
  'the server',
  'PostgreSQL with all its processes',
  'both at once',
  'the first process of PostgreSQL',
  'a process of PostgreSQL that works for the server',
];

/** A server process with a PostgreSQL of its own, as `npm start` runs them, that may be killed. */
export class Installation {
  private readonly folder: string;
  private server: ServerProcess;
  private pool: Knex;

  private constructor(folder: string, server: ServerProcess, pool: Knex) {
    this.folder = folder;
    this.server = server;
    this.pool = pool;
  }

  static async start(): Promise<Installation> {
    const folder = await mkdtemp(path.join(tmpdir(), 'bottega-faults-'));
    // PostgreSQL runs as another user when the tests run as root.
    await chmod(folder, 0o711);
    const server = await serve(folder);
    return new Installation(folder, server, await connect(folder));
  }

  get url(): string {
    return this.server.url;
  }

  /** The application's own view of its database, beside the server's. */
  get db(): Knex {
    return this.pool;
  }

  keyring(): Promise<Keyring> {
    return loadKeyring({ databaseUrl: null, dataFolder: this.folder }, {});
  }

  /** For planting faults the application's own role may not plant; the caller closes it. */
  async asSuperuser(): Promise<Knex> {
    const url = new URL((await addressOf(this.folder))!);
    url.username = SUPERUSER;
    return openDatabase({ url: url.href, poolSize: 1 });
  }

  /** Kills and, where nobody else does, starts again; settles when requests are answered. */
  async kill(victim: Victim): Promise<void> {
    await this.pool.destroy();
    const postgres = await this.postgres();
    const before = this.server.pid;
    switch (victim) {
      case 'the server':
        await this.server.kill();
        break;
      case 'PostgreSQL with all its processes':
        await killFamily(postgres);
        break;
      case 'both at once':
        await Promise.all([this.server.kill(), killFamily(postgres)]);
        break;
      case 'the first process of PostgreSQL':
        process.kill(postgres, 'SIGKILL');
        await ended(postgres, 10_000);
        break;
      case 'a process of PostgreSQL that works for the server':
        process.kill((await childrenOf(postgres)).at(-1)!, 'SIGKILL');
        break;
    }
    // A server whose database died lives on: it starts the database again by itself.
    if (victim === 'the server' || victim === 'both at once') {
      this.server = await serve(this.folder);
    }
    await until('requests are answered again', () => this.isReady(), 60_000);
    if (this.server.pid === before && victim === 'the server') throw new Error('it was not killed');
    this.pool = await connect(this.folder);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
    await this.server.stop();
    await removeEmbedded(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/health/ready`)).status === 200;
  }

  private async postgres(): Promise<number> {
    const place = await readFile(path.join(this.folder, 'postgres.json'), 'utf8');
    const { directory } = JSON.parse(place) as { directory: string };
    return (await runningOn(directory))!.pid;
  }
}

function serve(folder: string): Promise<ServerProcess> {
  return startServerProcess({ BOTTEGA_DATA: folder, DEMO: '0' });
}

async function connect(folder: string): Promise<Knex> {
  const url = await until('PostgreSQL has an address', () => addressOf(folder));
  return openDatabase({ url, poolSize: 4, applicationName: 'bottega test', statementSeconds: 60 });
}
