import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import {
  finishWaveEndpoint,
  floorEndpoint,
  foundEndpoint,
  reportShortEndpoint,
} from '../../../modules/omnichannel/picking/contracts.ts';
import {
  answerQuestionEndpoint,
  customerQuestion,
  readQuestionEndpoint,
} from '../../../modules/omnichannel/picking/question-contracts.ts';
import { takeNextEndpoint } from '../../../modules/omnichannel/pickup/work-contracts.ts';
import {
  candidatesEndpoint,
  changeRuleEndpoint,
  readRuleEndpoint,
} from '../../../modules/omnichannel/sourcing/contracts.ts';
import {
  countEndpoint,
  recountsEndpoint,
} from '../../../modules/store-system/recounts/contracts.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('missing pieces over HTTP', () => {
  const server = useServer();
  let here: string;
  let there: string;
  let clerk: Caller;
  let web: Caller;
  let itemId: string;
  let gtin: string;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db);
    there = await makeLocation(db);
    clerk = await server.person('clerk', here);
    web = await server.program(['orders:write']);
  });
  beforeEach(async () => {
    gtin = makeGtin();
    itemId = await makeItem(server.database.db, { gtin });
    for (const locationId of [here, there]) {
      await makeStock(server.database.db, { locationId, itemId, quantity: 2 });
    }
  });
  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    ),
  );

  async function taken(): Promise<string> {
    const body = orderRequest({ locationId: here, lines: [{ gtin }] });
    const { orderId } = await server.call(placeOrderEndpoint, body, { as: web });
    await server.call(takeNextEndpoint, { locationId: here, count: 10 }, { as: clerk });
    return orderId;
  }
  const missing = () => ({
    locationId: here,
    itemId,
    quantity: 1,
    reason: 'missing' as const,
  });

  it('are reported once, however often the same request arrives', async () => {
    const orderId = await taken();
    const options = { as: clerk, idempotencyKey: newId() };
    const first = await server.call(reportShortEndpoint, missing(), options);
    const again = await server.call(reportShortEndpoint, missing(), options);
    expect(again).to.deep.equal(first);
    expect(first.rows[0]).to.include({ orderId, state: 'short' });
    expect(await server.database.db('oc_short').where({ order_id: orderId })).to.have.lengthOf(1);
    const refusal = await server.refusalOf(reportShortEndpoint, missing(), { as: clerk });
    expect(refusal).to.include({ slug: 'nothing-missing', status: 409 });
  });

  it('are answered by the link alone, once, and by nobody with another link', async () => {
    const orderId = await taken();
    const { questions } = await server.call(reportShortEndpoint, missing(), { as: clerk });
    const token = orderSecrets(server.keyring).questionToken(questions[0]!.questionId);
    const page = await server.call(customerQuestion.read, { token });
    expect(page).to.include({ state: 'open', firstName: 'Marta', language: 'it' });
    expect(page.proposals.map(({ kind }) => kind)).to.deep.equal(['move', 'bring', 'cancel']);

    const wrong = { token: 'A'.repeat(22) };
    expect(await server.refusalOf(customerQuestion.read, wrong)).to.include({ status: 404 });
    const foreign = { token, answer: { kind: 'move' as const, locationId: 'ELSE' } };
    expect(await server.refusalOf(customerQuestion.answer, foreign)).to.include({
      slug: 'not-proposed',
    });

    const answer = { token, answer: { kind: 'move' as const, locationId: there } };
    const answered = await server.call(customerQuestion.answer, answer);
    expect(answered).to.include({ state: 'answered', answeredBy: 'customer' });
    expect((await server.call(customerQuestion.answer, answer)).state).to.equal('answered');
    const other = { token, answer: { kind: 'cancel' as const } };
    expect(await server.refusalOf(customerQuestion.answer, other)).to.include({
      slug: 'question-closed',
    });
    const row = await server.database.db('oc_order').where({ id: orderId }).first();
    expect(row).to.include({ location_id: there, state: 'placed' });
  });

  it('concern the shop where they are missing: others do not even learn of them', async () => {
    const orderId = await taken();
    const { questions } = await server.call(reportShortEndpoint, missing(), { as: clerk });
    const { questionId } = questions[0]!;
    const { id: lineId } = await server.database
      .db('oc_order_line')
      .where({ order_id: orderId })
      .first('id');
    const elsewhere = await server.person('clerk', there);
    const refused = async (work: Promise<{ status: number }>) => (await work).status;
    expect(
      await Promise.all([
        refused(server.refusalOf(reportShortEndpoint, missing(), { as: elsewhere })),
        refused(server.refusalOf(readQuestionEndpoint, { orderId }, { as: elsewhere })),
        refused(
          server.refusalOf(
            answerQuestionEndpoint,
            { questionId, answer: { kind: 'cancel' } },
            { as: elsewhere },
          ),
        ),
        refused(server.refusalOf(foundEndpoint, { orderId, lineId }, { as: elsewhere })),
        refused(server.refusalOf(candidatesEndpoint, { orderId }, { as: elsewhere })),
        refused(
          server.refusalOf(floorEndpoint, { locationId: here, items: itemId }, { as: elsewhere }),
        ),
      ]),
    ).to.deep.equal([403, 404, 404, 404, 404, 403]);
    const giulia = await server.person('web-store-manager', null);
    const read = await server.call(readQuestionEndpoint, { orderId }, { as: giulia });
    expect(read).to.include({ questionId, state: 'open', hasEmail: true });
    const answered = await server.call(
      answerQuestionEndpoint,
      { questionId, answer: { kind: 'cancel' } },
      { as: giulia },
    );
    expect(answered).to.include({ answeredBy: 'staff' });
  });

  it('are counted again by the shop, with one figure', async () => {
    await taken();
    const { recountId } = await server.call(reportShortEndpoint, missing(), { as: clerk });
    const { view } = await server.call(recountsEndpoint, { locationId: here }, { as: clerk });
    expect(view.recounts.find((one) => one.recountId === recountId)).to.deep.include({
      itemId,
      reason: 'missing',
      promised: [],
    });
    const count = (counted: number) => ({ recountId, counted });
    const closed = await server.call(countEndpoint, count(0), { as: clerk });
    expect(closed).to.include({ counted: 0, difference: -1 });
    expect(await server.call(countEndpoint, count(0), { as: clerk })).to.deep.equal(closed);
    expect(await server.refusalOf(countEndpoint, count(1), { as: clerk })).to.include({
      slug: 'recount-closed',
    });
    const elsewhere = await server.person('clerk', there);
    expect(await server.refusalOf(countEndpoint, count(0), { as: elsewhere })).to.include({
      status: 404,
    });
  });

  it('do not keep a walk from its end, once they are reported', async () => {
    const orderId = await taken();
    const { wave_id: waveId } = await server.database.db('oc_order').where({ id: orderId }).first();
    const early = await server.refusalOf(finishWaveEndpoint, { waveId }, { as: clerk });
    expect(early).to.include({ slug: 'wave-unfinished', status: 409 });
    await server.call(reportShortEndpoint, missing(), { as: clerk });
    const done = await server.call(finishWaveEndpoint, { waveId }, { as: clerk });
    expect(done).to.include({ ended: true });
  });

  it('follow rules that the office changes version by version', async () => {
    const giulia = await server.person('web-store-manager', null);
    const { version, rule } = await server.call(readRuleEndpoint, {}, { as: giulia });
    const changed = { rule: { ...rule, withinMetres: 1 }, expectedVersion: version };
    const next = await server.call(changeRuleEndpoint, changed, { as: giulia });
    expect(next).to.include({ version: version + 1 });
    expect(await server.refusalOf(changeRuleEndpoint, changed, { as: giulia })).to.include({
      slug: 'stale-revision',
      status: 412,
    });
    const orderId = await taken();
    const { ranked, excluded, ruleVersion } = await server.call(
      candidatesEndpoint,
      { orderId },
      { as: giulia },
    );
    expect(ruleVersion).to.equal(next.version);
    const places = [...ranked, ...excluded].map(({ locationId }) => locationId);
    expect(places).to.include.members([here, there]);
    expect(excluded.find(({ locationId }) => locationId === here)?.because).to.equal('here');
    await server.call(changeRuleEndpoint, { rule, expectedVersion: next.version }, { as: giulia });
  });
});
