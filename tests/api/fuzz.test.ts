import { expect } from 'chai';
import fc from 'fast-check';
import type { Endpoint } from '../../server/http/contract.ts';
import { useServer, type Caller } from '../support/api.ts';
import { knownTexts, requestsFor, type FuzzedRequest } from '../support/fuzz-request.ts';
import type { KnownTexts } from '../support/fuzz.ts';
import { makeCustomer } from '../support/make/customer.ts';
import { makeItems } from '../support/make/item.ts';
import { makeLocation } from '../support/make/location.ts';
import { makeOrder } from '../support/make/order.ts';
import { makeStock } from '../support/make/stock.ts';
import { sendRaw } from '../support/raw-request.ts';

/** More in `npm run proof`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? (process.env['PROOF'] ? 200 : 12));

describe('whatever is sent to whatever endpoint', () => {
  const server = useServer();
  let known: KnownTexts;
  /** Endpoints that did at least once what they are there for. */
  const worked = new Set<Endpoint>();

  before(async () => {
    const { db } = server.database;
    await makeLocation(db, { id: 'MI01' });
    await makeLocation(db, { id: 'PC01', kind: 'warehouse' });
    const items = await makeItems(db, { sizes: ['40', '42'] });
    for (const itemId of items) await makeStock(db, { locationId: 'MI01', itemId, quantity: 500 });
    const { gtin } = (await db('base_item').first('gtin')) as { gtin: string };
    for (let times = 0; times < 3; times += 1) {
      await makeOrder(db, { locationId: 'MI01', lines: [{ gtin }] });
    }
    await makeCustomer(db);
    known = new Map([...(await knownTexts(server.database)), ['channel', ['web']]]);
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

  const answerIsDecent = async (
    endpoint: Endpoint,
    request: FuzzedRequest,
    as: Caller,
  ): Promise<void> => {
    const { method, address, headers, body } = request;
    const answer = await sendRaw(`${server.url}${address}`, {
      method,
      as,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.status, answer.text.slice(0, 500)).to.be.within(200, 499);
    if (answer.status < 400) {
      worked.add(endpoint);
      return;
    }
    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json\b/);
    expect(answer.body['type']).to.match(/^\/problems\/[a-z-]+$/);
    expect(answer.body['status']).to.equal(answer.status);
    expect(answer.body['title']).to.be.a('string').that.is.not.empty;
    expect(answer.body['instance']).to.match(/^urn:request:[0-9a-f-]{36}$/);
  };

  it('never breaks the server: what is wrong is told as a problem', async function () {
    this.timeout(60_000 + RUNS * 10_000);
    const broken: string[] = [];
    for (const endpoint of server.app.endpoints) {
      const as = await somebody(endpoint);
      const outcome = await fc.check(
        fc.asyncProperty(requestsFor(endpoint, known), (request) =>
          answerIsDecent(endpoint, request, as),
        ),
        {
          numRuns: RUNS,
          seed: Number(process.env['FUZZ_SEED'] ?? 20_261_122),
          endOnFailure: false,
        },
      );
      if (outcome.failed) {
        const [request] = outcome.counterexample ?? [];
        broken.push(`${JSON.stringify(request)}\n   ${String(outcome.errorInstance)}`);
      }
    }
    expect(broken.join('\n')).to.equal('');
    // Otherwise only the doormen would have been tested.
    expect(server.app.endpoints.length).to.be.greaterThan(100);
    expect(worked.size / server.app.endpoints.length).to.be.greaterThan(0.4);
  });
});
