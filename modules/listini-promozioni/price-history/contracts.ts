import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { anywhere, everywhere } from '../access.ts';
import { WallTime } from '../price-lists/contracts.ts';

const EXAMPLE = '01939c5e-7a00-7000-8000-000000000003';

const Offered = closed({
  from: WallTime,
  amountMinor: Type.Integer(),
  campaignId: nullable(Id),
});

const Told = closed({
  announcementId: Id,
  sourceKind: oneOf(['change-set', 'promotion']),
  sourceId: Id,
  itemId: Id,
  places: Type.Array(Type.String()),
  starts: WallTime,
  offerMinor: Type.Integer(),
  priorMinor: Type.Integer(),
  percent: Type.Integer(),
  basis: oneOf(['lowest', 'campaign', 'last', 'since-launch']),
  lookedFrom: BusinessDay,
  lookedTo: BusinessDay,
  considered: Type.Array(Type.Unknown(), {
    description: 'The prices it was compared with: the proof',
  }),
  announcedBy: Type.String(),
  announcedAt: Instant,
});

export const readHistory = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-history',
  summary:
    'What a place has offered of an item and will, its lowest price of 30 days, what was told as a reduction',
  access: anywhere('price.read'),
  query: closed({ itemId: Id, placeId: text(40) }),
  reply: closed(
    {
      offered: Type.Array(Offered, {
        description: 'From each moment on; half a year back, and ahead',
      }),
      lowest30Minor: nullable(Type.Integer()),
      announcements: Type.Array(Told),
    },
    { $id: 'PriceHistory' },
  ),
  refusals: [notFound],
  examples: [{ input: { itemId: EXAMPLE, placeId: 'MI01' } }],
});

export const readAnnouncements = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/announcements/:sourceId',
  summary: 'The proof of what a change set or a promotion told as reductions',
  access: anywhere('price.read'),
  params: closed({ sourceId: Id }),
  reply: closed({ announcements: Type.Array(Told) }, { $id: 'Announcements' }),
  examples: [{ input: { sourceId: EXAMPLE } }],
});

const Sales = closed({
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  season: oneOf(['winter', 'summer']),
  region: text(60),
  province: text(4, { minLength: 0, description: 'Where a province has dates of its own' }),
  begins: BusinessDay,
  ends: nullable(BusinessDay),
  banFrom: nullable(BusinessDay),
  banTo: nullable(BusinessDay),
  source: text(500),
  checkedBy: nullable(text(120)),
  checkedOn: nullable(BusinessDay),
});

export const readSalesCalendar = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/sales-calendar',
  summary:
    'The sales of the regions, with the days before them; regions with shops that are missing',
  access: anywhere('price.read'),
  query: closed({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
  reply: closed(
    {
      sales: Type.Array(Sales),
      missing: Type.Array(closed({ season: oneOf(['winter', 'summer']), region: Type.String() })),
    },
    { $id: 'SalesCalendar' },
  ),
  examples: [{ input: { year: 2026 } }],
});

export const keepSalesCalendarRows = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/sales-calendar',
  summary: 'Write the sales of regions: checked by somebody, from a source',
  access: everywhere('sales-calendar.manage'),
  body: closed(
    { sales: Type.Array(Sales, { minItems: 1, maxItems: 200 }) },
    { $id: 'SalesCalendarRows' },
  ),
  reply: closed({ written: Type.Integer() }, { $id: 'SalesCalendarWritten' }),
  idempotency: 'required',
  examples: [
    {
      input: {
        sales: [
          {
            year: 2027,
            season: 'winter',
            region: 'Lombardia',
            province: '',
            begins: '2027-01-05',
            ends: '2027-03-05',
            banFrom: '2026-12-06',
            banTo: '2027-01-04',
            source: 'D.G.R.',
            checkedBy: 'Marta Neri',
            checkedOn: '2026-11-20',
          },
        ],
      },
    },
  ],
});

const Refused = closed({
  itemId: Id,
  styleCode: Type.String(),
  name: Type.String(),
  size: Type.String(),
  colour: Type.String(),
  places: Type.Array(Type.String()),
  offerMinor: Type.Integer(),
  beforeMinor: nullable(Type.Integer()),
  priorMinor: nullable(Type.Integer()),
  allowedFrom: nullable(BusinessDay),
});

const Check = closed(
  {
    general: Type.Boolean({ description: 'Told to everybody: the law on reductions is asked' }),
    starts: nullable(WallTime),
    /** Of one that comes and goes. When it comes again its own price was offered in the days before. */
    toldUntil: nullable(WallTime),
    allowed: Type.Array(
      closed({
        places: Type.Array(Type.String()),
        items: Type.Integer(),
        minPercent: Type.Integer(),
        maxPercent: Type.Integer(),
      }),
      { description: 'What may be told, in places that do not differ' },
    ),
    unchanged: Type.Integer({ description: 'Item and place pairs whose price does not fall' }),
    refused: Type.Array(Refused, { description: 'The first hundred' }),
    refusedCount: Type.Integer(),
    ban: Type.Array(
      closed({
        placeId: Type.String(),
        region: Type.String(),
        banFrom: BusinessDay,
        banTo: BusinessDay,
        why: oneOf(['ban', 'outside-sales']),
      }),
    ),
    worstCase: Type.Array(
      closed({
        itemId: Id,
        styleCode: Type.String(),
        name: Type.String(),
        places: Type.Array(Type.String()),
        at: WallTime,
        quantity: Type.Integer(),
        listMinor: Type.Integer(),
        payMinor: Type.Integer({ description: 'Of one piece, the cheapest of them' }),
        percent: Type.Number(),
        costMinor: nullable(Type.Integer()),
        belowCost: Type.Boolean(),
        promotions: Type.Array(
          closed({
            promotionId: Type.String(),
            name: closed({ it: Type.String(), en: Type.String() }),
            amountMinor: Type.Integer(),
          }),
          { description: 'The combination: the proof' },
        ),
      }),
      { description: 'The largest discounts that can be reached, largest first' },
    ),
    worstCaseTried: Type.Integer({ description: 'Baskets that were tried; a bounded search' }),
  },
  { $id: 'PromotionCheck' },
);

export const checkOpenPromotion = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/promotions/:promotionId/check',
  summary:
    'Before publishing: reductions place by place, the calendar of sales, the worst stacked discount',
  access: everywhere('promotion.read'),
  params: closed({ promotionId: Id }),
  reply: Check,
  refusals: [notFound],
  examples: [{ input: { promotionId: EXAMPLE } }],
});

export const checkChangeSet = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/change-sets/:changeSetId/check',
  summary: 'Before publishing: which lower prices may be told as reductions, place by place',
  access: everywhere('list.read'),
  params: closed({ changeSetId: Id }),
  reply: closed(
    {
      allowed: Check.properties.allowed,
      unchanged: Type.Integer(),
      refused: Check.properties.refused,
      refusedCount: Type.Integer(),
    },
    { $id: 'ChangeSetCheck' },
  ),
  refusals: [notFound],
  examples: [{ input: { changeSetId: EXAMPLE } }],
});
