import type { Read, Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { closingOfNextOpenDay } from '../../base/api.ts';
import { insufficientStock, requestTransfer } from '../../store-system/api.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { demandShop } from '../orders/shop.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { putOff } from '../promises/delay-order.ts';
import { explainBringers } from '../sourcing/explain-shops.ts';
import type { BringProposal } from './domain/proposal.ts';
import { proposalGone } from './problems.ts';

/**
 * The shop the sourcing rules would have send the missing pieces of an order, and by when the order
 * would be ready; null when no shop has them all, or the order's own is closed for long.
 */
export async function bringerFor(
  read: Read,
  file: OrderFile,
): Promise<Omit<BringProposal, 'kind'> | null> {
  const [best] = (await explainBringers(read, file)).ranked;
  if (!best) return null;
  const readyBy = await broughtBy(read, file);
  const { locationId, name, distanceMetres } = best;
  return readyBy && { locationId, name, distanceMetres, readyBy: readyBy.toISOString() };
}

/**
 * The missing pieces of a locked order come from another shop: kept back there at once, and for this
 * order when they arrive. The promise takes the way into account. Refuses when somebody was faster.
 */
export async function bringMissing(
  tx: Tx,
  file: OrderFile,
  locationId: string,
): Promise<OrderFile> {
  const readyBy = await broughtBy(tx, file);
  try {
    await requestTransfer(tx, {
      from: locationId,
      to: file.locationId,
      lines: file.lines
        .filter(({ short }) => short > 0)
        .map(({ itemId, short: quantity }) => ({ itemId, quantity })),
      causal: 'click-and-collect',
      reference: { kind: 'order', id: file.orderId },
      agreed: true,
      kept: true,
      neededBy: readyBy,
    });
  } catch (error) {
    if (error instanceof Refusal && error.problem.slug === insufficientStock.slug) {
      throw new Refusal(proposalGone, {});
    }
    throw error;
  }
  if (!readyBy || readyBy <= file.readyBy) return file;
  const policy = (await readPolicies(tx)).pickup(file.locationId);
  // Whoever chose this knows the new promise: there is nothing to take back.
  return putOff(tx, file, policy, { readyBy, undoUntil: tx.now });
}

/** Goods travel between shops within a day: an order is ready by the end of its shop's next open one. */
async function broughtBy(read: Read, { locationId }: OrderFile): Promise<Date | null> {
  const { schedule } = await demandShop(read, locationId);
  return closingOfNextOpenDay(schedule, read.now);
}
