import { expect } from 'chai';
import fc from 'fast-check';
import type { Endpoint } from '../../server/http/contract.ts';
import { useServer, type Caller } from '../support/api.ts';
import { knownTexts, requestsFor, type FuzzedRequest } from '../support/fuzz-request.ts';
import type { KnownTexts } from '../support/fuzz.ts';
import { makeCustomer } from '../support/make/customer.ts';
import { makeItems } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { sendRaw } from '../support/raw-request.ts';

/** More in `npm run proof`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12);

describe('whatever is sent to whatever endpoint', () => {
  const server = useServer();
  let known: KnownTexts;

  before(async () => {
    const { db } = server.database;
    await makeLocation(db, { id: 'MI01' });
    await makeLocation(db, { id: 'PC01', kind: 'warehouse' });
    await makeItems(db, { sizes: ['40', '42', '44'] });
    await makeCustomer(db);
    known = [...(await knownTexts(server.database)), 'MI01', 'PC01', 'web'];
  });

  /** Somebody whom the policy lets in: behind it, the contract and the work are alone. */
  const somebody = async (endpoint: Endpoint): Promise<Caller> => {
    const { access } = endpoint;
    const permission = access.kind === 'permission' ? access.permission : null;
    for (const { permissions, keyScopes = {} } of server.app.manifests) {
      const [role] = permission ? (permissions[permission]?.roles ?? []) : ['clerk'];
      if (role) return server.person(role, null);
      for (const [scope, given] of Object.entries(keyScopes)) {
        if (permission && given.permissions.includes(permission)) return server.program([scope]);
      }
    }
    throw new Error(`nobody may call ${endpoint.method} ${endpoint.path}`);
  };

  const answerIsDecent = async (request: FuzzedRequest, as: Caller): Promise<void> => {
    const { method, address, headers, body } = request;
    const answer = await sendRaw(`${server.url}${address}`, {
      method,
      as,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status, answer.text.slice(0, 500)).to.be.within(200, 499);
    if (answer.status < 400) return;
    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json\b/);
    expect(answer.body['type']).to.match(/^\/problems\/[a-z-]+$/);
    expect(answer.body['status']).to.equal(answer.status);
    expect(answer.body['title']).to.be.a('string').that.is.not.empty;
    expect(answer.body['instance']).to.match(/^urn:request:[0-9a-f-]{36}$/);
  };

  it('never breaks the server: what is wrong is told as a problem', async function () {
    this.timeout(300_000);
    const broken: string[] = [];
    for (const endpoint of server.app.endpoints) {
      const as = await somebody(endpoint);
      const outcome = await fc.check(
        fc.asyncProperty(requestsFor(endpoint, known), (request) => answerIsDecent(request, as)),
        { numRuns: RUNS, seed: 20_261_122, endOnFailure: false },
      );
      if (outcome.failed) {
        const [request] = outcome.counterexample ?? [];
        broken.push(`${JSON.stringify(request)}\n   ${String(outcome.errorInstance)}`);
      }
    }
    expect(broken.join('\n')).to.equal('');
    expect(server.app.endpoints.length).to.be.greaterThan(60);
  });
});
