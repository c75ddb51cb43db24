import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { demandSight } from '../../../server/auth/actor.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { changeCondition, correctStock } from '../../store-system/api.ts';
import { lockFile } from '../orders/sql/files.ts';
import { conditionOf } from './domain/destination.ts';
import type { FiledReturn } from './domain/filed.ts';
import { handBack, isClosed, regrade, waitsForRest } from './domain/life.ts';
import { writtenReturnNumber } from './domain/return.ts';
import { fileView } from './file-view.ts';
import { letExchangeGo } from './hand-over-exchange.ts';
import { writeToCustomer } from './letters.ts';
import { next } from './move-money.ts';
import { chosenDestination } from './plan-lines.ts';
import { piecesNotWaiting, returnInOtherState } from './problems.ts';
import type { ReturnFile } from './reading-contracts.ts';
import { recordReturn } from './rows.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockReturn, saveReturn, selectOrderOf } from './sql/files.ts';
import { freeUnits, regradeUnits, selectFiledUnits, type FiledUnit } from './sql/units.ts';
import type { handBackEndpoint, regradeEndpoint, repairedEndpoint } from './step-contracts.ts';
import { sendOn } from './take-goods.ts';

const TAKE = 'omnichannel.returns.take';
const WHAT = { it: 'la pratica di reso', en: 'the return file' };

/** The file, locked after its order, if the actor takes returns where it stands. */
export async function lockToStep(
  tx: Tx,
  returnId: string,
  expectedVersion: number,
): Promise<FiledReturn> {
  const orderId = await selectOrderOf(tx, returnId);
  if (orderId === null) throw new Refusal(notFound, { what: WHAT });
  await lockFile(tx, orderId);
  const file = (await lockReturn(tx, returnId))!;
  if (file.locationId === null) throw new Refusal(notFound, { what: WHAT });
  demandSight(tx.actor, TAKE, file.locationId, WHAT);
  if (file.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: file.version, expected: expectedVersion });
  }
  return file;
}

/**
 * The customer has the goods again, which may come back another time: the return was not accepted, they were
 * repaired, or the rest of an exchange was not paid.
 */
export async function handBackReturn(
  tx: Tx,
  secrets: OrderSecrets,
  { returnId, expectedVersion, note }: InputOf<typeof handBackEndpoint>,
): Promise<ReturnFile> {
  const before = await lockToStep(tx, returnId, expectedVersion);
  const axes = handBack(before);
  if (!axes) throw inOtherState(before);
  const noted = note ? { note: before.note ? `${before.note}\n${note}` : note } : {};
  const moved = { ...before, ...axes, ...noted, custodyPlace: null };
  const after = next({ ...moved, closedAt: isClosed(moved) ? tx.now : null });
  await freeUnits(tx, returnId);
  if (waitsForRest(before)) await letExchangeGo(tx, before);
  await saveReturn(tx, before, after);
  await recordReturn(tx, 'omnichannel.return-handed-back.v1', after);
  return fileView(tx, secrets, after);
}

/** What the customer let us repair is put right: it waits for them, and they are told. */
export async function markRepaired(
  tx: Tx,
  secrets: OrderSecrets,
  { returnId, expectedVersion, custodyPlace }: InputOf<typeof repairedEndpoint>,
): Promise<ReturnFile> {
  const before = await lockToStep(tx, returnId, expectedVersion);
  const { decision, goods, repairedAt } = before;
  if (decision !== 'repair' || goods !== 'in-custody' || repairedAt !== null) {
    throw inOtherState(before);
  }
  const place = custodyPlace ?? before.custodyPlace;
  const after = next({ ...before, repairedAt: tx.now, custodyPlace: place });
  await saveReturn(tx, before, after);
  await recordReturn(tx, 'omnichannel.return-repaired.v1', after);
  await writeToCustomer(tx, after, 'repaired');
  return fileView(tx, secrets, after);
}

/** Somebody looked at pieces that waited: where they go now, in which condition. */
export async function regradeReturn(
  tx: Tx,
  secrets: OrderSecrets,
  input: InputOf<typeof regradeEndpoint>,
): Promise<ReturnFile> {
  const before = await lockToStep(tx, input.returnId, input.expectedVersion);
  const units = (await selectFiledUnits(tx, [before.returnId])).get(before.returnId)!;
  const places = await locationsById(tx, null);
  const shop = places.get(before.locationId!)!;
  const waiting = units.filter(({ disposition }) => disposition === 'inspect');
  const looked = input.lines.flatMap((line) => {
    const some = waiting.filter(({ lineId }) => lineId === line.lineId).splice(0, line.quantity);
    if (some.length < line.quantity) throw new Refusal(piecesNotWaiting, {});
    for (const unit of some) waiting.splice(waiting.indexOf(unit), 1);
    const to = chosenDestination(
      { shop },
      { location: (id) => places.get(id) },
      line.lineId,
      line.destination,
      null,
    );
    return some.map((unit): FiledUnit => ({
      ...unit,
      grade: line.grade,
      disposition: to.kind,
      toLocationId: to.toLocationId,
      why: line.note ? { it: line.note, en: line.note } : INSPECTED,
    }));
  });
  const axes = regrade(
    before,
    units.filter(({ disposition }) => disposition === 'inspect').length >
      looked.filter(isDone).length,
  );
  if (!axes) throw inOtherState(before);
  if ((await regradeUnits(tx, before.returnId, looked)) !== looked.length) {
    throw new Refusal(piecesNotWaiting, {});
  }
  await moveInspected(tx, before, looked.filter(isDone));
  const after = next({
    ...before,
    ...axes,
    closedAt: isClosed({ ...before, ...axes }) ? tx.now : null,
  });
  await saveReturn(tx, before, after);
  await recordReturn(tx, 'omnichannel.return-graded.v1', after);
  return fileView(tx, secrets, after);
}

const INSPECTED = { it: 'Controllato', en: 'Inspected' };

function isDone({ disposition }: FiledUnit): boolean {
  return disposition !== 'inspect';
}

/** From the pieces to inspect into their new condition; those sent on leave by a transfer. */
async function moveInspected(
  tx: Tx,
  file: FiledReturn,
  units: readonly FiledUnit[],
): Promise<void> {
  const locationId = file.locationId!;
  const document = { kind: 'return', id: file.returnId };
  const pieces = units.map(({ itemId, grade, disposition, toLocationId }) => ({
    itemId,
    grade: grade!,
    disposition: disposition!,
    toLocationId,
  }));
  const moves = pieces.flatMap(({ itemId, grade, disposition }) => {
    const to = conditionOf(disposition, grade);
    const from = 'to-inspect' as const;
    const reasonCode = 'condition';
    return to === from ? [] : [{ locationId, itemId, from, to, quantity: 1, reasonCode }];
  });
  if (moves.length > 0) await changeCondition(tx, moves, document);
  const destroyed = pieces.filter(({ disposition }) => disposition === 'destroy');
  if (destroyed.length > 0) {
    await correctStock(
      tx,
      destroyed.map(({ itemId }) => ({
        locationId,
        itemId,
        condition: 'damaged' as const,
        difference: -1,
        reasonCode: 'destroyed',
      })),
      document,
    );
  }
  const number = writtenReturnNumber(file.year, file.number);
  await sendOn(tx, { returnId: file.returnId, number, locationId }, pieces);
}

/** The refusal of a step that does not fit the file. */
export function inOtherState({ goods, decision, money }: FiledReturn): Error {
  return new Refusal(returnInOtherState, { goods, decision, money });
}
