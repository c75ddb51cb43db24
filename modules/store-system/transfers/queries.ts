import { may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsById, locationPlaces, reasonCodes } from '../../base/api.ts';
import type {
  Discrepancy,
  findTransferByCode,
  listTransfers,
  readBoard,
  readTransfer,
  TransferBoard,
  TransferCard,
  TransferFacts,
  TransferRow,
} from './contracts.ts';
import { answersAt, CHOICES } from './domain/differences.ts';
import { countersOf, inTransit, type Difference, type TransferFile } from './domain/transfer.ts';
import { CAUSALS, DECLINE_REASONS, type ReferenceKind } from './domain/words.ts';
import { factsOf } from './events.ts';
import { isInSight, TRANSFER } from './open-transfer.ts';
import { writtenNumber } from './papers.ts';
import {
  selectBoard,
  selectByCode,
  selectByReference,
  selectFile,
  selectPage,
  selectReceipts,
} from './sql/reading.ts';

/** How long a transfer that has ended still stands on the board. */
const SHOWN_AFTER_END_MILLISECONDS = 24 * 3_600_000;

export async function boardOf(
  read: Read,
  { locationId }: InputOf<typeof readBoard>,
): Promise<TransferBoard> {
  const since = new Date(read.now.getTime() - SHOWN_AFTER_END_MILLISECONDS);
  const files = await selectBoard(read, locationId, since);
  const rows = await rowsOf(read, files);
  return {
    locationId,
    incoming: rows.filter(({ transfer }) => transfer.to === locationId),
    outgoing: rows.filter(({ transfer }) => transfer.from === locationId),
  };
}

export async function pageOfTransfers(
  read: Read,
  input: InputOf<typeof listTransfers>,
): Promise<ReplyOf<typeof listTransfers>> {
  const { locationId, side, state = null, limit = 50 } = input;
  const after = readPageMark<[string, string]>(
    input.after,
    ['string', 'string'],
    read.actor.language,
  );
  const files = await selectPage(read, { locationId, side, state, after, limit: limit + 1 });
  const { items, next } = pageFrom(
    files,
    limit,
    ({ requestedAt, transferId }) => [requestedAt.toISOString(), transferId],
    (file) => file,
  );
  return { items: await rowsOf(read, items), next };
}

/** One transfer as both sides see it. */
export async function cardOf(
  read: Read,
  { transferId }: InputOf<typeof readTransfer>,
): Promise<TransferCard> {
  const file = await selectFile(read, transferId);
  if (!file || !isInSight(read.actor, file)) throw new Refusal(notFound, { what: TRANSFER });
  const [row] = await rowsOf(read, [file]);
  const declined = await reasonWords(read, DECLINE_REASONS);
  return {
    ...row!,
    acceptedByName: file.state === 'declined' ? null : file.answeredBy,
    answeredAt: file.answeredAt?.toISOString() ?? null,
    declined:
      file.declinedBecause === null
        ? null
        : { reason: declined(file.declinedBecause), note: file.declineNote },
    cancelled:
      file.cancelledBecause === null
        ? null
        : { because: file.cancelledBecause, byName: file.cancelledBy ?? '' },
    place: file.place,
    lines: await linesOf(read, file),
    shipments: shipmentsOf(file),
    receipts: (await selectReceipts(read, transferId)).map(
      ({ receivedAt, receivedBy, lines, ...receipt }) => ({
        ...receipt,
        byName: receivedBy,
        at: receivedAt.toISOString(),
        lines: [...lines],
      }),
    ),
    discrepancies: [...file.differences]
      .sort((a, b) => Number(a.resolution !== null) - Number(b.resolution !== null))
      .map((difference) => discrepancyOf(read, file, difference)),
  };
}

