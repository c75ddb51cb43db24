import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
  type TransferSteps,
} from '../../support/make/transfer-chain.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a transfer', () => {
  const database = useDatabase({ poolSize: 8 });
  let milano: string;
  let roma: string;
  let itemId: string;
  let steps: TransferSteps;
  let giver: Actor;

  before(() => makeTransferReasons(database.db));
  beforeEach(async () => {
    milano = await makeLocation(database.db);
    roma = await makeLocation(database.db, { city: 'Roma', province: 'RM', region: 'Lazio' });
    itemId = await makeItem(database.db);
    await makeStock(database.db, { locationId: milano, itemId, quantity: 10 });
    const ends = makeEnds(milano, roma);
    giver = ends.giver;
    steps = transferSteps(database.db, ends);
  });

  const stock = async (locationId: string, condition = 'sellable') => {
    const row = await database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition })
      .first<{ on_hand: number; held: number } | undefined>();
    return `${row?.on_hand ?? 0} held ${row?.held ?? 0}`;
  };
  const incoming = async () => {
    const row = await database
      .db('ss_incoming')
      .where({ location_id: roma, item_id: itemId })
      .sum({ pieces: 'quantity' })
      .first<{ pieces: number | null }>();
    return Number(row?.pieces ?? 0);
  };
  /** Asked for, accepted, picked: ready to leave. */
  const picked = async (quantity: number) => {
    const { transfer, lines } = await steps.ask({
      from: milano,
      to: roma,
      causal: 'between-stores',
      lines: [{ itemId, quantity }],
    });
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    await steps.accept({ transferId });
    await steps.setPicked({ transferId, lineId, picked: quantity });
    await steps.finish({ transferId });
    return { transferId, lineId };
  };
  const shipped = async (quantity: number) => {
    const { transferId, lineId } = await picked(quantity);
    const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
    return { transferId, lineId, shipmentId };
  };
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing',
      (error: Refusal) => error.problem.slug,
    );

  it('takes three from Milan, brings two to Rome, and leaves one to be cleared: nothing is lost meanwhile', async () => {
    const { transferId, lineId, shipmentId } = await shipped(3);
    expect(await stock(milano)).to.equal('7 held 0');
    expect(await stock(roma)).to.equal('0 held 0');
    expect(await incoming()).to.equal(3);

    await steps.receive({
      shipmentId,
      lines: [{ lineId, good: 2, damaged: 0 }],
      complete: true,
    });

    const card = await steps.card(transferId);
    expect(card.transfer).to.include({ state: 'discrepancy', inTransit: 1, received: 2 });
    expect(await stock(roma)).to.equal('2 held 0');
    expect(await incoming()).to.equal(0);
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);

    await steps.resolve(
      {
        discrepancyId: card.discrepancies[0]!.discrepancyId,
        resolution: 'lost',
        answers: 'source',
      },
      giver,
    );
    const closed = await steps.card(transferId);
    expect(closed.transfer).to.include({ state: 'received', inTransit: 0, openDiscrepancies: 0 });
    expect(await stock(milano)).to.equal('7 held 0');
    await expectReconciled(database.db, STORE_SYSTEM_CHECKS);
  });

  it('is refused a second acceptance', async () => {
    const { transferId } = await picked(2);
    expect(await refusal(steps.accept({ transferId }))).to.equal('transfer-state');
  });
});
