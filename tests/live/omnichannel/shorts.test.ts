import { expect } from 'chai';
import fc from 'fast-check';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { resetPricing } from '../../../modules/base/pricing/pricing.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { answerAsStaff, answerForSilent } from '../../../modules/omnichannel/picking/answer.ts';
import { answerOf, type Proposal } from '../../../modules/omnichannel/picking/domain/proposal.ts';
import { applyToFloor, floorRoom } from '../../../modules/omnichannel/picking/live.ts';
import { readFloor } from '../../../modules/omnichannel/picking/queries.ts';
import { foundIt, reportShortage } from '../../../modules/omnichannel/picking/report-short.ts';
import { selectPiecesInHand } from '../../../modules/omnichannel/picking/sql/units.ts';
import { finishWave, letGoWave, takeOverWave } from '../../../modules/omnichannel/picking/waves.ts';
import { weighRisks } from '../../../modules/omnichannel/picking/weigh-risk.ts';
import { applyToPickups, pickupRoom } from '../../../modules/omnichannel/pickup/live.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeNext } from '../../../modules/omnichannel/pickup/prepare.ts';
import { readPickups } from '../../../modules/omnichannel/pickup/queries.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { sellStock } from '../../../modules/store-system/stock/commands.ts';
import { registerPiecesInHand } from '../../../modules/store-system/recounts/in-hand.ts';
import { closeByCount } from '../../../modules/store-system/recounts/count.ts';
import { applyToRecounts, recountRoom } from '../../../modules/store-system/recounts/live.ts';
import { readRecounts } from '../../../modules/store-system/recounts/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder, testSecrets } from '../../support/make/order.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

const STEPS = [
  'place',
  'take next',
  'pick',
  'short',
  'found',
  'answer',
  'silence',
  'count',
  'weigh',
  'sell',
  'cancel',
  'finish',
  'let go',
  'take over',
] as const;
type Step = (typeof STEPS)[number];
const REASONS = ['missing', 'damaged', 'on-display', 'sold'] as const;

