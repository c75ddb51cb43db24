import type { Read } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { RowError } from '../../base/api.ts';
import { faultsOf, type FiscalReference, type TillReceipt } from './domain.ts';
import type { ReceiptLines } from './receipt-file.ts';
import { isSameContent } from './record-receipts.ts';
import { selectFiscal, selectKnown } from './sql/writing.ts';

/** With the number that a till may have told the receipt by before a file did: the bare one. */
export async function asTheyAreKnown(
  read: Read,
  receipts: readonly ReceiptLines[],
): Promise<ReceiptLines[]> {
  const bare = new Set<string>();
  for (const [locationId, ofShop] of byShop(receipts)) {
    const numbers = ofShop.map(({ number }) => number);
    for (const known of await selectKnown(read, locationId, numbers)) {
      bare.add(keyOf(locationId, known.externalId, known.tillId, known.businessDay));
    }
  }
  return receipts.map((receipt) => {
    const { locationId, number, tillId, businessDay } = receipt;
    const isBare = bare.has(keyOf(locationId, number, tillId, businessDay));
    return isBare ? { ...receipt, externalId: number } : receipt;
  });
}

/** A receipt of a file, and the lines it was read from. */
export interface FileReceipt {
  readonly lines: ReceiptLines;
  readonly receipt: TillReceipt;
}

/** Receipts that would be refused: known with another content or fiscal reference, or not adding up. */
export async function clashesOf(read: Read, found: readonly FileReceipt[]): Promise<RowError[]> {
  const digests = new Map<string, string>();
  for (const [locationId, ofShop] of byShop(found.map(({ receipt }) => receipt))) {
    const numbers = ofShop.map(({ externalId }) => externalId);
    for (const { externalId, contentDigest } of await selectKnown(read, locationId, numbers)) {
      digests.set(keyOf(locationId, externalId), contentDigest);
    }
  }
  const references = found.flatMap(({ receipt }) => receipt.fiscal ?? []);
  const documents = new Map(
    (await selectFiscal(read, references)).map((known) => [fiscalKey(known), known]),
  );
  return found.flatMap(({ lines, receipt }) => {
    const { locationId, externalId, fiscal } = receipt;
    const key = keyOf(locationId, externalId);
    const digest = digests.get(key);
    const document = fiscal && documents.get(fiscalKey(fiscal));
    const why =
      digest !== undefined && !isSameContent(receipt, digest)
        ? KNOWN
        : document && keyOf(document.locationId, document.externalId) !== key
          ? FISCAL
          : faultsOf(receipt).length > 0
            ? SUMS
            : null;
    return why === null ? [] : blamed(lines, why);
  });
}

const KNOWN: Text = {
  it: 'Questo scontrino è già registrato con un altro contenuto.',
  en: 'This receipt is recorded with another content.',
};
const FISCAL: Text = {
  it: 'Un altro scontrino ha già questa matricola, chiusura e numero.',
  en: 'Another receipt has this fiscal reference.',
};
const SUMS: Text = {
  it: 'Gli importi di questo scontrino non sono possibili.',
  en: 'The amounts of this receipt are not possible.',
};

/** An error on every line of a receipt. */
export function blamed({ rows }: ReceiptLines, message: Text): RowError[] {
  return rows.map(({ line }) => ({ line, column: null, message }));
}

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

function fiscalKey({ rtSerial, zNumber, documentNumber }: FiscalReference): string {
  return keyOf(rtSerial, String(zNumber), String(documentNumber));
}

function byShop<R extends { readonly locationId: string }>(
  receipts: readonly R[],
): Map<string, R[]> {
  const shops = new Map<string, R[]>();
  for (const receipt of receipts) {
    const ofShop = shops.get(receipt.locationId);
    if (ofShop) ofShop.push(receipt);
    else shops.set(receipt.locationId, [receipt]);
  }
  return shops;
}
