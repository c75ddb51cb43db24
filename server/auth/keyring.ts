import { createHmac, createPublicKey, sign, type KeyObject } from 'node:crypto';

/** The secrets of this installation, behind the few things that may be done with them. */
export interface Keyring {
  /**
   * A keyed hash (HMAC-SHA-256, hex): how codes that customers hold are stored and looked up.
   * `purpose` separates the uses, so that a pickup code's hash says nothing about a gift card's.
   */
  hash(purpose: string, value: string): string;
  /** Signs with Ed25519, base64url: audit heads, pickup codes that can be verified offline. */
  sign(message: string): string;
  /** The public half, SPKI in PEM. */
  readonly publicKey: string;
}

/** `secret` has at least 32 bytes; `signingKey` is an Ed25519 private key. */
export function keyring(secret: Uint8Array, signingKey: KeyObject): Keyring {
  if (secret.length < 32) throw new Error('the secret has at least 32 bytes');
  return {
    hash: (purpose, value) =>
      createHmac('sha256', secret).update(`${purpose}\u0000${value}`).digest('hex'),
    sign: (message) => sign(null, Buffer.from(message), signingKey).toString('base64url'),
    publicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString(),
  };
}