describe('any day on which pieces are not found', () => {
  const database = useDatabase();
  let locationId: string;
  let items: { itemId: string; gtin: string }[];
  const may = {
    permissions: [
      'omnichannel.pickup.work',
      'omnichannel.pickup.read',
      'omnichannel.order.cancel',
      'omnichannel.question.answer',
      'omnichannel.question.decide',
      'store-system.recount.work',
      'store-system.ledger.read',
      'store-system.stock.sell',
    ],
  };
  const people = [
    makeActor({ ...may, name: 'Luca Pini' }),
    makeActor({ ...may, name: 'Noemi Ferri' }),
  ];
  let clock = Date.parse('2026-11-21T09:00:00Z');

  before('customers have a minute to answer, so that some are late on the same day', async () => {
    resetPricing();
    registerPiecesInHand('omnichannel', selectPiecesInHand);
    await database.db.raw(
      `update oc_sourcing_rule set rule = jsonb_set(rule, '{answerMinutes}', '1')`,
    );
  });
  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    const styleId = await makeStyle(database.db, {});
    items = [];
    for (const colour of ['Nero', 'Verde', 'Rosso']) {
      const gtin = makeGtin();
      const itemId = await makeItem(database.db, { gtin, styleId, size: '42', colour });
      await makeStock(database.db, { locationId, itemId, quantity: 5 });
      items.push({ itemId, gtin });
    }
  });

  const as = <T>(chance: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, people[chance % 2]!, work, { at: new Date((clock += 5_000)) });

  /** One thing somebody does with whatever is there; refusals are part of the day. */
  async function act(step: Step, chance: number): Promise<void> {
    const item = items[chance % items.length]!;
    try {
      await verbOf(step, chance, item);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async function verbOf(step: Step, chance: number, { itemId, gtin }: (typeof items)[number]) {
    const some = async <R>(table: string, where: object): Promise<R | undefined> => {
      const rows: R[] = await database.db(table).where(where).orderBy('id');
      return rows[chance % Math.max(1, rows.length)];
    };
    const here = { location_id: locationId };
    switch (step) {
      case 'place': {
        const lines = [
          { gtin, quantity: 1 + (chance % 2), discounts: [1_001] },
          { gtin: items[(chance + 1) % 3]!.gtin },
        ].slice(0, 1 + (chance % 2));
        return makeOrder(
          database.db,
          { locationId, lines, shippingMinor: chance % 500 },
          { at: new Date((clock += 5_000)) },
        );
      }
      case 'take next':
        return as(chance, (tx) => takeNext(tx, { locationId, count: 3 }));
      case 'pick':
        return as(chance, (tx) => pickPiece(tx, { locationId, gtin, manner: 'scan' }));
      case 'short':
        return as(chance, (tx) =>
          reportShortage(tx, testSecrets, {
            locationId,
            itemId,
            quantity: 1,
            reason: REASONS[chance % 4]!,
          }),
        );
      case 'found': {
        const short = await some<{ order_id: string; line_id: string }>('oc_short', {
          ...here,
          resolved_at: null,
        });
        if (!short) return;
        const at = { orderId: short.order_id, lineId: short.line_id };
        return as(chance, (tx) => foundIt(tx, testSecrets, at));
      }
      case 'answer': {
        const question = await some<{ id: string; proposals: Proposal[] }>('oc_question', {
          ...here,
          state: 'open',
        });
        if (!question) return;
        const proposal = question.proposals[chance % question.proposals.length]!;
        const answer = answerOf(proposal);
        return as(chance, (tx) =>
          answerAsStaff(tx, testSecrets, { questionId: question.id, answer }),
        );
      }
      case 'silence':
        return as(chance, (tx) => answerForSilent(tx, testSecrets));
      case 'count': {
        const recount = await some<{ id: string }>('ss_recount', { ...here, state: 'open' });
        if (!recount) return;
        return as(chance, (tx) => closeByCount(tx, { recountId: recount.id, counted: chance % 4 }));
      }
      case 'weigh':
        return as(chance, (tx) => weighRisks(tx, { locationId, itemId }));
      case 'sell': {
        const document = { kind: 'sale', id: `R-${nextNumber()}` };
        return as(chance, (tx) =>
          sellStock(tx, { locationId, lines: [{ itemId, quantity: 1 }], document }),
        );
      }
      case 'cancel': {
        const order = await some<{ id: string; version: number }>('oc_order', here);
        if (!order) return;
        const input = { orderId: order.id, reason: 'prova', expectedVersion: order.version };
        return as(chance, (tx) => cancelOrder(tx, input));
      }
      default: {
        const wave = await some<{ id: string }>('oc_wave', { ...here, ended_at: null });
        if (!wave) return;
        const verb = { finish: finishWave, 'let go': letGoWave, 'take over': takeOverWave }[step];
        return as(chance, (tx) => verb(tx, { waveId: wave.id }));
      }
    }
  }

  const fetch = () =>
    inTransaction(
      database.db,
      people[0]!,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        pickups: await readPickups(tx, { locationId }),
        recounts: await readRecounts(tx, { locationId }),
        floor: await readFloor(tx, {
          locationId,
          items: items.map(({ itemId }) => itemId).join(','),
        }),
      }),
      { isolation: 'repeatable read', at: new Date(clock) },
    );
  const rooms = () => [pickupRoom(locationId), recountRoom(locationId), floorRoom(locationId)];
  /** Everything the rooms were told after a cursor, once all of it can be read. */
  const eventsAfter = async (cursor: Cursor): Promise<LiveEvent[]> => {
    const row = await database
      .db('core_outbox')
      .whereRaw('rooms && ?', [rooms()])
      .whereRaw('(tx, position) > (cast(? as xid8), cast(? as bigint))', [
        cursor.tx,
        cursor.position,
      ])
      .count({ n: '*' })
      .first();
    const wanted = Number(row!['n']);
    const read = async (): Promise<LiveEvent[]> =>
      (await readFeed(database.db, cursor, 5_000, { rooms: rooms() })).events.map(liveEvent);
    await until('the events are settled', async () => (await read()).length >= wanted);
    return read();
  };
  /** Null once an event asked for a fresh look: then there is nothing to compare. */
  function after<V>(
    view: V,
    events: readonly LiveEvent[],
    apply: (view: V, event: LiveEvent) => V | 'fetch-again',
  ): V | null {
    let now = view;
    for (const event of events) {
      const next = apply(now, event);
      if (next === 'fetch-again') return null;
      now = next;
    }
    return now;
  }

  it('keeps everything that must be true, and brings stale screens to what fresh ones show', async function () {
    this.timeout(120_000);
    const onwards = ['place', 'take next', 'pick', 'pick', 'short', 'weigh', 'answer'] as const;
    const what = fc.oneof(fc.constantFrom(...STEPS), fc.constantFrom<Step>(...onwards));
    const step = fc.tuple(what, fc.nat({ max: 1_000 }));
    const seen = new Set<string>();
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50 }), async (day) => {
        // A delivery each morning: days without goods try nothing.
        for (const { itemId } of items) {
          await makeStock(database.db, { locationId, itemId, quantity: 2 });
        }
        const stale = await fetch();
        for (const [verb, chance] of day) await act(verb, chance);
        await expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]);

        const events = await eventsAfter(stale.cursor);
        for (const { type } of events) seen.add(type);
        const fresh = await fetch();
        const pickups = after(stale.pickups, events, applyToPickups);
        if (pickups) {
          compared += 1;
          expect(pickups).to.deep.equal(fresh.pickups);
        }
        const recounts = after(stale.recounts, events, applyToRecounts);
        if (recounts) expect(recounts).to.deep.equal(fresh.recounts);
        const floor = after(stale.floor, events, applyToFloor)!;
        // Why a level changed last is known only to who watched.
        const levels = floor.levels.map((level) => ({ ...level, lastCause: null }));
        expect({ ...floor, levels }).to.deep.equal(fresh.floor);
      }),
      { numRuns: 30, endOnFailure: true },
    );
    expect(compared, 'days without a new line').to.be.at.least(5);
    expect(seen).to.include.members([
      'omnichannel.order-short-reported.v1',
      'omnichannel.order-question-asked.v1',
      'omnichannel.order-question-answered.v1',
      'omnichannel.order-short-resolved.v1',
      'omnichannel.order-risk-changed.v1',
      'store-system.recount-opened.v1',
      'store-system.recount-closed.v1',
    ]);
  });
});
