import { createHash } from 'node:crypto';
import type { Keyring } from '../../../server/auth/keyring.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';

/**
 * The codes a customer holds. They follow from the order's id and the installation's secret, so the
 * database keeps only their digests and yet a message can always be written again.
 */
export interface OrderSecrets {
  /** What the customer shows at the counter: `PK-…`. */
  code(orderId: string): string;
  codeDigest(code: string): string;
  /** The end of the link to the customer's own page: 128 bits. */
  token(orderId: string): string;
  tokenDigest(token: string): string;
  /** The end of the link by which a customer answers about missing pieces: 128 bits. */
  questionToken(questionId: string): string;
  questionTokenDigest(token: string): string;
  /** What stands on the papers of a return, and in the letter that announces one: `RT-…`. */
  returnCode(returnId: string): string;
  returnCodeDigest(code: string): string;
}

export function orderSecrets(keyring: Pick<Keyring, 'hash'>): OrderSecrets {
  const bytes = (purpose: string, orderId: string): Buffer =>
    Buffer.from(keyring.hash(purpose, orderId), 'hex');
  return {
    code: (orderId) => scannableCode('PK', bytes('omnichannel.pickup-code', orderId)),
    codeDigest: (code) => keyring.hash('omnichannel.pickup-code-digest', code),
    token: (orderId) =>
      bytes('omnichannel.order-token', orderId).subarray(0, 16).toString('base64url'),
    tokenDigest: (token) => keyring.hash('omnichannel.order-token-digest', token),
    questionToken: (questionId) =>
      bytes('omnichannel.question-token', questionId).subarray(0, 16).toString('base64url'),
    questionTokenDigest: (token) => keyring.hash('omnichannel.question-token-digest', token),
    returnCode: (returnId) => scannableCode('RT', bytes('omnichannel.return-code', returnId)),
    returnCodeDigest: (code) => keyring.hash('omnichannel.return-code-digest', code),
  };
}

/** The same for the same content, whatever the order of its members. */
export function contentDigest(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(content)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
