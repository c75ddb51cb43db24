import type { Tx } from '../../../server/db/transaction.ts';
import { weighRisk } from '../orders/domain/short.ts';
import { lockFiles, saveFiles } from '../orders/sql/files.ts';
import { recordChange } from '../pickup/change.ts';
import { selectConcerned, selectInDoubt } from './sql/risk.ts';

/**
 * Pieces of a level lack their promise, were not found, or were counted: the orders that still have to
 * take some from there are in doubt, or no longer. Idempotent: what is known already changes nothing.
 */
export async function weighRisks(
  tx: Tx,
  spot: { readonly locationId: string; readonly itemId: string },
): Promise<void> {
  const files = await lockFiles(tx, await selectConcerned(tx, spot));
  if (files.length === 0) return;
  const doubtful = await selectInDoubt(
    tx,
    files.map(({ orderId }) => orderId),
  );
  const weighed = files.flatMap((before) => {
    const decision = weighRisk(before, doubtful.has(before.orderId));
    return decision.outcome === 'moved' ? [{ before, after: decision.file }] : [];
  });
  await saveFiles(tx, weighed);
  for (const { after } of weighed) {
    recordChange(tx, 'omnichannel.order-risk-changed.v1', after, { atRisk: after.atRisk });
  }
}
