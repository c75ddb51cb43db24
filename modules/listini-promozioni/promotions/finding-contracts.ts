import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { everywhere } from '../access.ts';

const Found = closed({
  itemId: Id,
  styleId: Id,
  styleCode: Type.String(),
  gtin: Type.String(),
  name: Type.String(),
  size: Type.String(),
  colour: Type.String(),
  listPriceMinor: Type.Integer(),
  pictureUrl: nullable(Type.String()),
});

export const findGoods = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/goods/found',
  summary: 'Items by name, code or barcode, and by the ids a promotion names them with',
  access: everywhere('promotion.read'),
  query: closed({
    search: Type.Optional(text(120)),
    itemIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    styleIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
  }),
  reply: closed({ items: Type.Array(Found) }, { $id: 'FoundGoods' }),
  examples: [{ input: { search: 'cappotto' } }],
});

export const readVocabulary = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/promotion-words',
  summary:
    'What a promotion can name: places, regions, channels, groups, tiers, segments, combinations, campaigns',
  access: everywhere('promotion.read'),
  reply: closed(
    {
      places: Type.Array(
        closed({
          placeId: Type.String(),
          kind: oneOf(['location', 'channel']),
          name: Type.String(),
          zone: Type.String(),
          companyId: nullable(Type.String()),
          region: nullable(Type.String()),
          groups: Type.Array(Type.String()),
        }),
        { description: 'Where things are sold' },
      ),
      regions: Type.Array(Type.String()),
      channels: Type.Array(Type.String()),
      groups: Type.Array(
        closed({ id: Type.String(), name: closed({ it: Type.String(), en: Type.String() }) }),
      ),
      campaigns: Type.Array(
        closed({
          id: Id,
          name: closed({ it: Type.String(), en: Type.String() }),
          begins: BusinessDay,
          ends: BusinessDay,
        }),
        { description: 'Those that are on or to come, and of the year before, by their first day' },
      ),
      tiers: Type.Array(Type.String()),
      segments: Type.Array(Type.String()),
      combinations: Type.Array(Type.String(), {
        description: 'Combinability groups that promotions belong to',
      }),
    },
    { $id: 'PromotionWords' },
  ),
  examples: [{ input: {} }],
});

export const findCustomers = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/promotion-customers',
  summary:
    'Whom a promotion names: by card or phone, or by id; no more than first name and initial',
  access: everywhere('promotion.edit'),
  query: closed({
    cardOrPhone: Type.Optional(text(40)),
    customerIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
  }),
  reply: closed(
    { customers: Type.Array(closed({ customerId: Id, shownName: Type.String() })) },
    { $id: 'PromotionCustomers' },
  ),
  examples: [{ input: { cardOrPhone: '2900000004417' } }],
});
