import { Type } from 'typebox';
import { closed, endpoint, text, Version } from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { alreadyThere } from '../problems.ts';

const MANAGE = {
  kind: 'permission',
  permission: 'base.reason-code.manage',
  location: 'everywhere',
} as const;
const KEY = {
  kind: Type.String({ pattern: '^[a-z-]{2,40}$', description: 'What it explains: `adjustment`' }),
  code: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
};
const TITLES = {
  titleIt: text(80),
  titleEn: text(80),
  place: Type.Integer({ minimum: 0, maximum: 9999, description: 'Order in the list' }),
  active: Type.Boolean({ description: 'May still be chosen' }),
};
const Changed = closed({ ...KEY, version: Version }, { $id: 'ReasonCodeChanged' });
const EXAMPLE = {
  kind: 'adjustment',
  code: 'damaged',
  titleIt: 'Danneggiato',
  titleEn: 'Damaged',
  place: 10,
  active: true,
};

export const listReasonCodes = endpoint({
  method: 'GET',
  path: '/api/base/reason-codes',
  summary: 'Reason codes in the order of their lists, of one kind or of all',
  access: { kind: 'person' },
  query: closed({ kind: Type.Optional(KEY.kind) }),
  reply: closed(
    { reasonCodes: Type.Array(closed({ ...KEY, ...TITLES, version: Version })) },
    { $id: 'ReasonCodes' },
  ),
  examples: [{ input: { kind: 'adjustment' } }],
});

export const createReasonCode = endpoint({
  method: 'POST',
  path: '/api/base/reason-codes',
  summary: 'Add a reason code',
  access: MANAGE,
  body: closed({ ...KEY, ...TITLES }, { $id: 'NewReasonCode' }),
  reply: Changed,
  status: 201,
  idempotency: 'required',
  refusals: [alreadyThere],
  examples: [{ input: EXAMPLE }],
});

export const changeReasonCode = endpoint({
  method: 'PUT',
  path: '/api/base/reason-codes/:kind/:code',
  summary: 'Rename, reorder or retire a reason code',
  access: MANAGE,
  params: closed(KEY),
  body: closed(TITLES, { $id: 'ReasonCodeTitles' }),
  reply: Changed,
  idempotency: 'required',
  etag: true,
  ifMatch: 'required',
  refusals: [notFound, staleRevision],
  examples: [{ input: EXAMPLE }],
});
