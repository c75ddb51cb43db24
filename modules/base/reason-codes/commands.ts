import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { refuseStale } from '../problems.ts';
import type { changeReasonCode, createReasonCode } from './contracts.ts';
import { reasonCodeChanged } from './events.ts';
import { insertReasonCode, selectReasonCodes, updateReasonCode } from './sql.ts';

export async function addReasonCode(
  tx: Tx,
  reason: InputOf<typeof createReasonCode>,
): Promise<ReplyOf<typeof createReasonCode>> {
  await insertReasonCode(tx, reason);
  return changed(tx, reason.kind, reason.code, 1);
}

export async function rewriteReasonCode(
  tx: Tx,
  { expectedVersion, ...reason }: InputOf<typeof changeReasonCode>,
): Promise<ReplyOf<typeof changeReasonCode>> {
  const { kind, code } = reason;
  const version = await updateReasonCode(tx, reason, expectedVersion);
  if (version !== null) return changed(tx, kind, code, version);
  const current = (await selectReasonCodes(tx, kind)).find((known) => known.code === code);
  return refuseStale(current?.version ?? null, expectedVersion, `${kind}/${code}`);
}

function changed(tx: Tx, kind: string, code: string, version: number) {
  tx.record(reasonCodeChanged({ kind, code, version }));
  return { kind, code, version };
}
