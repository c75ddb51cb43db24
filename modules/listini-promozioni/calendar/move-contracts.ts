import { Type } from 'typebox';
import { closed, endpoint, Id, nullable, oneOf, Version } from '../../../server/http/contract.ts';
import { invalidRequest, notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { checkOpenPromotion } from '../price-history/contracts.ts';
import { WallTime } from '../price-lists/contracts.ts';
import { notInState } from '../problems.ts';

const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';
const Span = { from: nullable(WallTime), to: nullable(WallTime) };
const Name = closed({ it: Type.String(), en: Type.String() });
const { general, refused, refusedCount, ban, worstCase } = checkOpenPromotion.reply.properties;

export const tryMove = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/calendar/trials',
  summary:
    'What other dates of a promotion or of a change of prices would bring, before anybody writes them: what collides, the law, the worst stacked discount',
  access: everywhere('promotion.read'),
  body: closed({ kind: oneOf(['promotion', 'change-set']), id: Id, ...Span }, { $id: 'MoveToTry' }),
  reply: closed(
    {
      conflicts: Type.Array(
        closed({
          otherId: Id,
          name: Name,
          places: Type.Array(Type.String()),
          ...Span,
          items: Type.Integer(),
          combines: Type.Boolean(),
          known: Type.Boolean({ description: 'They collide on the present dates, too' }),
        }),
      ),
      settled: Type.Array(closed({ otherId: Id, name: Name }), {
        description: 'Those that would not collide any more',
      }),
      general,
      refused,
      refusedCount,
      ban,
      worstCase,
      becomes: oneOf(['draft', 'next-version'], {
        description:
          '`next-version`: what runs goes on until another person approves the new dates',
      }),
    },
    { $id: 'MoveTried' },
  ),
  idempotency: { none: 'it changes nothing' },
  refusals: [notFound, invalidRequest],
  examples: [
    {
      input: {
        kind: 'promotion',
        id: EXAMPLE,
        from: '2026-12-05T00:00',
        to: '2026-12-13T00:00',
      },
    },
  ],
});

export const movePromotion = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/promotions/:promotionId/dates',
  summary:
    'Give a promotion other dates: of a draft at once, of one that runs as its next version, to be approved',
  access: everywhere('promotion.edit'),
  params: closed({ promotionId: Id }),
  body: closed(Span, { $id: 'PromotionDates' }),
  reply: closed(
    {
      id: Id,
      openNumber: nullable(Type.Integer()),
      openState: nullable(oneOf(['draft', 'submitted'])),
      version: Version,
    },
    { $id: 'PromotionDated' },
  ),
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, staleRevision, notInState, invalidRequest],
  examples: [
    {
      input: {
        promotionId: EXAMPLE,
        from: '2026-12-05T00:00',
        to: '2026-12-13T00:00',
        expectedVersion: 3,
      },
    },
  ],
});
