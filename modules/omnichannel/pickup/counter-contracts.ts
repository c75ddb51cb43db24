import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Gtin,
  Id,
  Instant,
  Quantity,
  Version,
  closed,
  endpoint,
  nullable,
  oneOf,
  tagged,
  text,
} from '../../../server/http/contract.ts';
import { OrderStateField } from '../orders/contracts.ts';
import { COUNTER_TENDERS } from '../orders/domain/order.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { OrderParams, Pieces, work } from './contracts.ts';
import {
  amountBackDiffers,
  amountDueDiffers,
  backAboveLimit,
  notOfThisStyle,
  nothingDecided,
  nothingToPutBack,
  pickupCodeUnknown,
  tooManyCodes,
  piecesNotThere,
  swapNotInStock,
  wrongPiece,
} from './problems.ts';

/** What happens at the counter: the visit itself, what it asks beforehand, and what goes back to the floor. */

export const DOCUMENT_TYPES = [
  'identity-card',
  'passport',
  'driving-licence',
  'residence-permit',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

const PutBackWhen = oneOf(['done', 'later'], {
  description:
    '`done`: it is back in its place, on sale again at once. `later`: it is promised to nobody until its scan',
});

export const HandOver = closed(
  {
    proof: tagged('kind', [
      closed({ kind: Type.Literal('code'), code: text(60) }),
      closed({ kind: Type.Literal('identity'), documentType: oneOf(DOCUMENT_TYPES) }),
    ]),
    collector: tagged('kind', [
      closed({ kind: Type.Literal('customer') }),
      closed({
        kind: Type.Literal('delegate'),
        name: text(120),
        documentType: oneOf(DOCUMENT_TYPES),
      }),
    ]),
    lines: Type.Optional(
      Type.Array(closed({ lineId: Id, quantity: Quantity }), {
        maxItems: 100,
        description:
          'What leaves now; when left out, everything that is neither left nor swapped. The rest stays ready',
      }),
    ),
    left: Type.Optional(
      Type.Array(closed({ lineId: Id, quantity: Quantity, putBack: PutBackWhen }), {
        minItems: 1,
        maxItems: 100,
        description: 'What the customer looked at and does not want',
      }),
    ),
    swaps: Type.Optional(
      Type.Array(
        closed({
          lineId: Id,
          quantity: Quantity,
          gtin: Gtin,
          manner: oneOf(['scan', 'hand']),
          putBack: PutBackWhen,
        }),
        {
          minItems: 1,
          maxItems: 100,
          description: 'Pieces for which another size or colour of the same style is taken',
        },
      ),
    ),
    back: Type.Optional(
      closed(
        {
          amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_00 }),
          with: oneOf(['original', ...COUNTER_TENDERS], {
            description:
              '`original`: on the payments it came from. Else given back here and now: the customer agreed',
          }),
        },
        { description: 'What goes back, as it was shown; required when something does' },
      ),
    ),
    payment: Type.Optional(
      closed({
        kind: oneOf(COUNTER_TENDERS),
        amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_00 }),
        providerRef: Type.Optional(text(200)),
      }),
    ),
  },
  { $id: 'HandOver' },
);
export type HandOver = Static<typeof HandOver>;

export const HandedOver = closed(
  {
    orderId: Id,
    version: Version,
    handoverId: Id,
    state: OrderStateField,
    pieces: Pieces,
    left: Pieces,
    swapped: Pieces,
    paidNowMinor: AmountMinor,
    /** On record as owed back by this session, or given back with it. */
    backMinor: AmountMinor,
    remaining: Pieces,
  },
  { $id: 'HandedOver' },
);
export type HandedOver = Static<typeof HandedOver>;

/** A code is tried on one order; a document is looked at, not guessed. */
function codeOf(input: object): string | null {
  const { orderId, proof } = input as HandOver & { readonly orderId: string };
  return proof.kind === 'code' ? orderId : null;
}

