import { Type, type Static } from 'typebox';
import {
  Id,
  Instant,
  LocationId,
  closed,
  endpoint,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';

/** Why nobody can be sure that a promised piece is there. */
export const DOUBTS = ['not-found', 'gone'] as const;

const Promised = closed({
  kind: oneOf(['order', 'reservation']),
  id: Type.String({ description: 'Of the order, or of the reservation' }),
  /** The order's number and `Marta R.`; of a reservation the end of its code. */
  about: Type.String(),
  by: nullable({ ...Instant, description: 'When the customer counts on it' }),
});

export const Doubt = closed(
  {
    locationId: LocationId,
    locationName: Type.String(),
    itemId: Id,
    because: oneOf(DOUBTS, {
      description: '`not-found`: somebody looked in vain; `gone`: a till sold what was promised',
    }),
    since: Instant,
    onHand: Type.Integer({ description: 'Sellable pieces the ledger still has' }),
    item: closed({
      name: Type.String(),
      colour: Type.String(),
      colourHex: nullable(Type.String()),
      size: Type.String(),
      pictureUrl: nullable(Type.String()),
    }),
    promises: Type.Array(Promised),
  },
  { $id: 'Doubt' },
);
export type Doubt = Static<typeof Doubt>;

export const doubtsEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/doubts',
  summary: 'Promises whose piece may not be there, with everybody who counts on it',
  description:
    'Orders that still have to take the piece, and reservations that are not on their shelf. All the shops one may see unless one is named.',
  access: { kind: 'permission', permission: 'omnichannel.doubt.read', location: 'anywhere' },
  query: closed({ locationId: Type.Optional(LocationId) }),
  reply: closed({ asOf: Instant, doubts: Type.Array(Doubt) }, { $id: 'Doubts' }),
});
