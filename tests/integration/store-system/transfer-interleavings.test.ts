import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { cancel } from '../../../modules/store-system/transfers/cancel.ts';
import { finish, setPickedTo } from '../../../modules/store-system/transfers/pick.ts';
import { confirm, receive } from '../../../modules/store-system/transfers/receive.ts';
import { recall, resolve } from '../../../modules/store-system/transfers/resolve.ts';
import { ship } from '../../../modules/store-system/transfers/ship.ts';
import { selectFile } from '../../../modules/store-system/transfers/sql/reading.ts';
import {
  insertReceipt,
  upsertShipmentLines,
} from '../../../modules/store-system/transfers/sql/writing.ts';
import { useDatabase } from '../../support/database.ts';
import { interleave, type Contender } from '../../support/interleave.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
} from '../../support/make/transfer-chain.ts';
import { wrongs } from '../../support/transfers/invariants.ts';

/** All orders with PROOF=1; otherwise those with at most so many interruptions. */
const SWITCHES = process.env['PROOF'] ? undefined : 1;
const MATTERS =
  /\bss_(transfer|transfer_line|shipment|shipment_line|discrepancy|hold|stock_level)\b/;

interface Thing {
  readonly transferId: string;
  readonly lineId: string;
  readonly itemId: string;
  readonly shipmentId: string;
  readonly discrepancyId: string;
}
type From = 'picked' | 'on its way' | 'counted short';

describe('transfers, two verbs at once in every order of their statements', function () {
  this.timeout(600_000);
  const database = useDatabase();
  let from: string;
  let to: string;
  let ends: { giver: Actor; taker: Actor };

  before(async () => {
    const { db } = database;
    await makeTransferReasons(db);
    [from, to] = [await makeLocation(db), await makeLocation(db)];
    ends = makeEnds(from, to);
  });

  const VERBS: Readonly<
    Record<string, readonly ['giver' | 'taker', (tx: Tx, it: Thing) => Promise<unknown>]>
  > = {
    ship: ['giver', (tx, { transferId }) => ship(tx, { transferId, ...BY_VAN })],
    cancel: ['taker', (tx, { transferId }) => cancel(tx, { transferId, because: 'Basta' })],
    unpick: [
      'giver',
      (tx, { transferId, lineId }) => setPickedTo(tx, { transferId, lineId, picked: 1 }),
    ],
    finish: [
      'giver',
      (tx, { transferId, lineId }) =>
        finish(tx, { transferId, short: [{ lineId, reason: 'kept' }] }),
    ],
    confirm: ['taker', (tx, { shipmentId }) => confirm(tx, { shipmentId })],
    receive: [
      'taker',
      (tx, { shipmentId, lineId }) =>
        receive(tx, { shipmentId, lines: [{ lineId, good: 1, damaged: 0 }], complete: true }),
    ],
    recall: [
      'giver',
      (tx, { shipmentId }) =>
        recall(tx, { shipmentId, outcome: 'back-at-source', because: 'Indirizzo' }),
    ],
    resolve: [
      'taker',
      (tx, { discrepancyId }) =>
        resolve(tx, { discrepancyId, resolution: 'lost', answers: 'destination' }),
    ],
  };

  const prepare = (state: From) => async (): Promise<Thing> => {
    const { db } = database;
    const steps = transferSteps(db, ends);
    const itemId = await makeItem(db);
    await makeStock(db, { locationId: from, itemId, quantity: 5 });
    const lines = [{ itemId, quantity: 2 }];
    const asked = await steps.send({ from, to, causal: 'between-stores', lines });
    const { transferId } = asked.transfer;
    const { lineId } = asked.lines[0]!;
    await steps.setPicked({ transferId, lineId, picked: 2 });
    const picked = { transferId, lineId, itemId, shipmentId: newId(), discrepancyId: newId() };
    if (state === 'picked') return picked;
    const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
    if (state === 'on its way') return { ...picked, shipmentId };
    const counted = [{ lineId, good: 1, damaged: 0 }];
    const { discrepancyIds } = await steps.receive({ shipmentId, lines: counted, complete: true });
    return { ...picked, shipmentId, discrepancyId: discrepancyIds[0]! };
  };

  const contender = (verb: string): Contender<Thing> => {
    const [end, work] = VERBS[verb]!;
    return { name: verb, actor: ends[end], work };
  };
  const faults = ({ transferId, itemId }: Thing) => wrongs(database.db, transferId, [itemId]);

  const PAIRS: readonly [From, ...(readonly string[])][] = [
    ['picked', 'ship', 'cancel', 'unpick', 'finish'],
    ['on its way', 'receive', 'confirm', 'recall'],
    ['counted short', 'resolve', 'receive', 'recall'],
  ];
  for (const [state, ...verbs] of PAIRS) {
    for (const [place, left] of verbs.entries()) {
      for (const right of verbs.slice(place)) {
        it(`${state}: ${left} and ${right}`, async () => {
          const orders = await interleave({
            url: database.url,
            prepare: prepare(state),
            left: contender(left),
            right: contender(right),
            faults,
            matters: MATTERS,
            ...(SWITCHES === undefined ? {} : { switches: SWITCHES }),
          });
          expect(orders.faults).to.deep.equal([]);
          expect(orders.tried).to.be.greaterThan(2);
          // Nobody is told that the house is at fault: who comes second is told how it stands.
          for (const ending of orders.endings.keys())
            expect(ending).not.to.match(/\b4\d{4}\b|Error/);
        });
      }
    }
  }

  it('would notice a receipt that counts on what it read before the other’s', async () => {
    const naive: Contender<Thing> = {
      name: 'naive receipt',
      actor: ends.taker,
      work: async (tx, { transferId, shipmentId, lineId }) => {
        const file = (await selectFile(tx, transferId))!;
        const line = file.shipments[0]!.lines[0]!;
        await upsertShipmentLines(tx, shipmentId, [{ ...line, received: line.received + 1 }]);
        await insertReceipt(tx, {
          receiptId: newId(),
          transferId,
          shipmentId,
          complete: false,
          asSent: false,
          note: null,
          lines: [{ lineId, expected: 2, good: 1, damaged: 0, unexpected: false }],
        });
      },
    };
    const lost = '10 a receipt is not in the counters';
    const { faults: found } = await interleave({
      url: database.url,
      prepare: prepare('on its way'),
      left: naive,
      right: naive,
      faults: async (thing) => (await faults(thing)).filter((wrong) => wrong === lost),
      matters: MATTERS,
      switches: 1,
    });
    expect(found.length).to.be.greaterThan(0);
    expect(found.filter((told) => /^L+R+:/.test(told))).to.deep.equal([]);
  });
});
