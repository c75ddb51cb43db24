import { expect } from 'chai';
import { ConfigError, readConfig } from '../../../server/config.ts';

describe('what the environment says', () => {
  it('is not needed: without a word it is the demo, on this computer only, on port 3000', () => {
    const config = readConfig({});
    expect(config).to.include({
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      modules: null,
      demo: true,
      publicUrl: 'http://localhost:3000',
      trustProxy: null,
      tls: null,
    });
    expect(config.dataFolder).to.match(/\/\.bottega$/);
  });

  it('is nothing when it is empty', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ', MODULES: '' })).to.deep.equal(readConfig({}));
  });

  it('names modules with commas or spaces', () => {
    expect(readConfig({ MODULES: 'base, store-system' }).modules).to.deep.equal([
      'base',
      'store-system',
    ]);
  });

  it('opens to other computers with TLS or behind a proxy, and then without the demo', () => {
    const withTls = readConfig({ HOST: '0.0.0.0', TLS_CERT: 'a.pem', TLS_KEY: 'b.pem' });
    expect(withTls).to.include({ host: '0.0.0.0', demo: false });
    expect(withTls.publicUrl).to.equal('https://localhost:3000');
    expect(readConfig({ HOST: '::', TRUST_PROXY: '1' })).to.include({ demo: false });
    expect(readConfig({ TRUST_PROXY: '1' }), 'others reach it through the proxy').to.include({
      demo: false,
    });
  });

  it('keeps the demo out of an existing database unless it is asked for', () => {
    const DATABASE_URL = 'postgres://bottega@db.example/bottega';
    expect(readConfig({ DATABASE_URL }).demo).to.equal(false);
    expect(readConfig({ DATABASE_URL, DEMO: '1' }).demo).to.equal(true);
    expect(readConfig({ DEMO: '0' }).demo).to.equal(false);
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['another computer without a secure connection', { HOST: '0.0.0.0' }, /TLS_CERT.*TRUST_PROXY/],
    ['half a certificate', { TLS_CERT: 'a.pem' }, /TLS_KEY/],
    ['the demo where others reach it', { HOST: '0.0.0.0', TRUST_PROXY: '1', DEMO: '1' }, /DEMO=1/],
    ['the demo behind a proxy', { TRUST_PROXY: '1', DEMO: '1' }, /DEMO=1/],
    ['a port that is none', { PORT: '70000' }, /PORT: 70000/],
    ['a port with a letter', { PORT: '30x' }, /PORT: 30x/],
    ['another kind of database', { DATABASE_URL: 'mysql://db/x' }, /DATABASE_URL.*postgres:/],
    ['a mail server without a protocol', { SMTP_URL: 'mail.example' }, /SMTP_URL.*smtp:/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    ['a word for DEMO', { DEMO: 'yes' }, /DEMO: 0 \/ 1/],
  ];
  for (const [what, env, told] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => readConfig(env)).to.throw(ConfigError, told);
    });
  }

  it('tells all faults at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud', DEMO: 'yes' })).to.throw(
      ConfigError,
      /PORT[^]*LOG_LEVEL[^]*DEMO/,
    );
  });
});
