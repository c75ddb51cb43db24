import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { listReceipts, readReceipt, Receipt } from './contracts.ts';
import {
  selectReceipt,
  selectReceiptParts,
  selectReceipts,
  type ReceiptRow,
} from './sql/reading.ts';

export async function pageOfReceipts(
  read: Read,
  input: InputOf<typeof listReceipts>,
): Promise<ReplyOf<typeof listReceipts>> {
  const { locationId, after, limit = 50 } = input;
  const mark = readPageMark<[string, string]>(after, ['string', 'string'], read.actor.language);
  const rows = await selectReceipts(
    read,
    {
      locationId,
      day: input.day ?? null,
      externalId: input.externalId ?? null,
      rtSerial: input.rtSerial ?? null,
      zNumber: input.zNumber ?? null,
      documentNumber: input.documentNumber ?? null,
      before: mark ? { issuedAt: mark[0], id: mark[1] } : null,
    },
    limit + 1,
  );
  return pageFrom(
    rows,
    limit,
    ({ issuedMark, receiptId }) => [issuedMark, receiptId],
    (row) => ({
      receiptId: row.receiptId,
      externalId: row.externalId,
      kind: row.kind,
      issuedAt: row.issuedAt.toISOString(),
      totalMinor: row.totalMinor,
      fiscal: fiscalOf(row),
    }),
  );
}

export async function oneReceipt(
  read: Read,
  { locationId, receiptId }: InputOf<typeof readReceipt>,
): Promise<ReplyOf<typeof readReceipt>> {
  const found = await receiptById(read, receiptId);
  if (found?.locationId !== locationId) throw new Refusal(notFound, { what: receiptId });
  return found;
}

/** A receipt piece by piece, or null: for whoever takes goods back. */
export async function receiptById(read: Read, receiptId: string): Promise<Receipt | null> {
  const row = await selectReceipt(read, receiptId);
  if (!row) return null;
  const parts = await selectReceiptParts(read, receiptId);
  const { rtSerial: _rt, zNumber: _z, documentNumber: _n, issuedAt, ...head } = row;
  return {
    ...head,
    fiscal: fiscalOf(row),
    issuedAt: issuedAt.toISOString(),
    ...(parts as Pick<Receipt, 'lines' | 'tenders'>),
  };
}

function fiscalOf({ rtSerial, zNumber, documentNumber }: ReceiptRow): Receipt['fiscal'] {
  return rtSerial === null
    ? null
    : { rtSerial, zNumber: zNumber!, documentNumber: documentNumber! };
}
