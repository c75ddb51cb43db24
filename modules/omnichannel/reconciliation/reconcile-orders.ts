import { mayForChannel } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { forbidden } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import type { reconciliationEndpoint, ReconciliationReport } from './contracts.ts';
import { compareOrders } from './domain.ts';
import { selectOurOrders } from './sql.ts';

/** What a web shop’s list and ours say differently. */
export async function reconcileOrders(
  read: Read,
  input: InputOf<typeof reconciliationEndpoint>,
): Promise<ReconciliationReport> {
  const { channel, orders } = input;
  if (!mayForChannel(read.actor, channel)) {
    throw new Refusal(forbidden, { permission: 'omnichannel.order.reconcile' });
  }
  const [from, to] = [new Date(input.from), new Date(input.to)];
  const rows = await selectOurOrders(read, {
    channel,
    from,
    to,
    externalIds: orders.map(({ externalId }) => externalId),
  });
  const ours = rows.map((row) => ({
    ...row,
    number: writtenOrderNumber(row.number),
    placedAt: row.placedAt.toISOString(),
  }));
  const inPeriod = ({ placedAt }: { readonly placedAt: string }): boolean =>
    new Date(placedAt) >= from && new Date(placedAt) < to;
  const { compared, agreeing, differences } = compareOrders(orders, ours, inPeriod);
  return {
    channel,
    from: from.toISOString(),
    to: to.toISOString(),
    asOf: read.now.toISOString(),
    compared,
    agreeing,
    ours: ours.filter(inPeriod).length,
    differences: [...differences],
  };
}
