import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../auth/keyring.ts';

/**
 * The signature of the Standard Webhooks specification, version 1: HMAC-SHA256 over
 * `id.timestamp.body`, in base64, one for each secret that is valid.
 */

/** What a receiver keeps: `whsec_` and 32 bytes in base64. */
export interface SigningSecrets {
  /** The `number`-th secret of an endpoint: derived, so that a copy of the database signs nothing. */
  of(endpointId: string, number: number): string;
}

export function signingSecrets(keyring: Pick<Keyring, 'hash'>): SigningSecrets {
  return {
    of: (endpointId, number) => {
      const bytes = Buffer.from(
        keyring.hash('core.webhook-secret', `${endpointId}/${number}`),
        'hex',
      );
      return `whsec_${bytes.toString('base64')}`;
    },
  };
}

export interface Signed {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/** The headers of one attempt. `at` is the attempt's instant: receivers refuse what is older than minutes. */
export function signed(
  message: { readonly id: string; readonly body: string },
  at: Date,
  secrets: readonly string[],
): Signed {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const content = `${message.id}.${timestamp}.${message.body}`;
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${hmac(secret, content)}`).join(' '),
  };
}

/** A signature older, or further in the future, than this is refused: it may have been recorded. */
const TOLERANCE_SECONDS = 300;

/** Whether somebody who knows the secret signed this very text lately. */
export function isSigned(
  headers: Readonly<Record<string, unknown>>,
  body: string,
  secret: string,
  now: Date,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof given !== 'string') {
    return false;
  }
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= TOLERANCE_SECONDS)) return false;
  const wanted = Buffer.from(`v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`);
  return given.split(' ').some((one) => {
    const bytes = Buffer.from(one);
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  });
}

function hmac(secret: string, content: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
