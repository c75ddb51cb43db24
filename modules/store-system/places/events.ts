import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. An item lies elsewhere on the floor; null: nobody knows where. */
export type ItemPlaced = DomainEvent<
  'store-system.item-placed.v1',
  { readonly locationId: string; readonly itemId: string; readonly place: string | null }
>;

export function itemPlaced(payload: ItemPlaced['payload']): ItemPlaced {
  const { locationId, itemId } = payload;
  return {
    type: 'store-system.item-placed.v1',
    stream: `place:${locationId}/${itemId}`,
    rooms: [`stock:${locationId}`],
    locationId,
    payload,
  };
}
