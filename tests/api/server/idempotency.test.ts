import { expect } from 'chai';
import { forgetOldKeys } from '../../../server/http/idempotency.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { until } from '../../support/until.ts';
import { createTrialTable, pinManyEndpoint, pinNoteEndpoint, trial, trialNotes } from './trial.ts';

describe('the same request again', () => {
  const server = useServer({ modules: [], trials: [trial], prepare: createTrialTable });
  let clerk: Caller;
  beforeEach(async () => {
    clerk = await server.person('clerk', 'MI01');
    await server.database.db('trial_note').delete();
    trialNotes.runs = 0;
  });

  const notes = async (): Promise<string[]> => {
    const rows = await server.database.db('trial_note').select('words').orderBy('id');
    return rows.map(({ words }: { words: string }) => words);
  };
  const recorded = async (type: string): Promise<number> => {
    const { rows } = await server.database.db.raw<{ rows: { n: number }[] }>(
      `select count(*)::integer as n from core_audit where action = ? and actor_id = ?`,
      [type, clerk.id],
    );
    return rows[0]!.n;
  };
  const send = (path: string, key: string | null, body: object, as: Caller = clerk) =>
    sendRaw(`${server.url}/api/trial/${path}`, {
      as,
      body: JSON.stringify(body),
      headers: key === null ? {} : { 'idempotency-key': key },
    });

  for (const path of ['notes', 'many-notes']) {
    describe(`to ${path}`, () => {
      it('has one effect and the same answer, which says that it is a repetition', async () => {
        const key = crypto.randomUUID();
        const first = await send(path, key, { locationId: 'MI01', words: 'uno' });
        const again = await send(path, key, { words: 'uno', locationId: 'MI01' });
        expect([first.status, again.status]).to.deep.equal([201, 201]);
        expect(again.text).to.equal(first.text);
        expect(first.headers.get('idempotency-replayed')).to.equal(null);
        expect(again.headers.get('idempotency-replayed')).to.equal('true');
        expect(again.headers.get('etag')).to.equal(first.headers.get('etag'));
        expect(await notes()).to.deep.equal(['uno']);
        expect(await recorded('trial.note-pinned.v1')).to.equal(1);
      });

      it('five times at once has one effect and five equal answers', async () => {
        const key = crypto.randomUUID();
        const answers = await Promise.all(
          Array.from({ length: 5 }, () => send(path, key, { locationId: 'MI01', words: 'due' })),
        );
        expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201, 201]);
        expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
        expect(
          answers.filter(({ headers }) => headers.has('idempotency-replayed')),
        ).to.have.lengthOf(4);
        expect(await notes()).to.deep.equal(['due']);
        expect(await recorded('trial.note-pinned.v1')).to.equal(1);
      });

      it('at two server processes at once has one effect', async () => {
        const other = await server.another();
        const key = crypto.randomUUID();
        const body = JSON.stringify({ locationId: 'MI01', words: 'tre' });
        const answers = await Promise.all(
          [server.url, other.url, server.url, other.url].map((url) =>
            sendRaw(`${url}/api/trial/${path}`, {
              as: clerk,
              body,
              headers: { 'idempotency-key': key },
            }),
          ),
        );
        expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
        expect(answers[0]!.status).to.equal(201);
        expect(await notes()).to.deep.equal(['tre']);
      });

      it('with other content under the same key is refused with 422, and changes nothing', async () => {
        const key = crypto.randomUUID();
        await send(path, key, { locationId: 'MI01', words: 'quattro' });
        const other = await send(path, key, { locationId: 'MI01', words: 'cinque' });
        expect([other.status, other.body['type']]).to.deep.equal([
          422,
          '/problems/idempotency-mismatch',
        ]);
        expect(await notes()).to.deep.equal(['quattro']);
      });

      it('gets the same refusal again; a refusal leaves nothing behind, neither data nor events', async () => {
        const key = crypto.randomUUID();
        const first = await send(path, key, { locationId: 'MI01', words: 'rude' });
        const again = await send(path, key, { locationId: 'MI01', words: 'rude' });
        expect([first.status, first.body['type']]).to.deep.equal([409, '/problems/note-too-rude']);
        expect(again.text).to.equal(first.text);
        expect(again.headers.get('idempotency-replayed')).to.equal('true');
        expect(await notes()).to.deep.equal([]);
        expect(await recorded('trial.note-pinned.v1')).to.equal(0);
      });

      it('is worked on anew after a failure of ours: that answer is not kept', async () => {
        const key = crypto.randomUUID();
        const failed = await send(path, key, { locationId: 'MI01', words: 'explode' });
        expect([failed.status, failed.body['type']]).to.deep.equal([500, '/problems/unexpected']);
        const { rows } = await server.database.db.raw<{ rows: unknown[] }>(
          'select 1 from core_idempotency where key = ?',
          [key],
        );
        expect(rows).to.deep.equal([]);
        expect(await notes()).to.deep.equal([]);
        expect((await send(path, key, { locationId: 'MI01', words: 'sei' })).status).to.equal(201);
      });

      it('from another person is another request, and is authorised before anything is replayed', async () => {
        const key = crypto.randomUUID();
        const first = await send(path, key, { locationId: 'MI01', words: 'sette' });
        const colleague = await server.person('clerk', 'MI01');
        const second = await send(path, key, { locationId: 'MI01', words: 'sette' }, colleague);
        expect(second.status).to.equal(201);
        expect(second.text).not.to.equal(first.text);
        const stranger = await server.person('clerk', 'TO01');
        expect(
          (await send(path, key, { locationId: 'MI01', words: 'sette' }, stranger)).status,
        ).to.equal(403);
        expect(await notes()).to.deep.equal(['sette', 'sette']);
      });

      it('needs its key: 400 without one, 400 with something too short to be one', async () => {
        const without = await send(path, null, { locationId: 'MI01', words: 'otto' });
        expect([without.status, without.body['type']]).to.deep.equal([
          400,
          '/problems/idempotency-key-required',
        ]);
        const short = await send(path, 'abc', { locationId: 'MI01', words: 'otto' });
        expect([short.status, short.body['type']]).to.deep.equal([
          400,
          '/problems/invalid-request',
        ]);
        expect(await notes()).to.deep.equal([]);
      });
    });
  }

  it('from a colleague on the same device is the same request: a till sends again under another name', async () => {
    const { db } = server.database;
    const deviceId = crypto.randomUUID();
    await db('core_device').insert({ id: deviceId, name: 'Palmare 1', location_id: 'MI01' });
    const colleague = await server.person('clerk', 'MI01');
    const auditor = await server.person('auditor', 'MI01');
    await db('core_session')
      .whereIn('account_id', [clerk.id, colleague.id, auditor.id])
      .update({ device_id: deviceId });
    const key = crypto.randomUUID();
    const body = { locationId: 'MI01', words: 'nove' };
    const first = await send('notes', key, body);
    const again = await send('notes', key, body, colleague);
    expect(again.text).to.equal(first.text);
    expect((await send('notes', key, body, auditor)).status).to.equal(403);
    expect(await notes()).to.deep.equal(['nove']);
    // Where the row decides who may see it, an answer goes to nobody but the one it was made for.
    const { id } = first.body as { id: string };
    const rewrite = (as: Caller) =>
      sendRaw(`${server.url}/api/trial/notes/${id}`, {
        method: 'PUT',
        as,
        body: '{"words":"dieci"}',
        headers: { 'idempotency-key': `${key}-2`, 'if-match': '"1"' },
      });
    expect((await rewrite(clerk)).status).to.equal(200);
    expect((await rewrite(colleague)).status).to.equal(422);
  });

  it('is found after 34 days and forgotten after 35', async () => {
    const { db } = server.database;
    const keys = [crypto.randomUUID(), crypto.randomUUID()];
    for (const key of keys) await send('notes', key, { locationId: 'MI01', words: 'giorni' });
    const age = (key: string, days: number) =>
      db.raw(
        `update core_idempotency set created_at = now() - make_interval(days => ?) where key = ?`,
        [days, key],
      );
    await age(keys[0]!, 34);
    await age(keys[1]!, 36);
    const forgotten = await db.transaction((sql) => forgetOldKeys(sql, 100));
    expect(forgotten).to.equal(1);
    const again = await send('notes', keys[0]!, { locationId: 'MI01', words: 'giorni' });
    expect(again.headers.get('idempotency-replayed')).to.equal('true');
  });

  it('is sent by the client itself under the same key when nobody answered', async () => {
    const keys: (string | null)[] = [];
    const { createClient } = await import('../../../server/http/client.ts');
    const client = createClient({
      baseUrl: server.url,
      headers: () => clerk.headers,
      fetch: async (url, init) => {
        keys.push(new Headers(init?.headers).get('idempotency-key'));
        const answer = await fetch(url, init);
        // The answer is lost on its way back, as when the connection is cut right after COMMIT.
        if (keys.length === 1) throw new TypeError('network');
        return answer;
      },
    });
    const note = await client.call(pinNoteEndpoint, { locationId: 'MI01', words: 'undici' });
    expect(note.words).to.equal('undici');
    expect(keys).to.have.lengthOf(2);
    expect(keys[0]).to.equal(keys[1]);
    expect(await notes()).to.deep.equal(['undici']);
  });

  describe('many requests at once', () => {
    const pinMany = (words: readonly string[]) =>
      Promise.all(
        words.map((one) =>
          send('many-notes', crypto.randomUUID(), { locationId: 'MI01', words: one }),
        ),
      );

    it('share transactions, in the order in which they came, each with its own answer', async () => {
      let open = (): void => undefined;
      trialNotes.gate = new Promise((resolve) => (open = resolve));
      trialNotes.batches = [];
      const words = Array.from({ length: 30 }, (_, place) =>
        place % 7 === 3 ? 'rude' : `n${place}`,
      );
      const answered = pinMany(words);
      // One transaction is under way, held at the gate; the others wait for it together.
      await until('a batch under way', () => trialNotes.batches.length >= 1);
      open();
      const answers = await answered;
      answers.forEach(({ status, body }, place) => {
        if (words[place] === 'rude') expect(body['type']).to.equal('/problems/note-too-rude');
        else expect([status, body['words']]).to.deep.equal([201, words[place]]);
      });
      expect(trialNotes.batches.reduce((sum, size) => sum + size, 0)).to.equal(30);
      expect((await notes()).sort()).to.deep.equal(words.filter((one) => one !== 'rude').sort());
    });

    it('do not spoil each other: when a batch fails, each is tried alone', async () => {
      let open = (): void => undefined;
      trialNotes.gate = new Promise((resolve) => (open = resolve));
      trialNotes.batches = [];
      const words = Array.from({ length: 12 }, (_, place) =>
        place === 9 ? 'explode' : `p${place}`,
      );
      const answered = pinMany(words);
      await until('a batch under way', () => trialNotes.batches.length >= 1);
      open();
      const answers = await answered;
      expect(answers.map(({ status }) => status)).to.deep.equal(
        words.map((one) => (one === 'explode' ? 500 : 201)),
      );
      expect((await notes()).sort()).to.deep.equal(words.filter((one) => one !== 'explode').sort());
    });

    it('are let in before they wait: somebody without the right never reaches a batch', async () => {
      trialNotes.batches = [];
      const stranger = await server.person('clerk', 'TO01');
      const refused = await server.refusalOf(
        pinManyEndpoint,
        { locationId: 'MI01', words: 'no' },
        { as: stranger },
      );
      expect(refused.slug).to.equal('forbidden');
      expect(trialNotes.batches).to.deep.equal([]);
    });
  });
});
