import type { Knex } from 'knex';
import { newId } from '../../../server/kernel/ids.ts';
import { plain } from '../../../modules/base/catalogue/domain/words.ts';
import type { Customer } from '../../../modules/base/customers/domain/customer.ts';
import { nextNumber } from './sequence.ts';

/** Giulia Rossi with an e-mail and a phone that nobody else has. Gives back her id. */
export async function makeCustomer(db: Knex, given: Partial<Customer> = {}): Promise<string> {
  const id = given.id ?? newId();
  const number = nextNumber();
  const name = given.name ?? 'Giulia';
  const surname = given.surname ?? 'Rossi';
  await db('base_customer').insert({
    id,
    name,
    surname,
    email: given.email === undefined ? `giulia.rossi.${number}@example.com` : given.email,
    phone: given.phone === undefined ? `+39347${String(number).padStart(7, '0')}` : given.phone,
    card: given.card ?? null,
    language: given.language ?? 'it',
    search: plain(`${surname} ${name}`),
  });
  return id;
}
