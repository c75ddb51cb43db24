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

const access = (permission: 'read' | 'confirm') =>
  ({
    kind: 'permission',
    permission: `listini-promozioni.label.${permission}`,
    location: { field: 'locationId' },
  }) as const;
const params = closed({ locationId: LocationId, day: BusinessDay });

export const Label = closed(
  {
    itemId: Id,
    styleCode: Type.String(),
    gtin: Type.String(),
    name: Type.String(),
    size: Type.String(),
    colour: Type.String(),
    beforeMinor: nullable(Type.Integer({ description: 'On the shelf until the evening before' })),
    afterMinor: Type.Integer(),
    direction: oneOf(['up', 'down', 'new']),
    priorMinor: nullable(Type.Integer({ description: 'Printed with the percentage, where told' })),
    percent: nullable(Type.Integer()),
  },
  { $id: 'ShelfLabel' },
);

export const readLabels = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day',
  summary: 'The shelf labels that change in a shop on a day, and whether the shop has put them up',
  access: access('read'),
  params,
  reply: closed(
    {
      labels: Type.Array(Label),
      confirmedBy: nullable(Type.String()),
      confirmedAt: nullable(Instant),
    },
    { $id: 'ShelfLabels' },
  ),
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const printLabels = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day/printing',
  summary: 'Print the labels of a day: on the shop’s label printer, or as sheets of A4',
  access: access('confirm'),
  params,
  body: closed(
    { itemIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 2_000 })) },
    { $id: 'LabelsToPrint' },
  ),
  reply: closed({ jobId: nullable(Id), labels: Type.Integer() }, { $id: 'LabelsPrinted' }),
  idempotency: 'required',
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const confirmLabels = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/locations/:locationId/labels/:day/confirmation',
  summary: 'The shop has put the labels of a day up',
  access: access('confirm'),
  params,
  reply: closed({ labels: Type.Integer(), confirmedAt: Instant }, { $id: 'LabelsConfirmed' }),
  idempotency: 'required',
  refusals: [notFound],
  examples: [{ input: { locationId: 'MI01', day: '2026-12-01' } }],
});

export const labelRounds = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/labels/:day',
  summary: 'Which shops have put up the labels of a day',
  access: {
    kind: 'permission',
    permission: 'listini-promozioni.list.read',
    location: 'everywhere',
  },
  params: closed({ day: BusinessDay }),
  reply: closed(
    {
      rounds: Type.Array(
        closed({
          locationId: LocationId,
          name: Type.String(),
          labels: nullable(Type.Integer()),
          confirmedBy: nullable(Type.String()),
          confirmedAt: nullable(Instant),
        }),
      ),
    },
    { $id: 'LabelRounds' },
  ),
  examples: [{ input: { day: '2026-12-01' } }],
});
