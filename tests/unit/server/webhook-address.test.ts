import { expect } from 'chai';
import type { LookupAddress, lookup } from 'node:dns';
import {
  addressFault,
  guardedLookup,
  isPrivateAddress,
  PrivateAddressError,
} from '../../../server/webhooks/address.ts';

const STRICT = { privateAllowed: false };

describe('addresses webhooks may go to', () => {
  it('are public ones over https, by name, without credentials, port or fragment', () => {
    expect(addressFault('https://shop.example/webhook?shop=1', STRICT)).to.equal(null);
    expect(addressFault('https://shop.example:443/webhook', STRICT)).to.equal(null);
    const faults: Record<string, string> = {
      'http://shop.example/': 'not-https',
      'ftp://shop.example/': 'not-https',
      'https://a:b@shop.example/': 'has-credentials',
      'https://a@shop.example/': 'has-credentials',
      'https://shop.example:8443/': 'other-port',
      'https://shop.example/#x': 'not-an-address',
      'shop.example': 'not-an-address',
      'https://': 'not-an-address',
      '': 'not-an-address',
    };
    for (const [address, fault] of Object.entries(faults)) {
      expect(addressFault(address, STRICT), address).to.equal(fault);
    }
  });

  const HIDDEN = [
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://192.0.0.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:7f00:0001]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[2001:db8::1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://db.localhost/',
    'https://postgres/',
    'https://printer.local/',
    'https://vault.internal/',
  ];
  for (const address of HIDDEN) {
    it(`are none of the house, however it is written: ${address}`, () => {
      expect(addressFault(address, STRICT)).to.equal('private');
    });
  }

  it('tell public addresses from the others', () => {
    for (const address of [
      '8.8.8.8',
      '172.32.0.1',
      '192.169.0.1',
      '2606:4700::1111',
      '100.128.0.1',
    ]) {
      expect(isPrivateAddress(address), address).to.equal(false);
    }
    expect(isPrivateAddress('not an address')).to.equal(true);
  });

  /** A name server that answers what the test says. */
  const names = (...addresses: LookupAddress[]): typeof lookup =>
    ((_host: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
      done(null, addresses)) as unknown as typeof lookup;
  const connectTo = (resolve: typeof lookup, rules = STRICT): Promise<unknown> =>
    new Promise((settle) => {
      guardedLookup(rules, resolve)('shop.example', { all: true }, (error, found) =>
        settle(error ?? found),
      );
    });

  it('are judged when connected to: a name that stands for an address of the house is not called', async () => {
    const inside = names({ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 });
    expect(await connectTo(inside)).to.be.instanceOf(PrivateAddressError);
    const both = names({ address: '10.0.0.1', family: 4 }, { address: '8.8.8.8', family: 4 });
    expect(await connectTo(both), 'only the public one is left').to.deep.equal([
      { address: '8.8.8.8', family: 4 },
    ]);
  });

  it('may be of the house where that is allowed: in a demonstration', async () => {
    const demo = { privateAllowed: true };
    expect(addressFault('http://127.0.0.1:4000/webhook', demo)).to.equal(null);
    const inside = names({ address: '127.0.0.1', family: 4 });
    expect(await connectTo(inside, demo)).to.deep.equal([{ address: '127.0.0.1', family: 4 }]);
  });
});
