import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import {
  measuredOrdersEndpoint,
  measuresEndpoint,
} from '../../../modules/omnichannel/measures/contracts.ts';
import { FIGURES, percentOf, shadeOf } from '../../../modules/omnichannel/measures/domain.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';

/** A Tuesday and the day before, in Rome: 10:00 is 09:00 UTC. */
const DAY = '2026-11-17';
const BEFORE = '2026-11-16';
const at = (time: string, day = DAY): Date => new Date(`${day}T${time}:00Z`);

interface Past {
  readonly placedAt: Date;
  readonly readyBy: Date;
  readonly readyAt?: Date;
  readonly minutes?: number;
  readonly ended?: 'collected' | 'no-show' | 'cancelled';
  readonly endedAt?: Date;
}

describe('the dashboard of pickups, over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let milano: string;
  let verona: string;
  let office: Caller;
  let manager: Caller;
  let web: Caller;
  let gtin: string;

  before(async () => {
    const { db } = server.database;
    milano = await makeLocation(db, { name: 'Milano Torino 14' });
    verona = await makeLocation(db, { name: 'Verona Adige' });
    gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    for (const locationId of [milano, verona]) {
      await makeStock(db, { locationId, itemId, quantity: 50 });
    }
    web = await server.program(['orders:write'], { channels: ['web'] });
    office = await server.person('web-store-manager', null);
    manager = await server.person('store-manager', milano);

    // In time, in time to the minute, late, late and still open, cancelled before it fell due.
    await past(milano, {
      placedAt: at('09:00'),
      readyBy: at('11:00'),
      readyAt: at('09:40'),
      minutes: 40,
      ended: 'collected',
    });
    await past(milano, {
      placedAt: at('09:10'),
      readyBy: at('11:10'),
      readyAt: at('11:10'),
      minutes: 120,
      ended: 'no-show',
    });
    await past(milano, {
      placedAt: at('10:00'),
      readyBy: at('12:00'),
      readyAt: at('12:01'),
      minutes: 121,
    });
    await past(milano, { placedAt: at('10:05'), readyBy: at('12:05') });
    await past(milano, {
      placedAt: at('10:06'),
      readyBy: at('12:06'),
      ended: 'cancelled',
      endedAt: at('10:30'),
    });
    // Elsewhere, and the day before.
    await past(verona, {
      placedAt: at('15:00'),
      readyBy: at('17:00'),
      readyAt: at('16:00'),
      minutes: 60,
      ended: 'collected',
    });
    await past(milano, {
      placedAt: at('09:00', BEFORE),
      readyBy: at('11:00', BEFORE),
      readyAt: at('12:00', BEFORE),
      minutes: 180,
    });
  });

  /** An order as the past left it: only what the dashboard counts. */
  async function past(locationId: string, given: Past): Promise<void> {
    const { orderId } = await server.call(
      placeOrderEndpoint,
      orderRequest({ locationId, lines: [{ gtin }] }),
      { as: web },
    );
    const { db } = server.database;
    const ended = given.ended ?? null;
    const state = ended ?? (given.readyAt ? 'ready' : 'placed');
    const column = {
      collected: 'collected',
      'no-show': 'no_show',
      cancelled: 'cancelled',
    } as const;
    await db('oc_order_line')
      .where({ order_id: orderId })
      .update({
        state,
        ...(ended ? { [column[ended]]: 1 } : {}),
        ...(state === 'ready' ? { picked: 1 } : {}),
      });
    await db('oc_order')
      .where({ id: orderId })
      .update({
        state,
        placed_at: given.placedAt,
        ready_by: given.readyBy,
        ready_at: given.readyAt ?? null,
        collect_by: at('18:00'),
        notify_at: at('18:00'),
        minutes_to_ready: given.minutes ?? null,
        ended_at: ended ? (given.endedAt ?? at('17:00')) : null,
        ended_on: ended ? DAY : null,
      });
  }

  const measure = (as: Caller, change: object = {}) =>
    server.call(measuresEndpoint, { from: DAY, until: DAY, ...change }, { as });

  it('counts what fell due, what was in time, and how long it took', async () => {
    const { now, before } = await measure(office);
    expect(now).to.include({ promised: 5, inTime: 3, ended: 3, notCollected: 1 });
    expect(now).to.include({ medianMinutes: 60, p90Minutes: 121 });
    expect(before).to.include({ promised: 1, inTime: 0, medianMinutes: 180 });
  });

  it('says of each shop its own figures, and when orders came in on its clock', async () => {
    const { shops, arrivals, lateNow } = await measure(office);
    const of = (locationId: string) => shops.find((shop) => shop.locationId === locationId)!.counts;
    expect(of(milano)).to.include({ promised: 4, inTime: 2 });
    expect(of(verona)).to.include({ promised: 1, inTime: 1 });
    expect(arrivals).to.deep.equal([
      { weekday: 2, hour: 10, orders: 2 },
      { weekday: 2, hour: 11, orders: 3 },
      { weekday: 2, hour: 16, orders: 1 },
    ]);
    expect(lateNow).to.deep.equal([{ locationId: milano, name: 'Milano Torino 14', orders: 1 }]);
  });

  it('shows behind each figure as many orders as it counts', async () => {
    const { now } = await measure(office);
    const expected = {
      'in-time': now.inTime,
      late: now.promised - now.inTime,
      'not-found': now.notFound,
      'not-collected': now.notCollected,
      placed: 6,
    };
    for (const figure of FIGURES) {
      const page = await server.call(
        measuredOrdersEndpoint,
        { from: DAY, until: DAY, figure },
        { as: office },
      );
      expect(page.items, figure).to.have.length(expected[figure]);
    }
    const cell = await server.call(
      measuredOrdersEndpoint,
      { from: DAY, until: DAY, figure: 'placed', weekday: 2, hour: 11 },
      { as: office },
    );
    expect(cell.items).to.have.length(3);
  });

  it('goes through the orders behind a figure page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { items: { orderId: string }[]; next: string | null } = await server.call(
        measuredOrdersEndpoint,
        { from: DAY, until: DAY, figure: 'placed', limit: 2, ...(after ? { after } : {}) },
        { as: office },
      );
      seen.push(...page.items.map(({ orderId }) => orderId));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).to.equal(6);
    expect(seen).to.have.length(6);
  });

  it('tells a store manager of the own shop only', async () => {
    const { now, shops } = await measure(manager);
    expect(shops.map(({ locationId }) => locationId)).to.deep.equal([milano]);
    expect(now).to.include({ promised: 4, inTime: 2 });
    const elsewhere = await measure(manager, { locationId: verona });
    expect(elsewhere.shops).to.deep.equal([]);
    expect(elsewhere.now.promised).to.equal(0);
  });
});

describe('figures of the dashboard', () => {
  it('are no percentage of nothing', () => {
    expect(percentOf(0, 0)).to.equal(null);
    expect(percentOf(1, 4)).to.equal(25);
  });

  it('grow darker with their share of the fullest cell', () => {
    expect([0, 1, 4, 6, 8].map((orders) => shadeOf(orders, 8))).to.deep.equal([0, 1, 2, 3, 4]);
  });
});
