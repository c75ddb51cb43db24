import { Type, type Static } from 'typebox';
import {
  closed,
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
import { reductionRefused, salesBan } from '../price-history/problems.ts';
import {
  anotherApproves,
  beginsInThePast,
  endsBeforeItBegins,
  noStepLeft,
  nothingToPublish,
  notInState,
} from '../problems.ts';
import { ListCode, TermsSchema, WallTime, Words } from './contracts.ts';

export const CHANGE_SET = { changeSetId: Id };
export const EXAMPLE = '01939c5e-7a00-7000-8000-000000000002';
export const ChangeSetReply = closed(
  {
    id: Id,
    listId: Id,
    listCode: ListCode,
    listName: Words,
    title: text(120),
    phase: oneOf(['draft', 'submitted', 'scheduled', 'active', 'ended', 'undone', 'discarded']),
    validFrom: WallTime,
    validTo: nullable(WallTime),
    atOnce: Type.Boolean({ description: 'From its approval on' }),
    terms: nullable(TermsSchema),
    announced: Type.Boolean({ description: 'Told to people as a reduction' }),
    campaignId: nullable(Id),
    note: Type.String(),
    rowCount: Type.Integer({ description: 'Prices it changes' }),
    undoesId: nullable(Id),
    undoneById: nullable(Id),
    createdBy: Type.String(),
    createdAt: Instant,
    submittedBy: nullable(Type.String()),
    submittedAt: nullable(Instant),
    decidedBy: nullable(Type.String()),
    decidedAt: nullable(Instant),
    decisionNote: nullable(Type.String()),
    publishedVersion: nullable(Type.Integer()),
    touchedByName: Type.String({ description: 'Whoever changed it last' }),
    touchedAt: Instant,
    version: Version,
  },
  { $id: 'ChangeSet' },
);
export type ChangeSetReply = Static<typeof ChangeSetReply>;

const Moved = closed(
  { id: Id, phase: Type.String(), publishedVersion: nullable(Type.Integer()), version: Version },
  { $id: 'ChangeSetMoved' },
);

export const listChangeSets = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/change-sets',
  summary: 'Change sets, newest first: of one list, or those that wait for somebody',
  access: everywhere('list.read'),
  query: closed({
    listId: Type.Optional(Id),
    state: Type.Optional(oneOf(['draft', 'submitted', 'published', 'undone', 'discarded'])),
    ...PageQuery,
  }),
  reply: pageOf(ChangeSetReply, { $id: 'ChangeSets' }),
  examples: [{ input: { state: 'submitted' } }],
});

const Batch = closed({
  number: Type.Integer(),
  kind: oneOf(['edit', 'paste', 'fill', 'bulk', 'copy', 'import', 'undo']),
  rowCount: Type.Integer(),
  madeBy: Type.String(),
  madeAt: Instant,
  undone: Type.Boolean(),
  redoable: Type.Boolean({
    description: 'Undone, and nothing was done since: it may be done again',
  }),
});

export const readChangeSet = endpoint({
  method: 'GET',
  path: '/api/listini-promozioni/change-sets/:changeSetId',
  summary: 'One change set, and what was done in it step by step',
  access: everywhere('list.read'),
  params: closed(CHANGE_SET),
  reply: closed(
    { changeSet: ChangeSetReply, batches: Type.Array(Batch) },
    { $id: 'ChangeSetSteps' },
  ),
  refusals: [notFound],
  examples: [{ input: { changeSetId: EXAMPLE } }],
});

const Plan = {
  title: text(120),
  validFrom: Type.Optional(WallTime),
  validTo: Type.Optional(nullable(WallTime)),
  terms: Type.Optional(nullable(TermsSchema)),
  announced: Type.Optional(Type.Boolean()),
  campaignId: Type.Optional(nullable(Id)),
  note: Type.Optional(text(2_000, { minLength: 0 })),
};

