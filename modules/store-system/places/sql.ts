import type { Read, Tx } from '../../../server/db/transaction.ts';

export interface ShelfPlace {
  readonly itemId: string;
  readonly place: string;
}

export async function selectPlaces(
  read: Read,
  locationId: string,
  itemIds: readonly string[],
): Promise<ShelfPlace[]> {
  const { rows } = await read.sql.raw<{ rows: ShelfPlace[] }>(
    `select item_id as "itemId", place from ss_shelf_place
     where location_id = :locationId and item_id = any (:itemIds::uuid[])`,
    { locationId, itemIds },
  );
  return rows;
}

export interface PlacedItem {
  readonly locationId: string;
  readonly itemId: string;
  /** Null: nobody knows any more. */
  readonly place: string | null;
}

/** Writes where items lie; answers with those that lie elsewhere than before. */
export async function writePlaces(tx: Tx, placed: readonly PlacedItem[]): Promise<PlacedItem[]> {
  const { rows } = await tx.sql.raw<{ rows: PlacedItem[] }>(
    `
    with wanted as (
      select * from jsonb_to_recordset(:placed::jsonb) as w (
        "locationId" text, "itemId" uuid, place text)
      order by "locationId", "itemId"
    ), gone as (
      delete from ss_shelf_place as p using wanted as w
      where p.location_id = w."locationId" and p.item_id = w."itemId" and w.place is null
      returning p.location_id as "locationId", p.item_id as "itemId", cast(null as text) as place
    ), written as (
      insert into ss_shelf_place as p (location_id, item_id, place, changed_at, actor_id)
      select w."locationId", w."itemId", w.place, :now, :actorId from wanted as w
      where w.place is not null
      on conflict (location_id, item_id) do update
        set place = excluded.place, changed_at = excluded.changed_at, actor_id = excluded.actor_id
        where p.place <> excluded.place
      returning p.location_id as "locationId", p.item_id as "itemId", p.place
    )
    select * from gone union all select * from written`,
    { placed: JSON.stringify(placed), now: tx.now, actorId: tx.actor.id },
  );
  return rows;
}
