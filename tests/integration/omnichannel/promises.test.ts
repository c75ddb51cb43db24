import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { acknowledgeOrders } from '../../../modules/omnichannel/pickup/prepare.ts';
import {
  changeCapacity,
  changeChainPolicy,
  changeShopPolicy,
  copyPolicy,
} from '../../../modules/omnichannel/promises/change-policy.ts';
import { delayOrder, undoOrderDelay } from '../../../modules/omnichannel/promises/delay-order.ts';
import { escalateUnseen } from '../../../modules/omnichannel/promises/unseen-orders.ts';
import { FIRST_TERMS } from '../../../modules/omnichannel/promises/domain/terms.ts';
import {
  pausePickups,
  resumeOverdue,
} from '../../../modules/omnichannel/promises/pause-pickups.ts';
import { promiseNotLater } from '../../../modules/omnichannel/promises/problems.ts';
import { readSlots } from '../../../modules/omnichannel/promises/queries.ts';
import {
  readAllPolicies,
  readPolicyHistory,
} from '../../../modules/omnichannel/promises/read-policies.ts';
import { measurePaces, selectPaces } from '../../../modules/omnichannel/promises/sql/pace.ts';
import { readAvailability } from '../../../modules/omnichannel/availability/queries.ts';
import { customerAlreadyTold } from '../../../modules/omnichannel/pickup/problems.ts';
import { orderNotAcceptable } from '../../../modules/omnichannel/orders/not-acceptable.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { POST, makeChannelActor, makeOrder } from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';

