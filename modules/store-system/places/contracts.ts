import { Type, type Static } from 'typebox';
import { Gtin, Id, LocationId, closed, endpoint, nullable } from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';

export const PlaceField = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9 -]{0,11}$',
  description: 'As it is written on the shelf: `B3`',
});

export const PlacedItemReply = closed(
  {
    locationId: LocationId,
    itemId: Id,
    name: Type.String(),
    colour: Type.String(),
    size: Type.String(),
    place: nullable(Type.String()),
    before: nullable(Type.String({ description: 'Where it lay until now' })),
  },
  { $id: 'PlacedItem' },
);
export type PlacedItemReply = Static<typeof PlacedItemReply>;

export const placeItem = endpoint({
  method: 'PUT',
  path: '/api/store-system/locations/:locationId/places',
  summary: 'Where an item lies on the floor: scan the shelf, then what lies on it',
  access: {
    kind: 'permission',
    permission: 'store-system.place.write',
    location: { field: 'locationId' },
  },
  params: closed({ locationId: LocationId }),
  body: closed(
    { gtin: Gtin, place: nullable({ ...PlaceField, description: 'Null: nobody knows any more' }) },
    { $id: 'PlaceItem' },
  ),
  reply: PlacedItemReply,
  idempotency: { none: 'Said again it is where it is' },
  refusals: [notFound],
});
