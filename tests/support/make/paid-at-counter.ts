import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import type { ReturnDesk } from './returns.ts';

export interface CounterPayment {
  readonly kind: 'cash' | 'card';
  readonly amountMinor: number;
}

/** An order that was fetched and paid at the counter, a piece a visit. */
export async function paidAtCounter(
  desk: ReturnDesk,
  size: string,
  payments: readonly CounterPayment[],
): Promise<{ readonly orderId: string; readonly lineId: string }> {
  const { gtin } = desk.pieces.get(size)!;
  const unitPriceMinor = payments[0]!.amountMinor;
  const line = { gtin, unitPriceMinor, quantity: payments.length };
  const order = await desk.ready([line], { atCounter: true });
  const lineId = order.lineIds[0]!;
  for (const payment of payments) {
    const { version } = await desk.order(order.orderId);
    await desk.visit({ ...order, version }, { lines: [{ lineId, quantity: 1 }], payment });
  }
  return { orderId: order.orderId, lineId };
}

/** Such an order, of which one piece came back. */
export async function returnOfPaidAtCounter(
  ...given: Parameters<typeof paidAtCounter>
): Promise<ReturnFile & { readonly refund: NonNullable<ReturnFile['refund']> }> {
  const { orderId, lineId } = await paidAtCounter(...given);
  const file = await given[0].take({ orderId, lines: [{ lineId }] });
  return { ...file, refund: file.refund! };
}
