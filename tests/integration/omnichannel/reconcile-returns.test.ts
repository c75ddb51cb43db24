import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { RETURN_CHECKS } from '../../../modules/omnichannel/checks/sql/returns.ts';
import { useDatabase } from '../../support/database.ts';
import { makeReturnDesk } from '../../support/make/returns.ts';
import { differences, expectNoticed, type Planted } from '../../support/reconcile.ts';

const PLANTED: Planted = [
  ['returned-within-collected', `update oc_order_unit set fate = 'open'`],
  ['piece-returned-at-its-frozen-price', `update oc_return_unit set goods_minor = 0`],
  ['file-equals-its-pieces', `delete from oc_return_vat`],
  [
    'shipping-back-within-shipping-paid',
    `update oc_return set shipping_minor = 1000, total_minor = total_minor + 1000,
       back_minor = back_minor + 1000 where goods = 'disposed'`,
  ],
  [
    'return-goods-entered-stock',
    `insert into oc_return_unit select return_id, line_id, 2, reason, grade, seal_intact, defect,
       picture_ids, disposition, to_location_id, why, transfer_id, price_minor, goods_minor,
       vat_rate, live from oc_return_unit where grade = 'A'`,
  ],
  [
    'return-money-as-its-refund',
    `update oc_return set money = 'failed' where money = 'authorised'`,
  ],
  ['return-number-without-gaps', `update oc_return_series set last = last + 1`],
  [
    'exchange-kept-for-an-open-file',
    `update oc_return set decision = 'refused', money = 'none' where decision = 'pending'`,
  ],
  [
    'custody-has-an-open-request',
    `update oc_approval set state = 'withdrawn' where state = 'waiting'`,
  ],
];

describe('reconcile of returns', () => {
  const database = useDatabase();

  before(async () => {
    const desk = await makeReturnDesk(database.db, {
      '40': { quantity: 4, listPriceMinor: 49_00 },
      '42': { quantity: 4, listPriceMinor: 49_00 },
    });
    const gtin = (size: string): string => desk.pieces.get(size)!.gtin;
    const bought = await desk.collected([{ gtin: gtin('40'), quantity: 2, unitPriceMinor: 49_00 }]);
    await desk.take({ orderId: bought.orderId, lines: [{ lineId: bought.lineIds[0]! }] });
    const waits = await desk.collected([{ gtin: gtin('40'), unitPriceMinor: 49_00 }]);
    await desk.take(
      {
        orderId: waits.orderId,
        lines: [{ lineId: waits.lineIds[0]!, grade: 'B' }],
        settlement: { outcome: 'exchange', pieces: [{ gtin: gtin('42'), quantity: 1 }] },
      },
      { custodyPlace: 'B2' },
    );
  });

  it('finds nothing where nothing is wrong', async () => {
    expect(await differences(database.db, OMNICHANNEL_CHECKS)).to.deep.equal([]);
  });

  for (const [check, statement] of PLANTED) {
    it(`notices by ${check}: ${statement.replace(/\s+/g, ' ')}`, () =>
      expectNoticed(database.db, [`omnichannel.${check}`, statement], RETURN_CHECKS));
  }

  it('tries every check there is', () => {
    const tried = new Set(PLANTED.map(([check]) => `omnichannel.${check}`));
    expect([...tried]).to.have.members(RETURN_CHECKS.map(({ name }) => name));
  });
});
