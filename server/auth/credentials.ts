import type { Knex } from 'knex';

/** What is compared at a log-in. */
export interface Credentials {
  readonly accountId: string;
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
  /** Where the person may work: null = everywhere, in the order of codes. */
  readonly locationIds: readonly string[] | null;
}

interface Row {
  readonly id: string;
  readonly password_hash: string | null;
  readonly pin_hash: string | null;
  readonly everywhere: boolean | null;
  readonly location_ids: readonly string[] | null;
}

const SELECT = `
  select account.id, account.password_hash, account.pin_hash,
         bool_or(given.location_id is null) filter (where given.role is not null) as everywhere,
         array_agg(distinct given.location_id) filter (where given.location_id is not null)
           as location_ids
  from core_account as account
  left join core_assignment as given on given.account_id = account.id
  where account.active and`;

export async function credentialsByLogin(db: Knex, login: string): Promise<Credentials | null> {
  return only(db, `${SELECT} lower(account.login) = lower(?) group by account.id`, login.trim());
}

export async function credentialsById(db: Knex, accountId: string): Promise<Credentials | null> {
  return only(db, `${SELECT} account.id = ? group by account.id`, accountId);
}

async function only(db: Knex, statement: string, value: string): Promise<Credentials | null> {
  const { rows } = await db.raw<{ rows: Row[] }>(statement, [value]);
  const row = rows[0];
  if (!row) return null;
  return {
    accountId: row.id,
    passwordHash: row.password_hash,
    pinHash: row.pin_hash,
    locationIds: row.everywhere ? null : (row.location_ids ?? []),
  };
}
