import { expect } from 'chai';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { resetPricing } from '../../../modules/base/pricing/pricing.ts';
import { MODULES } from '../../../modules/registry.ts';
import { createApp } from '../../../server/app.ts';
import { keyring } from '../../../server/auth/keyring.ts';
import { readConfig } from '../../../server/config.ts';
import { startOrder } from '../../../server/modules/start-order.ts';
import { meEndpoint, pingEndpoint } from '../../../server/auth/contracts.ts';
import { useServer } from '../../support/api.ts';
import { useDatabase } from '../../support/database.ts';

describe('the application', () => {
  const server = useServer();

  it('knows who calls, what they may do and where', async () => {
    const clerk = await server.person('clerk', 'MI01');
    const me = await server.call(meEndpoint, {}, { as: clerk });
    expect(me.person.name).to.equal(clerk.name);
    expect(me.locationId).to.equal('MI01');
    expect(me.permissions['base.catalogue.read']).to.deep.equal(['MI01']);
    expect((await server.refusalOf(meEndpoint, {})).slug).to.equal('unauthenticated');
  });

  it('is ready, with figures for a collector on this machine', async () => {
    const ready = await fetch(`${server.url}/health/ready`);
    expect(ready.status).to.equal(200);
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    expect(figures).to.include('bottega_http_request_seconds');
  });

  it('runs twice in one process, each with its own figures, on the same people', async () => {
    const other = await server.another();
    const clerk = await server.person('clerk', 'MI01');
    await server.call(pingEndpoint, {}, { as: clerk });
    const answered = await fetch(`${other.url}/api/core/me`, { headers: clerk.headers });
    expect(answered.status).to.equal(200);
    const figures = await (await fetch(`${other.url}/metrics`)).text();
    expect(figures).to.include('path="/api/core/me"');
    expect(figures, 'the ping was not here').not.to.include('path="/api/core/ping"');
    await other.stop();
    const gone = await fetch(`${other.url}/health/live`).catch(() => 'gone');
    expect(gone).to.equal('gone');
    expect((await fetch(`${server.url}/health/live`)).status).to.equal(200);
  });
});

describe('a subset of the modules', function () {
  this.timeout(60_000);
  // What a stopped server prices with must not price for the tests after it.
  afterEach(resetPricing);
  const database = useDatabase();
  const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);

  for (const modules of validSubsets()) {
    it(`runs by itself: ${modules.join(', ')}`, async () => {
      const app = createApp({
        config: { ...readConfig({}), port: 0 },
        db: database.db,
        keyring: keys,
        modules: startOrder(MODULES, modules),
        log: pino({ level: 'silent' }),
      });
      const url = await app.listen();
      try {
        expect((await fetch(`${url}/health/ready`)).status).to.equal(200);
        const paths = app.endpoints.map(({ path }) => path.split('/')[2]);
        const present = MODULES.map(({ id }) => id).filter((id) => paths.includes(id));
        expect(present, 'endpoints of these modules and no others').to.have.members(
          modules.filter((id) => paths.includes(id)),
        );
      } finally {
        await app.stop();
      }
    });
  }

  it('is found for every module', () => {
    const reached = new Set(validSubsets().flat());
    expect([...reached].sort()).to.deep.equal(MODULES.map(({ id }) => id).sort());
  });
});

/** Every choice of modules in which each has what it requires. */
function validSubsets(): string[][] {
  return Array.from({ length: 2 ** MODULES.length }, (_, bits) =>
    MODULES.filter((_module, place) => (bits & (1 << place)) !== 0),
  )
    .filter((chosen) => chosen.length > 0)
    .filter((chosen) =>
      chosen.every(({ requires }) =>
        requires.every((need) => chosen.some(({ id }) => id === need)),
      ),
    )
    .map((chosen) => chosen.map(({ id }) => id));
}
