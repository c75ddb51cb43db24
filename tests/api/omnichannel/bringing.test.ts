import assert from 'node:assert/strict';
import { expect } from 'chai';
import { locationsById } from '../../../modules/base/api.ts';
import { instantText } from '../../../modules/omnichannel/mail/words.ts';
import {
  cancelOrderEndpoint,
  placeOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import { followTransfers } from '../../../modules/omnichannel/picking/follow-transfers.ts';
import { reportShortEndpoint } from '../../../modules/omnichannel/picking/contracts.ts';
import {
  answerQuestionEndpoint,
  readQuestionEndpoint,
} from '../../../modules/omnichannel/picking/question-contracts.ts';
import {
  pickEndpoint,
  takeNextEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { transferSteps } from '../../../modules/store-system/api.ts';
import type { TransferFacts } from '../../../modules/store-system/transfers/contracts.ts';
import {
  confirmAsSent,
  finishPicking,
  receiveShipment,
  setPicked,
  shipTransfer,
} from '../../../modules/store-system/transfers/steps-contracts.ts';
import { readTransfer } from '../../../modules/store-system/transfers/contracts.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { BY_VAN } from '../../support/make/transfer-chain.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

describe('a piece that is missing for an order, and brought from another shop', () => {
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let there: string;
  let clerk: Caller;
  let giver: Caller;
  let web: Caller;
  let office: Caller;
  let gtin: string;
  let itemId: string;

  before(async () => {
    web = await server.program(['orders:write']);
    office = await server.person('web-store-manager', null);
  });
  beforeEach(async () => {
    const { db } = server.database;
    [here, there] = [await makeLocation(db), await makeLocation(db)];
    clerk = await server.person('clerk', here);
    giver = await server.person('clerk', there);
    gtin = makeGtin();
    itemId = await makeItem(db, { gtin });
    for (const locationId of [here, there])
      await makeStock(db, { locationId, itemId, quantity: 2 });
  });
  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests.flatMap(({ checks = [] }) => checks),
    ),
  );

  /** An order of so many pieces, all of them missing, that are to be brought. */
  const brought = async (quantity = 1) => {
    const body = orderRequest({ locationId: here, lines: [{ gtin, quantity }] });
    const { orderId, readyBy } = await server.call(placeOrderEndpoint, body, { as: web });
    await server.call(takeNextEndpoint, { locationId: here, count: 10 }, { as: clerk });
    const { questions } = await server.call(
      reportShortEndpoint,
      { locationId: here, itemId, quantity, reason: 'missing' },
      { as: clerk },
    );
    const { questionId, proposals } = questions[0]!;
    expect(proposals.map(({ kind }) => kind)).to.deep.equal(['move', 'bring', 'cancel']);
    const bring = proposals.find((one) => one.kind === 'bring')!;
    const answer = { kind: 'bring', locationId: there } as const;
    await server.call(answerQuestionEndpoint, { questionId, answer }, { as: clerk });
    return { orderId, readyBy, bring, ...(await transferOf(orderId)) };
  };
  const transferOf = async (orderId: string) => {
    const transfer = await transferFor(orderId);
    const { transferId } = transfer;
    const { view } = await server.call(readTransfer, { transferId }, { as: giver });
    return { transferId, lineId: view.lines[0]!.lineId, transfer };
  };
  const transferFor = async (orderId: string): Promise<TransferFacts> => {
    const row = await server.database
      .db('ss_transfer')
      .where({ reference_kind: 'order', reference_id: orderId })
      .first<{ id: string }>();
    const read = await server.call(readTransfer, { transferId: row!.id }, { as: giver });
    return read.view.transfer;
  };
  const level = async (locationId: string) => {
    const row = await server.database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
      .first<{ on_hand: number; held: number }>();
    return `${row!.on_hand} held ${row!.held}`;
  };
  const orderOf = (orderId: string) =>
    server.database.db('oc_order').where({ id: orderId }).first<{
      state: string;
      ready_by: Date;
      answer_by: Date | null;
      version: number;
    }>();
  const holdsOf = async (orderId: string): Promise<string[]> => {
    const rows = await server.database
      .db('ss_hold')
      .where({ owner_id: orderId, kind: 'order' })
      .whereIn('state', ['active', 'set-aside'])
      .select<{ location_id: string }[]>('location_id');
    return rows.map((row) => row.location_id);
  };
  const shipped = async (transferId: string, lineId: string, picked: number) => {
    await server.call(setPicked, { transferId, lineId, picked }, { as: giver });
    return server.call(shipTransfer, { transferId, ...BY_VAN }, { as: giver });
  };

  it('is kept back there at once, becomes the order’s when it arrives, and the shop goes on', async () => {
    const { orderId, bring, transferId, lineId, transfer } = await brought();
    expect(transfer).to.include({
      state: 'draft',
      from: there,
      to: here,
      causal: 'click-and-collect',
    });
    expect(await level(there)).to.equal('2 held 1');
    const put = (await orderOf(orderId))!;
    expect(put.state).to.equal('short');
    expect(put.ready_by.toISOString()).to.equal(bring.kind === 'bring' ? bring.readyBy : '');

    const { shipmentId } = await shipped(transferId, lineId, 1);
    const announced = await server.database.db('ss_incoming').where({ document_id: shipmentId });
    expect(announced, 'nobody else waits for it').to.deep.equal([]);
    await server.call(confirmAsSent, { shipmentId }, { as: clerk });
    await until('the order has its piece', async () => (await holdsOf(orderId)).length === 1);
    expect(await holdsOf(orderId)).to.deep.equal([here]);
    const picked = await server.call(
      pickEndpoint,
      { locationId: here, orderId, gtin, manner: 'scan' },
      { as: clerk },
    );
    expect(picked).to.not.equal(null);
    expect((await orderOf(orderId))!.state).to.equal('picked');
  });

  it('is told to its customer, with the day and hour it is promised for now', async () => {
    const { orderId, bring } = await brought();
    assert(bring.kind === 'bring');
    const mail = await until('the letter is written', () =>
      server.database
        .db('core_mail')
        .where({ reference: `order:${orderId}` })
        .where('subject', 'like', '%aggiornato')
        .first<{ text: string } | undefined>(),
    );
    const { db } = server.database;
    const [shop] = (
      await inTransaction(db, systemActor('test'), (tx) => locationsById(tx, [here]))
    ).values();
    expect(mail.text).to.include(`facciamo arrivare da ${bring.name}`);
    expect(mail.text).to.include(instantText('it', shop!.schedule.zone, new Date(bring.readyBy)));
  });

  it('is not there after all: its customer is asked again', async () => {
    const { orderId, transferId, lineId } = await brought();
    const short = [{ lineId, reason: 'missing' as const }];
    await server.call(finishPicking, { transferId, short }, { as: giver });
    const again = await until('somebody asks again', async () => {
      const question = await server.call(readQuestionEndpoint, { orderId }, { as: clerk });
      return question.state === 'open' ? question : null;
    });
    expect(again.proposals.map(({ kind }) => kind)).to.not.include('bring');
  });

  it('comes in part: what came is the order’s, about the rest its customer is asked', async () => {
    const { orderId, transferId, lineId } = await brought(2);
    const { shipmentId } = await shipped(transferId, lineId, 2);
    const lines = [{ lineId, good: 1, damaged: 0 }];
    await server.call(receiveShipment, { shipmentId, lines, complete: true }, { as: clerk });
    await until('somebody asks', async () => (await orderOf(orderId))!.answer_by !== null);
    expect(await holdsOf(orderId)).to.deep.equal([here]);
  });

  for (const good of [2, 1]) {
    it(`is not asked about while ${good} of 2 wait for their order to take them`, async () => {
      const { orderId, transferId, lineId } = await brought(2);
      const { shipmentId } = await shipped(transferId, lineId, 2);
      // A late reaction to something else finds the goods here, and not yet with the order.
      await inTransaction(server.database.db, systemActor('test'), async (tx) => {
        const lines = [{ lineId, good, damaged: 0 }];
        await transferSteps.receive(tx, { shipmentId, lines, complete: true });
        await followTransfers(tx, orderSecrets(server.keyring), orderId);
        const asking = 'select from oc_order where id = ? and answer_by is not null';
        expect((await tx.sql.raw(asking, [orderId])).rowCount).to.equal(0);
      });
      await until('the order has what came', async () => (await holdsOf(orderId)).length === good);
      const asked = await server.database.db('oc_question').where({ order_id: orderId });
      expect(asked, 'once when it was missing, once more about what did not come').to.have.length(
        good === 2 ? 1 : 2,
      );
    });
  }

  it('is asked about while the same goods wait for somebody else’s order', async () => {
    const order = orderRequest({ locationId: here, lines: [{ gtin, quantity: 1 }] });
    for (const externalId of [`A-${gtin}`, `B-${gtin}`])
      await server.call(placeOrderEndpoint, { ...order, externalId }, { as: web });
    await server.call(takeNextEndpoint, { locationId: here, count: 10 }, { as: clerk });
    const missing = { locationId: here, itemId, quantity: 2, reason: 'missing' } as const;
    const { questions } = await server.call(reportShortEndpoint, missing, { as: clerk });
    const [mine, theirs] = await Promise.all(
      questions.map(async ({ questionId, orderId }) => {
        const answer = { kind: 'bring', locationId: there } as const;
        await server.call(answerQuestionEndpoint, { questionId, answer }, { as: clerk });
        return { orderId, ...(await transferOf(orderId)) };
      }),
    );
    assert(mine && theirs);
    const { shipmentId } = await shipped(theirs.transferId, theirs.lineId, 1);
    const short = [{ lineId: mine.lineId, reason: 'missing' as const }];
    await inTransaction(server.database.db, systemActor('test'), async (tx) => {
      const lines = [{ lineId: theirs.lineId, good: 1, damaged: 0 }];
      await transferSteps.receive(tx, { shipmentId, lines, complete: true });
      await transferSteps.finish(tx, { transferId: mine.transferId, short });
      await followTransfers(tx, orderSecrets(server.keyring), mine.orderId);
      const asking = 'select from oc_order where id = ? and answer_by is not null';
      expect((await tx.sql.raw(asking, [mine.orderId])).rowCount).to.equal(1);
    });
    await until('they have theirs', async () => (await holdsOf(theirs.orderId)).length === 1);
  });

  it('does not travel when the order is cancelled before it leaves', async () => {
    const { orderId, transferId } = await brought();
    await cancel(orderId);
    await until('it is called off', async () => (await transferFor(orderId)).state === 'cancelled');
    expect((await transferFor(orderId)).transferId).to.equal(transferId);
    expect(await level(there)).to.equal('2 held 0');
  });

  it('is the shop’s to sell when the order was cancelled while it travelled', async () => {
    const { orderId, transferId, lineId } = await brought();
    const { shipmentId } = await shipped(transferId, lineId, 1);
    await cancel(orderId);
    await server.call(confirmAsSent, { shipmentId }, { as: clerk });
    await until('it is free', async () => {
      const held = await server.database
        .db('ss_hold')
        .where({ owner_id: transferId })
        .whereIn('state', ['active', 'set-aside']);
      return held.length === 0;
    });
    expect(await holdsOf(orderId)).to.deep.equal([]);
  });

  const cancel = async (orderId: string): Promise<void> => {
    const { version } = (await orderOf(orderId))!;
    const input = { orderId, reason: 'Non serve più', expectedVersion: version };
    await server.call(cancelOrderEndpoint, input, { as: office });
  };
});
