import { Type } from 'typebox';
import {
  BusinessDay,
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  nullable,
  oneOf,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { everywhere, inItsShop } from '../access.ts';

const params = closed({ locationId: LocationId, day: BusinessDay });

export const TEMPLATES = ['shelf', 'sign'] as const;
const Wanted = {
  template: Type.Optional(
    oneOf(TEMPLATES, { description: '`shelf` 62 × 40 mm for the shelf, `sign` A5 for a table' }),
  ),
  copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 1 })),
};

export const Label = closed(
  {
    itemId: Id,
    styleCode: Type.String(),
    gtin: Type.String(),
    name: Type.String(),
    size: Type.String(),
    colour: Type.String(),
    beforeMinor: nullable(
      Type.Integer({
        description: 'What the shelf says: put up last, else the price of the morning before',
      }),
    ),
    afterMinor: Type.Integer(),
    direction: oneOf(['up', 'down', 'new']),
    priorMinor: nullable(Type.Integer({ description: 'Printed with the percentage, where told' })),
    percent: nullable(Type.Integer()),
    basis: nullable(oneOf(['lowest', 'campaign', 'last', 'since-launch'])),
    up: Type.Boolean({ description: 'The shop has said that it is up, with this very price' }),
  },
  { $id: 'ShelfLabel' },
);

const Standing = {
  dueBy: Type.String({ format: 'date-time', description: 'When the door opens on that day' }),
  confirmedBy: nullable(Type.String({ description: 'Who said so last' })),
  confirmedAt: nullable(Instant),
};

export const readLabels = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day',
  summary: 'The shelf labels that change in a shop on a day, and which of them are up',
  access: inItsShop('label.read'),
  params,
  reply: closed({ labels: Type.Array(Label), ...Standing }, { $id: 'ShelfLabels' }),
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const printLabels = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day/printing',
  summary: 'Print the labels of a day: on the shop’s label printer, or as sheets of A4',
  access: inItsShop('label.confirm'),
  params,
  body: closed(
    { itemIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 2_000 })), ...Wanted },
    { $id: 'LabelsToPrint' },
  ),
  reply: closed({ jobId: nullable(Id), labels: Type.Integer() }, { $id: 'LabelsPrinted' }),
  idempotency: 'required',
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const labelSheets = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day/document',
  summary: 'The labels of a day as PDF, ready to print',
  access: inItsShop('label.read'),
  params,
  query: closed({
    itemIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    openOnly: Type.Optional(Type.Boolean({ description: 'Only those that are not up yet' })),
    ...Wanted,
  }),
  reply: Type.Any({ description: 'application/pdf' }),
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const confirmLabels = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day/confirmation',
  summary: 'The shop has put labels of a day up: all of them, or these',
  access: inItsShop('label.confirm'),
  params,
  body: closed(
    {
      labels: Type.Optional(
        Type.Array(closed({ itemId: Id, priceMinor: Type.Integer() }), {
          minItems: 1,
          maxItems: 20_000,
          description: 'With the price on them: one that has changed since stays open',
        }),
      ),
    },
    { $id: 'LabelsUp' },
  ),
  reply: closed(
    { labels: Type.Integer(), open: Type.Integer(), confirmedAt: Instant },
    { $id: 'LabelsConfirmed' },
  ),
  idempotency: 'required',
  bodyLimit: 4_000_000,
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const labelRounds = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/labels/:day',
  summary: 'How many labels change in each shop on a day, and how many are not up yet',
  access: everywhere('list.read'),
  params: closed({ day: BusinessDay }),
  reply: closed(
    {
      rounds: Type.Array(
        closed({
          locationId: LocationId,
          name: Type.String(),
          labels: Type.Integer(),
          open: Type.Integer(),
          ...Standing,
        }),
      ),
    },
    { $id: 'LabelRounds' },
  ),
  examples: [{ input: { day: '2026-12-01' } }],
});
