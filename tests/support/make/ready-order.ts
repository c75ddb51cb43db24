import type { Knex } from 'knex';
import { inTransaction } from '../../../server/db/transaction.ts';
import { placeOrders } from '../../../modules/omnichannel/orders/place-orders.ts';
import { tellCustomers } from '../../../modules/omnichannel/mail/write-letters.ts';
import type { OrderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { makeActor } from './actor.ts';
import { makeChannelActor, orderRequest, type GivenOrder } from './order.ts';
import { until } from '../until.ts';
import { nextNumber } from './sequence.ts';

const MINUTE = 60_000;

/** An order of Marta Rinaldi's, placed and made ready at once, with the codes of a running server. */
export async function makeReady(
  db: Knex,
  secrets: OrderSecrets,
  given: GivenOrder,
  at: Date = new Date(Date.now() - 2 * MINUTE),
): Promise<{ readonly orderId: string; readonly version: number }> {
  const when = { at };
  const channel = makeChannelActor();
  const clerk = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Luca Pini' });
  const [result] = await inTransaction(
    db,
    channel,
    (tx) =>
      placeOrders(tx, secrets, [{ actor: channel, requestId: 'test', input: orderRequest(given) }]),
    when,
  );
  if ('refusal' in result!) throw result.refusal;
  const { orderId, locationId } = result!.reply;
  await inTransaction(db, clerk, (tx) => takeOrder(tx, { orderId }), when);
  for (const { gtin, quantity = 1 } of given.lines) {
    for (let piece = 0; piece < quantity; piece += 1) {
      await inTransaction(
        db,
        clerk,
        (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }),
        when,
      );
    }
  }
  const { version: expectedVersion } = await db('oc_order').where({ id: orderId }).first('version');
  const bags = [`BUSTA-${nextNumber()}`];
  await inTransaction(
    db,
    clerk,
    (tx) => stageOrder(tx, { orderId, bags, shelf: 'B3', ready: true, expectedVersion }),
    when,
  );
  // Told already, by us or by the server: nothing changes by itself while somebody looks at it.
  const post = { secrets, publicUrl: 'https://bottega.example' };
  const soon = new Date(at.getTime() + MINUTE);
  await inTransaction(db, clerk, (tx) => tellCustomers(tx, post), { at: soon });
  const { version } = await until<{ version: number }>('the customer is told', () =>
    db('oc_order')
      .where({ id: orderId })
      .whereRaw('(notified_at is not null or notify_at > ?)', [soon])
      .first('version'),
  );
  return { orderId, version };
}
