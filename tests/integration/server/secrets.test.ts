import { expect } from 'chai';
import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadKeyring } from '../../../server/auth/installation-secrets.ts';
import { ConfigError } from '../../../server/config.ts';

describe('the secrets of an installation', () => {
  let dataFolder = '';
  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'bottega-secrets-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  it('are made once beside the embedded database, for the owner’s eyes only', async () => {
    const embedded = { databaseUrl: null, dataFolder };
    const [one, two] = await Promise.all([loadKeyring(embedded, {}), loadKeyring(embedded, {})]);
    const later = await loadKeyring(embedded, {});
    expect(two.hash('pickup-code', 'PK-1')).to.equal(one.hash('pickup-code', 'PK-1'));
    expect(later.hash('pickup-code', 'PK-1')).to.equal(one.hash('pickup-code', 'PK-1'));
    expect(later.publicKey).to.equal(one.publicKey);
    expect((await stat(path.join(dataFolder, 'secrets.json'))).mode & 0o777).to.equal(0o600);
  });

  it('differ from one installation to the next', async () => {
    const one = await loadKeyring({ databaseUrl: null, dataFolder }, {});
    const two = await loadKeyring(
      { databaseUrl: null, dataFolder: path.join(dataFolder, 'b') },
      {},
    );
    expect(two.hash('pickup-code', 'PK-1')).not.to.equal(one.hash('pickup-code', 'PK-1'));
  });

  const external = { databaseUrl: 'postgres://db.example/bottega', dataFolder: '/nonexistent' };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const BOTTEGA_SECRET = 'a secret with more than 32 characters in it';
  const BOTTEGA_SIGNING_KEY = privateKey
    .export({ type: 'pkcs8', format: 'der' })
    .toString('base64');

  it('come from the environment with an existing database, as PEM or base64', async () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const one = await loadKeyring(external, { BOTTEGA_SECRET, BOTTEGA_SIGNING_KEY });
    const two = await loadKeyring(external, { BOTTEGA_SECRET, BOTTEGA_SIGNING_KEY: pem });
    expect(two.publicKey).to.equal(one.publicKey);
    const signature = Buffer.from(one.sign('head'), 'base64url');
    expect(verify(null, Buffer.from('head'), publicKey, signature)).to.equal(true);
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['nothing', {}, /BOTTEGA_SECRET, BOTTEGA_SIGNING_KEY/],
    ['only one of two', { BOTTEGA_SECRET }, /missing\) BOTTEGA_SIGNING_KEY/],
    ['a short secret', { BOTTEGA_SECRET: 'short', BOTTEGA_SIGNING_KEY }, /32/],
    ['a key of another kind', { BOTTEGA_SECRET, BOTTEGA_SIGNING_KEY: 'bm90IGEga2V5' }, /Ed25519/],
  ];
  for (const [what, env, told] of refused) {
    it(`refuse ${what}, without repeating a secret`, async () => {
      const failure = await loadKeyring(external, env).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(ConfigError);
      expect(String(failure)).to.match(told);
      for (const value of Object.values(env)) expect(String(failure)).not.to.include(value);
    });
  }

  it('made at the first start stay as they are: nothing rewrites the file', async () => {
    await loadKeyring({ databaseUrl: null, dataFolder }, {});
    const before = await readFile(path.join(dataFolder, 'secrets.json'), 'utf8');
    await loadKeyring({ databaseUrl: null, dataFolder }, {});
    expect(await readFile(path.join(dataFolder, 'secrets.json'), 'utf8')).to.equal(before);
  });
});
