import type { Knex } from 'knex';
import { newId } from '../../../server/kernel/ids.ts';
import type { Caller } from '../callers.ts';
import { nextNumber } from './sequence.ts';

/** A person with a role there (null = everywhere), for commands that are called without HTTP. */
export async function makePerson(
  db: Knex,
  role: string,
  locationId: string | null,
): Promise<Caller> {
  const id = newId();
  const name = `${role} ${nextNumber()}`;
  await db.raw(
    `insert into core_account (id, login, display_name, language) values (?, ?, ?, 'it')`,
    [id, `${id}@test.example`, name],
  );
  await db.raw('insert into core_assignment (account_id, role, location_id) values (?, ?, ?)', [
    id,
    role,
    locationId,
  ]);
  return { id, name, headers: {} };
}
