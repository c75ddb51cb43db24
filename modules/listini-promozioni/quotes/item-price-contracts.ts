import { Type, type Static } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  liveView,
  LocationId,
  nullable,
  text,
} from '../../../server/http/contract.ts';
import { anywhere } from '../access.ts';
import { unknownGoods } from '../problems.ts';
import { Amount, Bilingual, Miss } from './contracts.ts';

const Price = closed(
  {
    itemId: Id,
    listPriceMinor: Amount,
    offerMinor: { ...Amount, description: 'Of one piece now, for this customer or everybody' },
    priorMinor: nullable(
      Type.Integer({ description: 'The price a reduction may be told from, where one is told' }),
    ),
    percentOff: nullable(Type.Integer()),
    promotions: Type.Array(closed({ promotionId: Id, name: Bilingual, amountMinor: Amount })),
    withinReach: Type.Array(
      closed({ promotionId: Id, name: Bilingual, miss: Miss, hint: nullable(Bilingual) }),
    ),
  },
  { $id: 'ItemPrice' },
);

const ItemPrices = closed(
  {
    snapshotVersion: Type.String({ description: 'What these prices are told from' }),
    publishedVersion: Type.String({
      description: 'Another one is being built: ask again in a moment',
    }),
    prices: Type.Array(Price),
  },
  { $id: 'ItemPrices' },
);
export type ItemPrices = Static<typeof ItemPrices>;

const ITEMS_ASKED = closed({
  itemIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  locationId: Type.Optional(LocationId),
  channel: Type.Optional(text(40)),
  customerId: Type.Optional(Id),
  at: Type.Optional(Instant),
});

export const livePrices = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/prices/live',
  summary: 'The same for a screen that stays open: it follows the room of prices',
  access: anywhere('price.read'),
  query: ITEMS_ASKED,
  reply: liveView(ItemPrices, { $id: 'LiveItemPrices' }),
  refusals: [unknownGoods],
  examples: [{ input: { itemIds: ['01939c5e-7a00-7000-8000-000000000001'], locationId: 'MI01' } }],
});

export const pricesOfItems = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/prices',
  summary: 'What items cost at a place now, the promotions on them and those within reach',
  access: anywhere('price.read'),
  query: ITEMS_ASKED,
  reply: ItemPrices,
  refusals: [unknownGoods],
  examples: [{ input: { itemIds: ['01939c5e-7a00-7000-8000-000000000001'], locationId: 'MI01' } }],
});
