import { randomBytes } from 'node:crypto';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { invalidRequest } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { locationsById, type Location } from '../../base/api.ts';
import { shipHolds } from '../holds/part-of-holds.ts';
import type { StockDocument } from '../stock/domain/level.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { expectIncoming } from '../stock/incoming.ts';
import { openLevels } from '../stock/open-levels.ts';
import { postChange } from '../stock/post-change.ts';
import {
  isPreparing,
  stateOf,
  withLines,
  type Shipment,
  type TransferFile,
  type TransferLine,
} from './domain/transfer.ts';
import { factsOf, transferEvent, type TransferShipped } from './events.ts';
import { openTransfer, writeStep } from './open-transfer.ts';
import { paperOf, printPapers } from './papers.ts';
import { lineUnknown, nothingToSend, tooManyPieces, transferState } from './problems.ts';
import { insertShipment, nextDocumentNumber, updateLines } from './sql/writing.ts';
import type { shipTransfer } from './steps-contracts.ts';

type Input = InputOf<typeof shipTransfer>;
type Leaving = readonly { readonly line: TransferLine; readonly quantity: number }[];

const GIVER = { permission: 'store-system.transfers.ship', side: 'source' } as const;

/**
 * Picked pieces leave: out of the source's stock, into transit, announced where they go. The paper gets
 * the next number of the company's year in the same transaction: none is lost, none is given twice.
 */
export async function ship(tx: Tx, input: Input): Promise<ReplyOf<typeof shipTransfer>> {
  const file = await openTransfer(tx, input.transferId, GIVER);
  if (!isPreparing(file)) throw new Refusal(transferState, { state: file.state });
  const leaving = leavingOf(file, input.lines);
  const places = await locationsById(tx, [file.from, file.to]);
  const from = places.get(file.from)!;
  const terms = termsOf(tx, input, from);
  const shipmentId = newId();
  const document = { kind: 'transfer', id: shipmentId };
  const sent = await takeOut(tx, file, leaving, document);
  await announce(tx, file, leaving, terms.expectedOn, document);

  const documentYear = Number(terms.documentDay.slice(0, 4));
  const shipment: Shipment = {
    ...terms,
    shipmentId,
    code: scannableCode('TR', randomBytes(12)),
    documentKind: from.companyId === places.get(file.to)!.companyId ? 'internal' : 'ddt',
    documentYear,
    // The row of the series is locked from here to the end: asked for after everything that may wait.
    documentNumber: await nextDocumentNumber(tx, from.companyId, documentYear),
    state: 'in-transit',
    shippedBy: tx.actor.name,
    lines: leaving.map(({ line: { lineId }, quantity }) => ({
      lineId,
      quantity,
      received: 0,
      damaged: 0,
      settled: 0,
    })),
  };
  const paper = await paperOf(tx, file, shipment, places, input.notes ?? null);
  await insertShipment(tx, file.transferId, from.companyId, shipment, paper);
  await updateLines(tx, sent);
  const changed = { ...withLines(file, sent), shipments: [...file.shipments, shipment] };
  const after = await writeStep(tx, changed, stateOf(changed));
  const jobIds = await printPapers(tx, file, paper, file.from);
  const written = paper.number;
  tx.record(
    transferEvent<TransferShipped>('store-system.transfer-shipped.v1', after, {
      shipmentId,
      document: written,
      expectedOn: shipment.expectedOn,
      lines: leaving.map(({ line: { lineId, itemId }, quantity }) => ({
        lineId,
        itemId,
        quantity,
      })),
    }),
  );
  return {
    transfer: factsOf(after),
    shipmentId,
    code: shipment.code,
    document: written,
    jobIds,
  };
}

