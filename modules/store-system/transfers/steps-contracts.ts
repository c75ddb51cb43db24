import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Gtin,
  Id,
  Instant,
  LocationId,
  oneOf,
  Quantity,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { holdEnded, insufficientStock, notInStock } from '../problems.ts';
import { CONDITIONS } from '../stock/domain/level.ts';
import { request, ship } from './asking-contracts.ts';
import { Pieces, TransferFacts, TransferParams } from './contracts.ts';
import { ANSWERERS, CARRIED_BY, RESOLUTIONS, SHORT_PICKS } from './domain/words.ts';
import {
  discrepancyResolved,
  linesNotCounted,
  lineUnknown,
  nothingToSend,
  notOnTransfer,
  resolutionUnfit,
  shortPickUnexplained,
  tooManyPieces,
  transferState,
} from './problems.ts';

/** What is done with transfers that were asked for, in the order of their life. */

const receive = { kind: 'permission', permission: 'store-system.transfers.receive' } as const;
const resolve = { kind: 'permission', permission: 'store-system.transfers.resolve' } as const;

const Changed = closed({ transfer: TransferFacts }, { $id: 'TransferChanged' });
export type TransferChanged = Static<typeof Changed>;
const step = {
  method: 'POST',
  params: TransferParams,
  reply: Changed,
  idempotency: 'required',
  access: { ...ship, location: 'statement' },
} as const;

export const acceptTransfer = endpoint({
  ...step,
  path: '/api/store-system/transfers/:transferId/acceptance',
  summary: 'The giving side says yes, to all or to less; the pieces are kept back from now on',
  body: closed(
    {
      lines: Type.Optional(
        Type.Array(closed({ lineId: Id, quantity: Pieces }), {
          maxItems: 500,
          description: 'Lines of which fewer pieces go; the others go as asked',
        }),
      ),
    },
    { $id: 'TransferAcceptance' },
  ),
  refusals: [notFound, transferState, lineUnknown, tooManyPieces, nothingToSend, insufficientStock],
});

export const declineTransfer = endpoint({
  ...step,
  path: '/api/store-system/transfers/:transferId/refusal',
  summary: 'The giving side says no, and why',
  body: closed(
    {
      reason: text(40, { description: 'A reason code of kind `transfer-declined`' }),
      note: Type.Optional(text(500)),
    },
    { $id: 'TransferRefusal' },
  ),
  refusals: [notFound, transferState],
});

const Picked = closed(
  {
    ...Changed.properties,
    line: closed({ lineId: Id, picked: Pieces, accepted: Pieces }),
  },
  { $id: 'TransferPiecePicked' },
);
export type PickedPiece = Static<typeof Picked>;

export const pickPiece = endpoint({
  ...step,
  reply: Picked,
  path: '/api/store-system/transfers/:transferId/picks',
  summary: 'A piece was taken from the floor, by scan',
  body: closed(
    {
      gtin: Gtin,
      pieces: Type.Optional(Quantity),
      condition: Type.Optional(oneOf(CONDITIONS)),
    },
    { $id: 'TransferPick' },
  ),
  refusals: [notFound, transferState, notOnTransfer, tooManyPieces],
});

export const setPicked = endpoint({
  ...step,
  method: 'PUT',
  path: '/api/store-system/transfers/:transferId/lines/:lineId/picked',
  summary: 'So many pieces of a line have been taken from the floor: typed, or put right',
  params: closed({ transferId: Id, lineId: Id }),
  body: closed({ picked: Pieces }, { $id: 'TransferPicked' }),
  refusals: [notFound, transferState, lineUnknown, tooManyPieces],
});

export const finishPicking = endpoint({
  ...step,
  path: '/api/store-system/transfers/:transferId/picked',
  summary: 'Nothing more is picked; what was not found leaves stock by its reason',
  body: closed(
    {
      short: Type.Optional(
        Type.Array(closed({ lineId: Id, reason: oneOf(SHORT_PICKS) }), { maxItems: 500 }),
      ),
      place: Type.Optional(text(40, { description: 'Where the pieces wait to be sent' })),
    },
    { $id: 'TransferPickingDone' },
  ),
  refusals: [notFound, transferState, shortPickUnexplained, holdEnded],
});

export const shipTransfer = endpoint({
  ...step,
  path: '/api/store-system/transfers/:transferId/shipments',
  summary: 'Picked pieces leave, with a numbered transport document',
  description:
    'Several shipments may follow one another. The paper and the labels of the parcels are printed where the goods leave.',
  body: closed(
    {
      lines: Type.Optional(
        Type.Array(closed({ lineId: Id, quantity: Quantity }), {
          minItems: 1,
          maxItems: 500,
          description: 'All that is picked and has not left, when left out',
        }),
      ),
      carriedBy: oneOf(CARRIED_BY),
      carrier: Type.Optional(text(120, { description: 'Needed when a carrier drives' })),
      parcels: Type.Integer({ minimum: 1, maximum: 999 }),
      weightGrams: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
      appearance: Type.Optional(text(60, { description: '`cartoni` when left out' })),
      startedAt: Type.Optional({
        ...Instant,
        description: 'Now, when left out; never before today',
      }),
      expectedOn: Type.Optional({ ...BusinessDay, description: 'The next day, when left out' }),
      notes: Type.Optional(text(300, { description: 'Printed on the paper' })),
    },
    { $id: 'TransferShipmentToSend' },
  ),
  reply: closed(
    {
      transfer: TransferFacts,
      shipmentId: Id,
      code: Type.String(),
      document: Type.String({ description: '`12/2026`' }),
      jobIds: Type.Array(Id, { description: 'Jobs of the print queue' }),
    },
    { $id: 'ShippedTransfer' },
  ),
  status: 201,
  refusals: [
    notFound,
    transferState,
    lineUnknown,
    tooManyPieces,
    nothingToSend,
    notInStock,
    holdEnded,
  ],
});

