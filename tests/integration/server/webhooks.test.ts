import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { inTransaction } from '../../../server/db/transaction.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import type { ModuleManifest } from '../../../server/modules/manifest.ts';
import {
  changeEndpointEndpoint,
  createEndpointEndpoint,
  listDeliveriesEndpoint,
  listEndpointsEndpoint,
  newSecretEndpoint,
  pingEndpoint,
  readDeliveryEndpoint,
  replayEndpoint,
  runEndpointEndpoint,
} from '../../../server/webhooks/contracts.ts';
import { forgetMessages } from '../../../server/webhooks/sql/messages.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeEvent, recordEvents } from '../../support/make/event.ts';
import { until } from '../../support/until.ts';
import { openReceiver, type Receiver } from '../../support/webhook-receiver.ts';

/** A module whose facts are told to the outside as they are. */
const trial: ModuleManifest = {
  id: 'trial',
  title: { it: 'Prova', en: 'Trial' },
  requires: [],
  tables: [],
  permissions: {},
  publishes: ['test.happened.v1'],
  problems: [],
  publicEvents: {
    types: {
      'test.even': { title: { it: 'Pari', en: 'Even' }, example: { n: 2 } },
      'test.odd': { title: { it: 'Dispari', en: 'Odd' }, example: { n: 1 } },
    },
    from: ['test.happened.v1'],
    tell: async (_read, { payload, stream }) => {
      const { n } = payload as { n: number };
      if (n < 0) return [];
      const type = n % 2 === 0 ? 'test.even' : 'test.odd';
      return [{ type, stream, channel: n >= 1_000 ? 'phone' : 'web', data: { n } }];
    },
  },
  start: () => undefined,
};

