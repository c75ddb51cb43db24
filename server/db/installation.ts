import type { Knex } from 'knex';

/** What has been done to this installation once and for all. */
export type Milestone = 'reference-data' | 'demo-begun' | 'demo-data';

/** Notes in the same transaction as what was done: it happened if and only if it is noted. */
export async function noteMilestone(
  sql: Knex,
  milestone: Milestone,
  value: object = {},
): Promise<void> {
  await sql.raw(
    `insert into core_installation (name, value) values (?, ?::jsonb)
     on conflict (name) do update set value = excluded.value, noted_at = excluded.noted_at`,
    [milestone, JSON.stringify(value)],
  );
}

export async function milestones(sql: Knex): Promise<ReadonlySet<Milestone>> {
  const { rows } = await sql.raw<{ rows: { name: Milestone }[] }>(
    'select name from core_installation',
  );
  return new Set(rows.map(({ name }) => name));
}
