import { Type } from 'typebox';
import { closed, endpoint, Id, nullable, pageOf, text } from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { WallTime } from './contracts.ts';

const Amount = nullable(Type.Integer());

const Row = closed({
  itemId: Id,
  styleId: Id,
  styleCode: Type.String(),
  gtin: Type.String(),
  name: Type.String(),
  brand: Type.String(),
  line: Type.String(),
  season: Type.String(),
  category: Type.String(),
  size: Type.String(),
  colour: Type.String(),
  vatRate: Type.Number(),
  costMinor: Amount,
  cataloguePriceMinor: Type.Integer(),
  listedMinor: { ...Amount, description: 'What the list tells then, without the change set' },
  wantedMinor: { ...Amount, description: 'What the change set wants' },
  changed: Type.Boolean({ description: 'With a null `wantedMinor`: the price is taken out' }),
  batch: nullable(Type.Integer()),
  marginPercent: nullable(
    Type.Number({ description: 'Of the wanted price, else of the listed one' }),
  ),
  changePercent: nullable(Type.Number()),
  lowest30Minor: { ...Amount, description: 'At the place asked for; null without one' },
  breaks: Type.Array(
    closed({
      minQuantity: Type.Integer(),
      listedMinor: Amount,
      wantedMinor: Amount,
      changed: Type.Boolean(),
    }),
    { description: 'Prices from so many pieces on' },
  ),
  elsewhere: nullable(
    closed(
      {
        changeSetId: Id,
        title: Type.String(),
        byName: Type.String(),
        amountMinor: Amount,
      },
      { description: 'What another open change of the list wants of it' },
    ),
  ),
  pictureUrl: nullable(Type.String()),
});

/** A query string has no lists: several values of one attribute are joined by a bar. */
const Several = Type.Optional(text(2_000, { description: 'Several values joined by |' }));

export const readGrid = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-lists/:listId/grid',
  summary:
    'The grid of a price list: every item with its price, what a change set makes of it, margin and lowest price',
  access: everywhere('list.read'),
  params: closed({ listId: Id }),
  query: closed({
    changeSetId: Type.Optional(Id),
    changesOnly: Type.Optional(Type.Boolean()),
    at: Type.Optional(WallTime),
    placeId: Type.Optional(
      text(40, { description: 'Shop or channel whose lowest price is shown' }),
    ),
    search: Type.Optional(text(120)),
    styleCodes: Several,
    brands: Several,
    suppliers: Several,
    lines: Several,
    seasons: Several,
    categories: Several,
    departments: Several,
    after: Type.Optional(Type.String({ maxLength: 600 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 200 })),
  }),
  reply: pageOf(Row, { $id: 'PriceGrid' }),
  refusals: [notFound],
  examples: [
    { input: { listId: '01939c5e-7a00-7000-8000-000000000001', lines: 'Donna', limit: 100 } },
  ],
});

export const goodsFacets = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/goods/facets',
  summary: 'What goods can be filtered by: brands, lines, seasons…, with how many items each has',
  access: everywhere('list.read'),
  reply: closed(
    {
      itemCount: Type.Integer(),
      facets: Type.Array(
        closed({ facet: Type.String(), value: Type.String(), count: Type.Integer() }),
      ),
    },
    { $id: 'GoodsFacets' },
  ),
  examples: [{ input: {} }],
});
