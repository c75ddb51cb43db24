import { Type } from 'typebox';
import { closed, endpoint, Id, oneOf, text, Version } from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { alreadyThere } from '../problems.ts';

const PARTICULARS = {
  legalName: text(160),
  vatNumber: text(20, { description: 'Partita IVA, with or without IT' }),
  role: oneOf(['chain', 'franchisee']),
};
const EXAMPLE = { legalName: 'Lungarno S.p.A.', vatNumber: '12345678903', role: 'chain' };
const MANAGE = {
  kind: 'permission',
  permission: 'base.company.manage',
  location: 'everywhere',
} as const;
const Changed = closed({ id: Id, version: Version }, { $id: 'CompanyChanged' });

export const listCompanies = endpoint({
  method: 'GET',
  path: '/api/base/companies',
  summary: 'The companies: the chain and its franchisees',
  access: { kind: 'person' },
  reply: closed(
    { companies: Type.Array(closed({ id: Id, ...PARTICULARS, version: Version })) },
    { $id: 'Companies' },
  ),
  examples: [{ input: {} }],
});

export const createCompany = endpoint({
  method: 'POST',
  path: '/api/base/companies',
  summary: 'Register a company',
  access: MANAGE,
  body: closed(PARTICULARS, { $id: 'CompanyParticulars' }),
  reply: Changed,
  status: 201,
  idempotency: 'required',
  refusals: [alreadyThere],
  examples: [{ input: EXAMPLE }],
});

export const changeCompany = endpoint({
  method: 'PUT',
  path: '/api/base/companies/:companyId',
  summary: 'Change a company',
  access: MANAGE,
  params: closed({ companyId: Id }),
  body: closed(PARTICULARS, { $id: 'ChangedCompany' }),
  reply: Changed,
  idempotency: 'required',
  etag: true,
  ifMatch: 'required',
  refusals: [notFound, staleRevision, alreadyThere],
  examples: [{ input: { companyId: '01939c5e-7a00-7000-8000-000000000001', ...EXAMPLE } }],
});
