import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  LocationId,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { ListCode, WallTime, Words } from '../price-lists/contracts.ts';
import { campaignExists } from '../problems.ts';
import { SaleKindSchema } from '../promotions/contracts.ts';

const Name = closed({ it: Type.String(), en: Type.String() });

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/calendar',
  summary:
    'What is on where and when: promotions and price changes by shop, what collides, sales and closures',
  access: everywhere('promotion.read'),
  query: closed({ from: BusinessDay, to: BusinessDay }),
  reply: closed(
    {
      places: Type.Array(
        closed({
          placeId: Type.String(),
          kind: oneOf(['location', 'channel']),
          name: Type.String(),
          region: nullable(Type.String()),
          groups: Type.Array(Type.String()),
        }),
      ),
      bars: Type.Array(
        closed({
          kind: oneOf(['promotion', 'change-set']),
          id: Id,
          code: Type.String(),
          name: Name,
          phase: Type.String(),
          from: nullable(WallTime),
          to: nullable(WallTime),
          next: nullable(
            closed({
              number: Type.Integer(),
              state: oneOf(['draft', 'submitted']),
              from: nullable(WallTime),
              to: nullable(WallTime),
            }),
          ),
          movable: Type.Boolean({ description: 'Nobody is deciding about it at the moment' }),
          places: Type.Array(Type.String()),
          saleKind: nullable(SaleKindSchema),
          campaignId: nullable(Id),
          listId: nullable(Id),
          version: Version,
        }),
      ),
      leftOut: Type.Integer({ description: 'Promotions and changes that are too many to draw' }),
      conflicts: Type.Array(
        closed({
          first: Id,
          second: Id,
          places: Type.Array(Type.String()),
          from: nullable(WallTime),
          to: nullable(WallTime),
          items: Type.Integer({ description: 'Items both are about' }),
          combines: Type.Boolean({ description: 'Both may apply to one piece' }),
        }),
      ),
      campaigns: Type.Array(
        closed({
          id: Id,
          code: ListCode,
          name: Name,
          kind: SaleKindSchema,
          begins: BusinessDay,
          ends: BusinessDay,
          version: Version,
        }),
      ),
      sales: Type.Array(
        closed({
          region: Type.String(),
          province: Type.String(),
          begins: BusinessDay,
          ends: nullable(BusinessDay),
          banFrom: nullable(BusinessDay),
          banTo: nullable(BusinessDay),
        }),
      ),
      closures: Type.Array(closed({ placeId: Type.String(), day: BusinessDay })),
    },
    { $id: 'PriceCalendar' },
  ),
  examples: [{ input: { from: '2026-11-01', to: '2027-01-31' } }],
});

export const createCampaign = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/campaigns',
  summary: 'Open a campaign: steps of one reduction keep its first prior price',
  access: everywhere('promotion.edit'),
  body: closed(
    { code: ListCode, name: Words, kind: SaleKindSchema, begins: BusinessDay, ends: BusinessDay },
    { $id: 'NewCampaign' },
  ),
  reply: closed({ campaignId: Id, version: Version }, { $id: 'CampaignOpened' }),
  status: 201,
  idempotency: 'required',
  refusals: [campaignExists],
  examples: [
    {
      input: {
        code: 'SALDI-PE27',
        name: { it: 'Saldi estivi', en: 'Summer sales' },
        kind: 'saldi',
        begins: '2027-07-03',
        ends: '2027-08-31',
      },
    },
  ],
});

const Group = closed({
  id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  name: Words,
  locationIds: Type.Array(LocationId, { maxItems: 2_000 }),
  version: Version,
});

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/location-groups',
  summary: 'Groups of shops that share prices',
  access: everywhere('promotion.read'),
  reply: closed({ groups: Type.Array(Group) }, { $id: 'LocationGroups' }),
  examples: [{ input: {} }],
});

export const writeGroup = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/location-groups/:groupId',
  summary: 'Make or change a group of shops',
  access: everywhere('promotion.edit'),
  params: closed({ groupId: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) }),
  body: closed(
    { name: Words, locationIds: Type.Array(LocationId, { maxItems: 2_000 }) },
    { $id: 'WrittenGroup' },
  ),
  reply: closed({ groupId: Type.String(), version: Version }, { $id: 'GroupWritten' }),
  idempotency: 'required',
  examples: [
    {
      input: {
        groupId: 'outlet',
        name: { it: 'Outlet', en: 'Outlets' },
        locationIds: ['SE01'],
      },
    },
  ],
});

export const writeStanding = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/customers/:customerId/standing',
  summary: 'Say a customer’s tier and segments, as prices need to know them',
  access: everywhere('promotion.edit'),
  params: closed({ customerId: Id }),
  body: closed(
    {
      tier: nullable(text(40)),
      segments: Type.Array(text(80), { maxItems: 100 }),
      staff: Type.Boolean(),
    },
    { $id: 'CustomerStanding' },
  ),
  reply: closed({ customerId: Id, version: Version }, { $id: 'StandingWritten' }),
  idempotency: 'required',
  refusals: [notFound],
  examples: [
    {
      input: {
        customerId: '01939c5e-7a00-7000-8000-000000000003',
        tier: 'Oro',
        segments: [],
        staff: false,
      },
    },
  ],
});
