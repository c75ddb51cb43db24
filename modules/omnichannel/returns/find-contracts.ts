import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Currency,
  Id,
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { ChannelId, OrderNumber } from '../orders/contracts.ts';
import { ProofField, ReturnNumber, TAKE, Words } from './contract-fields.ts';
import { ReturnRow } from './reading-contracts.ts';
import { goodsWithoutSale, pictureUnreadable, returnOrderUnknown } from './problems.ts';

export const FoundOrder = closed(
  {
    orderId: Id,
    number: OrderNumber,
    channel: ChannelId,
    channelTitle: Words,
    customerName: Type.String(),
    placedAt: Instant,
    collectedAt: nullable({ ...Instant, description: 'When the last piece was handed over' }),
    collectedAtName: nullable(Type.String({ description: 'Where, or by which carrier' })),
    sent: Type.Boolean(),
    pieces: Type.Integer({ description: 'Pieces the customer has' }),
    returnable: Type.Integer({ description: 'Of these, not on any file' }),
    currency: Currency,
    paidMinor: AmountMinor,
    announced: nullable(closed({ returnId: Id, number: ReturnNumber, at: Instant })),
    openReturn: nullable(closed({ returnId: Id, number: ReturnNumber })),
    foundBy: ProofField,
  },
  { $id: 'FoundOrder' },
);
export type FoundOrder = Static<typeof FoundOrder>;

export const findReturnableEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/find',
  summary:
    'Find what a customer brings back: by code, order number, phone, card, name, file, or the piece',
  description:
    'Orders of every channel and every shop. `PK-…` is the pickup code, `RT-…` the code of a file, a GTIN the piece itself: orders of which somebody has one, without any proof. Wrong codes are limited.',
  access: TAKE,
  body: closed({ locationId: LocationId, q: text(100) }, { $id: 'FindReturnable' }),
  reply: closed(
    { orders: Type.Array(FoundOrder), files: Type.Array(ReturnRow) },
    { $id: 'FoundReturnable' },
  ),
  idempotency: { none: 'it reads; the code stays out of addresses and logs' },
  guesses: { attempts: 30, seconds: 600 },
  refusals: [returnOrderUnknown, goodsWithoutSale],
  examples: [{ input: { locationId: 'MI01', q: '48198' } }],
});

const Image = { maxLength: 4_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' } as const;

export const addPictureEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/pictures',
  summary: 'A picture of what comes back: for whoever decides, and for the file',
  access: TAKE,
  body: closed(
    {
      locationId: LocationId,
      mediaType: oneOf(['image/jpeg', 'image/png', 'image/webp']),
      base64: Type.String(Image),
    },
    { $id: 'AddReturnPicture' },
  ),
  reply: closed({ pictureId: Id }, { $id: 'AddedReturnPicture' }),
  status: 201,
  idempotency: 'required',
  bodyLimit: 4_100_000,
  refusals: [pictureUnreadable],
  examples: [{ input: { locationId: 'MI01', mediaType: 'image/png', base64: 'iVBORw0KGgo=' } }],
});

export const readPictureEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/returns/pictures/:pictureId',
  summary: 'One picture of a return, as an image',
  access: { kind: 'permission', permission: 'omnichannel.returns.read', location: 'statement' },
  params: closed({ pictureId: Id }),
  reply: closed({}, { description: 'The image itself' }),
  refusals: [notFound],
});
