import { expect } from 'chai';
import { FIRST_TERMS } from '../../../modules/omnichannel/promises/domain/terms.ts';
import {
  changeShopPolicyEndpoint,
  policiesEndpoint,
  policyHistoryEndpoint,
} from '../../../modules/omnichannel/promises/policy-contracts.ts';
import { previewRulesEndpoint } from '../../../modules/omnichannel/promises/preview-contracts.ts';
import { readPickupEndpoint } from '../../../modules/omnichannel/pickup/contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import {
  changeRuleEndpoint,
  previewSourcingEndpoint,
  readRuleEndpoint,
  ruleHistoryEndpoint,
} from '../../../modules/omnichannel/sourcing/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder } from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeReady } from '../../support/make/ready-order.ts';
import { makeStock } from '../../support/make/stock.ts';

/** A Friday: the shop opens at ten in Rome. */
const DAY = '2026-11-20';
const at = (time: string): Date => new Date(`${DAY}T${time}:00Z`);

describe('rules tried on the orders of a day', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let near: string;
  let far: string;
  let gtin: string;
  let office: Caller;
  let manager: Caller;
  const orders: string[] = [];

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db, { name: 'Milano Torino', latitude: 45.46, longitude: 9.19 });
    near = await makeLocation(db, { name: 'Milano Brera', latitude: 45.47, longitude: 9.19 });
    far = await makeLocation(db, { name: 'Bergamo Alta', latitude: 45.7, longitude: 9.66 });
    gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    await makeStock(db, { locationId: here, itemId, quantity: 40 });
    await makeStock(db, { locationId: near, itemId, quantity: 1 });
    await makeStock(db, { locationId: far, itemId, quantity: 30 });
    office = await server.person('web-store-manager', null);
    manager = await server.person('store-manager', here);
    // Seen at once, ready after 50 minutes; never seen; seen late, ready after four hours.
    for (const [placed, seen, ready] of [
      ['09:30', '09:31', '10:20'],
      ['10:00', null, null],
      ['10:30', '12:30', '14:30'],
    ] as const) {
      const { orderId } = await makeOrder(
        db,
        { locationId: here, lines: [{ gtin }] },
        { at: at(placed) },
      );
      orders.push(orderId);
      await db('oc_order')
        .where({ id: orderId })
        .update({
          acknowledged_at: seen && at(seen),
          ready_at: ready && at(ready),
        });
    }
  });

  const preview = (terms: object, locationId: string | null = here, as = office) =>
    server.call(previewRulesEndpoint, { locationId, terms, day: DAY }, { as });

  it('tell how many would have been late, unseen, promised for the same day', async () => {
    expect(await preview({})).to.deep.equal({
      day: DAY,
      orders: 3,
      inForce: { sameDay: 3, medianMinutes: 120, late: 2, unseen: 2 },
      draft: { sameDay: 3, medianMinutes: 120, late: 2, unseen: 2 },
    });
    const slower = await preview({ readyOpeningMinutes: 300, acknowledgeMinutes: 150 });
    expect(slower.draft).to.deep.equal({ sameDay: 3, medianMinutes: 300, late: 1, unseen: 1 });
    expect(slower.inForce.late).to.equal(2);
    // Closed at 19:30 and 570 minutes in a day: 600 are reached the next day.
    expect((await preview({ readyOpeningMinutes: 600 })).draft.sameDay).to.equal(0);
    const quick = await preview({ readyOpeningMinutes: 40 });
    expect(quick.draft).to.include({ late: 3, medianMinutes: 40 });
  });

  it('promise slot by slot where places are counted, first come first served', async () => {
    const capacity = { slotMinutes: 60, unit: 'orders', places: 1, bands: [] };
    const draft = (await preview({ readyOpeningMinutes: 60, capacity })).draft;
    // 12:00 Rome (promise 11:30 → next slot), 13:00, 14:00.
    expect(draft.medianMinutes).to.equal(120);
    expect(draft.late).to.equal(2);
  });

  it('are the chain’s for every shop one may see, but for what a shop says itself', async () => {
    await makePolicy(server.database.db, here, { readyOpeningMinutes: 300 });
    const { orders: count, draft } = await preview({ readyOpeningMinutes: 10 }, null);
    expect(count).to.equal(3);
    expect(draft.medianMinutes, 'the shop’s own goes before').to.equal(300);
    const mine = await preview({ readyOpeningMinutes: 10 }, null, manager);
    expect(mine.orders).to.equal(3);
    const other = await preview({}, near, manager);
    expect(other.orders, 'not this manager’s shop').to.equal(0);
    await makePolicy(server.database.db, here, {});
  });

  it('say who would get each order, who not, and why; the rules in force stay as they are', async () => {
    const { rule, version } = await server.call(readRuleEndpoint, {}, { as: office });
    const told = await server.call(
      previewSourcingEndpoint,
      { rule: { ...rule, keepSpare: 5 }, day: DAY },
      { as: office },
    );
    expect(told).to.deep.include({
      day: DAY,
      orders: 3,
      differ: 3,
      inForce: { unasked: 0, asked: 3, nobody: 0 },
      draft: { unasked: 0, asked: 3, nobody: 0 },
    });
    expect(told.examples[0]).to.include({ before: 'Milano Brera', after: 'Bergamo Alta' });
    const { inForce, draft } = told.explained!;
    expect(inForce.ranked.map(({ name }) => name)).to.deep.equal(['Milano Brera', 'Bergamo Alta']);
    expect(inForce.ranked[1]!.behindBy).to.equal('distance');
    expect(draft.excluded.find(({ name }) => name === 'Milano Brera')).to.include({
      because: 'lacks-pieces',
    });
    const unasked = await server.call(
      previewSourcingEndpoint,
      {
        rule: { ...rule, moveUnaskedWithinMetres: 5_000, withinMetres: 5_000 },
        day: DAY,
        orderId: orders[2]!,
      },
      { as: office },
    );
    expect(unasked.draft).to.deep.equal({ unasked: 3, asked: 0, nobody: 0 });
    expect(unasked.explained).to.include({ orderId: orders[2] });
    const again = await server.call(readRuleEndpoint, {}, { as: office });
    expect(again.version).to.equal(version);
    expect(
      (await server.refusalOf(previewSourcingEndpoint, { rule, day: DAY }, { as: manager })).status,
    ).to.equal(403);
  });

  it('keep every version of the sourcing rules with who wrote it', async () => {
    const { rule, version } = await server.call(readRuleEndpoint, {}, { as: office });
    const note = 'Prima i negozi sicuri';
    await server.call(
      changeRuleEndpoint,
      { rule: { ...rule, answerMinutes: 60 }, note, expectedVersion: version },
      { as: office },
    );
    const { versions } = await server.call(ruleHistoryEndpoint, {}, { as: manager });
    expect(versions.map((one) => one.version)).to.deep.equal([version + 1, version]);
    expect(versions[0]).to.deep.include({ note });
    expect(versions[0]!.changedBy).not.to.equal(versions[1]!.changedBy);
  });

  it('decide what a shop gives back over the counter, version by version like all terms', async () => {
    const { orderId } = await makeReady(server.database.db, orderSecrets(server.keyring), {
      locationId: here,
      lines: [{ gtin }],
    });
    const limit = async (): Promise<number> =>
      (await server.call(readPickupEndpoint, { orderId }, { as: manager })).counterUpToMinor;
    expect(await limit()).to.equal(50_00);
    const all = await server.call(policiesEndpoint, {}, { as: office });
    const shop = all.shops.find(({ locationId }) => locationId === here)!;
    const refund = { ...FIRST_TERMS.refund, counterUpToMinor: 20_00 };
    await server.call(
      changeShopPolicyEndpoint,
      { locationId: here, terms: { refund }, knownVersion: shop.version },
      { as: office },
    );
    expect(await limit()).to.equal(20_00);
    const history = await server.call(policyHistoryEndpoint, { locationId: here }, { as: office });
    expect(history.versions[0]!.changed).to.deep.equal([
      { term: 'refund', before: null, after: refund },
    ]);
  });
});
