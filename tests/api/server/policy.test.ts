import { expect } from 'chai';
import { useServer, type Caller } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { createTrialTable, notesEndpoint, pinNoteEndpoint, trial } from './trial.ts';

describe('who may do what, where', () => {
  const server = useServer({
    modules: [],
    trials: [trial],
    prepare: createTrialTable,
    http: { limits: { perMinute: 40, publicPerMinute: 12 } },
  });
  const callers: Record<string, Caller | undefined> = {};
  before(async () => {
    callers['a clerk of the shop'] = await server.person('clerk', 'MI01');
    callers['a clerk of another shop'] = await server.person('clerk', 'TO01');
    callers['a clerk of every shop'] = await server.person('clerk', null);
    callers['an auditor'] = await server.person('auditor', null);
    callers['a program for the shop'] = await server.program(['notes:write'], {
      locationIds: ['MI01'],
    });
    callers['a program for another shop'] = await server.program(['notes:write'], {
      locationIds: ['TO01'],
    });
  });

  const matrix: [caller: string, write: number, read: number, readAll: number][] = [
    ['nobody', 401, 401, 401],
    ['a clerk of the shop', 201, 200, 403],
    ['a clerk of another shop', 403, 403, 403],
    ['a clerk of every shop', 201, 200, 200],
    ['an auditor', 403, 200, 200],
    ['a program for the shop', 201, 403, 403],
    ['a program for another shop', 403, 403, 403],
  ];
  for (const [caller, write, read, readAll] of matrix) {
    it(`${caller}: writing ${write}, reading ${read}, reading every shop ${readAll}`, async () => {
      const as = callers[caller];
      const send = (path: string, body?: string) =>
        sendRaw(`${server.url}/api/trial/${path}`, {
          ...(as ? { as } : {}),
          ...(body === undefined ? {} : { body }),
          headers: { 'idempotency-key': crypto.randomUUID() },
        });
      const written = await send('notes', '{"locationId":"MI01","words":"ciao"}');
      const seen = await send('notes?locationId=MI01');
      const all = await send('notes');
      expect([written.status, seen.status, all.status]).to.deep.equal([write, read, readAll]);
    });
  }

  it('does not say what is wrong with the body to somebody who may do this nowhere', async () => {
    const answer = await sendRaw(`${server.url}/api/trial/notes`, {
      as: callers['an auditor']!,
      body: '{"nonsense":',
    });
    expect([answer.status, answer.body['permission']]).to.deep.equal([403, 'trial.note.write']);
  });

  it('lets no page of another site write with the cookie of a person', async () => {
    const write = (headers: Record<string, string>, as: Caller) =>
      sendRaw(`${server.url}/api/trial/notes`, {
        as,
        body: '{"locationId":"MI01","words":"ciao"}',
        headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
      });
    const clerk = callers['a clerk of the shop']!;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await write(headers, clerk);
      expect([answer.status, answer.body['type']]).to.deep.equal([403, '/problems/cross-site']);
    }
    expect((await write({ 'sec-fetch-site': 'same-origin' }, clerk)).status).to.equal(201);
    expect((await write({ origin: server.url }, clerk)).status).to.equal(201);
    const program = callers['a program for the shop']!;
    expect((await write({ origin: 'https://shop.example' }, program)).status).to.equal(201);
  });

  it('slows down whoever asks too much, and nobody else', async () => {
    const busy = await server.person('clerk', 'MI01');
    const asked = await Promise.all(
      Array.from({ length: 45 }, () =>
        sendRaw(`${server.url}/api/trial/notes?locationId=MI01`, { as: busy }),
      ),
    );
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused).to.have.lengthOf(5);
    expect(refused[0]!.body['type']).to.equal('/problems/too-many-requests');
    expect(Number(refused[0]!.headers.get('retry-after'))).to.be.within(1, 60);
    const calm = await server.person('clerk', 'MI01');
    await server.call(notesEndpoint, { locationId: 'MI01' }, { as: calm });
  });

  it('lets a key with a limit of its own ask as much as that', async () => {
    const generous = await server.program(['notes:write'], { locationIds: ['MI01'] });
    await server.database
      .db('core_api_key')
      .where({ id: generous.id })
      .update({ requests_per_minute: 3 });
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      const { status } = await sendRaw(`${server.url}/api/trial/notes`, {
        as: generous,
        body: '{}',
      });
      statuses.push(status);
    }
    expect(statuses).to.deep.equal([400, 400, 400, 429]);
  });

  it('knows keys by their secret: one symbol off is nobody', async () => {
    const program = await server.program(['notes:write']);
    const key = program.headers['authorization']!;
    const other = key.endsWith('A') ? `${key.slice(0, -1)}B` : `${key.slice(0, -1)}A`;
    for (const authorization of [other, 'Bearer bt_live_x', 'Basic YTpi', 'Bearer']) {
      const answer = await sendRaw(`${server.url}/api/trial/notes`, {
        headers: { authorization },
        body: '{}',
      });
      expect([authorization, answer.status]).to.deep.equal([authorization, 401]);
      expect(answer.headers.get('www-authenticate')).to.include('Bearer');
    }
    await server.call(pinNoteEndpoint, { locationId: 'MI01', words: 'chiave' }, { as: program });
  });
});
