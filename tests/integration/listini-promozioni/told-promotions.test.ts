import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { checkBeforePublishing } from '../../../modules/listini-promozioni/price-history/queries.ts';
import { rewrite } from '../../../modules/listini-promozioni/promotions/commands.ts';
import type { Definition } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import {
  approveSubmitted,
  pause,
  resume,
  submitDraft,
} from '../../../modules/listini-promozioni/promotions/publish.ts';
import { selectPromotion } from '../../../modules/listini-promozioni/promotions/sql/promotions.ts';
import { itemPrices } from '../../../modules/listini-promozioni/quotes/item-prices.ts';
import { SnapshotKeeper } from '../../../modules/listini-promozioni/snapshot/keeper.ts';
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
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';

const keys = keyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
const quiet = { info() {}, error() {} } as never;
/** In November 2026: the 6th is a Friday. */
const at = (day: number, clock = '00:00'): Date =>
  new Date(`2026-11-${String(day).padStart(2, '0')}T${clock}:00+01:00`);

describe('an announced promotion', () => {
  const database = useDatabase();
  let coat: string;
  let milano: string;
  let listId: string;

  beforeEach(async () => {
    const { db } = database;
    coat = await makeItem(db, { listPriceMinor: 10_000 });
    milano = await makeLocation(db, {});
    await followAll(db, new Date('2026-01-01T00:00:00Z'));
    const made = await makePriceList(db, {
      at: new Date('2026-01-02T00:00:00Z'),
      terms: { scope: { locations: [milano] }, priority: 5, vatIncluded: true },
    });
    listId = made.listId;
    await publish(
      db,
      made.changeSetId,
      [{ itemId: coat, amountMinor: 10_000 }],
      new Date('2026-01-02T00:00:00Z'),
    );
  });

  const by = <T>(actor: Actor, when: Date, work: (tx: Tx) => Promise<T>) =>
    inTransaction(database.db, actor, work, { at: when });
  const seventy = (when: Definition['when'] = {}): Definition =>
    makeDefinition(
      { id: 'fixed-price', of: { attribute: 'item', in: [coat] }, priceMinor: 7_000 },
      { where: { locations: [milano] }, when },
    );
  async function told(instant: Date): Promise<[number, number | null]> {
    const tools = { keeper: new SnapshotKeeper(database.db, quiet), keyring: keys };
    const { prices } = await itemPrices(tools)(
      { sql: database.db, actor: merchandiser, now: instant },
      { itemIds: [coat], locationId: milano, at: instant.toISOString() },
    );
    return [prices[0]!.offerMinor, prices[0]!.percentOff];
  }

  it('is a reduction of its own when it runs again days after a pause: the law is asked again', async () => {
    const promotionId = await runPromotion(database.db, {
      definition: seventy(),
      announced: true,
      at: at(1),
    });
    expect(await told(at(2))).to.deep.equal([7_000, 30]);
    await by(merchandiser, at(12), (tx) => pause(tx, { promotionId, reason: 'Volantino' }));

    const refused = (await by(merchandiser, at(15), (tx) => resume(tx, { promotionId })).catch(
      (error: unknown) => error,
    )) as Refusal;

    expect(refused.problem.slug).to.equal('reduction-refused');
    expect(refused.message).to.include('70,00 €').and.include('12/12/2026');
    // What the merchandiser can do: let it run without telling anybody of a reduction.
    const { version } = (await selectPromotion(
      { sql: database.db, actor: merchandiser, now: at(15) },
      promotionId,
    ))!;
    await by(merchandiser, at(15), (tx) =>
      rewrite(tx, {
        promotionId,
        expectedVersion: version,
        definition: seventy() as never,
        announced: false,
      }),
    );
    await by(merchandiser, at(15), (tx) => submitDraft(tx, { promotionId }));
    await by(approver, at(15), (tx) => approveSubmitted(tx, { promotionId }));
    await by(merchandiser, at(15), (tx) => resume(tx, { promotionId }));
    expect(await told(at(16))).to.deep.equal([7_000, null]);
  });

  it('goes on being told when a pause is taken back on the same day', async () => {
    const promotionId = await runPromotion(database.db, {
      definition: seventy(),
      announced: true,
      at: at(1),
    });
    await by(merchandiser, at(12, '10:00'), (tx) => pause(tx, { promotionId, reason: 'Svista' }));
    await by(merchandiser, at(12, '10:05'), (tx) => resume(tx, { promotionId }));
    expect(await told(at(16))).to.deep.equal([7_000, 30]);
  });

  it('that comes every Friday is told the first time: the next time its own price counts among those before', async () => {
    const promotionId = await runPromotion(database.db, {
      definition: seventy({ weekdays: [5] }),
      announced: true,
      at: at(1),
    });
    expect(await told(at(6, '10:00'))).to.deep.equal([7_000, 30]);
    expect(await told(at(7, '10:00'))).to.deep.equal([10_000, null]);
    expect(await told(at(13, '10:00'))).to.deep.equal([7_000, null]);
    expect(await told(at(20, '10:00'))).to.deep.equal([7_000, null]);
    const checked = await checkBeforePublishing(
      { sql: database.db, actor: merchandiser, now: at(1) },
      { promotionId },
    );
    expect(checked).to.include({ starts: '2026-11-06T00:00', toldUntil: '2026-11-07T00:00' });
  });

  describe('that has not begun yet', () => {
    const lowered = (amountMinor: number, to?: string) =>
      changePrices(database.db, listId, [{ itemId: coat, amountMinor }], {
        at: at(5),
        ...(to === undefined ? {} : { validTo: to }),
      });
    const announcements = async (sourceId: string) =>
      (
        await database
          .db('lp_announcement_price')
          .join('lp_announcement', 'id', 'announcement_id')
          .where({ source_id: sourceId })
          .orderBy('announced_at')
      ).map((one: { prior_minor: number; percent: number }) => [one.prior_minor, one.percent]);

    it('is compared with a lower price that is published before its beginning', async () => {
      const promotionId = await runPromotion(database.db, {
        definition: seventy({ from: '2026-11-10T00:00' }),
        announced: true,
        at: at(1),
      });
      await lowered(9_000);
      expect(await told(at(11))).to.deep.equal([7_000, 22]);
      expect(await announcements(promotionId), 'both proofs stay').to.deep.equal([
        [10_000, 30],
        [9_000, 22],
      ]);
    });

    it('is told no more when it is no reduction any longer', async () => {
      await runPromotion(database.db, {
        definition: seventy({ from: '2026-11-10T00:00' }),
        announced: true,
        at: at(1),
      });
      await lowered(6_500, '2026-11-08T00:00');
      expect(await told(at(11))).to.deep.equal([7_000, null]);
    });

    it('is looked at again when another promotion makes the goods cheaper before it', async () => {
      await runPromotion(database.db, {
        definition: seventy({ from: '2026-11-10T00:00' }),
        announced: true,
        at: at(1),
      });
      const eighty = makeDefinition(
        { id: 'fixed-price', of: { attribute: 'item', in: [coat] }, priceMinor: 8_000 },
        { where: { locations: [milano] }, when: { to: '2026-11-07T00:00' } },
      );
      await runPromotion(database.db, { definition: eighty, announced: false, at: at(4) });
      expect(await told(at(11))).to.deep.equal([7_000, 12]);
    });

    it('and prices of a list that are announced ahead are compared alike', async () => {
      const ahead = await changePrices(
        database.db,
        listId,
        [{ itemId: coat, amountMinor: 7_000 }],
        { at: at(1), validFrom: '2026-11-10T00:00', announced: true },
      );
      await lowered(9_000, '2026-11-10T00:00');
      expect(await told(at(11))).to.deep.equal([7_000, 22]);
      expect(await announcements(ahead.changeSetId)).to.have.lengthOf(2);
    });
  });
});
