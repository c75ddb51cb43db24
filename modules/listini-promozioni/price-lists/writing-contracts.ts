import { Type } from 'typebox';
import {
  AmountMinor,
  closed,
  endpoint,
  Id,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere } from '../access.ts';
import { notInState, wrongRows } from '../problems.ts';
import { CHANGE_SET, EXAMPLE } from './change-contracts.ts';
import { Charm } from './contracts.ts';

const LARGEST_PASTE = 50_000;

const PastedRow = closed(
  {
    gtin: Type.Optional(text(40)),
    itemId: Type.Optional(Id),
    styleCode: Type.Optional(text(60)),
    minQuantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    amountMinor: nullable(AmountMinor),
  },
  {
    description:
      'Names an item by barcode or id, or all items of a style by its code; a null amount takes the price out',
  },
);

const Written = closed(
  {
    changeSetId: Id,
    batch: Type.Integer({ description: 'To undo it' }),
    written: Type.Integer(),
    skipped: Type.Array(
      closed({
        row: Type.Integer(),
        why: oneOf(['unknown-item', 'unknown-style']),
        value: Type.String(),
      }),
      { description: 'The first hundred' },
    ),
    skippedCount: Type.Integer(),
    version: Version,
  },
  { $id: 'PricesWritten' },
);

export const writePrices = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/prices',
  summary:
    'Write prices into a draft: a cell, a fill or a paste of up to 50,000 rows, undone as one',
  access: everywhere('list.edit'),
  params: closed(CHANGE_SET),
  body: closed(
    {
      kind: oneOf(['edit', 'paste', 'fill']),
      rows: Type.Array(PastedRow, { minItems: 1, maxItems: LARGEST_PASTE }),
      skipWrong: Type.Optional(
        Type.Boolean({ description: 'Leave out what is not in the catalogue' }),
      ),
    },
    { $id: 'WrittenPrices' },
  ),
  reply: Written,
  idempotency: 'required',
  bodyLimit: 12_000_000,
  refusals: [notFound, notInState, wrongRows],
  examples: [
    {
      input: {
        changeSetId: EXAMPLE,
        kind: 'paste',
        rows: [{ gtin: '8050000000017', amountMinor: 19_990 }],
      },
    },
  ],
});

export const GoodsFilter = closed(
  {
    search: Type.Optional(text(120)),
    styleCodes: Type.Optional(Type.Array(text(60), { maxItems: 500 })),
    brands: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
    suppliers: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
    lines: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
    seasons: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
    categories: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
    departments: Type.Optional(Type.Array(text(120), { maxItems: 200 })),
  },
  { description: 'All that are given must hold' },
);

const BulkBody = closed(
  {
    filter: GoodsFilter,
    /** What the new price is worked out from. */
    from: closed(
      {
        kind: oneOf(['this-list', 'list-price', 'list']),
        listId: Type.Optional(Id),
      },
      {
        description:
          'The price the change set’s list tells then, the catalogue’s, or another list’s',
      },
    ),
    percent: Type.Optional(Type.Number({ minimum: -100, maximum: 1_000 })),
    amountMinor: Type.Optional(Type.Integer({ minimum: -100_000_000, maximum: 100_000_000 })),
    setMinor: Type.Optional(AmountMinor),
    charm: Type.Optional(Charm),
    floorMinor: Type.Optional(AmountMinor),
    minimumMarginPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 99 })),
  },
  { $id: 'BulkPrices' },
);

const Preview = closed(
  {
    matching: Type.Integer(),
    changing: Type.Integer({
      description: 'Those with a price to start from that becomes another',
    }),
    withoutPrice: Type.Integer(),
    belowCost: Type.Integer(),
    sample: Type.Array(
      closed({
        itemId: Id,
        styleCode: Type.String(),
        name: Type.String(),
        size: Type.String(),
        colour: Type.String(),
        fromMinor: Type.Integer(),
        toMinor: Type.Integer(),
        marginPercent: nullable(Type.Number()),
      }),
    ),
  },
  { $id: 'BulkPreview' },
);

export const previewBulk = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/bulk-preview',
  summary: 'What a change of many prices would come to; nothing is written',
  access: everywhere('list.read'),
  params: closed(CHANGE_SET),
  body: BulkBody,
  reply: Preview,
  idempotency: { none: 'it changes nothing' },
  refusals: [notFound],
  examples: [
    {
      input: {
        changeSetId: EXAMPLE,
        filter: { lines: ['Donna'] },
        from: { kind: 'list-price' },
        percent: -30,
        charm: { everyMinor: 100, endingsMinor: [90], direction: 'down' },
      },
    },
  ],
});

export const applyBulk = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/bulk',
  summary: 'Change many prices of a draft at once, with endings and floors; undone as one',
  access: everywhere('list.edit'),
  params: closed(CHANGE_SET),
  body: BulkBody,
  reply: Written,
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [
    {
      input: {
        changeSetId: EXAMPLE,
        filter: { seasons: ['AI 26'] },
        from: { kind: 'this-list' },
        percent: 5,
      },
    },
  ],
});
