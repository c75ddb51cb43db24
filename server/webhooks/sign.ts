import { createHmac } from 'node:crypto';
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

function hmac(secret: string, content: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
