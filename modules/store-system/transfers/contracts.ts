import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  oneOf,
  PageQuery,
  pageOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { CONDITIONS } from '../stock/domain/level.ts';
import {
  ANSWERERS,
  CARRIED_BY,
  DISCREPANCY_KINDS,
  PAPER_KINDS,
  REFERENCE_KINDS,
  RESOLUTIONS,
  TRANSFER_STATES,
} from './domain/words.ts';

/** What screens and programs read of transfers; what they do with them stands in `steps-contracts.ts`. */

export const Pieces = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Pieces' });
export const read = { kind: 'permission', permission: 'store-system.transfers.read' } as const;
const Words = closed({ it: Type.String(), en: Type.String() });
const Place = closed({ locationId: LocationId, name: Type.String() });
const Reason = closed({ code: Type.String(), title: Words });

export const TransferState = oneOf(TRANSFER_STATES);

/** The counters of a transfer, over all its lines. */
const Counters = {
  requested: Pieces,
  accepted: { ...Pieces, description: 'Pieces the giving side has promised' },
  picked: { ...Pieces, description: 'Pieces taken from the floor, those already sent included' },
  shipped: Pieces,
  received: { ...Pieces, description: 'Pieces that arrived, in whichever condition' },
  inTransit: Type.Integer({
    description: 'Sent, not yet arrived nor cleared; below zero when more came than was sent',
  }),
};

export const TransferFacts = closed(
  {
    transferId: Id,
    number: Type.Integer({ minimum: 1 }),
    code: Type.String({ description: '`TR-…`, as scanned' }),
    from: LocationId,
    to: LocationId,
    causal: Type.String({ description: 'A reason code of kind `transfer`' }),
    reference: closed({ kind: oneOf(REFERENCE_KINDS), id: Type.String() }),
    state: TransferState,
    ...Counters,
    openDiscrepancies: Type.Integer({ minimum: 0 }),
    neededBy: nullable(Instant),
    requestedAt: Instant,
    stateSince: Instant,
    endedAt: nullable(Instant),
    version: Version,
  },
  { $id: 'TransferFacts', description: 'A transfer as events carry it: by ids and figures' },
);
export type TransferFacts = Static<typeof TransferFacts>;

export const TransferRow = closed(
  {
    transfer: TransferFacts,
    from: Place,
    to: Place,
    causal: Reason,
    requestedByName: Type.String(),
    note: nullable(Type.String()),
  },
  { $id: 'TransferRow' },
);
export type TransferRow = Static<typeof TransferRow>;

export const TransferBoard = closed(
  {
    locationId: LocationId,
    incoming: Type.Array(TransferRow, {
      description: 'What comes here: open, or ended less than a day ago; the oldest first',
    }),
    outgoing: Type.Array(TransferRow, { description: 'What is asked of here, likewise' }),
  },
  { $id: 'TransferBoard' },
);
export type TransferBoard = Static<typeof TransferBoard>;

export const readBoard = endpoint({
  method: 'GET',
  path: '/api/store-system/transfers',
  summary: 'What goes to and from a location now (Trasferimenti)',
  description: 'Stay informed by joining `transfers:<locationId>` with the cursor of the reply.',
  access: { ...read, location: { field: 'locationId' } },
  query: closed({ locationId: LocationId }),
  reply: liveView(TransferBoard, { $id: 'LiveTransferBoard' }),
});

export const listTransfers = endpoint({
  method: 'GET',
  path: '/api/store-system/locations/:locationId/transfers',
  summary: 'Every transfer to or from a location, the latest first',
  access: { ...read, location: { field: 'locationId' } },
  params: closed({ locationId: LocationId }),
  query: closed({
    side: oneOf(['in', 'out']),
    state: Type.Optional(TransferState),
    ...PageQuery,
  }),
  reply: pageOf(TransferRow, { $id: 'TransferPage' }),
});

const ShownItem = closed({
  itemId: Id,
  gtin: Type.String(),
  name: Type.String(),
  colour: Type.String(),
  colourHex: nullable(Type.String()),
  size: Type.String(),
  department: Type.String(),
  pictureUrl: nullable(Type.String()),
});

const Line = closed({
  lineId: Id,
  item: ShownItem,
  condition: oneOf(CONDITIONS),
  ...Counters,
  damaged: { ...Pieces, description: 'Of those that arrived' },
});

