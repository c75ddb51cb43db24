import type { Tx } from '../../../server/db/transaction.ts';

export interface ShownStock {
  readonly locationId: string;
  readonly itemId: string;
  readonly shown: number;
  /** Channels that are shown another figure. */
  readonly byChannel: Readonly<Record<string, number>>;
  readonly sure: boolean;
  readonly levelVersion: number;
}

/** What stands for a level among those that {@link keepShown} says have changed. */
export function spotKey({ locationId, itemId }: Pick<ShownStock, 'locationId' | 'itemId'>): string {
  return `${locationId}/${itemId}`;
}

/**
 * Keeps what the outside is told; the levels of which it is something else than before. An older version
 * of a level than the one known changes nothing. Rows are written in one order by everybody.
 */
export async function keepShown(
  tx: Tx,
  stock: readonly ShownStock[],
): Promise<ReadonlySet<string>> {
  if (stock.length === 0) return new Set();
  const { rows } = await tx.sql.raw<{ rows: { locationId: string; itemId: string }[] }>(
    `insert into oc_shown_stock as kept
       (location_id, item_id, shown, by_channel, sure, level_version)
     select s."locationId", s."itemId", s.shown, s."byChannel", s.sure, s."levelVersion"
     from jsonb_to_recordset(:stock::jsonb) as s (
       "locationId" text, "itemId" uuid, shown integer, "byChannel" jsonb, sure boolean,
       "levelVersion" bigint)
     order by 1, 2
     on conflict (location_id, item_id) do update
       set shown = excluded.shown, by_channel = excluded.by_channel, sure = excluded.sure,
         level_version = excluded.level_version
       where (kept.shown, kept.by_channel, kept.sure)
           is distinct from (excluded.shown, excluded.by_channel, excluded.sure)
         and kept.level_version <= excluded.level_version
     returning location_id as "locationId", item_id as "itemId"`,
    { stock: JSON.stringify(stock) },
  );
  return new Set(rows.map(spotKey));
}

/** Shops whose figures are all to be made again from a moment on. */
export async function demandShownAgain(
  tx: Tx,
  locationIds: readonly string[],
  dueAt: Date,
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_shown_pass as pass (location_id, due_at)
     select id, :dueAt from unnest(:locationIds::text[]) as id
     on conflict (location_id) do update
       set due_at = least(pass.due_at, excluded.due_at), after_item = null`,
    { locationIds, dueAt },
  );
}

/** A shop whose turn it is, and the next of the items it has shown; null when none is. */
export async function takeShownPass(
  tx: Tx,
  items: number,
): Promise<{ readonly locationId: string; readonly itemIds: readonly string[] } | null> {
  const { rows } = await tx.sql.raw<{ rows: { locationId: string; itemIds: string[] }[] }>(
    `
    with turn as (
      select location_id, after_item from oc_shown_pass where due_at <= :now
      order by due_at limit 1 for update skip locked
    ), next as (
      select s.item_id from oc_shown_stock as s join turn on turn.location_id = s.location_id
      where turn.after_item is null or s.item_id > turn.after_item
      order by s.item_id limit :items
    ), moved as (
      update oc_shown_pass as pass
      set after_item = case when (select count(*) from next) = :items
            then (select max(item_id::text)::uuid from next) end,
          due_at = case when (select count(*) from next) = :items
            then pass.due_at else :now::timestamptz + interval '1 day' end
      from turn where pass.location_id = turn.location_id
    )
    select turn.location_id as "locationId",
      (select coalesce(array_agg(item_id), '{}') from next) as "itemIds"
    from turn`,
    { now: tx.now, items },
  );
  return rows[0] ?? null;
}
