import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. A change of a price list was prepared, handed in, decided, undone or put away. */
export type ChangeSetMoved = DomainEvent<
  'listini-promozioni.change-set-moved.v1',
  {
    readonly changeSetId: string;
    readonly listId: string;
    readonly state: 'draft' | 'submitted' | 'published' | 'undone' | 'discarded';
    readonly title: string;
    /** Wall-clock times of every place. */
    readonly validFrom: string;
    readonly validTo: string | null;
    /** Whoever did it. */
    readonly byName: string;
    readonly version: number;
  }
>;

export function changeSetMoved(payload: ChangeSetMoved['payload']): ChangeSetMoved {
  return {
    type: 'listini-promozioni.change-set-moved.v1',
    stream: `change-set:${payload.changeSetId}`,
    rooms: ['price-work'],
    locationId: null,
    payload,
  };
}