/** Saturday, eleven in the morning in Rome. */
const NOW = new Date('2026-11-21T10:00:00Z');
const after = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('promises that are kept, put off, or not looked at', () => {
  const database = useDatabase();
  const davide = makeActor({
    name: 'Davide Riva',
    permissions: [
      'omnichannel.order.delay',
      'omnichannel.pickup.work',
      'omnichannel.capacity.write',
    ],
  });
  const giulia = makeActor({
    name: 'Giulia Conti',
    permissions: ['omnichannel.policy.read', 'omnichannel.policy.write'],
  });
  const channel = makeChannelActor();
  let locationId: string;
  let gtin: string;

  beforeEach(async () => {
    // Far from every other: nobody takes its place.
    locationId = await makeLocation(database.db, { latitude: 38.11, longitude: 13.36 });
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 60 });
  });

  const as = <T>(actor: Actor, at: Date, act: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, actor, act, { at });
  const place = (at = NOW) =>
    makeOrder(database.db, { locationId, lines: [{ gtin }] }, { at, actor: channel });
  const letters = async (orderId: string): Promise<string[]> => {
    const mails: { subject: string }[] = await database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .orderBy('id')
      .select('subject');
    return mails.map(({ subject }) => subject.replace(/[\d ]+/, ' N '));
  };
  const orderOf = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const typesOf = (orderId: string): Promise<string[]> =>
    database
      .db('core_outbox')
      .where({ stream: `order:${orderId}` })
      .orderBy('position')
      .pluck('type');

  it('are put off by one command; the customer is told when it can no longer be taken back', async () => {
    const { orderId, readyBy } = await place();
    await as(davide, NOW, (tx) => confirmOrders(tx, POST));
    const later = after(240).toISOString();

    const row = await as(davide, after(60), (tx) =>
      delayOrder(tx, { orderId, readyBy: later, expectedVersion: 1 }),
    );

    expect(row).to.deep.include({ readyBy: later, firstReadyBy: readyBy, version: 2 });
    await as(davide, after(60), (tx) => confirmOrders(tx, POST));
    expect(await letters(orderId), 'eight seconds are not over').to.have.lengthOf(1);
    await as(davide, after(61), (tx) => confirmOrders(tx, POST));
    expect(await letters(orderId)).to.deep.equal([
      'Ordine N ricevuto',
      'Ordine N : sarà pronto più tardi',
    ]);
    const told = await refusalOf(as(davide, after(61), (tx) => undoOrderDelay(tx, { orderId })));
    expect(told.problem).to.equal(customerAlreadyTold);
  });

  it('hold again when the delay is taken back, and nobody is told of it', async () => {
    const { orderId, readyBy } = await place();
    await as(davide, NOW, (tx) => confirmOrders(tx, POST));
    await as(davide, after(60), (tx) =>
      delayOrder(tx, { orderId, readyBy: after(240).toISOString(), expectedVersion: 1 }),
    );
    const row = await as(davide, after(60), (tx) => undoOrderDelay(tx, { orderId }));
    expect(row).to.deep.include({ readyBy, firstReadyBy: null, undoDelayUntil: null, version: 3 });
    await as(davide, after(65), (tx) => confirmOrders(tx, POST));
    expect(await letters(orderId)).to.deep.equal(['Ordine N ricevuto']);
    expect(await typesOf(orderId)).to.deep.equal([
      'omnichannel.order-placed.v1',
      'omnichannel.order-delayed.v1',
      'omnichannel.order-delay-undone.v1',
    ]);
  });

  it('are put off once when two colleagues press at once, and never to an earlier time', async () => {
    const { orderId, readyBy } = await place();
    const press = (minutes: number) =>
      as(davide, after(1), (tx) =>
        delayOrder(tx, { orderId, readyBy: after(minutes).toISOString(), expectedVersion: 1 }),
      );
    const outcomes = await Promise.allSettled([press(200), press(260)]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((lost.reason as Refusal).problem).to.equal(staleRevision);
    const earlier = await refusalOf(
      as(davide, after(1), (tx) => delayOrder(tx, { orderId, readyBy, expectedVersion: 2 })),
    );
    expect(earlier.problem).to.equal(promiseNotLater);
  });

  it('are told of once when nobody has looked at the order in time, and not when somebody has', async () => {
    const unseen = await place();
    const seen = await place();
    await as(davide, after(5), (tx) =>
      acknowledgeOrders(tx, { locationId, orderIds: [seen.orderId] }),
    );
    await as(davide, after(29), escalateUnseen);
    expect(await typesOf(unseen.orderId)).to.have.lengthOf(1);
    await Promise.all([
      as(davide, after(31), escalateUnseen),
      as(davide, after(31), escalateUnseen),
    ]);
    await as(davide, after(40), escalateUnseen);
    expect(await typesOf(unseen.orderId)).to.deep.equal([
      'omnichannel.order-placed.v1',
      'omnichannel.order-unacknowledged.v1',
    ]);
    expect(await typesOf(seen.orderId)).to.not.include('omnichannel.order-unacknowledged.v1');
  });

  it('pass to the nearest other shop by rule when nobody looks, once, and else are told of', async () => {
    await makePolicy(database.db, locationId, { whenUnseen: 'move' });
    const first = await place();
    await as(davide, after(31), escalateUnseen);
    expect(await typesOf(first.orderId), 'nobody else has it').to.include(
      'omnichannel.order-unacknowledged.v1',
    );
    const near = await makeLocation(database.db, { latitude: 38.115, longitude: 13.362 });
    const item = await database.db('base_item').where({ gtin }).first();
    await makeStock(database.db, { locationId: near, itemId: item.id, quantity: 5 });
    await makePolicy(database.db, near, { whenUnseen: 'move' });
    const rule = await database.db('oc_sourcing_rule').orderBy('version', 'desc').first();
    const asked = { ...rule.rule, moveUnaskedWithinMetres: null };
    const moves = { ...rule.rule, moveUnaskedWithinMetres: 5_000 };
    const say = (terms: object, at: Date) =>
      database.db.raw(
        `insert into oc_sourcing_rule (version, rule, valid_from, actor_id, actor_name)
         select max(version) + 1, ?, ?, 'test', 'Test' from oc_sourcing_rule`,
        [JSON.stringify(terms), at],
      );
    await say(asked, after(0));
    const stays = await place(after(1));
    await as(davide, after(33), escalateUnseen);
    expect((await orderOf(stays.orderId)).location_id, 'only who was asked').to.equal(locationId);

    await say(moves, after(34));
    const orders = [await place(after(35)), await place(after(35))];
    for (const _ of orders) await as(davide, after(70), escalateUnseen);
    for (const { orderId } of orders) {
      expect((await orderOf(orderId)).location_id, 'prepares it instead').to.equal(near);
      expect((await typesOf(orderId)).at(-1)).to.equal('omnichannel.order-moved.v1');
    }
    await as(davide, after(200), escalateUnseen);
    const [wanderer] = orders;
    expect((await orderOf(wanderer!.orderId)).location_id, 'it does not wander').to.equal(near);
    expect((await typesOf(wanderer!.orderId)).at(-1)).to.equal(
      'omnichannel.order-unacknowledged.v1',
    );
  });

  it('are made by no shop that has paused its pickups, until the pause is over', async () => {
    const look = (at: Date) =>
      as(channel, at, (tx) => readAvailability(tx, { channel: 'web', basket: gtin, locationId }));
    expect((await look(NOW)).shops).to.have.lengthOf(1);

    await as(davide, NOW, (tx) =>
      pausePickups(tx, { locationId, reason: 'Troppi ordini', until: after(60).toISOString() }),
    );

    expect((await look(after(1))).shops).to.deep.equal([]);
    const refusal = await refusalOf(place(after(1)));
    expect(refusal.problem).to.equal(orderNotAcceptable);
    expect((refusal as Refusal<{ faults: { fault: string }[] }>).extension.faults[0]).to.include({
      fault: 'pickups-paused',
    });
    const slots = await as(channel, after(1), (tx) => readSlots(tx, { locationId }));
    expect(slots).to.deep.include({
      readyBy: null,
      paused: { reason: 'Troppi ordini', until: after(60).toISOString() },
    });
    // It is over by the clock; the sweep only tells the screens.
    expect((await look(after(60))).shops).to.have.lengthOf(1);
    expect(await as(davide, after(61), resumeOverdue)).to.equal(1);
    expect(await as(davide, after(62), resumeOverdue)).to.equal(0);
  });

  it('follow the rules in force: the chain’s, where a shop differs its own, each from its day on', async () => {
    const policies = (at = after(1)) => as(giulia, at, (tx) => readAllPolicies(tx));
    const ours = async (at?: Date) =>
      (await policies(at)).shops.find((shop) => shop.locationId === locationId)!;
    const { chain } = await policies();
    await as(giulia, NOW, (tx) =>
      changeChainPolicy(tx, {
        terms: {
          ...FIRST_TERMS,
          capacity: null,
          readyOpeningMinutes: 90,
          reminderDays: [2, 5],
          buffers: [],
        },
        knownVersion: chain.version,
        note: 'Natale',
      }),
    );
    await as(giulia, NOW, (tx) =>
      changeShopPolicy(tx, { locationId, terms: { collectDays: 10 }, knownVersion: 0 }),
    );
    expect((await ours()).inForce).to.deep.include({ readyOpeningMinutes: 90, collectDays: 10 });
    expect((await place(after(1))).readyBy).to.equal(after(91).toISOString());

    // From tomorrow on: today nothing changes.
    await as(giulia, after(2), (tx) =>
      changeShopPolicy(tx, {
        locationId,
        terms: { readyOpeningMinutes: 300 },
        knownVersion: 1,
        validFrom: after(1440).toISOString(),
      }),
    );
    expect((await place(after(3))).readyBy).to.equal(after(93).toISOString());
    expect((await ours()).upcoming).to.deep.include({ own: { readyOpeningMinutes: 300 } });

    // A shop decides how much it prepares; what the office has set for it stays.
    await as(davide, after(4), (tx) =>
      changeCapacity(tx, {
        locationId,
        capacity: { slotMinutes: 30, unit: 'orders', places: 4, bands: [] },
        preparers: 3,
        knownVersion: 2,
      }),
    );
    // What holds from tomorrow on still holds from then on, and what was decided meanwhile with it.
    expect((await ours(after(5))).own).to.have.all.keys('collectDays', 'capacity', 'preparers');
    expect((await ours(after(5))).upcoming!.own).to.deep.include({
      readyOpeningMinutes: 300,
      preparers: 3,
    });
    const history = await as(giulia, after(5), (tx) => readPolicyHistory(tx, { locationId }));
    expect(
      history.versions.map(({ version, changedBy, changed }) => [
        version,
        changedBy,
        changed.map(({ term }) => term),
      ]),
    ).to.deep.equal([
      [4, 'Davide Riva', ['capacity', 'preparers']],
      [3, 'Davide Riva', ['capacity', 'preparers']],
      [2, 'Giulia Conti', ['readyOpeningMinutes', 'collectDays']],
      [1, 'Giulia Conti', ['collectDays']],
    ]);
    await as(giulia, after(6), (tx) =>
      changeChainPolicy(tx, {
        terms: { ...FIRST_TERMS, capacity: null, reminderDays: [3, 6], buffers: [] },
        knownVersion: chain.version + 1,
      }),
    );
  });

  it('are changed by one of two who save at once, and copied to other shops in one go', async () => {
    const save = (collectDays: number) =>
      as(giulia, NOW, (tx) =>
        changeShopPolicy(tx, { locationId, terms: { collectDays }, knownVersion: 0 }),
      );
    const outcomes = await Promise.allSettled([save(3), save(4)]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const others = [await makeLocation(database.db), await makeLocation(database.db)];
    const { changed } = await as(giulia, NOW, (tx) =>
      copyPolicy(tx, { fromLocationId: locationId, toLocationIds: others }),
    );
    expect(changed).to.have.lengthOf(2);
    const { shops } = await as(giulia, after(1), (tx) => readAllPolicies(tx));
    const days = (id: string) => shops.find((shop) => shop.locationId === id)!.inForce.collectDays;
    expect(others.map(days)).to.deep.equal([days(locationId), days(locationId)]);
  });

  it('are forecast from the pace of the last fortnight, by rounds and pieces', async () => {
    const prepared = async (pieces: number, taken: Date, minutes: number) => {
      const { orderId } = await makeOrder(
        database.db,
        { locationId, lines: [{ gtin, quantity: pieces }] },
        { at: taken, actor: channel },
      );
      await database
        .db('oc_order')
        .where({ id: orderId })
        .update({
          taken_at: taken,
          staged_at: new Date(taken.getTime() + minutes * 60_000),
          picker_id: 'luca',
          picker_name: 'Luca Pini',
        });
    };
    const pace = async (): Promise<number | undefined> => {
      await as(davide, after(20_000), (tx) => measurePaces(tx, 0));
      return (await as(davide, NOW, (tx) => selectPaces(tx, [locationId]))).get(locationId);
    };
    const friday = new Date('2026-11-27T10:00:00Z');
    // Taken together: eight pieces in twenty minutes, then four in ten. Too little to go by.
    await prepared(8, friday, 20);
    await prepared(4, friday, 30);
    expect(await pace()).to.equal(undefined);
    // One was left lying for half a day.
    await prepared(10, new Date('2026-11-27T12:00:00Z'), 300);
    expect(await pace()).to.equal(2.5);
  });
});
