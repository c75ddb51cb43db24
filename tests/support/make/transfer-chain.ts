import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { accept, decline } from '../../../modules/store-system/transfers/answer-request.ts';
import type * as asking from '../../../modules/store-system/transfers/asking-contracts.ts';
import { cancel } from '../../../modules/store-system/transfers/cancel.ts';
import type { TransferCard } from '../../../modules/store-system/transfers/contracts.ts';
import { finish, pick, setPickedTo } from '../../../modules/store-system/transfers/pick.ts';
import { cardOf } from '../../../modules/store-system/transfers/queries.ts';
import { confirm, receive } from '../../../modules/store-system/transfers/receive.ts';
import { ask, send } from '../../../modules/store-system/transfers/request-transfer.ts';
import { recall, resolve } from '../../../modules/store-system/transfers/resolve.ts';
import { ship } from '../../../modules/store-system/transfers/ship.ts';
import type * as steps from '../../../modules/store-system/transfers/steps-contracts.ts';
import { makeActor } from './actor.ts';
import { makeReasonCode } from './reason-code.ts';

const EVERY_STEP = ['read', 'request', 'ship', 'receive', 'resolve'].map(
  (may) => `store-system.transfers.${may}`,
);

/** Two people who may do everything with transfers, each at one end. */
export function makeEnds(from: string, to: string): { giver: Actor; taker: Actor } {
  return {
    giver: makeActor({ permissions: EVERY_STEP, locations: [from], name: 'Davide Riva' }),
    taker: makeActor({ permissions: EVERY_STEP, locations: [to], name: 'Sara Galli' }),
  };
}

/** The reasons a transfer is asked for and declined with. */
export async function makeTransferReasons(db: Knex): Promise<void> {
  await makeReasonCode(db, 'transfer', 'between-stores', {
    it: 'Trasferimento tra punti vendita',
    en: 'Between shops',
  });
  await makeReasonCode(db, 'transfer-declined', 'needed-here');
}

type Terms = Omit<InputOf<typeof steps.shipTransfer>, 'transferId'>;

/** How goods usually leave: in the company's own van, in one parcel. */
export const BY_VAN: Terms = { carriedBy: 'sender', parcels: 1 };

/** The steps of transfers as the two ends take them, each in a transaction of its own. */
export function transferSteps(db: Knex, { giver, taker }: { giver: Actor; taker: Actor }) {
  const by = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(db, actor, work);
  return {
    ask: (input: InputOf<typeof asking.askForTransfer>) => by(taker, (tx) => ask(tx, input)),
    send: (input: InputOf<typeof asking.sendGoods>) => by(giver, (tx) => send(tx, input)),
    accept: (input: InputOf<typeof steps.acceptTransfer>) => by(giver, (tx) => accept(tx, input)),
    decline: (input: InputOf<typeof steps.declineTransfer>) =>
      by(giver, (tx) => decline(tx, input)),
    pick: (input: InputOf<typeof steps.pickPiece>) => by(giver, (tx) => pick(tx, input)),
    setPicked: (input: InputOf<typeof steps.setPicked>) =>
      by(giver, (tx) => setPickedTo(tx, input)),
    finish: (input: InputOf<typeof steps.finishPicking>) => by(giver, (tx) => finish(tx, input)),
    ship: (input: InputOf<typeof steps.shipTransfer>) => by(giver, (tx) => ship(tx, input)),
    cancel: (input: InputOf<typeof steps.cancelTransfer>, who = taker) =>
      by(who, (tx) => cancel(tx, input)),
    receive: (input: InputOf<typeof steps.receiveShipment>) =>
      by(taker, (tx) => receive(tx, input)),
    confirm: (input: InputOf<typeof steps.confirmAsSent>) => by(taker, (tx) => confirm(tx, input)),
    recall: (input: InputOf<typeof steps.recallShipment>) => by(giver, (tx) => recall(tx, input)),
    resolve: (input: InputOf<typeof steps.resolveDiscrepancy>, who = taker) =>
      by(who, (tx) => resolve(tx, input)),
    card: (transferId: string): Promise<TransferCard> =>
      by(taker, (tx) => cardOf(tx, { transferId })),
  };
}
export type TransferSteps = ReturnType<typeof transferSteps>;

/** A shipment that lacks a piece, sent from here, and one on its way to here: what steps are about. */
export async function makeShipments(
  db: Knex,
  {
    here,
    there,
    itemId,
  }: { readonly here: string; readonly there: string; readonly itemId: string },
) {
  const sent = await sendPieces(db, here, there, itemId);
  const received = await sent.steps.receive({
    shipmentId: sent.shipmentId,
    lines: [{ lineId: sent.lineId, good: 1, damaged: 0 }],
    complete: true,
  });
  const coming = await sendPieces(db, there, here, itemId);
  return {
    transferId: sent.transferId,
    sentShipmentId: sent.shipmentId,
    discrepancyId: received.discrepancyIds[0]!,
    shipmentId: coming.shipmentId,
  };
}

/** Two pieces that left, unasked. */
async function sendPieces(db: Knex, from: string, to: string, itemId: string) {
  const steps = transferSteps(db, makeEnds(from, to));
  const causal = 'between-stores';
  const { transfer, lines } = await steps.send({
    from,
    to,
    causal,
    lines: [{ itemId, quantity: 2 }],
  });
  const { transferId } = transfer;
  const { lineId } = lines[0]!;
  await steps.setPicked({ transferId, lineId, picked: 2 });
  const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
  return { steps, transferId, lineId, shipmentId };
}
