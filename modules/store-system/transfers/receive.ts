import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { invalidRequest } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin, unknownItems } from '../../base/api.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { expectIncoming, takeFromIncoming } from '../stock/incoming.ts';
import {
  inTransit,
  stateOf,
  type Shipment,
  type ShipmentLine,
  type TransferFile,
  type TransferLine,
} from './domain/transfer.ts';
import { factsOf, transferEvent, type TransferReceived } from './events.ts';
import { postArrived } from './keep-arrived.ts';
import { openByShipment, writeStep } from './open-transfer.ts';
import { linesNotCounted, lineUnknown, transferState } from './problems.ts';
import { closeUp, writeDifferences } from './record-differences.ts';
import { insertLines, insertReceipt, upsertShipmentLines } from './sql/writing.ts';
import type { confirmAsSent, receiveShipment } from './steps-contracts.ts';

type Reply = ReplyOf<typeof receiveShipment>;

const RECEIVER = { permission: 'store-system.transfers.receive', side: 'destination' } as const;

/** What was counted of one line. */
interface Counted {
  readonly line: TransferLine;
  /** As it was before; a line the paper does not name has nothing yet. */
  readonly before: ShipmentLine;
  readonly good: number;
  readonly damaged: number;
}

interface Arrival {
  readonly counted: readonly Counted[];
  /** Lines of items nobody had asked for. */
  readonly added: readonly TransferLine[];
  readonly complete: boolean;
  readonly asSent: boolean;
  readonly note: string | null;
}

/** Somebody counted what came: that much enters the stock of the destination, and nothing by itself. */
export async function receive(tx: Tx, input: InputOf<typeof receiveShipment>): Promise<Reply> {
  const { file, shipment } = await openOnTheWay(tx, input.shipmentId);
  const { complete, note = null } = input;
  const { counted, added } = await countedOf(tx, file, shipment, input);
  const named = new Set(counted.map(({ line }) => line.lineId));
  const unnamed = shipment.lines.filter((line) => inTransit(line) > 0 && !named.has(line.lineId));
  if (complete && unnamed.length > 0) {
    throw new Refusal(linesNotCounted, { lineIds: unnamed.map(({ lineId }) => lineId) });
  }
  if (!complete && counted.every(({ good, damaged }) => good + damaged === 0)) {
    const detail = { it: 'nessun pezzo contato', en: 'no piece was counted' }[tx.actor.language];
    throw new Refusal(invalidRequest, { errors: [{ pointer: '/lines', detail }] });
  }
  return takeIn(tx, file, shipment, { counted, added, complete, asSent: false, note });
}

/** The parcels came closed and are taken for what the paper says. Somebody has to say so. */
export async function confirm(tx: Tx, input: InputOf<typeof confirmAsSent>): Promise<Reply> {
  const { file, shipment } = await openOnTheWay(tx, input.shipmentId);
  const counted = shipment.lines
    .filter((line) => inTransit(line) > 0)
    .map((before): Counted => ({
      line: lineOf(file, before.lineId),
      before,
      good: inTransit(before),
      damaged: 0,
    }));
  if (counted.length === 0) throw new Refusal(transferState, { state: shipment.state });
  const all = { added: [], complete: true, asSent: true, note: null } as const;
  return takeIn(tx, file, shipment, { counted, ...all });
}

async function openOnTheWay(tx: Tx, shipmentId: string) {
  const opened = await openByShipment(tx, shipmentId, RECEIVER);
  if (opened.shipment.state === 'closed') throw new Refusal(transferState, { state: 'closed' });
  return opened;
}

async function takeIn(
  tx: Tx,
  before: TransferFile,
  shipment: Shipment,
  arrival: Arrival,
): Promise<Reply> {
  const { counted, added, complete, asSent, note } = arrival;
  const receiptId = newId();
  const { shipmentId } = shipment;
  const file = { ...before, lines: [...before.lines, ...added] };
  const document = { kind: 'transfer', id: shipmentId };
  const kept = await postArrived(
    tx,
    file,
    counted.flatMap((line) => movementsOf(file.to, line)),
    file.kept ? counted.map((line) => ({ line: line.line, quantity: expectedGood(line) })) : [],
    document,
  );
  await insertLines(tx, file.transferId, added);
  const lines = counted.map(after);
  await upsertShipmentLines(tx, shipmentId, lines);
  await insertReceipt(tx, {
    receiptId,
    transferId: file.transferId,
    shipmentId,
    complete,
    asSent,
    note,
    lines: counted.map(({ line: { lineId }, before: was, good, damaged }) => ({
      lineId,
      expected: Math.max(0, inTransit(was)),
      good,
      damaged,
      unexpected: was.quantity === 0,
    })),
  });
  const damaged = new Map(counted.map((line) => [line.line.lineId, line.damaged]));
  const arrived = { ...shipment, lines: merged(shipment.lines, lines) };
  const { opened, file: told } = await writeDifferences(tx, file, arrived, damaged, complete);
  const closed = await closeUp(tx, told, arrived, complete);
  await cross(tx, file, closed.shipment, counted, document);
  const written = await writeStep(tx, closed.file, stateOf(closed.file));
  tx.record(
    transferEvent<TransferReceived>('store-system.transfer-received.v1', written, {
      shipmentId,
      receiptId,
      complete: closed.shipment.state !== 'partly-received',
      lines: counted.map(({ line: { lineId, itemId }, good, damaged: broken }) => ({
        lineId,
        itemId,
        good,
        damaged: broken,
      })),
      kept,
      differences: opened.map(({ lineId, kind, quantity }) => ({
        lineId,
        itemId: lineOf(file, lineId).itemId,
        kind,
        quantity,
      })),
    }),
  );
  return {
    transfer: factsOf(written),
    receiptId,
    discrepancyIds: opened.map(({ discrepancyId }) => discrepancyId),
  };
}