export const cancelTransfer = endpoint({
  ...step,
  path: '/api/store-system/transfers/:transferId/cancellation',
  summary: 'What has not left stays; of a transfer on its way, only the rest is cancelled',
  access: { ...request, location: 'statement' },
  body: closed({ because: text(200) }, { $id: 'TransferCancellation' }),
  refusals: [notFound, transferState],
});

const ShipmentParams = closed({ shipmentId: Id });
const SOME = { shipmentId: '01939c5e-7a00-7000-8000-000000000001' };
const Counted = closed({ good: Pieces, damaged: Pieces });
const arrival = {
  ...step,
  params: ShipmentParams,
  access: { ...receive, location: 'statement' },
  status: 201,
  reply: closed(
    {
      transfer: TransferFacts,
      receiptId: Id,
      discrepancyIds: Type.Array(Id, { description: 'Differences that were opened' }),
    },
    { $id: 'ReceivedTransfer' },
  ),
} as const;

export const receiveShipment = endpoint({
  ...arrival,
  path: '/api/store-system/transfer-shipments/:shipmentId/receipts',
  summary: 'What was counted of a shipment: a document of its own, several may follow one another',
  description:
    'With `complete` nothing more is expected: every line that still lacks pieces must then be named, with 0 where nothing came.',
  body: closed(
    {
      lines: Type.Array(closed({ lineId: Id, ...Counted.properties }), { maxItems: 1000 }),
      unexpected: Type.Optional(
        Type.Array(closed({ gtin: Gtin, ...Counted.properties }), {
          maxItems: 200,
          description: 'Items the paper does not name',
        }),
      ),
      complete: Type.Boolean(),
      note: Type.Optional(text(500)),
    },
    { $id: 'TransferReceiptToTake' },
  ),
  refusals: [notFound, transferState, lineUnknown, linesNotCounted],
});

export const confirmAsSent = endpoint({
  ...arrival,
  path: '/api/store-system/transfer-shipments/:shipmentId/confirmation',
  summary: 'All that is still expected of a shipment has come as the paper says, unopened',
  refusals: [notFound, transferState],
});

export const recallShipment = endpoint({
  ...step,
  path: '/api/store-system/transfer-shipments/:shipmentId/recall',
  summary: 'A shipment will not arrive: what has not come is back at its source, or written off',
  params: ShipmentParams,
  access: { ...resolve, location: 'statement' },
  body: closed(
    {
      outcome: oneOf(['back-at-source', 'written-off']),
      because: text(200),
      answers: Type.Optional(oneOf(ANSWERERS, { description: 'For what is written off' })),
    },
    { $id: 'TransferRecall' },
  ),
  refusals: [notFound, transferState],
  examples: [{ input: { ...SOME, outcome: 'back-at-source', because: 'Indirizzo sbagliato' } }],
});

export const resolveDiscrepancy = endpoint({
  ...step,
  path: '/api/store-system/transfer-discrepancies/:discrepancyId/resolution',
  summary: 'What a difference was, and who answers for it; the books follow',
  description: 'Asked of whoever may resolve where the books change: nobody moves another’s stock.',
  params: closed({ discrepancyId: Id }),
  access: { ...resolve, location: 'statement' },
  body: closed(
    {
      resolution: oneOf(RESOLUTIONS),
      answers: oneOf(ANSWERERS),
      note: Type.Optional(text(500)),
    },
    { $id: 'DiscrepancyResolution' },
  ),
  refusals: [notFound, discrepancyResolved, resolutionUnfit],
  examples: [{ input: { discrepancyId: SOME.shipmentId, resolution: 'lost', answers: 'source' } }],
});

export const printShipment = endpoint({
  ...step,
  path: '/api/store-system/transfer-shipments/:shipmentId/print',
  summary: 'Print the transport document or the labels of the parcels once more',
  params: ShipmentParams,
  access: { ...ship, location: { field: 'locationId' } },
  body: closed(
    {
      locationId: LocationId,
      paper: oneOf(['transport-document', 'parcel-labels']),
    },
    { $id: 'PrintTransferPaper' },
  ),
  reply: closed({ jobIds: Type.Array(Id) }, { $id: 'PrintedTransferPapers' }),
  status: 201,
  refusals: [notFound],
});