const Shipment = closed({
  shipmentId: Id,
  code: Type.String({ description: '`TR-…`, on every parcel and on the paper' }),
  document: closed({
    kind: oneOf(PAPER_KINDS),
    number: Type.Integer({ minimum: 1 }),
    year: Type.Integer(),
    written: Type.String({ description: '`12/2026`' }),
    day: BusinessDay,
  }),
  state: oneOf(['in-transit', 'partly-received', 'counted', 'closed'], {
    description: '`counted`: nothing more is expected, differences are to be cleared',
  }),
  carriedBy: oneOf(CARRIED_BY),
  carrier: nullable(Type.String()),
  parcels: Type.Integer({ minimum: 1 }),
  weightGrams: nullable(Type.Integer({ minimum: 1 })),
  appearance: Type.String({ description: 'How the goods look outside: `cartoni`' }),
  startedAt: { ...Instant, description: 'When the transport began' },
  expectedOn: BusinessDay,
  shippedByName: Type.String(),
  lines: Type.Array(
    closed({
      lineId: Id,
      quantity: Pieces,
      received: Pieces,
      damaged: Pieces,
      settled: Type.Integer({
        description:
          'Pieces cleared otherwise: written off, gone back (above 0); found more (below)',
      }),
      missing: Type.Integer({ description: 'quantity − received − settled' }),
    }),
  ),
});

const Receipt = closed({
  receiptId: Id,
  shipmentId: Id,
  number: Type.Integer({ minimum: 1, description: 'Counted within the transfer' }),
  complete: Type.Boolean({ description: 'Nothing more was expected of the shipment after it' }),
  asSent: Type.Boolean({ description: 'Confirmed as sent, without counting' }),
  byName: Type.String(),
  at: Instant,
  note: nullable(Type.String()),
  lines: Type.Array(
    closed({
      lineId: Id,
      expected: Pieces,
      good: Pieces,
      damaged: Pieces,
      unexpected: Type.Boolean(),
    }),
  ),
});

const Choice = closed({ resolution: oneOf(RESOLUTIONS), answers: oneOf(ANSWERERS) });

export const Discrepancy = closed(
  {
    discrepancyId: Id,
    shipmentId: Id,
    lineId: Id,
    kind: oneOf(DISCREPANCY_KINDS),
    quantity: Type.Integer({ minimum: 1 }),
    openedAt: Instant,
    resolved: nullable(
      closed({
        resolution: oneOf(RESOLUTIONS),
        answers: nullable(oneOf(ANSWERERS, { description: 'Null: the pieces came after all' })),
        note: nullable(Type.String()),
        byName: Type.String(),
        at: Instant,
      }),
    ),
    choices: Type.Array(Choice, {
      description: 'What it can have been, as far as the caller may say so; empty once resolved',
    }),
  },
  { $id: 'TransferDiscrepancy' },
);
export type Discrepancy = Static<typeof Discrepancy>;

export const TransferCard = closed(
  {
    ...TransferRow.properties,
    acceptedByName: nullable(Type.String()),
    answeredAt: nullable(Instant),
    declined: nullable(closed({ reason: Reason, note: nullable(Type.String()) })),
    cancelled: nullable(closed({ because: Type.String(), byName: Type.String() })),
    place: nullable(Type.String({ description: 'Where the picked pieces wait' })),
    lines: Type.Array(Line),
    shipments: Type.Array(Shipment, { description: 'The latest first' }),
    receipts: Type.Array(Receipt, { description: 'The latest first' }),
    discrepancies: Type.Array(Discrepancy, { description: 'Open ones first' }),
  },
  { $id: 'TransferCard' },
);
export type TransferCard = Static<typeof TransferCard>;

export const TransferParams = closed({ transferId: Id });

export const readTransfer = endpoint({
  method: 'GET',
  path: '/api/store-system/transfers/:transferId',
  summary: 'One transfer with its lines, shipments, receipts and differences',
  description: 'Both sides are told of every change in `transfers:<locationId>`.',
  access: { ...read, location: 'statement' },
  params: TransferParams,
  reply: liveView(TransferCard, { $id: 'LiveTransferCard' }),
  refusals: [notFound],
});

export const findTransferByCode = endpoint({
  method: 'POST',
  path: '/api/store-system/transfers/look-up',
  summary: 'The transfer of a scanned code: its own, or that of one of its parcels',
  access: { ...read, location: { field: 'locationId' } },
  body: closed({ locationId: LocationId, code: text(40) }, { $id: 'TransferCode' }),
  reply: closed(
    { transferId: Id, shipmentId: nullable(Id), side: oneOf(['in', 'out']) },
    { $id: 'FoundTransfer' },
  ),
  idempotency: { none: 'It only reads.' },
  refusals: [notFound],
});