export const handOverEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/handover',
  summary: 'One visit at the counter: what is kept leaves, what is left stays, sizes are swapped',
  description:
    'Proof is the pickup code, or the document of the person; a delegate leaves name and document type. What is due is paid now, what goes back is on record. An order not collected in time whose pieces are still on the shelf is handed over all the same.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  body: HandOver,
  reply: HandedOver,
  idempotency: 'required',
  ifMatch: 'required',
  // The right code is refused for many other reasons, which are no guesses.
  guesses: { attempts: 5, seconds: 300, misses: [404], about: codeOf, refusal: tooManyCodes },
  refusals: [
    orderUnknown,
    orderInOtherState,
    pickupCodeUnknown,
    tooManyCodes,
    piecesNotThere,
    nothingDecided,
    notOfThisStyle,
    swapNotInStock,
    amountDueDiffers,
    amountBackDiffers,
    backAboveLimit,
  ],
});

export const putBackEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/lines/:lineId/put-back',
  summary:
    'Pieces of a line that nobody collects are back in their place: they can be promised again',
  access: { ...work, location: 'statement' },
  params: closed({ orderId: Id, lineId: Id }),
  body: closed(
    {
      gtin: Type.Optional(Gtin),
      quantity: Type.Optional(Quantity),
    },
    {
      $id: 'PutBack',
      description:
        'The scanned piece, checked against the line; without a quantity, all that wait of the line',
    },
  ),
  reply: closed({ orderId: Id, version: Version, putBack: Pieces }, { $id: 'PutBackReply' }),
  idempotency: 'required',
  refusals: [orderUnknown, nothingToPutBack, wrongPiece],
});

const SwapItem = {
  itemId: Id,
  gtin: Type.String(),
  name: Type.String(),
  colour: Type.String(),
  colourHex: nullable(Type.String()),
  size: Type.String(),
  sizeOrder: Type.Integer(),
  pictureUrl: nullable(Type.String()),
  available: Type.Integer({ minimum: 0, description: 'Free pieces in this shop' }),
} as const;

export const SwapOption = closed(SwapItem, { $id: 'SwapOption' });
export type SwapOption = Static<typeof SwapOption>;

export const SwapQuote = closed(
  {
    ...SwapItem,
    differenceMinor: Type.Integer({
      description: 'So much more (less, when negative) each piece costs than the one it replaces',
    }),
  },
  { $id: 'SwapQuote' },
);
export type SwapQuote = Static<typeof SwapQuote>;

const LineParams = closed({ orderId: Id, lineId: Id });

export const swapOptionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/pickups/:orderId/lines/:lineId/swaps',
  summary: 'Sizes and colours for which a piece can be swapped at the counter',
  access: { ...work, location: 'statement' },
  params: LineParams,
  reply: closed({ options: Type.Array(SwapOption) }, { $id: 'SwapOptions' }),
  refusals: [orderUnknown],
});

export const swapQuoteEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/pickups/:orderId/lines/:lineId/swaps/:gtin',
  summary: 'What a swap costs, before it is confirmed',
  description:
    'The purchase keeps its conditions: the difference is what the new piece costs more today than the old one.',
  access: { ...work, location: 'statement' },
  params: closed({ orderId: Id, lineId: Id, gtin: Gtin }),
  reply: SwapQuote,
  refusals: [orderUnknown, notOfThisStyle],
});

export const Reprieved = closed(
  { orderId: Id, version: Version, state: OrderStateField, pieces: Pieces, collectBy: Instant },
  { $id: 'ReprievedPickup' },
);
export type Reprieved = Static<typeof Reprieved>;

export const reprieveEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/pickups/:orderId/reprieve',
  summary: 'Keep an order after all that nobody collected in time',
  description:
    'As far as its pieces are still on the shelf: they are ready again until the shop closes on its next open day, and what was owed back for them no longer is.',
  access: { ...work, location: 'statement' },
  params: OrderParams,
  reply: Reprieved,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [orderUnknown, orderInOtherState],
});
