import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { REFUND_CHECKS } from '../../../modules/omnichannel/checks/sql/refunds.ts';
import { RETURN_CHECKS } from '../../../modules/omnichannel/checks/sql/returns.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { takeNext } from '../../../modules/omnichannel/pickup/prepare.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { differences, expectNoticed, type Planted } from '../../support/reconcile.ts';

const CLOSED = `closed_at = due_since, closed_by = 'somebody'`;

const PLANTED: Planted = [
  ['line-equals-its-pieces', `delete from oc_order_unit where unit = 2`],
  ['piece-has-its-promise', `update oc_order_unit set hold_id = gen_random_uuid() where unit = 1`],
  ['piece-has-its-promise', `update oc_order_unit set fate = 'cancelled' where unit = 2`],
  [
    'shares-sum-to-what-was-shared',
    `update oc_order_unit set price_minor = price_minor + 1, paid_minor = paid_minor + 1 where unit = 1`,
  ],
  ['each-discount-is-shared-whole', `update oc_order_discount set amount_minor = amount_minor + 1`],
  ['vat-of-each-rate-is-within-its-total', `update oc_order_unit set vat_minor = 0`],
  ['paid-equals-payments', `update oc_payment set amount_minor = amount_minor - 1`],
  ['goods-left-paid', `update oc_order_unit set fate = 'cancelled' where unit = 2`],
  ['order-follows-its-lines', `update oc_order set state = 'acknowledged' where ended_at is null`],
  ['picked-equals-scans', `delete from oc_pick`],
  [
    'collected-equals-handovers',
    `update oc_order_line set collected = 1, picked = 0 where cancelled = 0`,
  ],
  ['owed-equals-its-records', `update oc_refund_due set state = 'withdrawn', ${CLOSED}`],
  ['owed-equals-its-records', `update oc_refund_due set state = 'settled', ${CLOSED}`],
  ['nothing-owed-off-the-record', `update oc_order set refund_minor = 0`],
  ['refunds-within-payments', `update oc_refund_due_part set amount_minor = amount_minor - 1`],
  [
    'refunds-within-payments',
    `update oc_payment set amount_minor = 1 where id in (select payment_id from oc_refund_due_part)`,
  ],
  ['goods-left-paid', `update oc_order_unit set fate = 'refused' where unit = 2`],
  ['pieces-in-place-of-others', `update oc_order_line set in_place_of = id`],
  [
    'missing-pieces-are-reported',
    `insert into oc_short (id, order_id, line_id, location_id, item_id, quantity, reason, actor_id,
       actor_name, reported_at)
     select gen_random_uuid(), l.order_id, l.id, 'MI01', l.item_id, 1, 'missing', 'x', 'X', now()
     from oc_order_line as l`,
  ],
  ['missing-pieces-are-asked-about', `update oc_order set answer_by = now()`],
  [
    'answer-was-proposed',
    `insert into oc_question (id, order_id, location_id, token_digest, state, proposals, fallback,
       rule_version, asked_at, tell_at, deadline, answer, answered_by, ended_at)
     select gen_random_uuid(), id, location_id, id::text, 'answered', '[{"kind": "cancel"}]',
       '{"kind": "cancel"}', 1, now(), now(), now(), '{"kind": "partial"}', 'customer', now()
     from oc_order`,
  ],
  ['slot-equals-its-bookings', `insert into oc_slot select id, now(), 1, 5 from base_location`],
  ['order-is-on-its-pickers-walk', `update oc_wave set picker_id = 'somebody'`],
];

describe('reconcile of orders', () => {
  const database = useDatabase();

  before(async () => {
    const locationId = await makeLocation(database.db);
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 5 });
    await makeOrder(database.db, { locationId, lines: [{ gtin, quantity: 2, discounts: [1001] }] });
    const clerk = makeActor({
      permissions: ['omnichannel.pickup.work', 'omnichannel.order.cancel'],
    });
    const given = { locationId, lines: [{ gtin, quantity: 1 }] };
    const { orderId } = await makeOrder(database.db, given);
    await inTransaction(database.db, clerk, (tx) =>
      cancelOrder(tx, { orderId, reason: 'prova', expectedVersion: 1 }),
    );
    await inTransaction(database.db, clerk, (tx) => takeNext(tx, { locationId, count: 1 }));
    await inTransaction(database.db, clerk, (tx) =>
      pickPiece(tx, { locationId, gtin, manner: 'scan' }),
    );
  });

  it('finds nothing where nothing is wrong', async () => {
    expect(await differences(database.db, OMNICHANNEL_CHECKS)).to.deep.equal([]);
  });

  for (const [check, statement] of PLANTED) {
    it(`notices by ${check}: ${statement.replace(/\s+/g, ' ')}`, () =>
      expectNoticed(database.db, [`omnichannel.${check}`, statement], OMNICHANNEL_CHECKS));
  }

  it('tries every check there is', () => {
    const tried = new Set(PLANTED.map(([check]) => `omnichannel.${check}`));
    // Those of returns and refunds are tried where there are some.
    const others = new Set([...RETURN_CHECKS, ...REFUND_CHECKS].map(({ name }) => name));
    const own = OMNICHANNEL_CHECKS.filter(({ name }) => !others.has(name));
    expect([...tried]).to.have.members(own.map(({ name }) => name));
  });
});
