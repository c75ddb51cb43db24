import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { lockFile } from '../orders/sql/files.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { acceptReturn, waitsForInspection } from './accept-return.ts';
import { restToPay } from './domain/exchange.ts';
import { finish } from './domain/life.ts';
import { fileView } from './file-view.ts';
import { enterRecords, next } from './move-money.ts';
import { returnIncomplete } from './problems.ts';
import type { ReturnFile } from './reading-contracts.ts';
import { recordReturn } from './rows.ts';
import { saveReturn } from './sql/files.ts';
import { selectFiledUnits } from './sql/units.ts';
import type { finishExchangeEndpoint } from './step-contracts.ts';
import { inOtherState, lockToStep } from './steps.ts';

/**
 * The customer has paid the rest of an exchange that somebody agreed to: the old pieces enter stock, the new
 * ones leave, and the payment is of whoever took it. Another sum than the rest is refused.
 */
export async function finishExchange(
  tx: Tx,
  secrets: OrderSecrets,
  { returnId, expectedVersion, difference }: InputOf<typeof finishExchangeEndpoint>,
): Promise<ReturnFile> {
  const before = await lockToStep(tx, returnId, expectedVersion);
  const units = (await selectFiledUnits(tx, [returnId])).get(returnId)!;
  const axes = finish(before, { toInspect: waitsForInspection(units), backMinor: 0 });
  if (!axes || !before.confirmed) throw inOtherState(before);
  if (difference.amountMinor !== restToPay(before)) {
    throw new Refusal(returnIncomplete, { missing: 'difference', lineId: null });
  }
  const paid = { ...difference, providerRef: difference.providerRef ?? null };
  const agreed = { ...before, confirmed: { ...before.confirmed, difference: paid } };
  const order = (await lockFile(tx, before.orderId))!;
  const after = next(await acceptReturn(tx, order, agreed, units, axes));
  await saveReturn(tx, before, after);
  await enterRecords(tx, after);
  await recordReturn(tx, 'omnichannel.return-exchanged.v1', after);
  return fileView(tx, secrets, after);
}