function leavingOf(file: TransferFile, wanted: Input['lines']): Leaving {
  const all = wanted
    ? wanted.map(({ lineId, quantity }) => {
        const line = file.lines.find((each) => each.lineId === lineId);
        if (!line) throw new Refusal(lineUnknown, { lineId });
        return { line, quantity };
      })
    : file.lines.map((line) => ({ line, quantity: line.picked - line.shipped }));
  const byLine = new Map<string, { line: TransferLine; quantity: number }>();
  for (const { line, quantity } of all) {
    if (quantity === 0) continue;
    const sum = (byLine.get(line.lineId)?.quantity ?? 0) + quantity;
    const most = line.picked - line.shipped;
    if (sum > most) throw new Refusal(tooManyPieces, { lineId: line.lineId, asked: sum, most });
    byLine.set(line.lineId, { line, quantity: sum });
  }
  if (byLine.size === 0) throw new Refusal(nothingToSend, {});
  return [...byLine.values()];
}

function termsOf(tx: Tx, input: Input, from: Location) {
  const { carriedBy, carrier = null, parcels, weightGrams = null, appearance = 'cartoni' } = input;
  // The calendar's day, not the shop's: a paper is dated when it is written.
  const documentDay = dayAt(from.zone, tx.now);
  const startedAt = input.startedAt === undefined ? tx.now : new Date(input.startedAt);
  const expectedOn = input.expectedOn ?? addDays(documentDay, 1);
  if (carriedBy === 'carrier' && carrier === null) {
    refuse(tx, '/carrier', { it: 'manca il nome del vettore', en: 'the carrier has no name' });
  }
  if (dayAt(from.zone, startedAt) < documentDay) {
    refuse(tx, '/startedAt', { it: 'è prima di oggi', en: 'is before today' });
  }
  if (expectedOn < documentDay) {
    refuse(tx, '/expectedOn', { it: 'è prima di oggi', en: 'is before today' });
  }
  const how = { carriedBy, carrier, parcels, weightGrams, appearance };
  return { ...how, documentDay, startedAt, expectedOn };
}

/** Out of the source's stock; what stays promised goes on under the holds of the lines in the answer. */
async function takeOut(
  tx: Tx,
  { from }: TransferFile,
  leaving: Leaving,
  document: StockDocument,
): Promise<TransferLine[]> {
  await openLevels(
    tx,
    leaving.map(({ line: { itemId, condition } }) => ({ locationId: from, itemId, condition })),
  );
  const held = leaving.filter(({ line }) => line.holdId !== null);
  const continued = await shipHolds(
    tx,
    held.map(({ line, quantity }) => ({ holdId: line.holdId!, quantity })),
    document,
    'transfer',
  );
  const movements = leaving
    .filter(({ line }) => line.holdId === null)
    .map(({ line: { itemId, condition }, quantity }): Movement => ({
      locationId: from,
      itemId,
      from: condition,
      to: 'transit',
      quantity,
      reasonCode: 'transfer',
    }));
  if (movements.length > 0) {
    await postChange(tx, { movements }, { rule: 'promises-stand', cause: 'transfer', document });
  }
  return leaving.map(({ line, quantity }) => ({
    ...line,
    shipped: line.shipped + quantity,
    holdId: line.holdId === null ? null : (continued.get(line.holdId) ?? null),
  }));
}

/** What is kept for somebody on arrival is promised already: nobody is told to wait for it. */
async function announce(
  tx: Tx,
  file: TransferFile,
  leaving: Leaving,
  expectedOn: string,
  document: StockDocument,
): Promise<void> {
  if (file.kept) return;
  const lines = leaving
    .filter(({ line }) => line.condition === 'sellable')
    .map(({ line: { itemId }, quantity }) => ({ itemId, quantity, expectedOn }));
  if (lines.length > 0) await expectIncoming(tx, { locationId: file.to, lines, document });
}

function refuse(tx: Tx, pointer: string, detail: Text): never {
  throw new Refusal(invalidRequest, { errors: [{ pointer, detail: detail[tx.actor.language] }] });
}
