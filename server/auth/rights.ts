import type { Scope } from './actor.ts';

/** A permission and where it holds, as SQL gives it: null = everywhere. */
export interface GrantRow {
  readonly permission: string;
  readonly locations: readonly string[] | null;
}

export function grantsOf(rows: readonly GrantRow[]): ReadonlyMap<string, Scope> {
  return new Map(
    rows.map(({ permission, locations }) => [
      permission,
      locations === null ? 'everywhere' : new Set(locations),
    ]),
  );
}

/** The person's permissions and where each holds, as one JSON value. `account` is a SQL expression. */
export function grantsExpression(account: string): string {
  return `
    (select coalesce(jsonb_agg(jsonb_build_object('permission', permission, 'locations', locations)), '[]')
     from (
       select held.permission,
              case when bool_or(given.location_id is null) then null
                   else array_agg(distinct given.location_id) end as locations
       from core_assignment as given join core_role_permission as held using (role)
       where given.account_id = ${account}
       group by held.permission
     ) as granted)`;
}
