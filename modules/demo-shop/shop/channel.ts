import type { Keyring } from '../../../server/auth/keyring.ts';
import { createClient, type ContractClient } from '../../../server/http/client.ts';

/** The channel of the demonstration shop, as orders name it. */
export const SHOP_CHANNEL = 'web';

const KEY_ID = 'demoshop01';

/**
 * The API key of the demonstration shop. It follows from the secrets of the installation, so the
 * seed can register its hash and the shop can use it, and nobody has to keep it anywhere.
 */
export function shopKey(keyring: Pick<Keyring, 'hash'>): {
  id: string;
  secret: string;
  text: string;
} {
  const secret = Buffer.from(keyring.hash('demo-shop-key', 'v1'), 'hex').toString('base64url');
  return { id: KEY_ID, secret, text: `bt_live_${KEY_ID}_${secret}` };
}

/** The public API as any web shop calls it: over HTTP, with its key. `address` is where we listen. */
export function publicApi(
  keyring: Pick<Keyring, 'hash'>,
  address: string,
  language: 'it' | 'en',
): ContractClient {
  const { text } = shopKey(keyring);
  return createClient({
    baseUrl: address,
    language: () => language,
    headers: () => ({ Authorization: `Bearer ${text}` }),
  });
}