export const createChangeSet = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/price-lists/:listId/change-sets',
  summary: 'Begin to prepare a change of a price list; from now on unless said',
  access: everywhere('list.edit'),
  params: closed({ listId: Id }),
  body: closed(Plan, { $id: 'NewChangeSet' }),
  reply: Moved,
  status: 201,
  idempotency: 'required',
  refusals: [notFound, beginsInThePast, endsBeforeItBegins],
  examples: [{ input: { listId: EXAMPLE, title: 'Aumento AI26', validFrom: '2026-12-01T00:00' } }],
});

export const changeChangeSet = endpoint({
  method: 'PUT',
  path: '/api/listini-promozioni/change-sets/:changeSetId',
  summary: 'Rename or date a draft, or change the terms it brings; what is left out stays',
  access: everywhere('list.edit'),
  params: closed(CHANGE_SET),
  body: closed({ ...Plan, title: Type.Optional(text(120)) }, { $id: 'ChangedChangeSet' }),
  reply: Moved,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, staleRevision, notInState, beginsInThePast, endsBeforeItBegins],
  examples: [{ input: { changeSetId: EXAMPLE, validFrom: '2026-12-08T00:00' } }],
});

const step = (
  path: string,
  summary: string,
  refusals: Parameters<typeof endpoint>[0]['refusals'],
) =>
  endpoint({
    method: 'POST',
    path: `/api/listini-promozioni/change-sets/:changeSetId/${path}`,
    summary,
    access: everywhere('list.edit'),
    params: closed(CHANGE_SET),
    reply: Moved,
    idempotency: 'required',
    refusals: refusals ?? [],
    examples: [{ input: { changeSetId: EXAMPLE } }],
  });

export const undoBatch = step('undo', 'Undo the latest step of a draft', [
  notFound,
  notInState,
  noStepLeft,
]);
export const redoStep = step('redo', 'Do again the step that was undone last', [
  notFound,
  notInState,
  noStepLeft,
]);
export const submitChangeSet = step('submission', 'Hand a draft in for approval', [
  notFound,
  notInState,
  beginsInThePast,
  endsBeforeItBegins,
  nothingToPublish,
  reductionRefused,
  salesBan,
]);
export const withdrawChangeSet = step('withdrawal', 'Take a submitted change set back to draft', [
  notFound,
  notInState,
]);
export const discardChangeSet = step('discarding', 'Put away a draft', [notFound, notInState]);

const Decision = closed({ note: Type.Optional(text(1_000)) }, { $id: 'ChangeSetDecision' });

export const approveChangeSet = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/approval',
  summary: 'Approve and publish: somebody else than whoever prepared or submitted it',
  access: everywhere('list.approve'),
  params: closed(CHANGE_SET),
  body: Decision,
  reply: Moved,
  idempotency: 'required',
  refusals: [
    notFound,
    notInState,
    anotherApproves,
    beginsInThePast,
    endsBeforeItBegins,
    reductionRefused,
    salesBan,
  ],
  examples: [{ input: { changeSetId: EXAMPLE, note: 'Visto con acquisti' } }],
});

export const rejectChangeSet = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/rejection',
  summary: 'Send a submitted change set back to its author, with the reason',
  access: everywhere('list.approve'),
  params: closed(CHANGE_SET),
  body: closed({ note: text(1_000) }, { $id: 'ChangeSetRejection' }),
  reply: Moved,
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [{ input: { changeSetId: EXAMPLE, note: 'Sotto il margine minimo' } }],
});

export const undoPublished = endpoint({
  method: 'POST',
  path: '/api/listini-promozioni/change-sets/:changeSetId/undoing',
  summary: 'Take a publication back from now on: what held before holds again',
  access: everywhere('list.approve'),
  params: closed(CHANGE_SET),
  body: closed({ note: Type.Optional(text(1_000)) }, { $id: 'PublicationUndoing' }),
  reply: closed(
    {
      id: Id,
      undoingId: Id,
      restored: Type.Integer(),
      changedSince: Type.Integer({
        description: 'Prices somebody changed since: left as they are',
      }),
      publishedVersion: Type.Integer(),
    },
    { $id: 'PublicationUndone' },
  ),
  idempotency: 'required',
  refusals: [notFound, notInState],
  examples: [{ input: { changeSetId: EXAMPLE } }],
});
