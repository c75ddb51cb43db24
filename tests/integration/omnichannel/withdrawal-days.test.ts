import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { readReturnable } from '../../../modules/omnichannel/returns/eligibility.ts';
import { declareWithdrawal } from '../../../modules/omnichannel/withdrawals/declare.ts';
import { withdrawalTooLate } from '../../../modules/omnichannel/withdrawals/problems.ts';
import { withdrawalRight } from '../../../modules/omnichannel/withdrawals/right.ts';
import { useDatabase } from '../../support/database.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeTerms } from '../../support/make/return-terms.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { refusalOf } from '../../support/refusal.ts';

const DAY = 86_400_000;

describe('a chain that gives thirty days to withdraw', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  before('the policy of the chain', async () => {
    await database.db('oc_return_policy').insert({
      version: 2,
      terms: JSON.stringify(makeTerms({ withdrawal: { days: 30, alsoInStore: false } })),
      published_at: new Date(),
      published_by: 'Bottega',
    });
  });
  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, { '40': { quantity: 4, listPriceMinor: 49_00 } });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const collectedDaysAgo = async (days: number) => {
    const { orderId, lineIds } = await desk.collected(
      [{ gtin: desk.pieces.get('40')!.gtin, unitPriceMinor: 49_00 }],
      {},
      new Date(Date.now() - days * DAY),
    );
    return { orderId, lineId: lineIds[0]! };
  };
  const declare = (orderId: string) =>
    desk.as(desk.clerk, async (tx) =>
      declareWithdrawal(tx, testSecrets, (await lockFile(tx, orderId))!, {
        name: 'Marta Rinaldi',
        email: 'marta@example.com',
        url: 'https://bottega.example/ordine/x',
      }),
    );

  it('gives them on the customer’s page as at the counter', async () => {
    const { orderId, lineId } = await collectedDaysAgo(20);
    const { deadline, possible } = await desk.as(desk.clerk, async (tx) =>
      withdrawalRight(tx, (await lockFile(tx, orderId))!),
    );
    const { lines } = await desk.as(desk.taker, (tx) =>
      readReturnable(tx, { orderId, locationId: desk.locationId }),
    );
    const atCounter = lines[0]!.reasons.find(({ reason }) => reason === 'withdrawal')!;
    expect(atCounter.verdict).to.equal('allowed');
    expect(deadline!.toISOString()).to.equal(atCounter.deadline);
    expect(possible).to.deep.equal([{ lineId, open: 0, collected: 1 }]);
    await declare(orderId);
    const [announced] = await database.db('oc_return').where({ order_id: orderId });
    expect(announced).to.include({ goods: 'announced', total_minor: 49_00 });
  });

  it('tells who comes too late how many there were', async () => {
    const { orderId } = await collectedDaysAgo(40);
    const refusal = await refusalOf(declare(orderId));
    expect(refusal.problem).to.equal(withdrawalTooLate);
    expect(refusal.told('it')).to.deep.equal({
      title: 'Il tempo per recedere è finito',
      detail: 'Erano 30 giorni. Il negozio può ancora aiutarti con un cambio: chiedi lì.',
    });
    expect(refusal.told('en')).to.deep.equal({
      title: 'The time to withdraw is over',
      detail: 'There were 30 days. The store may still help with an exchange: ask there.',
    });
  });
});