/** The transfer of a code, if it goes to or from here. A wrong code, and another's, are answered alike. */
export async function transferByCode(
  read: Read,
  { locationId, code }: InputOf<typeof findTransferByCode>,
): Promise<ReplyOf<typeof findTransferByCode>> {
  const scanned = readCode(code);
  const found = scanned?.prefix === 'TR' ? await selectByCode(read, scanned.code) : null;
  if (!found || (found.from !== locationId && found.to !== locationId)) {
    const what = { it: 'un trasferimento con questo codice', en: 'a transfer with this code' };
    throw new Refusal(notFound, { what });
  }
  const { transferId, shipmentId, to } = found;
  return { transferId, shipmentId, side: to === locationId ? 'in' : 'out' };
}

/** The transfers that were asked for in the name of somebody else's things, by figures. */
export async function transfersFor(
  read: Read,
  kind: ReferenceKind,
  ids: readonly string[],
): Promise<TransferFacts[]> {
  return (await selectByReference(read, kind, ids)).map(factsOf);
}

async function rowsOf(read: Read, files: readonly TransferFile[]): Promise<TransferRow[]> {
  if (files.length === 0) return [];
  const names = new Map((await locationPlaces(read)).map(({ id, name }) => [id, name]));
  const place = (locationId: string) => ({ locationId, name: names.get(locationId) ?? locationId });
  const causal = await reasonWords(read, CAUSALS);
  return files.map((file) => ({
    transfer: factsOf(file),
    from: place(file.from),
    to: place(file.to),
    causal: causal(file.causal),
    requestedByName: file.requestedBy,
    note: file.note,
  }));
}

async function reasonWords(read: Read, kind: string) {
  const reasons = new Map((await reasonCodes(read, kind)).map((reason) => [reason.code, reason]));
  return (code: string): TransferRow['causal'] => {
    const known = reasons.get(code);
    return { code, title: { it: known?.titleIt ?? code, en: known?.titleEn ?? code } };
  };
}

async function linesOf(read: Read, file: TransferFile): Promise<TransferCard['lines']> {
  const items = await itemsById(
    read,
    file.lines.map(({ itemId }) => itemId),
  );
  return file.lines.map(({ lineId, itemId, condition, requested, accepted, picked, shipped }) => {
    const { gtin, name, colour, colourHex, size, department, pictureUrl } = items.get(itemId)!;
    return {
      lineId,
      item: { itemId, gtin, name, colour, colourHex, size, department, pictureUrl },
      condition,
      requested,
      accepted,
      picked,
      shipped,
      ...countersOf(file, lineId),
    };
  });
}

function shipmentsOf(file: TransferFile): TransferCard['shipments'] {
  return file.shipments.toReversed().map((shipment) => ({
    shipmentId: shipment.shipmentId,
    code: shipment.code,
    document: {
      kind: shipment.documentKind,
      number: shipment.documentNumber,
      year: shipment.documentYear,
      written: writtenNumber(shipment),
      day: shipment.documentDay,
    },
    state: shipment.state,
    carriedBy: shipment.carriedBy,
    carrier: shipment.carrier,
    parcels: shipment.parcels,
    weightGrams: shipment.weightGrams,
    appearance: shipment.appearance,
    startedAt: shipment.startedAt.toISOString(),
    expectedOn: shipment.expectedOn,
    shippedByName: shipment.shippedBy,
    lines: shipment.lines.map((line) => ({ ...line, missing: inTransit(line) })),
  }));
}

function discrepancyOf(read: Read, file: TransferFile, difference: Difference): Discrepancy {
  const { discrepancyId, shipmentId, lineId, kind, quantity, openedAt, resolution } = difference;
  const permission = 'store-system.transfers.resolve';
  return {
    discrepancyId,
    shipmentId,
    lineId,
    kind,
    quantity,
    openedAt: openedAt.toISOString(),
    resolved:
      resolution === null
        ? null
        : {
            resolution,
            answers: difference.answers,
            note: difference.note,
            byName: difference.resolvedBy!,
            at: difference.resolvedAt!.toISOString(),
          },
    choices:
      resolution === null
        ? CHOICES[kind].filter(({ answers }) =>
            may(read.actor, permission, answersAt(answers, file)),
          )
        : [],
  };
}
