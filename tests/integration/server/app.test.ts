import { expect } from 'chai';
import { meEndpoint, pingEndpoint } from '../../../server/auth/contracts.ts';
import { useServer } from '../../support/api.ts';

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
