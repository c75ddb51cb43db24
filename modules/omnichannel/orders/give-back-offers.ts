import type { Tx } from '../../../server/db/transaction.ts';
import { giveBackPriced } from '../../base/api.ts';
import type { OrderFile } from './domain/file.ts';
import { selectKeptDiscounts } from './sql/discounts.ts';

/**
 * What the order took of offers and codes goes back as far as `gone` pieces bore it. An offer of which
 * no piece is left is free for somebody else, its code too; of one that goes on the budget gets the
 * money of the gone pieces and the use stays taken. Uncollected pieces count as the customer's until
 * they are back in their place: until then the customer can still come.
 *
 * Called with the order locked and before any stock is: limits are locked before stock everywhere.
 */
export async function giveBackOffers(
  tx: Tx,
  { orderId, takesLimits }: Pick<OrderFile, 'orderId' | 'takesLimits'>,
  gone: readonly { readonly lineId: string; readonly unit: number }[],
): Promise<void> {
  if (!takesLimits) return;
  const kept = await selectKeptDiscounts(tx, orderId, gone);
  await giveBackPriced(tx, { kind: 'order', id: orderId }, kept);
}
