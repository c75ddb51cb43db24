import { expect } from 'chai';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { removeEmbedded } from '../../../server/db/embedded/embedded.ts';
import { useDatabase } from '../../support/database.ts';
import { sharedSecrets, startServerProcess } from '../../support/processes.ts';
import { until } from '../../support/until.ts';

describe('the server process', function () {
  this.timeout(90_000);
  const database = useDatabase({ keeping: 'durable' });
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bottega-process-'));
    await chmod(folder, 0o711);
  });
  after(async () => {
    await removeEmbedded(path.join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  });
  const embedded = (): Record<string, string> => ({ BOTTEGA_DATA: path.join(folder, 'data') });

  it('starts from nothing, stops on SIGTERM with exit code 0, and leaves no PostgreSQL behind', async () => {
    const server = await startServerProcess(embedded());
    expect((await fetch(`${server.url}/health/ready`)).status).to.equal(200);
    expect(await server.stop()).to.equal(0);
    await removeEmbedded(path.join(folder, 'data'));
  });

  it('finishes the request under way, and tells load balancers to go elsewhere meanwhile', async () => {
    const server = await startServerProcess({
      DATABASE_URL: database.url,
      ...sharedSecrets(),
    });
    const blocker = new pg.Client({ connectionString: database.url });
    blocker.on('error', () => undefined);
    await blocker.connect();
    await blocker.query('begin; lock table core_account in access exclusive mode');
    const body = JSON.stringify({ login: 'nobody', password: 'nothing at all' });
    const underWay = fetch(`${server.url}/api/core/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await until('the request waits for the table', async () => {
      // Not asked by the blocker: within a transaction the first answer is the only one.
      const { rows } = await database.db.raw<{ rows: object[] }>(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return rows[0];
    });
    const stopped = server.stop();
    const readiness = await until('it says that it stops', async () => {
      const answer = await fetch(`${server.url}/health/ready`);
      return answer.status === 503 ? answer : null;
    });
    expect(readiness.headers.get('connection')).to.equal('close');
    expect(await readiness.json()).to.deep.include({ because: 'stopping' });
    await blocker.query('rollback');
    await blocker.end();
    const answer = await underWay;
    expect(answer.status, 'a wrong log-in, answered all the same').to.equal(422);
    expect(await stopped).to.equal(0);
  });

  it('runs twice on one database, with the same secrets', async () => {
    const env = { DATABASE_URL: database.url, ...sharedSecrets() };
    const servers = await Promise.all([startServerProcess(env), startServerProcess(env)]);
    for (const { url } of servers) {
      expect((await fetch(`${url}/health/ready`)).status).to.equal(200);
    }
    expect(await Promise.all(servers.map((server) => server.stop()))).to.deep.equal([0, 0]);
  });

  it('lives on when every connection to the database is cut', async () => {
    const server = await startServerProcess({ DATABASE_URL: database.url, ...sharedSecrets() });
    await database.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'bottega test'`,
    );
    await until('it is ready again', async () => {
      const answer = await fetch(`${server.url}/health/ready`);
      return answer.status === 200;
    });
    expect(await server.stop()).to.equal(0);
  });

  it('goes on after kill -9 of everything', async () => {
    const first = await startServerProcess(embedded());
    await first.kill();
    const second = await startServerProcess(embedded());
    expect((await fetch(`${second.url}/health/ready`)).status).to.equal(200);
    expect(await second.stop()).to.equal(0);
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['a module that is not there', { MODULES: 'base,cinema' }, /MODULES: .*cinema/],
    ['a module without the one it needs', { MODULES: 'store-system' }, /store-system → base/],
    ['an existing database without secrets', { DATABASE_URL: 'postgres://x/y' }, /BOTTEGA_SECRET/],
    ['another address without a secure connection', { HOST: '0.0.0.0' }, /TLS_CERT/],
  ];
  for (const [what, env, told] of refused) {
    it(`refuses ${what} in one sentence, before it does anything`, async () => {
      const failure = await startServerProcess({ ...embedded(), ...env }).catch(String);
      expect(failure).to.match(told);
      expect(failure).not.to.include('    at ');
    });
  }

  it('says which port is taken before it does anything', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure = await startServerProcess({ ...embedded(), PORT: String(port) }).catch(String);
    await new Promise((closed) => other.close(closed));
    expect(failure).to.include(`PORT=${port}`).and.include('è già occupata');
  });

  it('refuses a database that forgets what it acknowledged', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c synchronous_commit=off');
    const failure = await startServerProcess({
      DATABASE_URL: url.href,
      ...sharedSecrets(),
    }).catch(String);
    expect(failure).to.include('synchronous_commit=off');
  });
});