describe('webhooks', function () {
  this.timeout(30_000);
  const server = useServer({
    trials: [trial],
    webhooks: { pauses: [0.05, 0.1, 0.1], timeoutMilliseconds: 2_000 },
  });
  let administrator: Caller;
  let receiver: Receiver;
  let began: string;
  const open: Receiver[] = [];

  before(async () => {
    administrator = await server.person('administrator', null);
  });
  beforeEach(async () => {
    receiver = await openReceiver();
    open.push(receiver);
    began = new Date().toISOString();
  });
  afterEach(async () => {
    const { items } = await server.call(listEndpointsEndpoint, {}, { as: administrator });
    for (const { id } of items) await run(id, 'removed');
    for (const one of open.splice(0)) await one.close();
  });

  interface Wishes {
    readonly title: string;
    readonly types: string[];
    readonly channels: string[] | null;
    readonly noticeEmail: string | null;
  }
  const WISHES: Wishes = { title: 'Negozio', types: ['*'], channels: null, noticeEmail: null };

  async function enter(wishes: Partial<Wishes & { url: string }> = {}) {
    const body = { ...WISHES, url: receiver.url, ...wishes };
    return server.call(createEndpointEndpoint, body, { as: administrator });
  }
  function run(endpointId: string, state: 'active' | 'paused' | 'removed') {
    return server.call(runEndpointEndpoint, { endpointId, state }, { as: administrator });
  }
  function happen(...facts: [n: number, stream: string][]): Promise<void> {
    return recordEvents(
      server.database.db,
      facts.map(([n, stream]) => makeEvent(n, { stream })),
    );
  }
  async function log(endpointId: string) {
    const { items } = await server.call(
      listDeliveriesEndpoint,
      { endpointId },
      { as: administrator },
    );
    return items;
  }
  /** The log once nothing is under way: a receiver has a message a moment before its log says so. */
  const settledLog = (endpointId: string) =>
    until('settled', async () => {
      const items = await log(endpointId);
      return items.some(({ state }) => state === 'waiting') ? null : items;
    });
  const figures = (of: Receiver = receiver): number[] =>
    of.received.map(({ body }) => (JSON.parse(body) as { data: { n: number } }).data.n);
  const waitForAll = (count: number, of: Receiver = receiver) =>
    until(`${count} messages`, () => of.received.length >= count);

  it('tell what happened, signed so that the reference library of the standard accepts it', async () => {
    const { secret } = await enter();
    await happen([1, 'test:a']);
    await waitForAll(1);
    const [message] = receiver.received;
    const told = new Webhook(secret).verify(
      message!.body,
      message!.headers as Record<string, string>,
    );
    expect(told).to.deep.include({ type: 'test.odd', data: { n: 1 } });
    expect(Date.parse((told as { timestamp: string }).timestamp)).to.be.closeTo(Date.now(), 60_000);
  });

  it('that were changed on their way are refused by the receiver', async () => {
    const { secret } = await enter();
    await happen([1, 'test:a']);
    await waitForAll(1);
    const { body, headers } = receiver.received[0]!;
    const verify = (changed: string, with_ = headers as Record<string, string>): unknown =>
      new Webhook(secret).verify(changed, with_);
    expect(() => verify(body.replace('1', '2'))).to.throw('No matching signature');
    expect(() =>
      verify(body, { ...(headers as Record<string, string>), 'webhook-id': 'other' }),
    ).to.throw();
    expect(() =>
      verify(body, { ...(headers as Record<string, string>), 'webhook-timestamp': '1700000000' }),
    ).to.throw('too old');
  });

  it('arrive in the order of what happened, within each stream', async () => {
    await enter();
    // The first answer of every message is a failure: whatever came later must wait for it.
    receiver.answer = (_message, nth) => (nth === 1 ? 503 : 200);
    const streams = ['test:a', 'test:b', 'test:c'];
    for (let n = 0; n < 12; n += 1) await happen([n, streams[n % 3]!]);
    await waitForAll(24);
    for (const [place] of streams.entries()) {
      const ofStream = figures().filter((n) => n % 3 === place);
      const each = [place, place + 3, place + 6, place + 9];
      expect(ofStream).to.deep.equal(each.flatMap((n) => [n, n]));
    }
  });

  it('of one stream that is stuck do not hold up the others', async () => {
    const { endpoint } = await enter();
    receiver.answer = ({ body }) => (body.includes('"n":1}') ? 500 : 200);
    await happen([1, 'test:stuck'], [3, 'test:stuck'], [2, 'test:free']);
    await until('the free one', () => figures().includes(2));
    expect(figures()).not.to.include(3);
    // Given up after its four attempts, the next of its stream goes.
    await until('the one behind', () => figures().includes(3));
    expect(figures().filter((n) => n === 1)).to.have.lengthOf(4);
    const settled = await settledLog(endpoint.id);
    expect(settled.map(({ state, attempts }) => [state, attempts])).to.deep.equal([
      ['delivered', 1],
      ['delivered', 1],
      ['given-up', 4],
    ]);
  });

  it('keep their id over every attempt, so that a receiver knows a duplicate', async () => {
    const { endpoint } = await enter();
    receiver.answer = (_message, nth) => (nth === 1 ? 500 : nth === 2 ? 'cut' : 200);
    await happen([7, 'test:a']);
    await waitForAll(3);
    expect(new Set(receiver.received.map(({ id }) => id))).to.have.lengthOf(1);
    const [delivery] = await until('settled', async () => {
      const items = await log(endpoint.id);
      return items[0]?.state === 'delivered' ? items : null;
    });
    const { log: attempts } = await server.call(
      readDeliveryEndpoint,
      { delivery: delivery!.delivery },
      { as: administrator },
    );
    expect(attempts.map(({ number, status, failure }) => [number, status, failure])).to.deep.equal([
      [1, 500, 'status'],
      [2, null, 'refused'],
      [3, 200, null],
    ]);
  });

  it('to one that never answers keep nobody else waiting', async () => {
    const patient = await openReceiver();
    open.push(patient);
    await enter({ title: 'Lento' });
    await enter({ title: 'Svelto', url: patient.url });
    receiver.answer = () => 'hang';
    await happen(...Array.from({ length: 60 }, (_, n): [number, string] => [n, `test:${n}`]));
    await waitForAll(60, patient);
    expect(receiver.received.length, 'sixteen at a time, each waits its whole time').to.be.at.most(
      32,
    );
    expect(receiver.atOnce()).to.be.at.most(16);
  });

  it('follow no redirect', async () => {
    const { endpoint } = await enter();
    receiver.answer = () => 302;
    await happen([1, 'test:a']);
    await until('given up', async () => (await log(endpoint.id))[0]?.state === 'given-up');
    expect(receiver.received.every(({ path }) => path === '/webhook')).to.equal(true);
    expect((await log(endpoint.id))[0]).to.include({ lastStatus: 302, lastFailure: 'redirect' });
  });

  it('are only those an endpoint asked for, of its channels', async () => {
    await enter({ types: ['test.even'], channels: ['phone'] });
    await happen(
      [1, 'test:a'],
      [2, 'test:a'],
      [1_001, 'test:a'],
      [1_002, 'test:a'],
      [-1, 'test:a'],
    );
    await waitForAll(1);
    expect(figures()).to.deep.equal([1_002]);
  });

  it('stop for good at 410, and their keeper is written to', async () => {
    const { endpoint } = await enter({ noticeEmail: 'dev@example.com' });
    const witness = await openReceiver();
    open.push(witness);
    await enter({ title: 'Testimone', url: witness.url });
    receiver.answer = () => 410;
    await happen([1, 'test:a']);
    const stopped = await until('stopped', async () => {
      const { items } = await server.call(listEndpointsEndpoint, {}, { as: administrator });
      return items.find(({ id, state }) => id === endpoint.id && state === 'disabled');
    });
    expect(stopped).to.include({ stoppedBecause: 'gone', waiting: 1 });
    await happen([2, 'test:a']);
    // Another endpoint has it: so it went past the one that is stopped.
    await waitForAll(2, witness);
    const { rows } = await server.database.db.raw<{ rows: { recipient: string }[] }>(
      `select recipient from core_mail where reference = 'webhook:' || ?`,
      [endpoint.id],
    );
    expect(rows).to.deep.equal([{ recipient: 'dev@example.com' }]);
    expect(receiver.received).to.have.lengthOf(1);
    // Started again, what waited comes; what happened meanwhile is sent on request.
    receiver.answer = () => 200;
    await run(endpoint.id, 'active');
    await waitForAll(2);
    const { queued } = await server.call(
      replayEndpoint,
      {
        endpointId: endpoint.id,
        from: began,
        missedOnly: true,
      },
      { as: administrator },
    );
    expect(queued).to.equal(1);
    await waitForAll(3);
    expect(figures()).to.deep.equal([1, 1, 2]);
  });

  it('are stopped after five days in which nothing was taken', async () => {
    const { endpoint } = await enter();
    receiver.answer = () => 500;
    await server.database.db.raw(
      `update core_webhook_endpoint set failing_since = now() - interval '6 days' where id = ?`,
      [endpoint.id],
    );
    await happen([1, 'test:a']);
    const stopped = await until('stopped', async () => {
      const { items } = await server.call(listEndpointsEndpoint, {}, { as: administrator });
      return items.find(({ state }) => state === 'disabled');
    });
    expect(stopped.stoppedBecause).to.equal('failing');
  });

  it('wait while an endpoint is paused, and come in order when it goes on', async () => {
    const { endpoint } = await enter();
    await run(endpoint.id, 'paused');
    await happen([1, 'test:a'], [2, 'test:a']);
    await until('both queued', async () => (await log(endpoint.id)).length === 2);
    expect(receiver.received).to.have.lengthOf(0);
    await run(endpoint.id, 'active');
    await waitForAll(2);
    expect(figures()).to.deep.equal([1, 2]);
  });

  it('are sent again by id or by time, with the ids they had', async () => {
    const { endpoint } = await enter();
    await happen([1, 'test:a'], [2, 'test:a'], [3, 'test:b']);
    await waitForAll(3);
    const ids = new Map(receiver.received.map(({ id }, place) => [figures()[place], id]));
    await until('all settled', async () =>
      (await log(endpoint.id)).every(({ state }) => state === 'delivered'),
    );
    const again = (input: object) =>
      server.call(
        replayEndpoint,
        { endpointId: endpoint.id, missedOnly: false, ...input },
        { as: administrator },
      );
    expect(await again({ messageIds: [ids.get(2)!] })).to.deep.equal({ queued: 1 });
    await waitForAll(4);
    expect(receiver.received[3]!.id).to.equal(ids.get(2));
    await until('settled', async () =>
      (await log(endpoint.id)).every(({ state }) => state === 'delivered'),
    );
    expect(await again({ from: began, missedOnly: true })).to.deep.equal({ queued: 0 });
    await again({ from: began });
    await waitForAll(7);
    expect(
      figures()
        .filter((n) => n < 3)
        .slice(-2),
      'their order is kept',
    ).to.deep.equal([1, 2]);
  });

  it('are signed with both secrets for a day after a new one was made', async () => {
    const { endpoint, secret: first } = await enter();
    const { secret: second } = await server.call(
      newSecretEndpoint,
      { endpointId: endpoint.id },
      { as: administrator },
    );
    const third = await server.refusalOf(
      newSecretEndpoint,
      { endpointId: endpoint.id },
      { as: administrator },
    );
    expect(third.slug).to.equal('secret-changing');
    await happen([1, 'test:a']);
    await waitForAll(1);
    const { body, headers } = receiver.received[0]!;
    for (const secret of [first, second]) {
      new Webhook(secret).verify(body, headers as Record<string, string>);
    }
    await server.database.db.raw(
      `update core_webhook_endpoint set former_secret_until = now() where id = ?`,
      [endpoint.id],
    );
    await happen([2, 'test:a']);
    await waitForAll(2);
    const later = receiver.received[1]!;
    expect(() =>
      new Webhook(first).verify(later.body, later.headers as Record<string, string>),
    ).to.throw();
    new Webhook(second).verify(later.body, later.headers as Record<string, string>);
  });

  it('can be tried with a message that says nothing', async () => {
    const { endpoint, secret } = await enter({ types: ['test.even'] });
    const { messageId } = await server.call(
      pingEndpoint,
      { endpointId: endpoint.id },
      { as: administrator },
    );
    await waitForAll(1);
    const [message] = receiver.received;
    expect(message!.id).to.equal(messageId);
    expect(
      new Webhook(secret).verify(message!.body, message!.headers as Record<string, string>),
    ).to.deep.include({ type: 'ping' });
  });

  it('reach every message once from two server processes, in order', async () => {
    const other = await server.another();
    await enter();
    for (let n = 0; n < 40; n += 1) await happen([n, `test:${n % 4}`]);
    await waitForAll(40);
    await other.stop();
    expect([...figures()].sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 40 }, (_, n) => n),
    );
    for (let place = 0; place < 4; place += 1) {
      const ofStream = figures().filter((n) => n % 4 === place);
      expect(ofStream).to.deep.equal([...ofStream].sort((a, b) => a - b));
    }
  });

  it('are forgotten after thirty days, but not while they wait', async () => {
    const { endpoint } = await enter();
    await happen([1, 'test:a']);
    await until('delivered', async () => (await log(endpoint.id))[0]?.state === 'delivered');
    await run(endpoint.id, 'paused');
    await happen([2, 'test:a']);
    await until('queued', async () => (await log(endpoint.id)).length === 2);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await inTransaction(server.database.db, systemActor('test'), (tx) =>
      forgetMessages(tx, tomorrow, 500),
    );
    expect((await log(endpoint.id)).map(({ state }) => state)).to.deep.equal(['waiting']);
  });

  it('go to no address of the house, to nobody unknown, and to no stale endpoint', async () => {
    const { endpoint } = await enter();
    const refused = async (body: object) =>
      (
        await server.refusalOf(
          createEndpointEndpoint,
          { ...WISHES, url: receiver.url, ...body },
          { as: administrator },
        )
      ).slug;
    expect(await refused({ url: 'ftp://shop.example/x' })).to.equal('webhook-address-not-allowed');
    expect(await refused({ url: 'https://user:secret@shop.example/x' })).to.equal(
      'webhook-address-not-allowed',
    );
    expect(await refused({ types: ['order.nonsense'] })).to.equal('event-type-unknown');
    const stale = await server.refusalOf(
      changeEndpointEndpoint,
      { ...WISHES, endpointId: endpoint.id, url: receiver.url, expectedVersion: 99 },
      { as: administrator },
    );
    expect(stale.slug).to.equal('stale-revision');
  });
});
