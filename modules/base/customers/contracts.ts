import { Type } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  nullable,
  oneOf,
  text,
  Version,
} from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { customerExists } from '../problems.ts';

/** A phone as forms read it while somebody types, and the server after them. */
export { readPhone } from './domain/phone.ts';

const permitted = (permission: string) =>
  ({ kind: 'permission', permission, location: 'anywhere' }) as const;

const CustomerId = { customerId: Id };
const EXAMPLE_ID = '01939c5e-7a00-7000-8000-000000000001';

const PARTICULARS = {
  name: text(80),
  surname: text(80),
  email: nullable(Type.String({ format: 'email', maxLength: 160 })),
  phone: nullable(text(30, { description: 'Italian unless it names another country' })),
  card: nullable(Type.String({ pattern: '^[A-Za-z0-9-]{4,30}$', description: 'Fidelity card' })),
  language: oneOf(['it', 'en']),
  consents: closed({
    marketing: Type.Boolean(),
    profiling: Type.Boolean(),
  }),
};
const EXAMPLE = {
  name: 'Giulia',
  surname: 'Rossi',
  email: 'giulia.rossi@example.com',
  phone: '347 1234567',
  card: null,
  language: 'it',
  consents: { marketing: false, profiling: false },
};

const Changed = closed({ id: Id, version: Version }, { $id: 'CustomerChanged' });

export const searchCustomers = endpoint({
  method: 'GET',
  path: '/api/base/customers/search',
  summary: 'Find customers by phone, card, e-mail, last four digits of the phone, or name',
  description: 'Contacts are always masked here. Opening a customer shows more, and is audited.',
  access: permitted('base.customer.read'),
  query: closed({ q: text(100, { minLength: 2 }) }),
  reply: closed(
    {
      customers: Type.Array(
        closed({
          id: Id,
          name: Type.String(),
          surname: Type.String(),
          maskedPhone: nullable(Type.String()),
          maskedEmail: nullable(Type.String()),
          hasCard: Type.Boolean(),
        }),
      ),
    },
    { $id: 'FoundCustomers' },
  ),
  examples: [{ input: { q: '347 1234567' } }],
});

export const openCustomer = endpoint({
  method: 'POST',
  path: '/api/base/customers/:customerId/openings',
  summary: 'Open a customer: who looked, and when, is audited',
  access: permitted('base.customer.read'),
  params: closed(CustomerId),
  reply: closed(
    {
      id: Id,
      name: nullable(Type.String()),
      surname: nullable(Type.String()),
      email: nullable(Type.String({ description: 'Masked without `base.customer.contact`' })),
      phone: nullable(Type.String({ description: 'Masked without `base.customer.contact`' })),
      contactsMasked: Type.Boolean(),
      card: nullable(Type.String()),
      language: oneOf(['it', 'en']),
      consents: PARTICULARS.consents,
      erased: Type.Boolean(),
      version: Version,
    },
    { $id: 'OpenedCustomer' },
  ),
  etag: true,
  idempotency: { none: 'looking twice is looking twice, and both are audited' },
  refusals: [notFound],
  examples: [{ input: { customerId: EXAMPLE_ID } }],
});

export const createCustomer = endpoint({
  method: 'POST',
  path: '/api/base/customers',
  summary: 'Register a customer',
  access: permitted('base.customer.write'),
  body: closed(PARTICULARS, { $id: 'CustomerParticulars' }),
  reply: Changed,
  status: 201,
  idempotency: 'required',
  refusals: [customerExists],
  examples: [{ input: EXAMPLE }],
});

export const changeCustomer = endpoint({
  method: 'PUT',
  path: '/api/base/customers/:customerId',
  summary: 'Change a customer; whoever may not see contacts leaves them out',
  access: permitted('base.customer.write'),
  params: closed(CustomerId),
  body: closed(
    {
      ...PARTICULARS,
      email: Type.Optional(PARTICULARS.email),
      phone: Type.Optional(PARTICULARS.phone),
    },
    { $id: 'ChangedCustomer' },
  ),
  reply: Changed,
  idempotency: 'required',
  etag: true,
  ifMatch: 'required',
  refusals: [notFound, staleRevision, customerExists],
  examples: [{ input: { customerId: EXAMPLE_ID, ...EXAMPLE } }],
});

export const eraseCustomer = endpoint({
  method: 'POST',
  path: '/api/base/customers/:customerId/erasure',
  summary: 'Erase all that says who a customer is, at the customer’s request',
  access: {
    kind: 'permission',
    permission: 'base.customer.erase',
    location: 'everywhere',
  },
  params: closed(CustomerId),
  reply: Changed,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, staleRevision],
  examples: [{ input: { customerId: EXAMPLE_ID } }],
});
