import { expect } from 'chai';
import { approve } from '../../../modules/omnichannel/approvals/answer.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { finishExchange } from '../../../modules/omnichannel/returns/finish-exchange.ts';
import { demandReturn } from '../../../modules/omnichannel/returns/reading.ts';
import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { handBackReturn } from '../../../modules/omnichannel/returns/steps.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOnly } from '../../../server/kernel/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const B2 = { custodyPlace: 'B2' };

describe('an exchange', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 4, listPriceMinor: 220_00 },
      '42': { quantity: 4, listPriceMinor: 220_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const gtin = (size: string): string => desk.pieces.get(size)!.gtin;
  const now = async ({ returnId }: ReturnFile) =>
    desk.as(desk.office, (tx) => demandReturn(tx, returnId));
  const refused = (work: () => Promise<unknown>): Promise<string> =>
    work().then(
      () => 'done',
      (error: unknown) => refusalOnly(error).problem.slug,
    );
  /** Another style, of which the shop has one. */
  const dearer = async (listPriceMinor: number): Promise<string> => {
    const wanted = makeGtin();
    const itemId = await makeItem(database.db, { gtin: wanted, listPriceMinor });
    await makeStock(database.db, { locationId: desk.locationId, itemId, quantity: 1 });
    return wanted;
  };
  const paymentsOf = async (orderId: string): Promise<string[]> => {
    const rows = await database
      .db('oc_payment')
      .where({ order_id: orderId })
      .select('kind', 'amount_minor', 'actor_id');
    return rows
      .map(({ kind, amount_minor, actor_id }) => {
        const by = actor_id === desk.taker.id ? ` by ${desk.taker.name}` : '';
        return `${kind} ${(amount_minor / 100).toFixed(2)}${by}`;
      })
      .sort();
  };

  it('keeps the new piece of an exchange for the customer while somebody decides', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const free = (await desk.level('42')).onHand;
    const file = await desk.take(
      {
        orderId,
        lines: [{ lineId: lineIds[0]!, grade: 'B' }],
        settlement: { outcome: 'exchange', pieces: [{ gtin: gtin('42'), quantity: 1 }] },
      },
      B2,
    );
    expect(await desk.level('42')).to.deep.equal({ onHand: free, held: 1 });
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId: file.approval!.approvalId }));
    expect(await desk.level('42')).to.deep.equal({ onHand: free - 1, held: 0 });
    const after = await now(file);
    expect(after).to.include({ goods: 'graded', money: 'none', backMinor: 0 });
  });

  it('takes the rest of an agreed exchange when the new piece leaves, from whoever takes it', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const wish = {
      orderId,
      lines: [{ lineId: lineIds[0]!, grade: 'B' as const }],
      settlement: {
        outcome: 'exchange' as const,
        pieces: [{ gtin: await dearer(250_00), quantity: 1 }],
      },
    };
    const early = { kind: 'cash' as const, amountMinor: 30_00 };
    const paidEarly = await refused(() =>
      desk.take({ ...wish, settlement: { ...wish.settlement, difference: early } }, B2),
    );
    expect(paidEarly).to.equal('return-incomplete');

    const asked = await desk.take(wish, B2);
    expect(asked.exchange).to.include({ dueMinor: 30_00, paidMinor: 0 });
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId: asked.approval!.approvalId }));
    const agreed = await now(asked);
    expect(agreed).to.include({ goods: 'in-custody', decision: 'approved', money: 'none' });
    expect(await paymentsOf(orderId), 'nobody has paid anything').to.deep.equal(['card 220.00']);

    const finish = (amountMinor: number, expectedVersion = agreed.version) =>
      desk.as(desk.taker, (tx) =>
        finishExchange(tx, testSecrets, {
          returnId: asked.returnId,
          expectedVersion,
          difference: { kind: 'cash', amountMinor },
        }),
      );
    expect(await refused(() => finish(29_99))).to.equal('return-incomplete');
    const [one, other] = await Promise.allSettled([finish(30_00), finish(30_00)]);
    expect([one.status, other.status].sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await now(asked)).to.include({ goods: 'graded', decision: 'approved', money: 'none' });
    expect(await paymentsOf(orderId)).to.deep.equal([
      'card 220.00',
      `cash 30.00 by ${desk.taker.name}`,
      `return 220.00 by ${desk.taker.name}`,
    ]);
    expect(await desk.order(orderId)).to.include({ total_minor: 470_00, paid_minor: 470_00 });
  });

  it('lets an agreed exchange go when the customer does not pay the rest', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const wanted = await dearer(250_00);
    const asked = await desk.take(
      {
        orderId,
        lines: [{ lineId: lineIds[0]!, grade: 'B' }],
        settlement: { outcome: 'exchange', pieces: [{ gtin: wanted, quantity: 1 }] },
      },
      B2,
    );
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId: asked.approval!.approvalId }));
    const { version } = await now(asked);
    const back = await desk.as(desk.taker, (tx) =>
      handBackReturn(tx, testSecrets, { returnId: asked.returnId, expectedVersion: version }),
    );
    expect(back).to.include({ goods: 'handed-back', decision: 'withdrawn', money: 'none' });
    expect(await paymentsOf(orderId)).to.deep.equal(['card 220.00']);
    // Free again: the same customer comes back another time, and has it.
    const again = await desk.take(
      {
        orderId,
        lines: [{ lineId: lineIds[0]! }],
        settlement: {
          outcome: 'exchange',
          pieces: [{ gtin: wanted, quantity: 1 }],
          difference: { kind: 'card', amountMinor: 30_00 },
        },
      },
      { actor: desk.manager },
    );
    expect(again.exchange).to.include({ dueMinor: 0, paidMinor: 30_00 });
  });

  it('pays an exchange with the returned value: the customer pays the rest, or gets it back', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 120_00 },
    ]);
    const dearer = makeGtin();
    const itemId = await makeItem(database.db, { gtin: dearer, listPriceMinor: 150_00 });
    await makeStock(database.db, { locationId: desk.locationId, itemId, quantity: 1 });
    const uneven = await desk.take({
      orderId,
      lines: [{ lineId: lineIds[0]! }],
      settlement: {
        outcome: 'exchange',
        pieces: [{ gtin: dearer, quantity: 1 }],
        difference: { kind: 'card', amountMinor: 30_00, providerRef: 'slip-1' },
      },
    });
    expect(uneven).to.include({ money: 'none', backMinor: 0 });
    expect(uneven.exchange).to.include({ totalMinor: 150_00, paidMinor: 30_00 });
    const order = await desk.order(orderId);
    expect(order).to.include({ total_minor: 270_00, paid_minor: 270_00, state: 'collected' });
    // The new piece comes back in its turn: on the card it was first paid with, and on the terminal.
    const [, newLine] = await desk.lineIds(orderId);
    const again = await desk.take(
      { orderId, lines: [{ lineId: newLine! }] },
      { actor: desk.manager },
    );
    expect(again.totalMinor).to.equal(150_00);
    expect(again.tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(150_00);
  });
});
