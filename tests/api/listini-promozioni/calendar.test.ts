import { expect } from 'chai';
import { readCalendar } from '../../../modules/listini-promozioni/calendar/contracts.ts';
import {
  movePromotion,
  tryMove,
} from '../../../modules/listini-promozioni/calendar/move-contracts.ts';
import { readPromotion } from '../../../modules/listini-promozioni/promotions/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion, runPromotion } from '../../support/make/promotion.ts';

describe('a merchandiser moves promotions on the calendar', () => {
  const server = useServer({ modules: ['base', 'listini-promozioni'] });
  const of = { attribute: 'line', in: ['Calendario'] } as const;
  let shop: string;
  let marta: Caller;
  let running: string;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    await makeItem(db, { listPriceMinor: 10_000, style: { line: 'Calendario' } });
    await followAll(db);
    marta = await server.person('merchandiser', null);
    running = await runPromotion(db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of, percent: 10 },
        { when: { from: '2031-03-10T00:00', to: '2031-03-20T00:00' } },
      ),
    });
  });

  const draftIn = (from: string, to: string) =>
    makePromotion(server.database.db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of, percent: 20 },
        { when: { from, to, weekdays: [6] } },
      ),
    });
  const versionOf = async (promotionId: string) =>
    (await server.call(readPromotion, { promotionId }, { as: marta })).promotion.version;

  it('hears what would collide, and what would not any more, before anything is written', async () => {
    const id = await draftIn('2031-03-01T00:00', '2031-03-05T00:00');
    const apart = { kind: 'promotion', id } as const;
    const moved = await server.call(
      tryMove,
      { ...apart, from: '2031-03-12T00:00', to: '2031-03-16T00:00' },
      { as: marta },
    );
    expect(moved.becomes).to.equal('draft');
    expect(moved.conflicts).to.have.lengthOf(1);
    expect(moved.conflicts[0]).to.deep.include({
      otherId: running,
      places: [shop, 'web'],
      from: '2031-03-12T00:00',
      to: '2031-03-16T00:00',
      items: 1,
      known: false,
    });
    // 10 % and then 20 % of what is left.
    expect(moved.worstCase[0]).to.include({ payMinor: 7_200 });
    const collides = await draftIn('2031-03-11T00:00', '2031-03-14T00:00');
    const away = await server.call(
      tryMove,
      { kind: 'promotion', id: collides, from: '2031-04-01T00:00', to: '2031-04-04T00:00' },
      { as: marta },
    );
    expect(away.settled.map(({ otherId }) => otherId)).to.include(running);
    expect(await versionOf(id), 'nothing was written').to.equal(1);
  });

  it('moves a draft, days of the week and all, and refuses who saw an older one', async () => {
    const id = await draftIn('2031-05-01T00:00', '2031-05-05T00:00');
    const span = { from: '2031-05-08T00:00', to: '2031-05-12T00:00' };
    await server.call(
      movePromotion,
      { promotionId: id, ...span, expectedVersion: 1 },
      { as: marta },
    );
    const { versions } = await server.call(readPromotion, { promotionId: id }, { as: marta });
    expect(versions).to.have.lengthOf(1);
    expect(versions[0]!.definition.when).to.deep.equal({ ...span, weekdays: [6] });
    const stale = { promotionId: id, ...span, expectedVersion: 1 };
    expect((await server.refusalOf(movePromotion, stale, { as: marta })).status).to.equal(412);
    const backwards = { kind: 'promotion', id, from: span.to, to: span.from } as const;
    expect((await server.refusalOf(tryMove, backwards, { as: marta })).status).to.equal(400);
  });

  it('leaves what runs as it is: new dates are its next version, which the calendar shows beside it', async () => {
    const span = { from: '2031-03-10T00:00', to: '2031-03-25T00:00' };
    await server.call(
      movePromotion,
      { promotionId: running, ...span, expectedVersion: await versionOf(running) },
      { as: marta },
    );
    const { bars } = await server.call(
      readCalendar,
      { from: '2031-03-01', to: '2031-03-31' },
      { as: marta },
    );
    expect(bars.find(({ id }) => id === running)).to.deep.include({
      from: '2031-03-10T00:00',
      to: '2031-03-20T00:00',
      movable: true,
      next: { number: 2, state: 'draft', ...span },
    });
  });
});
