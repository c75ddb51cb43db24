import { expect } from 'chai';
import type { Endpoint, InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import {
  askForTransfer,
  sendGoods,
} from '../../../modules/store-system/transfers/asking-contracts.ts';
import {
  findTransferByCode,
  listTransfers,
  readBoard,
  readTransfer,
} from '../../../modules/store-system/transfers/contracts.ts';
import {
  acceptTransfer,
  cancelTransfer,
  confirmAsSent,
  declineTransfer,
  finishPicking,
  pickPiece,
  printShipment,
  recallShipment,
  receiveShipment,
  resolveDiscrepancy,
  setPicked,
  shipTransfer,
} from '../../../modules/store-system/transfers/steps-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { BY_VAN, makeTransferReasons } from '../../support/make/transfer-chain.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('transfers over the API', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let milano: string;
  let roma: string;
  let itemId: string;
  let gtin: string;
  let giver: Caller;
  let taker: Caller;
  let chief: Caller;

  before(() => makeTransferReasons(server.database.db));
  beforeEach(async () => {
    const { db } = server.database;
    [milano, roma] = [await makeLocation(db), await makeLocation(db)];
    gtin = makeGtin();
    itemId = await makeItem(db, { gtin });
    giver = await server.person('clerk', milano);
    taker = await server.person('clerk', roma);
    chief = await server.person('store-manager', milano);
    await makeStock(db, { locationId: milano, itemId, quantity: 5 });
  });
  afterEach(() => expectReconciled(server.database.db, STORE_SYSTEM_CHECKS));

  const wanted = (quantity = 2) => ({
    from: milano,
    to: roma,
    causal: 'between-stores',
    lines: [{ itemId, quantity }],
  });
  const onHand = async (locationId: string): Promise<number> => {
    const rows = await server.database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId })
      .select<{ on_hand: number }[]>('on_hand');
    return rows.reduce((sum, row) => sum + row.on_hand, 0);
  };
  const count = async (table: string): Promise<number> => {
    const row = await server.database.db(table).count({ rows: '*' }).first<{ rows: number }>();
    return Number(row!.rows);
  };

  /** The same request five times at once, under one key: one effect, five times the same answer. */
  async function fiveTimes<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    as: Caller,
  ): Promise<ReplyOf<E>> {
    const idempotencyKey = newId();
    const before = await count('core_outbox');
    const again = () => server.call(endpoint, input, { as, idempotencyKey });
    const replies = await Promise.all(Array.from({ length: 5 }, again));
    const told = await count('core_outbox');
    for (const reply of replies) expect(reply).to.deep.equal(replies[0]);
    expect(await again()).to.deep.equal(replies[0]);
    expect(await count('core_outbox'), 'told once').to.equal(told);
    expect(told).to.be.greaterThan(before);
    return replies[0]!;
  }

  /** Five people do it at once, each for themselves: how many got through, and what the others read. */
  async function atOnce<E extends Endpoint>(endpoint: E, input: InputOf<E>, as: Caller) {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => server.call(endpoint, input, { as })),
    );
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const slugs = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [String(outcome.reason.problem.type)] : [],
    );
    return { done, slugs: [...new Set(slugs)] };
  }

  it('live their whole life with every request sent five times', async () => {
    const { transfer, lines } = await fiveTimes(askForTransfer, wanted(), taker);
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    expect(transfer).to.include({ state: 'requested', version: 1 });
    await fiveTimes(acceptTransfer, { transferId }, giver);
    const taken = await fiveTimes(pickPiece, { transferId, gtin }, giver);
    expect(taken.line).to.deep.equal({ lineId, picked: 1, accepted: 2 });
    await fiveTimes(setPicked, { transferId, lineId, picked: 2 }, giver);
    await fiveTimes(finishPicking, { transferId, place: 'Banco 2' }, giver);
    const sent = await fiveTimes(shipTransfer, { transferId, ...BY_VAN }, giver);
    expect(await onHand(milano)).to.equal(3);
    const { shipmentId } = sent;
    const counted = await fiveTimes(
      receiveShipment,
      { shipmentId, lines: [{ lineId, good: 1, damaged: 0 }], complete: true },
      taker,
    );
    expect(await onHand(roma)).to.equal(1);
    const discrepancyId = counted.discrepancyIds[0]!;
    const lost = { discrepancyId, resolution: 'lost', answers: 'carrier' } as const;
    const resolved = await fiveTimes(resolveDiscrepancy, lost, chief);
    expect(resolved.transfer).to.include({ state: 'received', inTransit: 0, version: 8 });
    expect([await onHand(milano), await onHand(roma)]).to.deep.equal([3, 1]);
    await fiveTimes(printShipment, { shipmentId, locationId: roma, paper: 'parcel-labels' }, taker);
  });

  it('are declined, cancelled, sent unasked and recalled once, however often it is asked', async () => {
    const asked = await server.call(askForTransfer, wanted(), { as: taker });
    const refused = { transferId: asked.transfer.transferId, reason: 'needed-here' };
    expect((await fiveTimes(declineTransfer, refused, giver)).transfer.state).to.equal('declined');

    const unasked = await fiveTimes(sendGoods, wanted(5), giver);
    const { transferId } = unasked.transfer;
    const called = await fiveTimes(cancelTransfer, { transferId, because: 'Sbagliato' }, taker);
    expect(called.transfer).to.include({ state: 'cancelled', accepted: 0 });

    const { shipmentId } = await shipped(2);
    const back = { shipmentId, outcome: 'back-at-source', because: 'Indirizzo' } as const;
    expect((await fiveTimes(recallShipment, back, chief)).transfer.state).to.equal('cancelled');
    expect(await onHand(milano)).to.equal(5);

    const confirmed = await fiveTimes(
      confirmAsSent,
      { shipmentId: (await shipped(3)).shipmentId },
      taker,
    );
    expect(confirmed.transfer.state).to.equal('received');
    expect([await onHand(milano), await onHand(roma)]).to.deep.equal([2, 3]);
  });

  it('let one of several colleagues win, and tell the others how it stands', async () => {
    const asked = await server.call(askForTransfer, wanted(), { as: taker });
    const { transferId } = asked.transfer;
    const { lineId } = asked.lines[0]!;
    const late = { done: 1, slugs: ['/problems/transfer-state'] };
    expect(await atOnce(acceptTransfer, { transferId }, giver)).to.deep.equal(late);
    // Two pieces were promised: two scans find a place, three are too many.
    expect(await atOnce(pickPiece, { transferId, gtin }, giver)).to.deep.equal({
      done: 2,
      slugs: ['/problems/too-many-pieces'],
    });
    expect(await atOnce(shipTransfer, { transferId, ...BY_VAN }, giver)).to.deep.equal(late);
    const { view } = await server.call(readTransfer, { transferId }, { as: taker });
    const { shipmentId } = view.shipments[0]!;
    const complete = { shipmentId, lines: [{ lineId, good: 2, damaged: 0 }], complete: true };
    expect(await atOnce(receiveShipment, complete, taker)).to.deep.equal(late);
    expect([await onHand(milano), await onHand(roma)]).to.deep.equal([3, 2]);
  });

  it('promise the last pieces to one of two shops that ask for them at once', async () => {
    const { db } = server.database;
    const torino = await makeLocation(db);
    const other = await server.person('clerk', torino);
    const first = await server.call(askForTransfer, wanted(4), { as: taker });
    const second = await server.call(askForTransfer, { ...wanted(4), to: torino }, { as: other });
    const outcomes = await Promise.allSettled(
      [first, second].map(({ transfer: { transferId } }) =>
        server.call(acceptTransfer, { transferId }, { as: giver }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('number their papers without a hole, whoever ships at once and whoever is refused meanwhile', async () => {
    const ready = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { transfer, lines } = await server.call(sendGoods, wanted(1), { as: giver });
        const { transferId } = transfer;
        await server.call(
          setPicked,
          { transferId, lineId: lines[0]!.lineId, picked: 1 },
          { as: giver },
        );
        return transferId;
      }),
    );
    const outcomes = await Promise.allSettled(
      [...ready, ...ready].map((transferId) =>
        server.call(shipTransfer, { transferId, ...BY_VAN }, { as: giver }),
      ),
    );
    const numbers = outcomes
      .flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.document] : []))
      .map((written) => Number(written.split('/')[0]))
      .sort((a, b) => a - b);
    expect(numbers).to.have.lengthOf(4);
    expect(numbers).to.deep.equal([0, 1, 2, 3].map((nth) => numbers[0]! + nth));
  });

  it('stand on the boards of both ends and in lists by side and state, page by page', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      await server.call(askForTransfer, wanted(1), { as: taker });
    }
    const out = await server.call(readBoard, { locationId: milano }, { as: giver });
    const into = await server.call(readBoard, { locationId: roma }, { as: taker });
    expect([out.view.outgoing.length, out.view.incoming.length]).to.deep.equal([3, 0]);
    expect([into.view.outgoing.length, into.view.incoming.length]).to.deep.equal([0, 3]);
    const list = { locationId: roma, side: 'in', state: 'requested', limit: 2 } as const;
    const first = await server.call(listTransfers, list, { as: taker });
    const rest = await server.call(listTransfers, { ...list, after: first.next! }, { as: taker });
    const ids = [...first.items, ...rest.items].map(({ transfer }) => transfer.transferId);
    expect(new Set(ids).size).to.equal(3);
    expect(rest.next).to.equal(null);
    const none = { locationId: roma, side: 'out' } as const;
    expect((await server.call(listTransfers, none, { as: taker })).items).to.deep.equal([]);
  });

  it('are found by their code and by that of a parcel, at both ends and nowhere else', async () => {
    const { transferId, shipmentId, code } = await shipped(1);
    const lower = code.toLowerCase().replace('-', ' ');
    expect(
      await server.call(findTransferByCode, { locationId: roma, code: lower }, { as: taker }),
    ).to.deep.equal({ transferId, shipmentId, side: 'in' });
    const stranger = await server.person('clerk', await makeLocation(server.database.db));
    const elsewhere = await server.refusalOf(readTransfer, { transferId }, { as: stranger });
    expect(elsewhere.problem.status).to.equal(404);
  });

  it('let nobody put a loss into the books of the other side', async () => {
    const { transferId, shipmentId, lineId } = await shipped(2);
    const { discrepancyIds } = await server.call(
      receiveShipment,
      { shipmentId, lines: [{ lineId, good: 1, damaged: 0 }], complete: true },
      { as: taker },
    );
    const discrepancyId = discrepancyIds[0]!;
    const romana = await server.person('store-manager', roma);
    const theirs = { discrepancyId, resolution: 'lost', answers: 'source' } as const;
    const refused = await server.refusalOf(resolveDiscrepancy, theirs, { as: romana });
    expect(refused.problem.status).to.equal(403);
    const { view } = await server.call(readTransfer, { transferId }, { as: romana });
    const offered = view.discrepancies[0]!.choices.map(({ answers }) => answers);
    expect(new Set(offered)).to.deep.equal(new Set(['destination']));
    const ours = { ...theirs, answers: 'destination' } as const;
    await server.call(resolveDiscrepancy, ours, { as: romana });
  });

  const shipped = async (quantity: number) => {
    const { transfer, lines } = await server.call(sendGoods, wanted(quantity), { as: giver });
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    await server.call(setPicked, { transferId, lineId, picked: quantity }, { as: giver });
    const sent = await server.call(shipTransfer, { transferId, ...BY_VAN }, { as: giver });
    return { transferId, lineId, shipmentId: sent.shipmentId, code: sent.code };
  };
});
