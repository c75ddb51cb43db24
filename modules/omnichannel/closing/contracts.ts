import { Type, type Static } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Instant,
  LocationId,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { mattersLeftOpen } from './problems.ts';
import { OPEN_KINDS } from './domain.ts';

const Matter = closed(
  {
    kind: oneOf(OPEN_KINDS),
    id: Type.String(),
    about: Type.String(),
    shelf: nullable(Type.String()),
    to: Type.String({ description: 'The address of the screen where it is seen to' }),
  },
  { $id: 'OpenMatter' },
);

export const ClosingView = closed(
  {
    locationId: LocationId,
    businessDay: BusinessDay,
    asOf: Instant,
    matters: Type.Array(Matter),
    closed: nullable(
      closed({
        at: Instant,
        actorName: Type.String(),
        leftOpen: Type.Array(Matter),
        reason: nullable(Type.String()),
      }),
    ),
  },
  { $id: 'DayClosing' },
);
export type ClosingView = Static<typeof ClosingView>;

export const closingEndpoint = endpoint({
  method: 'GET',
  path: '/api/omnichannel/closing',
  summary: 'What a shop has left open today (Chiusura)',
  access: {
    kind: 'permission',
    permission: 'omnichannel.day.close',
    location: { field: 'locationId' },
  },
  query: closed({ locationId: LocationId }),
  reply: ClosingView,
});

export const closeDayEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/closing',
  summary: 'Close the business day of a shop, once',
  description:
    'What still stands open is read again; leaving any of it open needs a reason. A day that is closed is answered as it was closed.',
  access: {
    kind: 'permission',
    permission: 'omnichannel.day.close',
    location: { field: 'locationId' },
  },
  body: closed({ locationId: LocationId, reason: Type.Optional(text(400)) }, { $id: 'CloseDay' }),
  reply: ClosingView,
  idempotency: 'required',
  refusals: [mattersLeftOpen],
});
