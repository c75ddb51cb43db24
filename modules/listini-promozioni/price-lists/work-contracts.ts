import { Type, type Static } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  liveView,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { WallTime } from './contracts.ts';

const ListWork = closed(
  {
    listId: Id,
    changes: Type.Array(
      closed({
        changeSetId: Id,
        title: text(120),
        state: oneOf(['draft', 'submitted']),
        validFrom: WallTime,
        validTo: nullable(WallTime),
        byName: Type.String({ description: 'Whoever changed it last' }),
        at: Instant,
        version: Version,
      }),
      { description: 'What is prepared or waits for approval, last touched first' },
    ),
  },
  { $id: 'ListWork' },
);
export type ListWork = Static<typeof ListWork>;

export const readListWork = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-lists/:listId/work',
  summary: 'Who is preparing what on a price list, live',
  access: everywhere('list.read'),
  params: closed({ listId: Id }),
  reply: liveView(ListWork, { $id: 'LiveListWork' }),
  refusals: [notFound],
  examples: [{ input: { listId: '01939c5e-7a00-7000-8000-000000000001' } }],
});
