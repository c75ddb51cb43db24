import { get } from 'node:http';
import { expect } from 'chai';
import { useServer, type Caller } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';
import {
  boardEndpoint,
  createTrialTable,
  liarEndpoint,
  notesEndpoint,
  openCodeEndpoint,
  pinNoteEndpoint,
  rewriteNoteEndpoint,
  trial,
} from './trial.ts';

/** `fetch` always sends an Accept-Language of its own. */
function withoutLanguage(url: string, as: Caller): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    get(url, { headers: as.headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
    }).on('error', reject);
  });
}

describe('what a request must look like', () => {
  const server = useServer({ modules: [], trials: [trial], prepare: createTrialTable });
  let clerk: Caller;
  before(async () => {
    clerk = await server.person('clerk', 'MI01');
  });

  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    sendRaw(`${server.url}/api/trial/notes`, {
      as: clerk,
      body,
      headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
    });

  const refusedMembers: [object, string, string, string][] = [
    [{ words: 'ciao' }, '/locationId', 'manca', 'is missing'],
    [{ locationId: 'MI01', words: '' }, '/words', 'non può essere vuoto', 'must not be empty'],
    [
      { locationId: 'MI01', words: 'a', pieces: '3' },
      '/pieces',
      'deve essere un numero intero',
      'must be a whole number',
    ],
    [{ locationId: 'MI01', words: 'a', pieces: 10 }, '/pieces', 'al massimo 9', 'at most 9'],
    [
      { locationId: 'MI01', words: 'a', size: 4 },
      '/size',
      'non è previsto',
      'is not expected here',
    ],
    [
      { locationId: 'mi-1', words: 'a' },
      '/locationId',
      'non ha la forma prevista',
      'does not have the expected form',
    ],
    [
      { locationId: 'MI01', words: 'a', colour: 'pink' },
      '/colour',
      'uno tra: red, blue',
      'one of: red, blue',
    ],
    [
      { locationId: 'MI01', words: 'a', until: 'domani' },
      '/until',
      'deve essere un istante ISO 8601 con fuso, per esempio 2026-11-20T10:30:00Z',
      'must be an ISO 8601 instant with offset, such as 2026-11-20T10:30:00Z',
    ],
    [
      { locationId: 'MI01', words: 'a', pin: { kind: 'magnet', count: 0 } },
      '/pin/count',
      'almeno 1',
      'at least 1',
    ],
    [
      { locationId: 'MI01', words: 'a', pin: { kind: 'glue' } },
      '/pin',
      'kind non è tra i valori previsti',
      'kind is not one of the expected values',
    ],
  ];
  for (const [body, pointer, it_, en] of refusedMembers) {
    it(`names the member and the reason, in both languages: ${JSON.stringify(body)}`, async () => {
      const italian = await send(JSON.stringify(body), { 'accept-language': 'it-IT,it;q=0.9' });
      expect(italian.status).to.equal(400);
      expect(italian.headers.get('content-type')).to.equal('application/problem+json');
      expect(italian.body).to.include({
        type: '/problems/invalid-request',
        status: 400,
        title: 'Dati non validi',
      });
      expect(italian.body['errors']).to.deep.equal([{ pointer, detail: it_ }]);
      const english = await send(JSON.stringify(body), { 'accept-language': 'en' });
      expect(english.body['title']).to.equal('Invalid request');
      expect(english.body['errors']).to.deep.equal([{ pointer, detail: en }]);
    });
  }

  const hostile: [string, string | Uint8Array<ArrayBuffer>, number, string][] = [
    ['is not JSON', '{"locationId": ', 400, 'invalid-request'],
    ['is a bare word', 'ciao', 400, 'invalid-request'],
    ['is a list', '[]', 400, 'invalid-request'],
    ['is null', 'null', 400, 'invalid-request'],
    ['is nested 21 times', '['.repeat(21) + ']'.repeat(21), 400, 'invalid-request'],
    ['is nested 49,000 times', '['.repeat(49_000) + ']'.repeat(49_000), 400, 'invalid-request'],
    [
      'holds a number beyond any',
      '{"locationId":"MI01","words":"a","pieces":1e400}',
      400,
      'invalid-request',
    ],
    ['holds NUL', '{"locationId":"MI01","words":"a\\u0000b"}', 400, 'invalid-request'],
    [
      'holds half a surrogate pair',
      '{"locationId":"MI01","words":"a\\ud800"}',
      400,
      'invalid-request',
    ],
    [
      'holds __proto__',
      '{"__proto__":{"admin":true},"locationId":"MI01","words":"a"}',
      400,
      'invalid-request',
    ],
    ['is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid-request'],
    [
      'is larger than 100 kB',
      JSON.stringify({ locationId: 'MI01', words: 'x'.repeat(100_001) }),
      413,
      'body-too-large',
    ],
  ];
  for (const [what, body, status, slug] of hostile) {
    it(`answers ${status} when the body ${what}`, async () => {
      const answer = await send(body);
      expect(answer.status).to.equal(status);
      expect(answer.body['type']).to.equal(`/problems/${slug}`);
      expect(answer.body['instance']).to.match(/^urn:request:[0-9a-f-]{36}$/);
      expect(answer.headers.get('x-request-id')).to.equal(
        String(answer.body['instance']).slice(12),
      );
    });
  }

  it('takes a body sent in pieces, and refuses one that grows past the limit on the way', async () => {
    const stream = (total: number) =>
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          const whole = new TextEncoder().encode(
            JSON.stringify({ locationId: 'MI01', words: 'x'.repeat(total) }),
          );
          for (let at = 0; at < whole.length; at += 30_000)
            controller.enqueue(whole.slice(at, at + 30_000));
          controller.close();
        },
      });
    const post = (total: number) =>
      fetch(`${server.url}/api/trial/notes`, {
        method: 'POST',
        headers: {
          ...clerk.headers,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: stream(total),
        duplex: 'half',
      } as RequestInit);
    expect((await post(150)).status).to.equal(201);
    expect((await post(150_000)).status).to.equal(413);
  });

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    '',
  ]) {
    it(`takes JSON only: 415 for "${type}"`, async () => {
      const answer = await send('{"locationId":"MI01","words":"a"}', { 'content-type': type });
      expect(answer.status).to.equal(415);
    });
  }

  it('turns the text of a query string into what the contract says, with its defaults', async () => {
    const reply = await server.call(
      notesEndpoint,
      { locationId: 'MI01', colours: ['red', 'blue'] },
      { as: clerk },
    );
    expect(reply).to.deep.include({ limit: 2, colours: ['red', 'blue'] });
    const one = await sendRaw(`${server.url}/api/trial/notes?locationId=MI01&colours=red&limit=5`, {
      as: clerk,
    });
    expect(one.body).to.deep.include({ limit: 5, colours: ['red'] });
  });

  for (const query of [
    'limit=9',
    'limit=two',
    'limit=1e400',
    'limit=',
    'limit=1&limit=2',
    'page=2',
    'search=%00',
    '__proto__=1',
    'colours=pink',
    'locationId=%F0%28%8C%28',
  ]) {
    it(`answers 400 to the query string ?${query}`, async () => {
      const answer = await sendRaw(
        `${server.url}/api/trial/notes?${query.includes('locationId') ? '' : 'locationId=MI01&'}${query}`,
        { as: clerk },
      );
      expect(answer.status).to.equal(400);
      expect(answer.body['type']).to.equal('/problems/invalid-request');
    });
  }

  it('answers 400 to a path that cannot be decoded, 404 to one nobody knows, 405 to another method', async () => {
    const broken = await sendRaw(`${server.url}/api/trial/board/%E0%A4%A`, { as: clerk });
    expect([broken.status, broken.body['type']]).to.deep.equal([400, '/problems/invalid-request']);
    const unknown = await sendRaw(`${server.url}/api/trial/nothing`, { as: clerk });
    expect([unknown.status, unknown.body['type']]).to.deep.equal([404, '/problems/not-found']);
    const method = await sendRaw(`${server.url}/api/trial/notes`, { as: clerk, method: 'DELETE' });
    expect([method.status, method.headers.get('allow')]).to.deep.equal([405, 'GET, POST']);
  });

  it('answers the person in the language they chose, when the request asks for none', async () => {
    const colleague = await server.person('clerk', 'MI01');
    await server.database.db('core_account').where({ id: colleague.id }).update({ language: 'en' });
    const answer = await withoutLanguage(`${server.url}/api/trial/notes?limit=9`, colleague);
    expect(answer['title']).to.equal('Invalid request');
  });

  it('asks for the version that was seen: 428 without If-Match, 400 when it is none, 412 when it is old', async () => {
    const note = await server.call(
      pinNoteEndpoint,
      { locationId: 'MI01', words: 'uno' },
      { as: clerk },
    );
    const rewrite = (ifMatch: string | null) =>
      sendRaw(`${server.url}/api/trial/notes/${note.id}`, {
        method: 'PUT',
        as: clerk,
        body: '{"words":"due"}',
        headers: {
          'idempotency-key': crypto.randomUUID(),
          ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
        },
      });
    expect((await rewrite(null)).status).to.equal(428);
    expect((await rewrite('7')).status).to.equal(400);
    expect((await rewrite('W/"1"')).status).to.equal(400);
    const done = await rewrite('"1"');
    expect([done.status, done.headers.get('etag')]).to.deep.equal([200, '"2"']);
    const late = await rewrite('"1"');
    expect([late.status, late.body['current'], late.body['expected']]).to.deep.equal([412, 2, 1]);
    const changed = await server.call(
      rewriteNoteEndpoint,
      { noteId: note.id, words: 'tre', expectedVersion: 2 },
      { as: clerk },
    );
    expect(changed).to.include({ words: 'tre', version: 3 });
  });

  it('gives a live screen what there is together with its place in the feed', async () => {
    const reply = await server.call(boardEndpoint, { locationId: 'MI01' }, { as: clerk });
    const { count } = (await server.database
      .db('trial_note')
      .where({ location_id: 'MI01' })
      .count()
      .first()) as { count: number };
    expect(reply.view.notes).to.equal(count);
    expect(reply.cursor.tx).to.match(/^[0-9]+$/);
    expect(reply.cursor.position).to.equal('0');
  });

  it('reads the clock of the database', async () => {
    const { now } = await server.call(notesEndpoint, { locationId: 'MI01' }, { as: clerk });
    const { rows } = await server.database.db.raw<{ rows: { now: Date }[] }>(
      'select clock_timestamp() as now',
    );
    expect(Math.abs(rows[0]!.now.getTime() - new Date(now).getTime())).to.be.below(1_000);
  });

  it('notices when a reply breaks its own contract', async () => {
    const problem = await server.refusalOf(liarEndpoint, {});
    expect(problem.slug).to.equal('unexpected');
    expect(JSON.stringify(problem.problem)).not.to.include('truth');
  });

  it('closes an endpoint to somebody who guesses codes, and not to somebody who knows them', async () => {
    for (let time = 0; time < 5; time += 1) await server.call(openCodeEndpoint, { code: 'SESAME' });
    for (let time = 0; time < 3; time += 1) {
      expect((await server.refusalOf(openCodeEndpoint, { code: 'ABRACADABRA' })).status).to.equal(
        404,
      );
    }
    const closed = await server.refusalOf(openCodeEndpoint, { code: 'SESAME' });
    expect(closed.slug).to.equal('too-many-requests');
    expect(closed.problem['retryAfter']).to.be.within(1, 60);
  });
});
