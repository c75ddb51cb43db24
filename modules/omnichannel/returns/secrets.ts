import type { Keyring } from '../../../server/auth/keyring.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';

/**
 * The code of a file, as printed on its papers: it follows from the file's id and the installation's
 * secret, and the database keeps its digest only.
 */
export interface ReturnSecrets {
  /** `RT-…`. */
  code(returnId: string): string;
  codeDigest(code: string): string;
  /** Of an order's pickup code: `PK-…`. */
  pickupDigest(code: string): string;
}

export function returnSecrets(
  keyring: Pick<Keyring, 'hash'>,
  orders: { codeDigest(code: string): string },
): ReturnSecrets {
  return {
    code: (returnId) =>
      scannableCode('RT', Buffer.from(keyring.hash('omnichannel.return-code', returnId), 'hex')),
    codeDigest: (code) => keyring.hash('omnichannel.return-code-digest', code),
    pickupDigest: (code) => orders.codeDigest(code),
  };
}
