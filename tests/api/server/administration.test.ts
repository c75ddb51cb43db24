import { expect } from 'chai';
import {
  accountEndpoint,
  assignRolesEndpoint,
  changeAccountEndpoint,
  createAccountEndpoint,
  endSessionsEndpoint,
  listAccountsEndpoint,
  listRolesEndpoint,
  resetPasswordEndpoint,
  resetPinEndpoint,
} from '../../../server/auth/account-contracts.ts';
import {
  createApiKeyEndpoint,
  listApiKeysEndpoint,
  revokeApiKeyEndpoint,
} from '../../../server/auth/api-key-contracts.ts';
import { logInEndpoint, meEndpoint } from '../../../server/auth/contracts.ts';
import {
  announceDeviceEndpoint,
  changeDeviceEndpoint,
  listDevicesEndpoint,
  revokeDeviceEndpoint,
} from '../../../server/auth/device-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { until } from '../../support/until.ts';
import { createTrialTable, pinNoteEndpoint, trial } from './trial.ts';

describe('the administrator', () => {
  const server = useServer({ modules: [], trials: [trial], prepare: createTrialTable });
  let administrator: Caller;
  before(async () => {
    administrator = await server.person('administrator', null);
  });

  const create = (name: string, assignments: { role: string; locationId: string | null }[] = []) =>
    server.call(
      createAccountEndpoint,
      { login: `${crypto.randomUUID()}@example.com`, name, language: 'it', assignments },
      { as: administrator },
    );

  it('is the only one who changes people, devices and keys; the auditor sees them', async () => {
    const { account } = await create('Sara Conti');
    const matrix: [string, string, number, number][] = [];
    for (const role of ['clerk', 'auditor', 'administrator']) {
      const as = await server.person(role, null);
      const get = (path: string) => sendRaw(`${server.url}/api/core/${path}`, { as });
      const seen = await Promise.all(['accounts', 'devices', 'api-keys', 'roles'].map(get));
      const changed = await sendRaw(`${server.url}/api/core/accounts/${account.id}/pin`, {
        as,
        method: 'POST',
      });
      expect(new Set(seen.map(({ status }) => status)).size).to.equal(1);
      matrix.push([role, 'everywhere', seen[0]!.status, changed.status]);
    }
    const local = await server.person('administrator', 'MI01');
    const there = await sendRaw(`${server.url}/api/core/accounts`, { as: local });
    const pin = await sendRaw(`${server.url}/api/core/accounts/${account.id}/pin`, {
      as: local,
      method: 'POST',
    });
    matrix.push(['administrator', 'MI01', there.status, pin.status]);
    expect(matrix).to.deep.equal([
      ['clerk', 'everywhere', 403, 403],
      ['auditor', 'everywhere', 200, 403],
      ['administrator', 'everywhere', 200, 200],
      ['administrator', 'MI01', 403, 403],
    ]);
  });

  it('lets a person in with a first password that is shown once', async () => {
    const { account, firstPassword } = await create('Marco Villa', [
      { role: 'clerk', locationId: 'MI01' },
    ]);
    expect(account).to.deep.include({
      name: 'Marco Villa',
      active: true,
      hasPassword: true,
      hasPin: false,
      assignments: [{ role: 'clerk', locationId: 'MI01' }],
      version: 1,
    });
    expect(firstPassword).to.match(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    const me = await server.call(logInEndpoint, { login: account.login, password: firstPassword });
    expect(me.person.name).to.equal('Marco Villa');
    const { rows } = await server.database.db.raw<{ rows: { text: string }[] }>(
      `select string_agg(details::text, '') || coalesce((select string_agg(reply, '') from core_idempotency), '') as text from core_audit`,
    );
    expect(rows[0]!.text).not.to.include(firstPassword);
  });

  it('cannot use a log-in name twice, whatever its capitals, nor a role that nobody brings', async () => {
    const { account } = await create('Anna Riva');
    const again = await server.refusalOf(
      createAccountEndpoint,
      { login: account.login.toUpperCase(), name: 'Altra', language: 'it', assignments: [] },
      { as: administrator },
    );
    expect([again.slug, again.status]).to.deep.equal(['login-taken', 409]);
    const role = await server.refusalOf(
      createAccountEndpoint,
      {
        login: 'x@example.com',
        name: 'X',
        language: 'it',
        assignments: [{ role: 'king', locationId: null }],
      },
      { as: administrator },
    );
    expect([role.slug, role.problem['role']]).to.deep.equal(['role-unknown', 'king']);
  });

  it('reads before changing: an old version changes nothing', async () => {
    const { account } = await create('Lucia Sala');
    const change = (expectedVersion: number, name: string) =>
      server.call(
        changeAccountEndpoint,
        { accountId: account.id, expectedVersion, name },
        { as: administrator },
      );
    expect(await change(1, 'Lucia Sala Rossi')).to.include({
      name: 'Lucia Sala Rossi',
      version: 2,
    });
    const late = await change(1, 'Altro nome').catch((error: unknown) => error);
    expect(late).to.deep.include({ slug: 'stale-revision' });
    expect(
      await server.call(accountEndpoint, { accountId: account.id }, { as: administrator }),
    ).to.include({
      name: 'Lucia Sala Rossi',
      version: 2,
    });
  });

  it('changes what a person may do while they are logged in, in every process', async () => {
    const other = await server.another();
    const clerk = await server.person('clerk', 'MI01');
    const write = async (url: string): Promise<number> => {
      const { status } = await sendRaw(`${url}/api/trial/notes`, {
        as: clerk,
        body: '{"locationId":"MI01","words":"ciao"}',
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      return status;
    };
    expect([await write(server.url), await write(other.url)]).to.deep.equal([201, 201]);
    await server.call(
      assignRolesEndpoint,
      {
        accountId: clerk.id,
        expectedVersion: 1,
        assignments: [{ role: 'auditor', locationId: 'MI01' }],
      },
      { as: administrator },
    );
    for (const url of [server.url, other.url]) {
      // Sooner than the seconds for which rights are remembered: the feed tells.
      await until('the right is gone', async () => (await write(url)) === 403, 2_000);
    }
  });

  it('locks a person out at once, and logs a person out everywhere', async () => {
    const clerk = await server.person('clerk', 'MI01');
    const me = async (): Promise<number> =>
      (await sendRaw(`${server.url}/api/core/me`, { as: clerk })).status;
    expect(await me()).to.equal(200);
    await server.call(
      changeAccountEndpoint,
      { accountId: clerk.id, expectedVersion: 1, active: false },
      { as: administrator },
    );
    await until('locked out', async () => (await me()) === 401, 2_000);
    const colleague = await server.person('clerk', 'MI01');
    const { ended } = await server.call(
      endSessionsEndpoint,
      { accountId: colleague.id },
      { as: administrator },
    );
    expect(ended).to.equal(1);
    const { status } = await sendRaw(`${server.url}/api/core/me`, { as: colleague });
    expect(status).to.equal(401);
  });

  it('is never the last one to go, also when two remove each other at the same moment', async () => {
    const { db } = server.database;
    await db('core_assignment')
      .where({ role: 'administrator' })
      .whereNot({ account_id: administrator.id })
      .delete();
    const second = await server.person('administrator', null);
    const remove = (accountId: string, as: Caller) =>
      server
        .call(assignRolesEndpoint, { accountId, expectedVersion: 1, assignments: [] }, { as })
        .then(
          () => 'removed',
          (error: { slug: string }) => error.slug,
        );
    const outcomes = await Promise.all([
      remove(second.id, administrator),
      remove(administrator.id, second),
    ]);
    expect(outcomes.sort()).to.deep.equal(['last-administrator', 'removed']);
    const left = await db('core_assignment').where({ role: 'administrator' });
    expect(left).to.have.lengthOf(1);
    administrator = await server.person('administrator', null);
  });

  it('gives a new password and a new PIN to whoever forgot theirs', async () => {
    const { account, firstPassword } = await create('Paolo Neri', [
      { role: 'clerk', locationId: 'MI01' },
    ]);
    const { firstPassword: second } = await server.call(
      resetPasswordEndpoint,
      { accountId: account.id },
      { as: administrator },
    );
    const { firstPin } = await server.call(
      resetPinEndpoint,
      { accountId: account.id },
      { as: administrator },
    );
    expect(firstPin).to.match(/^[0-9]{6}$/);
    const refused = await server.refusalOf(logInEndpoint, {
      login: account.login,
      password: firstPassword,
    });
    expect(refused.slug).to.equal('wrong-password');
    const me = await server.call(logInEndpoint, { login: account.login, password: second });
    expect(me.person.hasPin).to.equal(true);
  });

  it('finds people by a part of their name, page by page, each once', async () => {
    const names = ['Zeta Uno', 'zeta due', 'Zeta Tre', 'Zeta Due', 'Zeta Quattro'];
    for (const name of names) await create(name);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await server.call(
        listAccountsEndpoint,
        { search: 'ZETA', limit: 2, ...(after === undefined ? {} : { after }) },
        { as: administrator },
      );
      expect(page.items.length).to.be.at.most(2);
      seen.push(...page.items.map(({ name }) => name));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen.map((name) => name.toLowerCase())).to.deep.equal(
      names.map((name) => name.toLowerCase()).sort(),
    );
  });

  it('reads in both languages what each role may do', async () => {
    const { roles } = await server.call(listRolesEndpoint, {}, { as: administrator });
    expect(roles.find(({ role }) => role === 'clerk')).to.deep.equal({
      role: 'clerk',
      title: { it: 'Commesso', en: 'Clerk' },
      permissions: [
        { permission: 'trial.note.write', title: { it: 'Scrivere', en: 'Write' } },
        { permission: 'trial.note.read', title: { it: 'Leggere', en: 'Read' } },
      ],
    });
  });

  it('renames and moves a device, and revokes it for ever', async () => {
    const { device } = await server.call(
      announceDeviceEndpoint,
      { name: 'Palmare 2', locationId: 'MI01' },
      { as: administrator },
    );
    expect(device).to.deep.include({ state: 'announced', lastUsedAt: null });
    const moved = await server.call(
      changeDeviceEndpoint,
      { deviceId: device.id, expectedVersion: device.version, name: 'Cassa 1', locationId: 'TO01' },
      { as: administrator },
    );
    expect(moved).to.include({ name: 'Cassa 1', locationId: 'TO01', version: device.version + 1 });
    const revoked = await server.call(
      revokeDeviceEndpoint,
      { deviceId: device.id, expectedVersion: moved.version },
      { as: administrator },
    );
    expect(revoked.state).to.equal('revoked');
    const again = await server.refusalOf(
      revokeDeviceEndpoint,
      { deviceId: device.id, expectedVersion: revoked.version },
      { as: administrator },
    );
    expect(again.slug).to.equal('already-revoked');
    const { items } = await server.call(listDevicesEndpoint, {}, { as: administrator });
    expect(items.find(({ id }) => id === device.id)).to.deep.equal(revoked);
  });

  it('makes a key that works until it is revoked, within its scopes and shops', async () => {
    const { apiKey, key } = await server.call(
      createApiKeyEndpoint,
      {
        name: 'Sito',
        scopes: ['notes:write'],
        locationIds: ['MI01'],
        channels: ['web'],
        requestsPerMinute: null,
      },
      { as: administrator },
    );
    const program: Caller = {
      id: apiKey.id,
      name: 'Sito',
      headers: { authorization: `Bearer ${key}` },
    };
    await server.call(pinNoteEndpoint, { locationId: 'MI01', words: 'dal sito' }, { as: program });
    const elsewhere = await server.refusalOf(
      pinNoteEndpoint,
      { locationId: 'TO01', words: 'no' },
      { as: program },
    );
    expect(elsewhere.slug).to.equal('forbidden');
    expect((await server.refusalOf(meEndpoint, {}, { as: program })).slug).to.equal('forbidden');
    const { rows } = await server.database.db.raw<{ rows: { text: string }[] }>(
      'select row_to_json(core_api_key)::text as text from core_api_key where id = ?',
      [apiKey.id],
    );
    expect(rows[0]!.text).not.to.include(key.slice(20));
    await server.call(
      revokeApiKeyEndpoint,
      { keyId: apiKey.id, expectedVersion: 1 },
      { as: administrator },
    );
    await until(
      'the key is worthless',
      async () =>
        (
          await server.refusalOf(
            pinNoteEndpoint,
            { locationId: 'MI01', words: 'x' },
            { as: program },
          )
        ).status === 401,
      2_000,
    );
    const { items } = await server.call(listApiKeysEndpoint, {}, { as: administrator });
    expect(items.find(({ id }) => id === apiKey.id)!.revokedAt).to.be.a('string');
  });

  it('writes every change down, with who did it and never with a secret', async () => {
    const { account } = await create('Elena Fabbri');
    await server.call(resetPinEndpoint, { accountId: account.id }, { as: administrator });
    const { rows } = await server.database.db.raw<{ rows: object[] }>(
      `select action, actor_id, details from core_audit where subject = ? order by position`,
      [`account:${account.id}`],
    );
    expect(rows).to.deep.equal([
      {
        action: 'core.account-changed.v1',
        actor_id: administrator.id,
        details: { accountId: account.id, what: 'created' },
      },
      {
        action: 'core.account-changed.v1',
        actor_id: administrator.id,
        details: { accountId: account.id, what: 'pin-reset' },
      },
    ]);
  });
});
