import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { resetPricing } from '../../../modules/base/pricing/pricing.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { askCustomers, tellOutcomes } from '../../../modules/omnichannel/mail/question-letters.ts';
import { cancelAsCustomer } from '../../../modules/omnichannel/orders/customer-order.ts';
import { moveFile } from '../../../modules/omnichannel/orders/move-order.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { answerAsStaff, answerForSilent } from '../../../modules/omnichannel/picking/answer.ts';
import { answerAsCustomer } from '../../../modules/omnichannel/picking/customer-question.ts';
import type { Answer, Proposal } from '../../../modules/omnichannel/picking/domain/proposal.ts';
import {
  beyondStaffLimit,
  nothingMissing,
  proposalGone,
  questionClosed,
} from '../../../modules/omnichannel/picking/problems.ts';
import { foundIt, reportShortage } from '../../../modules/omnichannel/picking/report-short.ts';
import { selectPiecesInHand } from '../../../modules/omnichannel/picking/sql/units.ts';
import { weighRisks } from '../../../modules/omnichannel/picking/weigh-risk.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { takeNext } from '../../../modules/omnichannel/pickup/prepare.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { registerPiecesInHand } from '../../../modules/store-system/recounts/in-hand.ts';
import { closeByCount } from '../../../modules/store-system/recounts/count.ts';
import { placeHolds } from '../../../modules/store-system/holds/place-holds.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { POST, makeOrder, testSecrets } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

type Reason = 'missing' | 'damaged' | 'on-display' | 'sold';

