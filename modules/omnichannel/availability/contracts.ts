import { Type, type Static } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  Quantity,
  closed,
  endpoint,
  liveView,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';
import { orderNotAcceptable } from '../orders/not-acceptable.ts';
import { ChannelId } from '../orders/contracts.ts';
import { MOST_SHOWN } from './domain.ts';

export const BasketText = Type.String({
  pattern: '^[0-9]{8,14}(:[1-9][0-9]{0,2})?(,[0-9]{8,14}(:[1-9][0-9]{0,2})?)*$',
  maxLength: 1900,
  description: '`gtin` or `gtin:quantity`, separated by commas',
});

const ShopLine = closed({
  itemId: Id,
  gtin: Type.String(),
  requested: Quantity,
  available: Type.Integer({
    minimum: 0,
    maximum: MOST_SHOWN,
    description: `Pieces that may be promised now; ${MOST_SHOWN} stands for “${MOST_SHOWN} or more”`,
  }),
  sure: Type.Boolean({
    description: 'False for the last pieces of a count that is old or was wrong before',
  }),
});

export const ShopAvailability = closed(
  {
    locationId: LocationId,
    name: Type.String(),
    street: Type.String(),
    postalCode: Type.String(),
    city: Type.String(),
    distanceMetres: nullable(Type.Integer({ minimum: 0 })),
    open: Type.Boolean(),
    closesAt: nullable(Instant),
    basket: oneOf(['whole', 'partly', 'none'], {
      description: 'How much of the basket the shop has now',
    }),
    readyBy: nullable(Instant),
    lines: Type.Array(ShopLine),
  },
  { $id: 'ShopAvailability' },
);
export type ShopAvailability = Static<typeof ShopAvailability>;

export const AvailabilityView = closed(
  {
    channel: ChannelId,
    asOf: Instant,
    shops: Type.Array(ShopAvailability),
  },
  { $id: 'AvailabilityView' },
);
export type AvailabilityView = Static<typeof AvailabilityView>;

export const availabilityEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/availability',
  summary: 'Which shops have an item, or a whole basket',
  description:
    'Nearest first when a point is given, otherwise shops with the whole basket first. Stay informed by joining the room `availability:<channel>` with the cursor of the reply.',
  access: { kind: 'permission', permission: 'omnichannel.availability.read', location: 'anywhere' },
  query: Type.Object(
    {
      channel: ChannelId,
      basket: BasketText,
      locationId: Type.Optional(LocationId),
      latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
      longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
      postalCode: Type.Optional(
        Type.String({
          pattern: '^[0-9]{5}$',
          description: 'Near the shop with the most alike postal code, when no point is given',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  reply: liveView(AvailabilityView, { $id: 'LiveAvailability' }),
  refusals: [orderNotAcceptable],
});
