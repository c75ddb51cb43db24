import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { createAccount } from '../../../server/auth/accounts.ts';
import {
  announceDeviceEndpoint,
  revokeDeviceEndpoint,
} from '../../../server/auth/device-contracts.ts';
import { secretHasher } from '../../../server/auth/hashing.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { sendRaw, type RawAnswer } from '../../support/raw-request.ts';
import { until } from '../../support/until.ts';
import { createTrialTable, trial } from './trial.ts';

const PASSWORD = 'una frase lunga';
const PIN = '402817';

/** A browser: it keeps the cookies it is given. */
class Browser {
  readonly cookies = new Map<string, string>();
  readonly setCookies: string[] = [];
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async send(method: string, path: string, body?: object): Promise<RawAnswer> {
    const answer = await sendRaw(`${this.url}/api/core/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'idempotency-key': crypto.randomUUID(),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      this.setCookies.push(line);
      const [name, value] = line.split(';')[0]!.split('=') as [string, string];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

describe('logging in', () => {
  const server = useServer({
    modules: [],
    trials: [trial],
    prepare: createTrialTable,
    env: { DEMO: '0', DATABASE_URL: 'postgres://elsewhere/x' },
  });
  let noemi: string;
  let login: string;
  let administrator: Caller;

  beforeEach(async () => {
    const hasher = secretHasher(server.keyring);
    login = `Noemi.${crypto.randomUUID()}@example.com`;
    const passwordHash = await hasher.hash(PASSWORD);
    const pinHash = await hasher.hash(PIN);
    noemi = await inTransaction(server.database.db, systemActor('test'), (tx) =>
      createAccount(tx, {
        login,
        name: 'Noemi Ferri',
        language: 'it',
        passwordHash,
        pinHash,
        assignments: [
          { role: 'clerk', locationId: 'MI01' },
          { role: 'auditor', locationId: 'TO01' },
        ],
      }),
    );
    await server.database.db('core_guess').delete();
    administrator = await server.person('administrator', null);
  });

  const browser = () => new Browser(server.url);
  const enter = async (on = browser()): Promise<Browser> => {
    const answer = await on.send('POST', 'sessions', { login, password: PASSWORD });
    expect(answer.status).to.equal(201);
    return on;
  };
  const audited = async (action: string): Promise<number> => {
    const { rows } = await server.database.db.raw<{ rows: { n: number }[] }>(
      `select count(*)::integer as n from core_audit where action = ? and subject = ?`,
      [action, `account:${noemi}`],
    );
    return rows[0]!.n;
  };
  /** A browser that the administrator let in as a device of the shop. */
  const enrol = async (
    locationId = 'MI01',
  ): Promise<{ on: Browser; deviceId: string; version: number }> => {
    const { device, enrolmentCode } = await server.call(
      announceDeviceEndpoint,
      { name: 'Palmare 1', locationId },
      { as: administrator },
    );
    const on = browser();
    const answer = await on.send('POST', 'devices/current', { code: enrolmentCode.toLowerCase() });
    expect(answer.status).to.equal(201);
    return { on, deviceId: device.id, version: device.version + 1 };
  };

  it('tells the screens who it is, what they may do and where', async () => {
    const on = browser();
    const answer = await on.send('POST', 'sessions', {
      login: login.toUpperCase(),
      password: PASSWORD,
    });
    expect(answer.status).to.equal(201);
    expect(answer.body).to.deep.equal({
      person: {
        id: noemi,
        login,
        name: 'Noemi Ferri',
        language: 'it',
        role: { it: 'Commesso', en: 'Clerk' },
        hasPin: true,
      },
      roles: [
        { role: 'auditor', title: { it: 'Revisore', en: 'Auditor' }, locationId: 'TO01' },
        { role: 'clerk', title: { it: 'Commesso', en: 'Clerk' }, locationId: 'MI01' },
      ],
      permissions: {
        'core.account.read': ['TO01'],
        'core.api-key.read': ['TO01'],
        'core.audit.read': ['TO01'],
        'core.device.read': ['TO01'],
        'core.operations.read': ['TO01'],
        'core.webhook.read': ['TO01'],
        'trial.note.read': ['MI01', 'TO01'],
        'trial.note.write': ['MI01'],
      },
      locationIds: ['MI01', 'TO01'],
      locationId: 'MI01',
      device: null,
      people: [],
      modules: ['core-operations', 'core-webhooks', 'trial'],
    });
    expect((await on.send('GET', 'me')).body).to.deep.equal(answer.body);
    expect(await audited('core.logged-in')).to.equal(1);
  });

  it('sets a cookie that scripts cannot read and other sites cannot use, and keeps only its hash', async () => {
    const on = await enter();
    expect(on.setCookies[0]).to.match(
      /^bottega_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const { rows } = await server.database.db.raw<{ rows: { text: string }[] }>(
      'select row_to_json(core_session)::text as text from core_session where account_id = ?',
      [noemi],
    );
    expect(rows).to.have.lengthOf(1);
    expect(rows[0]!.text).not.to.include(on.cookies.get('bottega_session')!);
  });

  it('answers a wrong password and an unknown name in the same words', async () => {
    const wrong = await browser().send('POST', 'sessions', { login, password: 'sbagliata' });
    const unknown = await browser().send('POST', 'sessions', { login: 'nessuno', password: 'x' });
    expect([wrong.status, unknown.status]).to.deep.equal([422, 422]);
    const words = ({ body }: RawAnswer) => ({ ...body, instance: '' });
    expect(words(wrong)).to.deep.equal(words(unknown));
    expect(await audited('core.log-in-refused')).to.equal(1);
  });

  it('stops after five wrong passwords, also at another server process, and for nobody else', async () => {
    const other = await server.another();
    for (let time = 0; time < 5; time += 1) {
      const on = new Browser(time % 2 ? other.url : server.url);
      expect((await on.send('POST', 'sessions', { login, password: 'sbagliata' })).status).to.equal(
        422,
      );
    }
    const right = await browser().send('POST', 'sessions', { login, password: PASSWORD });
    expect(right.status).to.equal(429);
    expect(right.body['retryAfter']).to.be.within(890, 900);
    const colleague = await browser().send('POST', 'sessions', { login: 'altra', password: 'x' });
    expect(colleague.status).to.equal(422);
  });

  it('lets five guesses through and not one more, when fifty come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        browser().send('POST', 'sessions', { login, password: 'sbagliata' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 422)).to.have.lengthOf(5);
    expect(answers.filter(({ status }) => status === 429)).to.have.lengthOf(45);
  });

  it('gives a new session each time, and ends the one before', async () => {
    const on = await enter();
    const before = on.cookies.get('bottega_session')!;
    await enter(on);
    const after = on.cookies.get('bottega_session')!;
    expect(after).not.to.equal(before);
    const old = new Browser(server.url);
    old.cookies.set('bottega_session', before);
    expect((await old.send('GET', 'me')).status).to.equal(401);
    expect((await on.send('GET', 'me')).status).to.equal(200);
  });

  it('ends at logging out, at once and everywhere', async () => {
    const other = await server.another();
    const on = await enter();
    const elsewhere = new Browser(other.url);
    elsewhere.cookies.set('bottega_session', on.cookies.get('bottega_session')!);
    expect((await elsewhere.send('GET', 'me')).status).to.equal(200);
    expect((await on.send('DELETE', 'sessions/current')).status).to.equal(200);
    expect(on.cookies.has('bottega_session')).to.equal(false);
    await until(
      'the other process has heard',
      async () => (await elsewhere.send('GET', 'me')).status === 401,
      2_000,
    );
    expect((await on.send('DELETE', 'sessions/current')).status).to.equal(200);
  });

  it('ends after half an hour without a request, and after twelve hours whatever happens', async () => {
    const { db } = server.database;
    const after = async (change: string): Promise<number> => {
      const on = await enter();
      await db.raw(`update core_session set ${change} where account_id = ? and ended_at is null`, [
        noemi,
      ]);
      // Another process: it has nothing in memory.
      const fresh = await server.another();
      const there = new Browser(fresh.url);
      there.cookies.set('bottega_session', on.cookies.get('bottega_session')!);
      const { status } = await there.send('GET', 'me');
      await fresh.stop();
      return status;
    };
    expect(await after(`last_seen_at = now() - interval '29 minutes'`)).to.equal(200);
    expect(await after(`last_seen_at = now() - interval '31 minutes'`)).to.equal(401);
    expect(await after(`ends_at = now() - interval '1 second'`)).to.equal(401);
  });

  it('moves to another of the person’s locations, and to no other', async () => {
    const on = await enter();
    const moved = await on.send('PUT', 'me/location', { locationId: 'TO01' });
    expect([moved.status, moved.body['locationId']]).to.deep.equal([200, 'TO01']);
    expect((await on.send('GET', 'me')).body).to.include({ locationId: 'TO01' });
    expect((await on.send('PUT', 'me/location', { locationId: 'RM01' })).status).to.equal(403);
  });

  it('changes the language of everything that follows', async () => {
    const on = await enter();
    expect((await on.send('PUT', 'me/language', { language: 'en' })).status).to.equal(200);
    const me = (await on.send('GET', 'me')).body as { person: { language: string } };
    expect(me.person.language).to.equal('en');
  });

  it('changes a PIN only for somebody who knows the password, and to no simple one', async () => {
    const on = await enter();
    const change = (password: string, pin: string) => on.send('PUT', 'me/pin', { password, pin });
    expect((await change('sbagliata', '918273')).body['type']).to.equal('/problems/wrong-password');
    for (const pin of ['111111', '123456', '654321', '121212', '123123']) {
      expect((await change(PASSWORD, pin)).body['type']).to.equal('/problems/pin-too-simple');
    }
    expect((await change(PASSWORD, '918273')).status).to.equal(200);
    const { on: device } = await enrol();
    expect(
      (await device.send('POST', 'sessions/pin', { accountId: noemi, pin: PIN })).status,
    ).to.equal(422);
    expect(
      (await device.send('POST', 'sessions/pin', { accountId: noemi, pin: '918273' })).status,
    ).to.equal(201);
  });

  it('ends all other sessions when the password is changed', async () => {
    const [here, there] = [await enter(), await enter()];
    const changed = await here.send('PUT', 'me/password', {
      password: PASSWORD,
      newPassword: 'un’altra frase lunga',
    });
    expect(changed.status).to.equal(200);
    expect((await here.send('GET', 'me')).status).to.equal(200);
    await until(
      'the other session has ended',
      async () => (await there.send('GET', 'me')).status === 401,
      2_000,
    );
  });

  describe('by PIN', () => {
    const byPin = (on: Browser, pin: string) =>
      on.send('POST', 'sessions/pin', { accountId: noemi, pin });

    it('works on an enrolled device, whose screen knows who works there', async () => {
      const { on, deviceId } = await enrol();
      expect((await on.send('GET', 'devices/current')).body).to.deep.equal({
        device: { id: deviceId, name: 'Palmare 1', locationId: 'MI01' },
        people: (
          await server.database.db('core_account').whereNotNull('pin_hash').orderBy('id')
        ).map(({ id, display_name }: { id: string; display_name: string }) => ({
          id,
          name: display_name,
        })),
      });
      const entered = await byPin(on, PIN);
      expect(entered.status).to.equal(201);
      expect(entered.body).to.include({ locationId: 'MI01' });
      expect(entered.body['device']).to.deep.equal({
        id: deviceId,
        name: 'Palmare 1',
        locationId: 'MI01',
      });
    });

    it('opens nothing without the device', async () => {
      const answer = await byPin(browser(), PIN);
      expect([answer.status, answer.body['type']]).to.deep.equal([
        422,
        '/problems/device-not-enrolled',
      ]);
    });

    it('opens nothing on a device of a shop where the person does not work', async () => {
      const { on } = await enrol('RM01');
      expect((await byPin(on, PIN)).status).to.equal(403);
    });

    it('locks for fifteen minutes on that device after five wrong ones, and counts down', async () => {
      const { on } = await enrol();
      const left: unknown[] = [];
      for (let time = 0; time < 5; time += 1)
        left.push((await byPin(on, '000001')).body['attemptsLeft']);
      expect(left).to.deep.equal([4, 3, 2, 1, 0]);
      const locked = await byPin(on, PIN);
      expect([locked.status, locked.body['type']]).to.deep.equal([
        429,
        '/problems/too-many-requests',
      ]);
      expect(locked.body['retryAfter']).to.be.within(890, 900);
      const { on: other } = await enrol();
      expect((await byPin(other, PIN)).status).to.equal(201);
      await server.database.db.raw(
        `update core_guess set ends_at = now() - interval '1 second' where subject like 'pin-device:%'`,
      );
      expect((await byPin(on, PIN)).status).to.equal(201);
    });

    it('locks on every device after ten wrong ones in a day, whatever right ones stand between', async () => {
      const wrong = async (times: number): Promise<void> => {
        const { on } = await enrol();
        for (let time = 0; time < times; time += 1)
          expect((await byPin(on, '000001')).status).to.equal(422);
      };
      await wrong(4);
      const { on } = await enrol();
      expect((await byPin(on, PIN)).status).to.equal(201);
      await wrong(4);
      await wrong(2);
      expect((await byPin(on, PIN)).status).to.equal(429);
    });

    it('ends with the device: revoked, it is an ordinary browser with nobody logged in', async () => {
      const { on, deviceId, version } = await enrol();
      await byPin(on, PIN);
      await server.call(
        revokeDeviceEndpoint,
        { deviceId, expectedVersion: version },
        { as: administrator },
      );
      await until(
        'the session is over',
        async () => (await on.send('GET', 'me')).status === 401,
        2_000,
      );
      expect((await on.send('GET', 'devices/current')).body).to.deep.equal({
        device: null,
        people: [],
      });
      expect((await byPin(on, PIN)).status).to.equal(422);
    });

    it('needs a code that works once, and for an hour', async () => {
      const { enrolmentCode } = await server.call(
        announceDeviceEndpoint,
        { name: 'Cassa', locationId: 'MI01' },
        { as: administrator },
      );
      expect(
        (await browser().send('POST', 'devices/current', { code: enrolmentCode })).status,
      ).to.equal(201);
      expect(
        (await browser().send('POST', 'devices/current', { code: enrolmentCode })).status,
      ).to.equal(422);
      const late = await server.call(
        announceDeviceEndpoint,
        { name: 'Cassa 2', locationId: 'MI01' },
        { as: administrator },
      );
      await server.database
        .db('core_device')
        .where({ id: late.device.id })
        .update({ code_ends_at: new Date() });
      expect(
        (await browser().send('POST', 'devices/current', { code: late.enrolmentCode })).status,
      ).to.equal(422);
    });
  });
});