describe('a piece of an order that is not found', () => {
  const database = useDatabase({ poolSize: 8 });
  let here: string;
  let there: string;
  let clerk: Actor;
  let manager: Actor;
  let coat: { itemId: string; gtin: string; styleId: string };
  let scarf: { itemId: string; gtin: string };

  before('as a server without a pricing engine starts', () => {
    resetPricing();
    registerPiecesInHand('omnichannel', selectPiecesInHand);
  });
  beforeEach(async () => {
    here = await makeLocation(database.db);
    there = await makeLocation(database.db);
    const may = ['omnichannel.pickup.work', 'omnichannel.question.answer'];
    clerk = makeActor({
      permissions: [...may, 'store-system.recount.work'],
      locations: [here, there],
    });
    manager = makeActor({ permissions: [...may, 'omnichannel.question.decide'] });
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin, size: '42', listPriceMinor: 199_00 });
    const { style_id: styleId } = await database.db('base_item').where({ id: itemId }).first();
    coat = { itemId, gtin, styleId };
    await makeStock(database.db, { locationId: here, itemId, quantity: 3 });
    scarf = await makePiece();
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  async function makePiece(given: Partial<Parameters<typeof makeItem>[1]> = {}, quantity = 3) {
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin, size: 'TU', ...given });
    if (quantity > 0) await makeStock(database.db, { locationId: here, itemId, quantity });
    return { itemId, gtin };
  }
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(database.db, actor, work, at ? { at } : {});
  const order = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const place = async (...gtins: string[]): Promise<string> =>
    (await makeOrder(database.db, { locationId: here, lines: gtins.map((gtin) => ({ gtin })) }))
      .orderId;
  const take = () => as(clerk, (tx) => takeNext(tx, { locationId: here, count: 10 }));
  const pick = (gtin: string) =>
    as(clerk, (tx) => pickPiece(tx, { locationId: here, gtin, manner: 'scan' }));
  const report = (itemId: string, reason: Reason = 'missing', quantity = 1) =>
    as(clerk, (tx) =>
      reportShortage(tx, testSecrets, { locationId: here, itemId, quantity, reason }),
    );
  const question = async (orderId: string) => {
    const row = await database
      .db('oc_question')
      .where({ order_id: orderId, state: 'open' })
      .first();
    return row as { id: string; proposals: Proposal[]; deadline: Date };
  };
  const customer = async (orderId: string, answer: Answer, id?: string) => {
    const token = testSecrets.questionToken(id ?? (await question(orderId)).id);
    return as(clerk, (tx) => answerAsCustomer(tx, POST, { token, answer }));
  };
  const stock = async (itemId: string, locationId = here): Promise<string> => {
    const row = await database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
      .first();
    return `${row.on_hand} held ${row.held}`;
  };
  const problemOf = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: Refusal) => error.problem,
    );
  const proposed = async (orderId: string, kind: Proposal['kind']) =>
    (await question(orderId)).proposals.filter((proposal) => proposal.kind === kind);

  it('corrects stock, opens a recount, asks the customer, and goes on without when they say so', async () => {
    const orderId = await place(coat.gtin, scarf.gtin);
    await take();
    await pick(scarf.gtin);
    const { corrected, questions, rows } = await report(coat.itemId);

    expect(corrected).to.equal(1);
    expect(rows[0]).to.include({ state: 'short' });
    expect(questions[0]!.proposals.map(({ kind }) => kind)).to.deep.equal(['partial', 'cancel']);
    // One piece less, and the two that are left wait to be counted.
    expect(await stock(coat.itemId)).to.equal('2 held 2');
    expect((await order(orderId)).state).to.equal('short');

    const page = await customer(orderId, { kind: 'partial' });
    expect(page).to.include({ state: 'answered', answeredBy: 'customer' });
    const after = await order(orderId);
    expect(after).to.include({ state: 'picked', cancelled_minor: 199_00, refund_minor: 199_00 });
    const [short] = await database.db('oc_short').where({ order_id: orderId });
    expect(short).to.include({ resolution: 'partial', reason: 'missing' });
    await as(clerk, (tx) =>
      stageOrder(tx, {
        orderId,
        bags: [`B-${orderId.slice(-12).toUpperCase()}`],
        shelf: 'B3',
        ready: true,
        expectedVersion: after.version,
      }),
    );
  });

  it('puts another colour in its place at no higher price, with shares and VAT to the cent', async () => {
    const other = await makePiece({
      styleId: coat.styleId,
      size: '42',
      colour: 'Verde',
      listPriceMinor: 250_00,
    });
    const { orderId } = await makeOrder(database.db, {
      locationId: here,
      lines: [{ gtin: coat.gtin, discounts: [33_33] }, { gtin: scarf.gtin }],
      shippingMinor: 4_99,
    });
    await take();
    await report(coat.itemId);
    const [substitute] = await proposed(orderId, 'substitute');
    expect(substitute).to.include({ itemId: other.itemId, likeness: 'colour', refundMinor: 0 });
    const { lineId } = substitute as { lineId: string };

    const before = await order(orderId);
    await customer(orderId, { kind: 'substitute', lineId, itemId: other.itemId });
    const after = await order(orderId);
    const due = (row: typeof before) => row.total_minor - row.cancelled_minor - row.paid_minor;
    expect(due(after)).to.equal(due(before));
    expect(after.state).to.equal('picking');
    expect(await stock(other.itemId)).to.equal('3 held 1');
    await pick(other.gtin);
    await pick(scarf.gtin);
    expect((await order(orderId)).state).to.equal('picked');
  });

  it('gives back what a cheaper substitute costs less', async () => {
    const other = await makePiece({
      styleId: coat.styleId,
      size: '42',
      colour: 'Verde',
      listPriceMinor: 150_00,
    });
    const orderId = await place(coat.gtin);
    await take();
    await report(coat.itemId);
    const [substitute] = await proposed(orderId, 'substitute');
    expect(substitute).to.include({ refundMinor: 49_00, payMinor: 150_00 });
    const { lineId } = substitute as { lineId: string };
    await customer(orderId, { kind: 'substitute', lineId, itemId: other.itemId });
    expect((await order(orderId)).refund_minor).to.equal(49_00);
  });

  it('keeps the question open when somebody else got the substitute', async () => {
    const other = await makePiece({ styleId: coat.styleId, size: '42', colour: 'Verde' }, 1);
    const orderId = await place(coat.gtin);
    await take();
    await report(coat.itemId);
    const [substitute] = await proposed(orderId, 'substitute');
    const { lineId } = substitute as { lineId: string };
    await place(other.gtin);

    const answer = { kind: 'substitute', lineId, itemId: other.itemId } as const;
    expect(await problemOf(customer(orderId, answer))).to.equal(proposalGone);
    expect(await question(orderId)).not.to.equal(undefined);
    await customer(orderId, { kind: 'cancel' });
    expect((await order(orderId)).state).to.equal('cancelled');
  });

  it('moves the whole order to the shop the customer chooses', async () => {
    await makeStock(database.db, { locationId: there, itemId: coat.itemId, quantity: 2 });
    const orderId = await place(coat.gtin);
    await take();
    await report(coat.itemId, 'damaged');
    expect(await proposed(orderId, 'move')).to.deep.include.members([
      {
        kind: 'move',
        locationId: there,
        name: (await database.db('base_location').where({ id: there }).first()).name,
        distanceMetres: (await proposed(orderId, 'move')).flatMap((one) =>
          one.kind === 'move' && one.locationId === there ? [one.distanceMetres] : [],
        )[0],
      },
    ]);
    await customer(orderId, { kind: 'move', locationId: there });
    expect(await order(orderId)).to.include({ state: 'placed', location_id: there, wave_id: null });
    expect(await stock(coat.itemId, there)).to.equal('2 held 1');
    const [short] = await database.db('oc_short').where({ order_id: orderId });
    expect(short.resolution).to.equal('moved');
  });

  it('asks anew about everything when a second piece is missing', async () => {
    const orderId = await place(coat.gtin, scarf.gtin);
    await take();
    await report(coat.itemId);
    const first = await question(orderId);
    await report(scarf.itemId, 'sold');
    const second = await question(orderId);

    expect(second.id).not.to.equal(first.id);
    // Nothing else is left to prepare.
    expect(second.proposals.map(({ kind }) => kind)).to.deep.equal(['cancel']);
    expect(await problemOf(customer(orderId, { kind: 'cancel' }, first.id))).to.equal(
      questionClosed,
    );
    await customer(orderId, { kind: 'cancel' });
    expect(await order(orderId)).to.include({ state: 'cancelled', answer_by: null });
  });

  it('finds the other promises on the phantom piece, and knows when they are safe again', async () => {
    const first = await place(coat.gtin);
    await take();
    const second = await place(coat.gtin);
    const { recountId } = await report(coat.itemId);
    const weigh = () =>
      as(clerk, (tx) => weighRisks(tx, { locationId: here, itemId: coat.itemId }));
    await weigh();
    await weigh();
    expect(await order(first)).to.include({ at_risk: false });
    expect(await order(second)).to.include({ at_risk: true, version: 2 });
    expect(await problemOf(place(coat.gtin))).not.to.equal('done');

    await as(clerk, (tx) => closeByCount(tx, { recountId, counted: 2 }));
    await weigh();
    expect((await order(second)).at_risk).to.equal(false);
    // What was kept back is on sale again.
    await place(coat.gtin);
  });

  it('lets the other order down on record when the count finds nothing', async () => {
    await place(coat.gtin);
    await take();
    const second = await place(coat.gtin);
    const { recountId } = await report(coat.itemId);
    await as(clerk, (tx) => closeByCount(tx, { recountId, counted: 0 }));
    await as(clerk, (tx) => weighRisks(tx, { locationId: here, itemId: coat.itemId }));
    expect((await order(second)).at_risk).to.equal(true);
    const open = await database.db('ss_open_shortage').where({ item_id: coat.itemId });
    expect(open).to.have.lengthOf(1);
    // Whoever walks for it now reports it missing: nothing is corrected twice.
    await take();
    expect((await report(coat.itemId)).corrected).to.equal(0);
    await as(clerk, (tx) => weighRisks(tx, { locationId: here, itemId: coat.itemId }));
    expect(await stock(coat.itemId)).to.equal('0 held 0');
  });

  it('takes a report and a pick of the last piece one after the other', async () => {
    for (let round = 0; round < 4; round += 1) {
      const item = await makePiece({}, 1);
      await place(item.gtin);
      await take();
      const results = await Promise.allSettled([report(item.itemId), pick(item.gtin)]);
      const done = results.filter(({ status }) => status === 'fulfilled');
      expect(done, 'exactly one of them').to.have.lengthOf(1);
    }
  });

  it('counts one report when two arrive together', async () => {
    const orderId = await place(coat.gtin);
    await take();
    const results = await Promise.allSettled([report(coat.itemId), report(coat.itemId)]);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.map((error: Refusal) => error.problem)).to.deep.equal([nothingMissing]);
    expect(await database.db('oc_short').where({ order_id: orderId })).to.have.lengthOf(1);
    expect(await stock(coat.itemId)).to.equal('2 held 2');
  });

  it('leaves nothing of a report that is cut before its end', async () => {
    const orderId = await place(coat.gtin);
    await take();
    const cut = as(clerk, async (tx) => {
      await reportShortage(tx, testSecrets, {
        locationId: here,
        itemId: coat.itemId,
        quantity: 1,
        reason: 'missing',
      });
      throw new Error('the line went dead');
    });
    await cut.catch(() => undefined);
    expect(await order(orderId)).to.include({ state: 'picking', answer_by: null });
    expect(await stock(coat.itemId)).to.equal('3 held 1');
    expect(await database.db('ss_recount').where({ item_id: coat.itemId })).to.deep.equal([]);
  });

  it('counts the first of two answers, and the same answer twice as one', async () => {
    const orderId = await place(coat.gtin, scarf.gtin);
    await take();
    await report(coat.itemId);
    const { id } = await question(orderId);
    const results = await Promise.allSettled([
      customer(orderId, { kind: 'partial' }, id),
      as(clerk, (tx) =>
        answerAsStaff(tx, testSecrets, { questionId: id, answer: { kind: 'cancel' } }),
      ),
      customer(orderId, { kind: 'partial' }, id),
    ]);
    const kinds = results.map(({ status }) => status);
    const { answered_by: by } = await database.db('oc_question').where({ id }).first();
    expect(kinds).to.deep.equal(
      by === 'customer'
        ? ['fulfilled', 'rejected', 'fulfilled']
        : ['rejected', 'fulfilled', 'rejected'],
    );
    const resolved = await database.db('oc_short').where({ order_id: orderId });
    expect(resolved).to.have.lengthOf(1);
  });

  it('withdraws the question when the customer cancels, or somebody moves the order', async () => {
    await makeStock(database.db, { locationId: there, itemId: coat.itemId, quantity: 2 });
    const [cancelled, moved] = [await place(coat.gtin), await place(coat.gtin)];
    await take();
    await report(coat.itemId, 'missing', 2);
    await as(clerk, (tx) =>
      cancelAsCustomer(
        tx,
        { secrets: testSecrets, publicUrl: '' },
        { token: testSecrets.token(cancelled) },
      ),
    );
    await as(clerk, async (tx) => moveFile(tx, (await lockFile(tx, moved))!, there, 'staff'));
    const questions = await database
      .db('oc_question')
      .whereIn('order_id', [cancelled, moved])
      .pluck('state');
    expect(questions).to.deep.equal(['withdrawn', 'withdrawn']);
    const shorts = await database
      .db('oc_short')
      .whereIn('order_id', [cancelled, moved])
      .pluck('resolution');
    expect(shorts).to.have.members(['cancelled', 'moved']);
  });

  it('does what the question said when nobody answers in time, not a minute before', async () => {
    const orderId = await place(coat.gtin, scarf.gtin);
    await take();
    await report(coat.itemId);
    const { deadline } = await question(orderId);
    // Other customers of this file may be silent, too.
    const silent = async (at: Date): Promise<void> => {
      while ((await as(clerk, (tx) => answerForSilent(tx, testSecrets), at)) > 0);
    };
    await silent(new Date(+deadline - 60_000));
    expect(await question(orderId)).not.to.equal(undefined);
    await silent(deadline);
    const row = await database.db('oc_question').where({ order_id: orderId }).first();
    expect(row).to.include({ state: 'answered', answered_by: 'policy' });
    expect(row.answer).to.deep.equal({ kind: 'partial' });
  });

  it('lets a clerk give up to the limit, and a manager beyond it', async () => {
    const dear = await makePiece({ listPriceMinor: 900_00 });
    const { orderId } = await makeOrder(database.db, {
      locationId: here,
      lines: [{ gtin: dear.gtin, unitPriceMinor: 900_00 }, { gtin: scarf.gtin }],
    });
    await take();
    await report(dear.itemId);
    const questionId = (await question(orderId)).id;
    const answer = (actor: Actor) =>
      as(actor, (tx) =>
        answerAsStaff(tx, testSecrets, { questionId, answer: { kind: 'partial' } }),
      );
    expect(await problemOf(answer(clerk))).to.equal(beyondStaffLimit);
    expect(await answer(manager)).to.include({ state: 'answered', answeredBy: 'staff' });
  });

  it('takes the report back when the piece turns up', async () => {
    const orderId = await place(coat.gtin);
    await take();
    await report(coat.itemId);
    const { id: lineId } = await database.db('oc_order_line').where({ order_id: orderId }).first();
    const row = await as(clerk, (tx) => foundIt(tx, testSecrets, { orderId, lineId }));
    expect(row).to.include({ state: 'picking', answerBy: null });
    expect(await stock(coat.itemId)).to.equal('3 held 3');
    await pick(coat.gtin);
    expect((await order(orderId)).state).to.equal('picked');
  });

  it('writes to the customer half a minute later with a link, and afterwards what came of it', async () => {
    const orderId = await place(coat.gtin, scarf.gtin);
    await take();
    await report(coat.itemId);
    const { id } = await question(orderId);
    const write = (at?: Date) => as(clerk, (tx) => askCustomers(tx, POST), at);
    const written = () => database.db('core_mail').where({ reference: `order:${orderId}` });
    await write();
    expect(await written()).to.deep.equal([]);
    const later = new Date(Date.now() + 31_000);
    await write(later);
    expect(await write(later)).to.equal(0);
    expect(await written()).to.have.lengthOf(1);
    await customer(orderId, { kind: 'partial' });
    await as(clerk, (tx) => tellOutcomes(tx, POST));
    const mails = await database.db('core_mail').where({ reference: `order:${orderId}` });
    expect(mails.map(({ subject }) => subject)).to.have.members([
      `Ordine ${mails[0].subject.match(/\d[\d ]*/)?.[0].trim()}: dicci come preferisci`,
      `Ordine ${mails[0].subject.match(/\d[\d ]*/)?.[0].trim()} aggiornato`,
    ]);
    const asked = mails.find(({ subject }) => subject.includes('preferisci'));
    expect(asked.text).to.include(`/domanda/${testSecrets.questionToken(id)}`);
  });

  it('lets the least urgent order go without when pieces for several are missing', async () => {
    const first = await place(coat.gtin);
    const second = await place(coat.gtin);
    await take();
    await pick(coat.gtin);
    await report(coat.itemId);
    expect((await order(first)).state).to.equal('picked');
    expect((await order(second)).state).to.equal('short');
  });

  it('promises no piece twice while many shops report and sell at once', async () => {
    const orders = await Promise.all([place(coat.gtin), place(coat.gtin), place(coat.gtin)]);
    await take();
    await Promise.allSettled([
      report(coat.itemId),
      pick(coat.gtin),
      as(clerk, (tx) =>
        placeHolds(tx, [
          {
            kind: 'cart',
            ownerId: 'cart',
            locationId: here,
            until: new Date(Date.now() + 60_000),
            lines: [{ itemId: coat.itemId, quantity: 1, ownerLineId: `cart-${orders[0]}` }],
          },
        ]),
      ),
      as(clerk, (tx) =>
        cancelAsCustomer(
          tx,
          { secrets: testSecrets, publicUrl: '' },
          { token: testSecrets.token(orders[1]!) },
        ),
      ),
    ]);
  });
});
