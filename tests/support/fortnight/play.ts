import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { placeOrders } from '../../../modules/omnichannel/orders/place-orders.ts';
import { answerAsStaff, answerForSilent } from '../../../modules/omnichannel/picking/answer.ts';
import { reportShortage } from '../../../modules/omnichannel/picking/report-short.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { closeOverdueOrders } from '../../../modules/omnichannel/pickup/not-collected.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { makeActor } from '../make/actor.ts';
import { makeChannelActor, orderRequest, testSecrets } from '../make/order.ts';
import type { Noted } from './journal.ts';
import type { Plan } from './plan.ts';

export interface Piece {
  readonly itemId: string;
  readonly gtin: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Step {
  readonly at: Date;
  readonly act: (at: Date) => Promise<void>;
}

/** Things to do, the earliest first. What is done may add things to do later. */
class Agenda {
  readonly #steps: Step[] = [];

  add(at: Date, act: Step['act']): void {
    this.#steps.push({ at, act });
  }

  next(): Step | undefined {
    const [first] = this.#steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    if (first) this.#steps.splice(this.#steps.indexOf(first), 1);
    return first;
  }
}

/**
 * Plays plans through the real commands, each at its own instant of a fake clock, with the sweeps every
 * hour, and notes down what happened.
 */
export async function playFortnight(
  db: Knex,
  plans: readonly Plan[],
  items: readonly Piece[],
  until: Date,
): Promise<Noted[]> {
  const stage = new Stage(db, items);
  for (const plan of plans) stage.agenda.add(plan.placedAt, (at) => stage.place(plan, at));
  for (let at = plans[0]!.placedAt.getTime(); at < until.getTime(); at += HOUR) {
    stage.agenda.add(new Date(at), (moment) => stage.sweep(moment));
  }
  for (let step = stage.agenda.next(); step && step.at < until; step = stage.agenda.next()) {
    await step.act(step.at);
  }
  return stage.journal;
}

const web = makeChannelActor();
const MANAGER = makeActor({
  permissions: [
    'omnichannel.pickup.work',
    'omnichannel.order.cancel',
    'omnichannel.question.answer',
    'omnichannel.question.decide',
  ],
});

class Stage {
  readonly journal: Noted[] = [];
  readonly agenda = new Agenda();
  readonly #db: Knex;
  readonly #items: readonly Piece[];
  #attempts = 0;

  constructor(db: Knex, items: readonly Piece[]) {
    this.#db = db;
    this.#items = items;
  }

  #do<T>(at: Date, work: (tx: Tx) => Promise<T>, actor: Actor = MANAGER): Promise<T> {
    return inTransaction(this.#db, actor, work, { at });
  }

  async #order(orderId: string): Promise<{ state: string; version: number }> {
    return this.#db('oc_order').where({ id: orderId }).first('state', 'version');
  }

  async place(plan: Plan, at: Date): Promise<void> {
    this.#attempts += 1;
    const input = orderRequest({
      locationId: plan.shop,
      externalId: `fortnight-${this.#attempts}`,
      atCounter: !plan.paidOnline,
      lines: plan.lines.map(({ item, quantity }) => ({ gtin: this.#items[item]!.gtin, quantity })),
    });
    const [result] = await this.#do(
      at,
      (tx) => placeOrders(tx, testSecrets, [{ actor: web, requestId: '', input }]),
      web,
    );
    if (!result || !('reply' in result)) return;
    // A shop that waits for a recount promises nothing: the next one takes the order.
    const { orderId, readyBy, locationId } = result.reply;
    const noted: Noted = {
      orderId,
      shop: locationId,
      placedAt: at,
      promisedAt: new Date(readyBy),
      readyAt: null,
      picks: [],
      missing: [],
      end: null,
    };
    this.journal.push(noted);
    this.agenda.add(plan.takenAt, (moment) => this.#prepare(plan, noted, moment));
  }

  async #prepare(plan: Plan, noted: Noted, at: Date): Promise<void> {
    if (plan.end === 'cancelled-early') return this.#cancel(noted, at);
    const { orderId } = noted;
    await this.#do(at, (tx) => takeOrder(tx, { orderId }));
    for (const [place, { item, quantity }] of plan.lines.entries()) {
      const { gtin, itemId } = this.#items[item]!;
      const short = plan.shortLine === place ? 1 : 0;
      for (let nth = 0; nth < quantity - short; nth += 1) {
        await this.#do(at, (tx) =>
          pickPiece(tx, { locationId: noted.shop, gtin, orderId, manner: 'scan' }),
        );
        noted.picks.push(at);
      }
      if (short) await this.#goWithout(plan, noted, itemId, at);
    }
    this.agenda.add(plan.readyAt, (moment) => this.#makeReady(plan, noted, moment));
  }

  async #goWithout(plan: Plan, noted: Noted, itemId: string, at: Date): Promise<void> {
    const { orderId } = noted;
    const short = {
      locationId: noted.shop,
      itemId,
      quantity: 1,
      reason: 'missing' as const,
      orderId,
    };
    const { questions } = await this.#do(at, (tx) => reportShortage(tx, testSecrets, short));
    noted.missing.push({ at, pieces: 1 });
    if (plan.answer === 'silence') return;
    const question = questions[0]!;
    const kind = question.proposals.some((proposal) => proposal.kind === plan.answer)
      ? plan.answer
      : 'cancel';
    const later = new Date(at.getTime() + 3 * MINUTE);
    this.agenda.add(later, async (moment) => {
      await this.#do(moment, (tx) =>
        answerAsStaff(tx, testSecrets, { questionId: question.questionId, answer: { kind } }),
      );
      await this.#noteEnd(noted, moment);
    });
  }

