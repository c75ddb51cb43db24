import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  everyCompany,
  itemsById,
  printDocument,
  reasonCodes,
  registerDocument,
  type Location,
} from '../../base/api.ts';
import {
  PARCEL_LABEL,
  TRANSPORT_DOCUMENT,
  type ParcelLabel,
  type TransportDocument,
} from './documents.ts';
import type { Shipment, TransferFile } from './domain/transfer.ts';
import { CAUSALS } from './domain/words.ts';
import { TRANSFER } from './open-transfer.ts';
import { selectFile, selectPaper, transferOfShipment } from './sql/reading.ts';
import type { printShipment } from './steps-contracts.ts';

// Whoever queues a paper knows it: seeds and tests call commands without a server that has started.
registerDocument(TRANSPORT_DOCUMENT);
registerDocument(PARCEL_LABEL);

/** What stands on the paper of a shipment that is leaving. */
export async function paperOf(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  places: ReadonlyMap<string, Location>,
  notes: string | null,
): Promise<TransportDocument> {
  const { companies } = await everyCompany(tx);
  const party = (locationId: string) => {
    const { companyId, name, street, postalCode, city, province } = places.get(locationId)!;
    const { legalName, vatNumber } = companies.find(({ id }) => id === companyId)!;
    return { legalName, vatNumber, name, street, postalCode, city, province };
  };
  const lines = new Map(file.lines.map((line) => [line.lineId, line]));
  const items = await itemsById(
    tx,
    shipment.lines.map(({ lineId }) => lines.get(lineId)!.itemId),
  );
  const causal = (await reasonCodes(tx, CAUSALS)).find(({ code }) => code === file.causal);
  return {
    kind: shipment.documentKind,
    number: writtenNumber(shipment),
    day: shipment.documentDay,
    sender: party(file.from),
    recipient: party(file.to),
    causal: causal
      ? { it: causal.titleIt, en: causal.titleEn }
      : { it: file.causal, en: file.causal },
    carriedBy: shipment.carriedBy,
    carrier: shipment.carrier,
    parcels: shipment.parcels,
    weightGrams: shipment.weightGrams,
    appearance: shipment.appearance,
    startedAt: shipment.startedAt.toISOString(),
    zone: places.get(file.from)!.zone,
    notes,
    code: shipment.code,
    transferNumber: file.number,
    lines: shipment.lines.map(({ lineId, quantity }) => {
      const { itemId, condition } = lines.get(lineId)!;
      const { gtin, name, colour, size } = items.get(itemId)!;
      return { gtin, description: `${name}, ${colour}`, size, condition, quantity };
    }),
  };
}

/** `12/2026`: how people write the number of a paper. */
export function writtenNumber({
  documentNumber,
  documentYear,
}: Pick<Shipment, 'documentNumber' | 'documentYear'>): string {
  return `${documentNumber}/${documentYear}`;
}

/** The paper, twice where the law asks for one: one travels, one stays; and a label for each parcel. */
export async function printPapers(
  tx: Tx,
  file: TransferFile,
  paper: TransportDocument,
  locationId: string,
): Promise<string[]> {
  return [
    await printPaper(tx, file, paper, locationId, paper.kind === 'ddt' ? 2 : 1),
    await printLabels(tx, file, paper, locationId),
  ];
}

/** A paper of a shipment once more, at either end, as it was when it left. */
export async function printAgain(
  tx: Tx,
  { shipmentId, locationId, paper: which }: InputOf<typeof printShipment>,
): Promise<ReplyOf<typeof printShipment>> {
  const transferId = await transferOfShipment(tx, shipmentId);
  const file = transferId === null ? null : await selectFile(tx, transferId);
  if (!file || (file.from !== locationId && file.to !== locationId)) {
    throw new Refusal(notFound, { what: TRANSFER });
  }
  const paper = (await selectPaper<TransportDocument>(tx, shipmentId))!;
  const print = which === 'parcel-labels' ? printLabels : printPaper;
  return { jobIds: [await print(tx, file, paper, locationId)] };
}

function printPaper(
  tx: Tx,
  { transferId }: TransferFile,
  payload: TransportDocument,
  locationId: string,
  copies = 1,
): Promise<string> {
  const reference = `transfer:${transferId}`;
  return printDocument(tx, { kind: TRANSPORT_DOCUMENT.id, locationId, payload, reference, copies });
}

function printLabels(
  tx: Tx,
  { transferId, number: transferNumber, from, to }: TransferFile,
  { code, number, parcels, recipient }: TransportDocument,
  locationId: string,
): Promise<string> {
  const { name, city } = recipient;
  const payload: ParcelLabel = {
    code,
    number,
    transferNumber,
    from,
    to: { locationId: to, name, city },
    parcels,
  };
  const reference = `transfer:${transferId}`;
  return printDocument(tx, { kind: PARCEL_LABEL.id, locationId, payload, reference });
}
