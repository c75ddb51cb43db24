import type { DomainEvent } from '../../../server/events/event.ts';
import type { VersionCause } from '../goods/sql/versions.ts';

/** Published. Prices are told from another version: whoever keeps some fetches them again. */
export type PricesPublished = DomainEvent<
  'listini-promozioni.prices-published.v1',
  {
    readonly version: number;
    readonly cause: VersionCause;
    /** The change set or promotion that was published. */
    readonly subjectId: string | null;
  }
>;

export function pricesPublished(payload: PricesPublished['payload']): PricesPublished {
  return {
    type: 'listini-promozioni.prices-published.v1',
    stream: 'prices',
    rooms: ['prices'],
    locationId: null,
    payload,
  };
}