  async #makeReady(plan: Plan, noted: Noted, at: Date): Promise<void> {
    const { orderId } = noted;
    const { state, version } = await this.#order(orderId);
    if (state === 'short' || state === 'picking') {
      // Nobody has answered yet.
      this.agenda.add(new Date(at.getTime() + 30 * MINUTE), (moment) =>
        this.#makeReady(plan, noted, moment),
      );
      return;
    }
    if (state !== 'picked') return;
    const bags = [`F-${orderId.slice(-10).toUpperCase()}`];
    const row = await this.#do(at, (tx) =>
      stageOrder(tx, { orderId, bags, shelf: 'A1', ready: true, expectedVersion: version }),
    );
    noted.readyAt = at;
    const comesAt = new Date(Math.max(plan.comesAt.getTime(), at.getTime() + 5 * MINUTE));
    if (plan.end === 'never') return;
    this.agenda.add(comesAt, (moment) => this.#come(plan, noted, row.dueMinor, moment));
  }

  async #come(plan: Plan, noted: Noted, dueMinor: number, at: Date): Promise<void> {
    const { orderId } = noted;
    const { state, version } = await this.#order(orderId);
    if (state !== 'ready') return;
    if (plan.end === 'cancelled-ready') return this.#cancel(noted, at);
    const code = testSecrets.code(orderId);
    const visit = {
      orderId,
      expectedVersion: version,
      proof: { kind: 'code' as const, code },
      collector: { kind: 'customer' as const },
    };
    if (plan.end === 'left' && !plan.paidOnline) {
      const lines = (await this.#db('oc_order_line')
        .where({ order_id: orderId })
        .where('picked', '>', 0)
        .select('id', 'picked')) as { id: string; picked: number }[];
      const left = lines.map(({ id, picked }) => ({
        lineId: id,
        quantity: picked,
        putBack: 'done' as const,
      }));
      await this.#do(at, (tx) => handOver(tx, testSecrets, { ...visit, left }));
    } else {
      const payment =
        dueMinor > 0 ? { payment: { kind: 'cash' as const, amountMinor: dueMinor } } : {};
      await this.#do(at, (tx) => handOver(tx, testSecrets, { ...visit, ...payment }));
    }
    await this.#noteEnd(noted, at);
  }

  async #cancel(noted: Noted, at: Date): Promise<void> {
    const { orderId } = noted;
    const { version } = await this.#order(orderId);
    await this.#do(at, (tx) =>
      cancelOrder(tx, { orderId, expectedVersion: version, reason: 'Ci ha ripensato' }),
    );
    noted.end = { at, as: 'cancelled' };
  }

  async #noteEnd(noted: Noted, at: Date): Promise<void> {
    const { state } = await this.#order(noted.orderId);
    if (
      state === 'collected' ||
      state === 'refused' ||
      state === 'no-show' ||
      state === 'cancelled'
    ) {
      noted.end = { at, as: state };
    }
  }

  async sweep(at: Date): Promise<void> {
    await this.#do(at, (tx) => answerForSilent(tx, testSecrets));
    await this.#do(at, (tx) => closeOverdueOrders(tx, 1_000));
    const open = this.journal.filter(({ end }) => end === null);
    const ended = (await this.#db('oc_order')
      .whereIn(
        'id',
        open.map(({ orderId }) => orderId),
      )
      .whereIn('state', ['collected', 'refused', 'no-show', 'cancelled'])
      .select('id', 'state')) as { id: string; state: NonNullable<Noted['end']>['as'] }[];
    for (const { id, state } of ended) {
      open.find(({ orderId }) => orderId === id)!.end = { at, as: state };
    }
  }
}
