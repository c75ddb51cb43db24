import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { checkPromotion } from '../../../modules/listini-promozioni/price-history/announce-promotion.ts';
import { upsertSalesCalendar } from '../../../modules/listini-promozioni/price-history/sql/sales-calendar.ts';
import {
  reductionsOf,
  windowPrice,
} from '../../../modules/listini-promozioni/quotes/window-price.ts';
import { history } from '../../../modules/listini-promozioni/price-history/queries.ts';
import { rewrite } from '../../../modules/listini-promozioni/promotions/commands.ts';
import { beginChangeSet } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import { submit } from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import {
  approveSubmitted,
  submitDraft,
} from '../../../modules/listini-promozioni/promotions/publish.ts';
import type { Definition } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import {
  approver,
  changePrices,
  followAll,
  makePriceList,
  merchandiser,
  publish,
} from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion, runPromotion } from '../../support/make/promotion.ts';

/** Midnight in Rome, in summer or winter time. */
const on = (day: string): Date =>
  new Date(
    `${day}T00:00:00${day.slice(5) >= '03-29' && day.slice(5) < '10-25' ? '+02:00' : '+01:00'}`,
  );

/** Numbers in the names are those of the rules on price reductions, in `italian-retail-rules`. */
describe('the law on price reductions', () => {
  const database = useDatabase();
  let item: string;
  let milano: string;
  let listId: string;

  beforeEach(async () => {
    const { db } = database;
    item = await makeItem(db, { listPriceMinor: 10_000 });
    milano = await makeLocation(db, { region: 'Lombardia', province: 'MI' });
    await followAll(db, on('2025-06-01'));
    const made = await makePriceList(db, {
      at: on('2025-06-01'),
      terms: { scope: { locations: [milano] }, priority: 5, vatIncluded: true },
    });
    listId = made.listId;
    await publish(db, made.changeSetId, [{ itemId: item, amountMinor: 10_000 }], on('2025-06-01'));
  });

  /** The list's price from a day on. */
  const costs = (day: string, amountMinor: number) =>
    changePrices(database.db, listId, [{ itemId: item, amountMinor }], { at: on(day) });

  const at = (place: string): Partial<Definition> => ({
    where: place === 'web' ? { channels: ['web'] } : { locations: [place] },
  });
  const offering = (priceMinor: number, from: string, more: Partial<Definition> = {}) =>
    makeDefinition(
      { id: 'fixed-price', of: { attribute: 'item', in: [item] }, priceMinor },
      { ...at(milano), ...more, when: { from: `${from}T00:00`, ...more.when } },
    );
  const check = async (definition: Definition, when: Date, campaignId: string | null = null) => {
    const found = await checkPromotion(
      { sql: database.db, actor: merchandiser, now: when },
      { id: newId(), campaignId },
      { definition, announced: true, number: 1 },
    );
    return found!.checked;
  };
  const told = async (definition: Definition, when: Date) => {
    const { allowed, refused } = await check(definition, when);
    return allowed[0]
      ? { priorMinor: allowed[0].priorMinor, percent: allowed[0].percent }
      : { refused: refused[0]?.priorMinor, allowedFrom: refused[0]?.allowedFrom };
  };

  /** One piece of it, priced by its list and these promotions. */
  const answered = (goodsMinor: number, applied: readonly string[]) => {
    const listMinor = applied.length === 0 ? goodsMinor : 10_000;
    const priced = {
      lines: [{ itemId: item, listMinor, price: { listId } }],
      applied: applied.map((promotionId) => ({ promotionId })),
      totals: { goodsMinor },
    };
    return { priced: priced as never };
  };

  it('1.1a: compares with the lowest price of the thirty days before, a price of three days included', async () => {
    await costs('2026-05-10', 9_000);
    await costs('2026-05-13', 10_000);
    expect(await told(offering(8_000, '2026-06-01'), on('2026-05-30'))).to.deep.equal({
      priorMinor: 9_000,
      percent: 11,
    });
  });

  it('1.1b: compares with the price in force when the thirty days begin, where none changed in them', async () => {
    expect(await told(offering(7_000, '2026-06-01'), on('2026-05-30'))).to.deep.equal({
      priorMinor: 10_000,
      percent: 30,
    });
  });

  it('1.2: refuses a price that is not below the lowest of the thirty days, with the figures', async () => {
    await costs('2026-01-10', 169);
    await costs('2026-05-10', 129);
    await costs('2026-05-13', 169);
    expect(await told(offering(129, '2026-06-01'), on('2026-05-30'))).to.deep.equal({
      refused: 129,
      allowedFrom: '2026-06-12',
    });
  });

  it('1.3a: keeps the price before the campaign for every further step of it', async () => {
    const { db } = database;
    const campaignId = newId();
    await db('lp_campaign').insert({
      id: campaignId,
      code: `SALDI-${campaignId.slice(-6)}`,
      name_it: 'Saldi',
      name_en: 'Sales',
      kind: 'saldi',
      begins: '2026-01-03',
      ends: '2026-03-01',
    });
    const steps: [string, string, number, number][] = [
      ['2026-01-03', '2026-01-17', 8_000, 20],
      ['2026-01-17', '2026-01-31', 7_000, 30],
      ['2026-01-31', '2026-02-15', 5_000, 50],
    ];
    for (const [from, to, amount, percent] of steps) {
      const definition = offering(amount, from, { when: { to: `${to}T00:00` } });
      const { allowed } = await check(definition, on(from), campaignId);
      expect(allowed.map((one) => [one.priorMinor, one.percent])).to.deep.equal([
        [10_000, percent],
      ]);
      await runPromotion(db, { definition, campaignId, saleKind: 'saldi', at: on(from) });
    }
    // 1.3b: after a gap the campaign is over.
    expect(await told(offering(7_500, '2026-03-01'), on('2026-02-25'))).to.deep.equal({
      refused: 5_000,
      allowedFrom: '2026-03-17',
    });
  });

  it('stands in a shop window beside the price that was announced, and beside no other', async () => {
    const { db } = database;
    const promotionId = await runPromotion(db, {
      definition: offering(7_000, '2026-06-01', { when: { to: '2026-07-01T00:00' } }),
      announced: true,
      at: on('2026-05-30'),
    });
    const inWindow = async (goodsMinor: number, applied: readonly string[], day: string) => {
      const answer = answered(goodsMinor, applied);
      const read = { sql: db, actor: merchandiser, now: on(day) };
      const reductions = await reductionsOf(read, [answer], milano, on(day));
      return windowPrice(answer, reductions).reduction;
    };
    const told = { priorMinor: 10_000, percent: 30 };
    expect(await inWindow(7_000, [promotionId], '2026-06-02')).to.deep.equal(told);
    // The same promotion with another one above it, and the same price for another reason.
    expect(await inWindow(6_500, [promotionId], '2026-06-02')).to.equal(null);
    expect(await inWindow(7_000, [], '2026-06-02')).to.equal(null);
    await changePrices(db, listId, [{ itemId: item, amountMinor: 8_000 }], {
      at: on('2026-09-01'),
      validTo: '2026-09-20T00:00',
      announced: true,
    });
    expect(await inWindow(8_000, [], '2026-09-02')).to.deep.equal({ ...told, percent: 20 });
    expect(await inWindow(8_000, [], '2026-09-21')).to.equal(null);
  });

  it('stands beside the price of today while the next version of the promotion is announced already', async () => {
    const { db } = database;
    const june = offering(7_000, '2026-06-01');
    const promotionId = await runPromotion(db, { definition: june, at: on('2026-05-30') });
    const by = <T>(actor: typeof approver, work: (tx: Tx) => Promise<T>) =>
      inTransaction(db, actor, work, { at: on('2026-06-10') });
    const cheaper = {
      ...june,
      benefits: offering(5_000, '2026-06-20').benefits,
      when: { from: '2026-06-20T00:00' },
    };
    await by(merchandiser, (tx) =>
      rewrite(tx, { promotionId, expectedVersion: 3, definition: cheaper as never }),
    );
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    await by(approver, (tx) => approveSubmitted(tx, { promotionId }));
    const inWindow = async (goodsMinor: number, day: string) => {
      const answer = answered(goodsMinor, [promotionId]);
      const read = { sql: db, actor: merchandiser, now: on(day) };
      const told = await reductionsOf(read, [answer], milano, on(day));
      return windowPrice(answer, told).reduction;
    };
    expect(await inWindow(7_000, '2026-06-12')).to.deep.equal({ priorMinor: 10_000, percent: 30 });
    expect(await inWindow(5_000, '2026-06-12')).to.equal(null);
    expect((await inWindow(5_000, '2026-06-21'))?.priorMinor).to.equal(7_000);
  });

  it('1.4: compares perishable goods with the price before the cut', async () => {
    const { db } = database;
    await db('base_style')
      .where({ id: (await db('base_item').where({ id: item }).first('style_id')).style_id })
      .update({ perishable: true });
    await followAll(db, on('2025-07-01'));
    await costs('2026-04-01', 150);
    await costs('2026-05-05', 120);
    await costs('2026-05-08', 150);
    expect(await told(offering(100, '2026-05-30'), on('2026-05-29'))).to.deep.equal({
      priorMinor: 150,
      percent: 33,
    });
  });

  it('1.5a: says since when an item that is new on the market has had its price', async () => {
    const { db } = database;
    const fresh = await makeItem(db, { listPriceMinor: 6_000 });
    await followAll(db, on('2026-05-20'));
    const definition = makeDefinition(
      { id: 'fixed-price', of: { attribute: 'item', in: [fresh] }, priceMinor: 4_800 },
      { ...at(milano), when: { from: '2026-06-01T00:00' } },
    );
    const { allowed } = await check(definition, on('2026-05-30'));
    expect(allowed[0]).to.include({
      priorMinor: 6_000,
      percent: 20,
      basis: 'since-launch',
      lookedFrom: '2026-05-20',
      lookedTo: '2026-05-31',
    });
  });

  it('1.6: tells the truth of each shop and of the web shop apart', async () => {
    const { db } = database;
    const web = await makePriceList(db, {
      at: on('2026-05-10'),
      terms: { scope: { channels: ['web'] }, priority: 5, vatIncluded: true },
    });
    await publish(db, web.changeSetId, [{ itemId: item, amountMinor: 8_900 }], on('2026-05-10'));
    await changePrices(db, web.listId, [{ itemId: item, amountMinor: 10_000 }], {
      at: on('2026-05-21'),
    });
    const everywhere = offering(8_000, '2026-06-01', { where: {} });
    const { allowed } = await check(everywhere, on('2026-05-30'));
    const percentAt = (place: string) =>
      allowed.find(({ places }) => places.includes(place))?.percent;
    expect(percentAt(milano)).to.equal(20);
    expect(percentAt('web')).to.equal(10);
  });

  it('1.7a: leaves prices for card holders out of the history', async () => {
    await runPromotion(database.db, {
      definition: makeDefinition(
        { id: 'card-price', of: { attribute: 'item', in: [item] }, percent: 15 },
        { ...at(milano), when: { from: '2026-05-10T00:00', to: '2026-05-21T00:00' } },
      ),
      saleKind: 'card',
      at: on('2026-05-09'),
    });
    expect(await told(offering(8_000, '2026-06-01'), on('2026-05-30'))).to.deep.equal({
      priorMinor: 10_000,
      percent: 20,
    });
  });

  it('1.7b: counts the price of a code that was shown to everybody', async () => {
    await runPromotion(database.db, {
      definition: makeDefinition(
        { id: 'coupon', of: { attribute: 'item', in: [item] }, percent: 15, code: 'ESTATE15' },
        { ...at(milano), when: { from: '2026-05-10T00:00', to: '2026-05-21T00:00' } },
      ),
      saleKind: 'coupon',
      at: on('2026-05-09'),
    });
    expect(await told(offering(8_000, '2026-06-01'), on('2026-05-30'))).to.deep.equal({
      priorMinor: 8_500,
      percent: 5,
    });
  });

  it('1.8: forgets a price of one day after thirty days, and not before', async () => {
    await costs('2025-11-28', 9_000);
    await costs('2025-11-29', 10_000);
    expect(await told(offering(7_000, '2026-01-03'), on('2026-01-02'))).to.include({
      priorMinor: 10_000,
    });
    await costs('2025-12-10', 9_000);
    await costs('2025-12-11', 10_000);
    expect(await told(offering(7_000, '2026-01-03'), on('2026-01-02'))).to.include({
      priorMinor: 9_000,
    });
  });

  it('2.3: rounds the percentage down', async () => {
    await costs('2026-01-10', 4_990);
    expect(await told(offering(3_493, '2026-06-01'), on('2026-05-30'))).to.include({ percent: 30 });
    expect(await told(offering(3_495, '2026-06-01'), on('2026-05-30'))).to.include({ percent: 29 });
  });

  it('tells what was offered half a year back and what will be', async () => {
    await costs('2026-05-10', 9_000);
    await changePrices(database.db, listId, [{ itemId: item, amountMinor: 8_000 }], {
      at: on('2026-05-20'),
      validFrom: '2026-07-01T00:00',
    });
    const { offered, lowest30Minor } = await history(
      { sql: database.db, actor: merchandiser, now: on('2026-06-20') },
      { itemId: item, placeId: milano },
    );
    expect(offered.map(({ from, amountMinor }) => [from, amountMinor])).to.deep.equal([
      ['2026-01-21T00:00', 10_000],
      ['2026-05-10T00:00', 9_000],
      ['2026-07-01T00:00', 8_000],
    ]);
    expect(lowest30Minor).to.equal(9_000);
  });

  it('remembers the price of a promotion that was paused, as long as it was offered', async () => {
    const promotionId = await runPromotion(database.db, {
      definition: offering(8_500, '2026-05-10'),
      at: on('2026-05-09'),
    });
    const { end } = await import('../../../modules/listini-promozioni/promotions/publish.ts');
    await inTransaction(database.db, merchandiser, (tx) => end(tx, { promotionId }), {
      at: on('2026-05-12'),
    });
    expect(await told(offering(8_000, '2026-06-01'), on('2026-05-30'))).to.include({
      priorMinor: 8_500,
    });
  });

  it('does not publish what it refuses, and keeps the proof of what it lets through', async () => {
    const { db } = database;
    const by = <T>(actor: typeof approver, work: (tx: never) => Promise<T>) =>
      inTransaction(db, actor, work as never, { at: on('2026-05-30') });
    await costs('2026-05-10', 9_000);
    await costs('2026-05-13', 10_000);
    const refusedId = await makePromotion(db, {
      definition: offering(9_500, '2026-06-01'),
      at: on('2026-05-30'),
    });
    const outcome = await by(merchandiser, (tx) =>
      submitDraft(tx, { promotionId: refusedId }),
    ).catch((error: unknown) => error);
    expect((outcome as Refusal).problem.slug).to.equal('reduction-refused');
    expect((outcome as Refusal).message)
      .to.include('90,00 €')
      .and.include('95,00 €');

    const promotionId = await makePromotion(db, {
      definition: offering(8_000, '2026-06-01'),
      at: on('2026-05-30'),
    });
    await by(merchandiser, (tx) => submitDraft(tx, { promotionId }));
    await by(approver, (tx) => approveSubmitted(tx, { promotionId }));
    const [proof] = await db('lp_announcement_price')
      .join('lp_announcement', 'lp_announcement.id', 'announcement_id')
      .where({ source_id: promotionId });
    expect(proof).to.include({ prior_minor: 9_000, offer_minor: 8_000, percent: 11 });
    expect(proof.considered.map((one: { amountMinor: number }) => one.amountMinor)).to.deep.equal([
      10_000, 9_000, 10_000,
    ]);
  });

  it('holds for the prices of a list that are told as reductions, and lets them change in silence', async () => {
    const { db } = database;
    await costs('2026-05-10', 9_000);
    await costs('2026-05-13', 10_000);
    const handIn = (announced: boolean) =>
      inTransaction(
        db,
        merchandiser,
        async (tx) => {
          const { id } = await beginChangeSet(tx, {
            listId,
            title: 'Ribasso',
            announced,
            validFrom: '2026-06-01T00:00',
          });
          await write(tx, {
            changeSetId: id,
            kind: 'edit',
            rows: [{ itemId: item, amountMinor: 9_200 }],
          });
          return submit(tx, { changeSetId: id });
        },
        { at: on('2026-05-30') },
      );
    const outcome = await handIn(true).catch((error: unknown) => error);
    expect((outcome as Refusal).problem.slug).to.equal('reduction-refused');
    expect(await handIn(false)).to.include({ phase: 'submitted' });
  });

  describe('with the calendar of sales', () => {
    let genova: string;
    let pescara: string;

    beforeEach(async () => {
      const { db } = database;
      genova = await makeLocation(db, { region: 'Liguria', province: 'GE' });
      pescara = await makeLocation(db, { region: 'Abruzzo', province: 'PE' });
      await followAll(db, on('2025-06-02'));
      const row = {
        year: 2026,
        season: 'winter',
        province: '',
        begins: '2026-01-03',
        source: 'prova',
        checkedBy: null,
        checkedOn: null,
      } as const;
      await inTransaction(db, merchandiser, (tx) =>
        upsertSalesCalendar(tx, [
          {
            ...row,
            region: 'Lombardia',
            ends: '2026-03-03',
            banFrom: '2025-12-04',
            banTo: '2026-01-02',
          },
          {
            ...row,
            region: 'Liguria',
            ends: '2026-02-16',
            banFrom: '2025-11-24',
            banTo: '2026-01-02',
          },
          { ...row, region: 'Abruzzo', ends: '2026-03-03', banFrom: null, banTo: null },
        ]),
      );
    });

    const handIn = async (place: string, from: string, to: string, banOverride?: string) => {
      const definition = offering(8_000, from, { ...at(place), when: { to: `${to}T00:00` } });
      const promotionId = await makePromotion(database.db, {
        definition,
        at: on('2025-11-20'),
        ...(banOverride ? { banOverride } : {}),
      });
      return inTransaction(database.db, merchandiser, (tx) => submitDraft(tx, { promotionId }), {
        at: on('2025-11-20'),
      }).then(
        () => 'accepted',
        (error: unknown) => (error as Refusal).problem.slug,
      );
    };

    it('2.1a: refuses a promotion of seasonal goods in Milano before the sales, not in Pescara', async () => {
      expect(await handIn(milano, '2025-12-20', '2025-12-25')).to.equal('sales-ban');
      expect(await handIn(pescara, '2025-12-20', '2025-12-25')).to.equal('accepted');
    });

    it('refuses end-of-season sales in October, and lets them begin with the sales', async () => {
      const saldi = async (from: string, to: string) => {
        const promotionId = await makePromotion(database.db, {
          definition: offering(8_000, from, { ...at(milano), when: { to: `${to}T00:00` } }),
          saleKind: 'saldi',
          at: on('2025-09-20'),
        });
        return inTransaction(database.db, merchandiser, (tx) => submitDraft(tx, { promotionId }), {
          at: on('2025-09-20'),
        }).then(
          () => 'accepted',
          (error: unknown) => (error as Refusal).problem.slug,
        );
      };
      expect(await saldi('2025-10-01', '2025-10-15')).to.equal('sales-ban');
      expect(await saldi('2026-01-03', '2026-01-20')).to.equal('accepted');
    });

    it('2.1b: refuses Black Friday in Genova unless somebody gives the reason', async () => {
      expect(await handIn(genova, '2025-11-28', '2025-11-29')).to.equal('sales-ban');
      expect(await handIn(milano, '2025-11-28', '2025-11-29')).to.equal('accepted');
      expect(await handIn(genova, '2025-11-28', '2025-11-29', 'Deroga comunale n. 12')).to.equal(
        'accepted',
      );
    });
  });
});
