import { expect } from 'chai';
import { createClient, ProblemError } from '../../../server/http/client.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import {
  extendCartHold,
  holdCart,
  listHolds,
  releaseCartHold,
} from '../../../modules/store-system/holds/contracts.ts';
import { placeReservation } from '../../../modules/store-system/reservations/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('holding a basket over HTTP', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let shop: string;
  let coat: string;
  let site: Caller;
  let clerk: Caller;

  beforeEach(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    coat = await makeItem(db);
    site = await server.program(['holds:write']);
    clerk = await server.person('clerk', shop);
    await makeStock(db, { locationId: shop, itemId: coat, quantity: 10 });
  });
  afterEach(() => expectReconciled(server.database.db, STORE_SYSTEM_CHECKS));

  const hold = (quantity = 1, more: { as?: Caller; idempotencyKey?: string } = {}) =>
    server.call(
      holdCart,
      { locationId: shop, lines: [{ itemId: coat, quantity }] },
      { as: site, ...more },
    );
  const level = () =>
    server.database
      .db('ss_stock_level')
      .where({ item_id: coat })
      .first<{ on_hand: number; held: number }>();

  it('promises ten pieces to sixty-four simultaneous requests to two servers exactly ten times, with 409 for the rest', async () => {
    const another = await server.another();
    try {
      const there = createClient({
        baseUrl: another.url,
        language: () => 'it',
        headers: () => site.headers,
      });
      const input = { locationId: shop, lines: [{ itemId: coat, quantity: 1 }] };

      const outcomes = await Promise.allSettled(
        Array.from({ length: 64 }, (_, place) =>
          place % 2 === 0 ? hold() : there.call(holdCart, input),
        ),
      );

      const refusals = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      expect(refusals).to.have.lengthOf(54);
      for (const refusal of refusals) {
        expect(refusal).to.be.instanceOf(ProblemError);
        expect((refusal as ProblemError).status).to.equal(409);
        expect((refusal as ProblemError).slug).to.equal('insufficient-stock');
      }
      expect(await level()).to.include({ on_hand: 10, held: 10 });
    } finally {
      await another.stop();
    }
  });

  it('has one effect and one answer, however often and however close the same request comes', async () => {
    const idempotencyKey = newId();
    const replies = await Promise.all(Array.from({ length: 5 }, () => hold(2, { idempotencyKey })));
    expect(new Set(replies.map((reply) => JSON.stringify(reply)))).to.have.lengthOf(1);
    expect(await level()).to.include({ held: 2 });
  });

  it('records each request of a shared transaction in its own name', async () => {
    const [first, second] = [
      await server.program(['holds:write']),
      await server.program(['holds:write']),
    ];
    const carts = await Promise.all([hold(1, { as: first }), hold(1, { as: second })]);

    for (const [place, caller] of [first, second].entries()) {
      const told = await server.database
        .db('core_audit')
        .where({ subject: `hold-owner:${carts[place]!.cartId}` })
        .select('action', 'actor_id');
      expect(told).to.have.lengthOf(1);
      expect(told[0].action).to.equal('store-system.hold-placed.v1');
      expect(told[0].actor_id).to.include(caller.id);
    }
  });

  it('gives pieces back once, and lets a basket be held longer', async () => {
    const cart = await hold(3);
    const { holdId } = cart.holds[0]!;

    const extended = await server.call(extendCartHold, { holdId, minutes: 30 }, { as: site });
    expect(Date.parse(extended.until)).to.be.greaterThan(Date.parse(cart.until));
    expect(await server.call(releaseCartHold, { holdId }, { as: site })).to.deep.equal({
      holdId,
      released: true,
    });
    expect(await server.call(releaseCartHold, { holdId }, { as: site })).to.deep.equal({
      holdId,
      released: false,
    });
    const late = await server.refusalOf(extendCartHold, { holdId }, { as: site });
    expect(late.slug).to.equal('hold-ended');
    expect(await level()).to.include({ held: 0 });
  });

  it('does not touch what a reservation or an order holds', async () => {
    await server.call(
      placeReservation,
      {
        askedFrom: shop,
        locationId: shop,
        itemId: coat,
        customer: { by: 'id', customerId: await makeCustomer(server.database.db) },
      },
      { as: clerk },
    );
    const { holds } = await server.call(
      listHolds,
      { locationId: shop, itemId: coat },
      { as: clerk },
    );
    expect(holds).to.have.lengthOf(1);
    const refusal = await server.refusalOf(
      releaseCartHold,
      { holdId: holds[0]!.holdId },
      { as: site },
    );
    expect(refusal.status).to.equal(404);
  });

  it('is closed to other shops: a clerk holds in her own, a key in those it was given', async () => {
    const elsewhere = await makeLocation(server.database.db);
    const input = { locationId: elsewhere, lines: [{ itemId: coat, quantity: 1 }] };
    const narrow = await server.program(['holds:write'], { locationIds: [shop] });

    expect((await server.refusalOf(holdCart, input, { as: clerk })).status).to.equal(403);
    expect((await server.refusalOf(holdCart, input, { as: narrow })).status).to.equal(403);
    expect((await server.refusalOf(holdCart, input)).status).to.equal(401);
    const cart = await hold();
    const { holdId } = cart.holds[0]!;
    const stranger = await server.person('clerk', elsewhere);
    expect((await server.refusalOf(releaseCartHold, { holdId }, { as: stranger })).status).to.equal(
      404,
    );
  });
});
