import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  closed,
  Currency,
  endpoint,
  Id,
  Instant,
  nullable,
  oneOf,
  pageOf,
  PageQuery,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { beginsInThePast, listExists } from '../problems.ts';

/** As every place's clocks show it. */
export const WallTime = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Local time of each place: 2026-12-01T00:00',
});
export const Words = closed({ it: text(120), en: text(120) });
export const ListCode = Type.String({
  pattern: '^[A-Z0-9][A-Z0-9-]{1,39}$',
  description: 'SALDI-AI26',
});
const Names = Type.Array(text(80), { maxItems: 500 });

export const Charm = closed(
  {
    everyMinor: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    endingsMinor: Type.Array(Type.Integer({ minimum: 0, maximum: 1_000_000 }), {
      minItems: 1,
      maxItems: 10,
    }),
    direction: oneOf(['down', 'up', 'nearest']),
  },
  { description: 'An ending that prices have: every 100, ending 90 is x.90' },
);

export const Formula = closed({
  baseListId: Id,
  percent: Type.Optional(Type.Number({ minimum: -100, maximum: 1_000 })),
  amountMinor: Type.Optional(Type.Integer({ minimum: -100_000_000, maximum: 100_000_000 })),
  charm: Type.Optional(Charm),
  floorMinor: Type.Optional(AmountMinor),
  minimumMarginPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 99 })),
});

export const TermsSchema = closed(
  {
    scope: closed(
      {
        companies: Type.Optional(Names),
        channels: Type.Optional(Names),
        locations: Type.Optional(Names),
        groups: Type.Optional(Names),
        tiers: Type.Optional(Names),
        segments: Type.Optional(Names),
        customers: Type.Optional(Names),
      },
      { description: 'What is left out does not restrict' },
    ),
    priority: Type.Integer({ minimum: -1_000, maximum: 1_000 }),
    vatIncluded: Type.Boolean(),
    from: Type.Optional(WallTime),
    to: Type.Optional(WallTime),
    formula: Type.Optional(Formula),
  },
  { description: 'Whom the list is for, how it stands to others, the formula it follows' },
);

const PriceListReply = closed(
  {
    id: Id,
    code: ListCode,
    name: Words,
    currency: Currency,
    terms: nullable(TermsSchema),
    phase: oneOf(['draft', 'scheduled', 'active', 'ended'], {
      description: 'A list is a draft until something of it is published',
    }),
    priceCount: Type.Integer(),
    openChangeSets: Type.Integer(),
    createdAt: Instant,
    version: Version,
  },
  { $id: 'PriceList' },
);
export type PriceListReply = Static<typeof PriceListReply>;

export const listPriceLists = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-lists',
  summary: 'Every price list, in the order in which they are asked',
  access: everywhere('list.read'),
  reply: closed({ lists: Type.Array(PriceListReply) }, { $id: 'PriceLists' }),
  examples: [{ input: {} }],
});

export const readPriceList = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-lists/:listId',
  summary: 'One price list',
  access: everywhere('list.read'),
  params: closed({ listId: Id }),
  reply: PriceListReply,
  etag: true,
  refusals: [notFound],
  examples: [{ input: { listId: '01939c5e-7a00-7000-8000-000000000001' } }],
});

export const createPriceList = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/price-lists',
  summary: 'Start a price list, with a first change set that holds its terms',
  access: everywhere('list.edit'),
  body: closed(
    {
      code: ListCode,
      name: Words,
      currency: Currency,
      terms: TermsSchema,
      validFrom: Type.Optional(WallTime),
    },
    { $id: 'NewPriceList' },
  ),
  reply: closed({ listId: Id, changeSetId: Id, version: Version }, { $id: 'PriceListCreated' }),
  status: 201,
  idempotency: 'required',
  refusals: [listExists, beginsInThePast],
  examples: [
    {
      input: {
        code: 'OUTLET-26',
        name: { it: 'Outlet 2026', en: 'Outlet 2026' },
        currency: 'EUR',
        terms: { scope: { groups: ['outlet'] }, priority: 10, vatIncluded: true },
      },
    },
  ],
});

export const renamePriceList = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/price-lists/:listId',
  summary: 'Give a price list another name; its terms change by publishing',
  access: everywhere('list.edit'),
  params: closed({ listId: Id }),
  body: closed({ name: Words }, { $id: 'PriceListName' }),
  reply: closed({ listId: Id, version: Version }, { $id: 'PriceListRenamed' }),
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, staleRevision],
  examples: [
    {
      input: {
        listId: '01939c5e-7a00-7000-8000-000000000001',
        name: { it: 'Outlet', en: 'Outlet' },
      },
    },
  ],
});

const ComparedRow = closed({
  subjectKind: oneOf(['item', 'style']),
  subjectId: Id,
  minQuantity: Type.Integer(),
  styleCode: nullable(Type.String()),
  name: nullable(Type.String()),
  gtin: nullable(Type.String()),
  size: nullable(Type.String()),
  colour: nullable(Type.String()),
  beforeMinor: nullable(Type.Integer()),
  afterMinor: nullable(Type.Integer()),
  changePercent: nullable(Type.Number()),
});

export const comparePriceList = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/price-lists/:listId/comparison',
  summary: 'What differs between two versions, or two moments, of a price list',
  description:
    'Without versions the newest is meant on both sides; without moments, now. So the same call tells two publications apart, or today from 1 December.',
  access: everywhere('list.read'),
  params: closed({ listId: Id }),
  query: closed({
    beforeVersion: Type.Optional(Type.Integer({ minimum: 0 })),
    afterVersion: Type.Optional(Type.Integer({ minimum: 0 })),
    beforeAt: Type.Optional(WallTime),
    afterAt: Type.Optional(WallTime),
    ...PageQuery,
  }),
  reply: pageOf(ComparedRow, { $id: 'PriceListComparison' }),
  refusals: [notFound],
  examples: [
    { input: { listId: '01939c5e-7a00-7000-8000-000000000001', afterAt: '2026-12-01T00:00' } },
  ],
});
