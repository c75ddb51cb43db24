import { Type } from 'typebox';
import {
  AmountMinor,
  closed,
  endpoint,
  Gtin,
  Id,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';

const READ = {
  kind: 'permission',
  permission: 'base.catalogue.read',
  location: 'anywhere',
} as const;

const ColourHex = nullable(Type.String({ pattern: '^#[0-9a-f]{6}$' }));

export const Item = closed(
  {
    id: Id,
    styleId: Id,
    styleCode: Type.String(),
    gtin: Gtin,
    name: Type.String(),
    brand: Type.String(),
    supplier: Type.String(),
    line: Type.String(),
    season: Type.String(),
    category: Type.String(),
    department: Type.String(),
    size: Type.String(),
    sizeOrder: Type.Integer(),
    colour: Type.String(),
    colourHex: ColourHex,
    listPriceMinor: AmountMinor,
    vatRate: Type.Number({ minimum: 0, maximum: 99, description: 'Per cent' }),
    pictureUrl: nullable(Type.String()),
    seasonal: Type.Boolean(),
    perishable: Type.Boolean(),
    returnExclusion: Type.Boolean(),
    active: Type.Boolean(),
  },
  { $id: 'Item' },
);

const FoundItem = closed(
  {
    id: Id,
    gtin: Gtin,
    size: Type.String(),
    colour: Type.String(),
    colourHex: ColourHex,
    listPriceMinor: AmountMinor,
    pictureUrl: nullable(Type.String()),
  },
  { $id: 'FoundItem' },
);

export const SearchReply = closed(
  {
    by: oneOf(['gtin', 'code', 'words', 'some-words', 'nothing'], {
      description: 'How it was found; `some-words`: nothing has every word, these have the most',
    }),
    hits: Type.Array(
      closed({
        style: closed({
          id: Id,
          code: Type.String(),
          name: Type.String(),
          brand: Type.String(),
          line: Type.String(),
          season: Type.String(),
          category: Type.String(),
        }),
        items: Type.Array(FoundItem, { description: 'The items of the style that fit best' }),
        itemCount: Type.Integer({ description: 'Items the style has altogether' }),
      }),
    ),
    corrections: Type.Array(closed({ asked: Type.String(), taken: Type.String() })),
    unknown: Type.Array(Type.String(), { description: 'Words nothing resembles' }),
  },
  { $id: 'SearchReply' },
);

export const searchItems = endpoint({
  method: 'GET',
  path: '/api/base/items/search',
  summary: 'Find styles and items by barcode, style code or words in any order, forgiving spelling',
  access: READ,
  query: closed({
    q: text(100, { description: 'Such as `cappotto cammello 42`' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  }),
  reply: SearchReply,
  examples: [{ input: { q: 'cappotto cammello 42' } }],
});

export const itemByGtin = endpoint({
  method: 'GET',
  path: '/api/base/items/by-gtin/:gtin',
  summary: 'The item of a barcode; a UPC finds its EAN',
  access: READ,
  params: closed({ gtin: Gtin }),
  reply: Item,
  refusals: [notFound],
  examples: [{ input: { gtin: '4006381333931' } }],
});

export const styleWithItems = endpoint({
  method: 'GET',
  path: '/api/base/styles/:styleId',
  summary: 'A style with every item, by colour and then in the order of sizes',
  access: READ,
  params: closed({ styleId: Id }),
  reply: closed(
    {
      id: Id,
      code: Type.String(),
      name: Type.String(),
      brand: Type.String(),
      supplier: Type.String(),
      line: Type.String(),
      season: Type.String(),
      category: Type.String(),
      department: Type.String(),
      composition: Type.String(),
      seasonal: Type.Boolean(),
      perishable: Type.Boolean(),
      returnExclusion: Type.Boolean(),
      items: Type.Array(Item),
    },
    { $id: 'StyleWithItems' },
  ),
  refusals: [notFound],
  examples: [{ input: { styleId: '01939c5e-7a00-7000-8000-000000000001' } }],
});

export const productPictureFile = endpoint({
  method: 'GET',
  path: '/api/base/pictures/:shape/:file',
  summary: 'A drawn picture for goods without a photograph, as SVG',
  access: {
    kind: 'public',
    because: 'a silhouette in a colour tells nothing, and shop windows show it',
  },
  params: closed({
    shape: Type.String({ pattern: '^[a-z-]{2,40}$' }),
    file: Type.String({
      pattern: '^[0-9a-f]{6}(-large)?\\.svg$',
      description: 'Colour: `b98a5a.svg`; `-large` has thinner lines',
    }),
  }),
  reply: Type.Any({ description: 'image/svg+xml' }),
  refusals: [notFound],
  examples: [{ input: { shape: 'coat', file: 'b98a5a.svg' } }],
});
