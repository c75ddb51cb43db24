import { expect } from 'chai';
import { DEFAULT_POLICY } from '../../../modules/listini-promozioni/engine/domain/pricing-policy.ts';
import { explainPrice } from '../../../modules/listini-promozioni/quotes/explanation-contracts.ts';
import { quoteBasket } from '../../../modules/listini-promozioni/quotes/contracts.ts';
import {
  readPolicies,
  writePolicy,
} from '../../../modules/listini-promozioni/pricing-policy/contracts.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import type { ProblemError } from '../../../server/http/client.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { until } from '../../support/until.ts';

type Policy = InputOf<typeof writePolicy>['policy'];
const DEFAULT = DEFAULT_POLICY as unknown as Policy;
/** Of two promotions of the item lane the one that gives most, alone. */
const BEST_ONE: Policy = {
  ...DEFAULT,
  lanes: [
    { id: 'item', compose: 'bestOne' },
    { id: 'basket', compose: 'allInTurn' },
    { id: 'after', compose: 'allInTurn' },
  ],
};

describe('how a company computes', () => {
  const server = useServer({ modules: ['base', 'listini-promozioni'] });
  let shop: string;
  let coat: string;
  let merchandiser: Caller;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    coat = await makeItem(db, { listPriceMinor: 100_00 });
    merchandiser = await server.person('merchandiser', null);
    await followAll(db);
    for (const percent of [10, 20]) {
      await runPromotion(db, {
        announced: false,
        definition: makeDefinition({
          id: 'percent-off',
          of: { attribute: 'item', in: [coat] },
          percent,
        }),
      });
    }
  });

  const quote = () =>
    server.call(
      quoteBasket,
      { channel: 'store', locationId: shop, lines: [{ lineId: '1', itemId: coat, quantity: 1 }] },
      { as: merchandiser },
    );
  const told = (totalMinor: number) =>
    until(`a price of ${totalMinor}`, async () => {
      const answer = await quote();
      return answer.totals.totalMinor === totalMinor ? answer : null;
    });
  const inForce = async () =>
    (await server.call(readPolicies, {}, { as: merchandiser })).policies.find(
      ({ companyId, untilVersion }) => companyId === null && untilVersion === null,
    )?.sinceVersion ?? null;
  const write = async (policy: Policy) =>
    server.call(
      writePolicy,
      { companyId: 'all', policy, reason: 'Prova', inForceSince: await inForce() },
      { as: merchandiser },
    );

  it('is changed as data: from the next version on, and what was told before stays explained', async () => {
    // 100.00 less 10 % is 90.00, less 20 % is 72.00.
    const before = await told(72_00);
    await write(BEST_ONE);
    const after = await told(80_00);
    expect(Number(after.snapshotVersion)).to.be.greaterThan(Number(before.snapshotVersion));
    const explained = await server.call(
      explainPrice,
      { itemId: coat, placeId: shop, version: before.snapshotVersion },
      { as: merchandiser },
    );
    expect(explained.quote.totals.totalMinor).to.equal(72_00);
    await write(DEFAULT);
    await told(72_00);
    const { policies, byDefault } = await server.call(readPolicies, {}, { as: merchandiser });
    expect(policies.map(({ untilVersion }) => untilVersion === null)).to.deep.equal([true, false]);
    expect(byDefault).to.deep.equal(DEFAULT);
  });

  it('has a floor for promotions that say none', async () => {
    await write({ ...DEFAULT, floor: { maximumDiscountPercent: 15 } });
    await told(85_00);
    await write(DEFAULT);
    await told(72_00);
  });

  it('is not changed by two people at once without one of them seeing the other', async () => {
    const inForceSince = await inForce();
    const change = (reason: string) =>
      server.call(
        writePolicy,
        { companyId: 'all', policy: DEFAULT, reason, inForceSince },
        { as: merchandiser },
      );
    const outcomes = await Promise.allSettled([change('Anna'), change('Bruno')]);
    const [refused, another] = outcomes.filter((one) => one.status === 'rejected');
    expect(another).to.equal(undefined);
    expect((refused!.reason as ProblemError).problem.type).to.include('stale-revision');
  });

  it('needs the lanes that templates use, each once', async () => {
    const { problem } = await server.refusalOf(
      writePolicy,
      {
        companyId: 'all',
        policy: { ...DEFAULT, lanes: [...DEFAULT.lanes.slice(0, 2), DEFAULT.lanes[0]!] },
        reason: 'Prova',
        inForceSince: await inForce(),
      },
      { as: merchandiser },
    );
    expect(problem).to.deep.include({ missing: ['after'], twice: ['item'] });
  });
});