/** What came is no longer expected; once everything is counted, neither is the rest. */
async function cross(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  counted: readonly Counted[],
  document: { readonly kind: string; readonly id: string },
): Promise<void> {
  const { to: locationId } = file;
  if (shipment.state !== 'partly-received') {
    await expectIncoming(tx, { locationId, lines: [], document });
    return;
  }
  const lines = counted
    .filter(({ line }) => line.condition === 'sellable')
    .map(({ line: { itemId }, good, damaged }) => ({ itemId, quantity: good + damaged }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length > 0) await takeFromIncoming(tx, locationId, document, lines);
}

async function countedOf(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  { lines, unexpected = [] }: InputOf<typeof receiveShipment>,
): Promise<Pick<Arrival, 'counted' | 'added'>> {
  const counted = new Map<string, Counted>();
  const sentById = new Map(shipment.lines.map((line) => [line.lineId, line]));
  const lineById = new Map(file.lines.map((line) => [line.lineId, line]));
  const add = (line: TransferLine, { good, damaged }: { good: number; damaged: number }): void => {
    const { lineId } = line;
    const known = counted.get(lineId);
    counted.set(lineId, {
      line,
      before: sentById.get(lineId) ?? { lineId, quantity: 0, received: 0, damaged: 0, settled: 0 },
      good: (known?.good ?? 0) + good,
      damaged: (known?.damaged ?? 0) + damaged,
    });
  };
  for (const line of lines) {
    if (!sentById.has(line.lineId)) throw new Refusal(lineUnknown, { lineId: line.lineId });
    add(lineById.get(line.lineId)!, line);
  }
  const items = await itemsByGtin(
    tx,
    unexpected.map(({ gtin }) => gtin),
  );
  const added: TransferLine[] = [];
  for (const piece of unexpected) {
    if (piece.good + piece.damaged === 0) continue;
    const item = items.get(piece.gtin);
    if (!item) throw new Refusal(unknownItems, { items: [piece.gtin] });
    let line = bestLine([...file.lines, ...added], shipment, item.id);
    if (!line) {
      line = newLine(item, file.lines.length + added.length);
      added.push(line);
    }
    add(line, piece);
  }
  return { counted: [...counted.values()], added };
}

/** A piece may have been called unexpected although the paper names it: it is that line's. */
function bestLine(
  lines: readonly TransferLine[],
  shipment: Shipment,
  itemId: string,
): TransferLine | undefined {
  const same = lines.filter((line) => line.itemId === itemId);
  const onPaper = same.find(({ lineId }) => shipment.lines.some((each) => each.lineId === lineId));
  return onPaper ?? same.find(({ condition }) => condition === 'sellable');
}

function newLine(
  { id, styleId }: { readonly id: string; readonly styleId: string },
  place: number,
): TransferLine {
  const none = { requested: 0, accepted: 0, picked: 0, shipped: 0, holdId: null };
  return { lineId: newId(), place, itemId: id, styleId, condition: 'sellable', ...none };
}

function movementsOf(locationId: string, { line, good, damaged }: Counted): Movement[] {
  const { itemId, condition } = line;
  const came = { locationId, itemId, from: 'transit', reasonCode: 'transfer' } as const;
  return [
    ...(good > 0 ? [{ ...came, to: condition, quantity: good }] : []),
    ...(damaged > 0 ? [{ ...came, to: 'damaged' as const, quantity: damaged }] : []),
  ];
}

/** Of the good pieces, those that were sent: what came too much is nobody's. */
function expectedGood({ line, before, good }: Counted): number {
  return line.condition === 'sellable' ? Math.min(good, Math.max(0, inTransit(before))) : 0;
}

function after({ before, good, damaged }: Counted): ShipmentLine {
  return {
    ...before,
    received: before.received + good + damaged,
    damaged: before.damaged + damaged,
  };
}

function merged(
  before: readonly ShipmentLine[],
  changed: readonly ShipmentLine[],
): readonly ShipmentLine[] {
  const byId = new Map(changed.map((line) => [line.lineId, line]));
  const known = new Set(before.map(({ lineId }) => lineId));
  return [
    ...before.map((line) => byId.get(line.lineId) ?? line),
    ...changed.filter(({ lineId }) => !known.has(lineId)),
  ];
}

function lineOf(file: TransferFile, lineId: string): TransferLine {
  return file.lines.find((line) => line.lineId === lineId)!;
}
