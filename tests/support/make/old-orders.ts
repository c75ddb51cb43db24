import type { Knex } from 'knex';

/**
 * Orders of years that are over, as many as asked, like the one given: collected, one every ten minutes, going
 * back from `until`. Without lines: they make the table long.
 */
export async function makeOldOrders(
  db: Knex,
  given: { readonly like: string; readonly count: number; readonly until: Date },
): Promise<void> {
  const { rows } = await db.raw<{ rows: { columns: string }[] }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_name = 'oc_order' and table_schema = 'public' and is_generated = 'NEVER'`,
  );
  const { columns } = rows[0]!;
  await db.raw(
    `insert into oc_order (${columns})
     select ${columns.replace(/[^, ]+/g, 'old.$&')}
     from oc_order as o
     cross join generate_series(1, :count::integer) as n
     cross join lateral (
       select :until::timestamptz - n * interval '10 minutes' as ended) as at
     cross join lateral jsonb_populate_record(o, jsonb_build_object(
       'id', gen_random_uuid(), 'number', 100000 + n, 'external_id', 'old-' || n,
       'code_digest', 'old-code-' || n, 'token_digest', 'old-token-' || n, 'state', 'collected',
       'placed_at', ended - interval '3 days', 'acknowledge_by', ended - interval '3 days',
       'ready_by', ended - interval '2 days', 'taken_at', ended - interval '50 hours',
       'staged_at', ended - interval '49 hours', 'ready_at', ended - interval '49 hours',
       'notify_at', ended - interval '49 hours', 'notified_at', ended - interval '49 hours',
       'collect_by', ended + interval '3 days', 'minutes_to_ready', 60, 'picker_id', 'old',
       'picker_name', 'Old', 'ended_at', ended, 'ended_on', ended::date)) as old
     where o.id = :like::uuid`,
    given,
  );
  await db.raw('analyze oc_order, oc_order_line');
}
