import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { lookup as ask } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * Whoever enters an endpoint chooses what our server calls. It calls nothing of the house: no private,
 * local or reserved address, whether written out, hidden in IPv6, or behind a name. Names are judged by
 * the address that is connected to, not by one that was asked for before.
 */

export interface AddressRules {
  /** Demonstrations and tests: this computer, the local network and plain HTTP are allowed. */
  readonly privateAllowed: boolean;
}

/** Why an address may not be called; null when it may. */
export type AddressFault =
  | 'not-an-address'
  | 'not-https'
  | 'has-credentials'
  | 'other-port'
  | 'private';

/** Judges the address as it is written. What a name stands for is judged when it is connected to. */
export function addressFault(text: string, rules: AddressRules): AddressFault | null {
  const url = parsed(text);
  if (!url || url.hash !== '') return 'not-an-address';
  if (url.username !== '' || url.password !== '') return 'has-credentials';
  if (url.protocol !== 'https:' && !(rules.privateAllowed && url.protocol === 'http:')) {
    return 'not-https';
  }
  if (rules.privateAllowed) return null;
  if (url.port !== '') return 'other-port';
  return isPrivateHost(url.hostname) ? 'private' : null;
}

function parsed(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.hostname === '' ? null : url;
  } catch {
    return null;
  }
}

/** `URL` has already brought `2130706433`, `0x7f.1` and `127.1` to their usual form. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (isIP(host) !== 0) return isPrivateAddress(host);
  return (
    host === 'localhost' ||
    !host.includes('.') ||
    /\.(localhost|local|internal|home|lan)$/.test(host)
  );
}

const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only the global unicast block is public; these parts of it are not, or hold an IPv4 address. */
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [net, prefix] of V4) reserved.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of V6) reserved.addSubnet(net, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is none that the public internet routes to one host. */
export function isPrivateAddress(address: string): boolean {
  const [plain] = address.split('%');
  if (isIPv4(plain!)) return reserved.check(plain!, 'ipv4');
  if (!isIPv6(plain!)) return true;
  return !globalUnicast.check(plain!, 'ipv6') || reserved.check(plain!, 'ipv6');
}

/** The name resolved to an address of the house: nothing was sent. */
export class PrivateAddressError extends Error {
  constructor() {
    super('private address');
    this.name = 'PrivateAddressError';
  }
}

/** Resolves names for a connection and gives back no private address: what is checked is what is called. */
export function guardedLookup(rules: AddressRules, resolve: typeof ask = ask): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 4);
      const allowed = rules.privateAllowed
        ? addresses
        : addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = allowed;
      if (!first) return done(new PrivateAddressError(), '', 4);
      if (options.all) return done(null, allowed);
      return done(null, first.address, first.family);
    });
  };
}
