import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { unknownReason } from '../problems.ts';
import type { listReasonCodes } from './contracts.ts';
import { selectReasonCodes, type ReasonCode } from './sql.ts';

/** The reasons a clerk may choose from. */
export async function reasonCodes(read: Read, kind: string): Promise<ReasonCode[]> {
  return (await selectReasonCodes(read, kind)).filter(({ active }) => active);
}

/** The reason of this code, refused when the chain does not have it or no longer uses it. */
export async function demandReasonCode(
  read: Read,
  kind: string,
  code: string,
): Promise<ReasonCode> {
  const found = (await reasonCodes(read, kind)).find((reason) => reason.code === code);
  if (!found) throw new Refusal(unknownReason, { kind, code });
  return found;
}

/** Every reason code of a kind, or of all, retired ones too: what an administrator looks after. */
export async function everyReasonCode(
  read: Read,
  { kind }: InputOf<typeof listReasonCodes>,
): Promise<ReplyOf<typeof listReasonCodes>> {
  return { reasonCodes: await selectReasonCodes(read, kind ?? null) };
}
