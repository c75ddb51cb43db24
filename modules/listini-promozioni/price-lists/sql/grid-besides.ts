import type { Read } from '../../../../server/db/transaction.ts';

interface Asked {
  readonly listId: string;
  readonly at: string;
  readonly changeSetId: string | null;
  readonly itemIds: readonly string[];
}

export interface QuantityBreak {
  readonly minQuantity: number;
  readonly listedMinor: number | null;
  readonly wantedMinor: number | null;
  readonly changed: boolean;
}

/** Prices of more than one piece of these items: what the list tells then, and what the change set wants. */
export async function selectBreaks(
  read: Read,
  { listId, at, changeSetId, itemIds }: Asked,
): Promise<ReadonlyMap<string, QuantityBreak[]>> {
  const { rows } = await read.sql.raw<{ rows: (QuantityBreak & { itemId: string })[] }>(
    `
    with goods as (
      select item_id, style_id from lp_goods
      where until_version is null and item_id = any(cast(:itemIds as uuid[]))
    ), listed as (
      select distinct on (goods.item_id, slot.min_quantity)
        goods.item_id, slot.min_quantity, price.amount_minor
      from goods
      join lp_price_slot slot on slot.list_id = cast(:listId as uuid) and slot.min_quantity > 1
        and slot.subject_id in (goods.item_id, goods.style_id)
      join lp_price price on price.slot = slot.slot and price.until_version is null
        and price.valid @> cast(:at as timestamp)
      order by goods.item_id, slot.min_quantity, (slot.subject_id = goods.item_id) desc
    ), wished as (
      select distinct on (goods.item_id, entry.min_quantity)
        goods.item_id, entry.min_quantity, entry.amount_minor
      from goods
      join lp_change_row entry on entry.change_set_id = cast(:changeSetId as uuid)
        and entry.min_quantity > 1 and entry.subject_id in (goods.item_id, goods.style_id)
      join lp_change_batch step on step.change_set_id = entry.change_set_id
        and step.number = entry.batch and step.undone_at is null
      order by goods.item_id, entry.min_quantity, (entry.subject_id = goods.item_id) desc,
        entry.batch desc
    )
    select coalesce(listed.item_id, wished.item_id) as "itemId",
      coalesce(listed.min_quantity, wished.min_quantity) as "minQuantity",
      listed.amount_minor as "listedMinor", wished.amount_minor as "wantedMinor",
      wished.item_id is not null as changed
    from listed full join wished
      on wished.item_id = listed.item_id and wished.min_quantity = listed.min_quantity
    order by 1, 2`,
    { listId, at, changeSetId, itemIds: [...itemIds] },
  );
  const breaks = new Map<string, QuantityBreak[]>();
  for (const { itemId, ...row } of rows) {
    const known = breaks.get(itemId);
    if (known) known.push(row);
    else breaks.set(itemId, [row]);
  }
  return breaks;
}

export interface Elsewhere {
  readonly changeSetId: string;
  readonly title: string;
  readonly byName: string;
  readonly amountMinor: number | null;
}

/** What other open change sets of the list want of these items: of several, the one touched last. */
export async function selectElsewhere(
  read: Read,
  { listId, changeSetId, itemIds }: Asked,
): Promise<ReadonlyMap<string, Elsewhere>> {
  const { rows } = await read.sql.raw<{ rows: (Elsewhere & { itemId: string })[] }>(
    `
    select distinct on (goods.item_id) goods.item_id as "itemId", other.id as "changeSetId",
      other.title, other.touched_by_name as "byName", wish.amount_minor as "amountMinor"
    from lp_goods goods
    join lp_change_set other on other.list_id = cast(:listId as uuid)
      and other.state in ('draft', 'submitted')
      and other.id is distinct from cast(:changeSetId as uuid)
    cross join lateral (
      select entry.amount_minor from lp_change_row entry
      join lp_change_batch step on step.change_set_id = entry.change_set_id
        and step.number = entry.batch
      where entry.change_set_id = other.id and step.undone_at is null and entry.min_quantity = 1
        and entry.subject_id in (goods.item_id, goods.style_id)
      order by (entry.subject_id = goods.item_id) desc, entry.batch desc limit 1) wish
    where goods.until_version is null and goods.item_id = any(cast(:itemIds as uuid[]))
    order by goods.item_id, other.touched_at desc nulls last, other.id`,
    { listId, changeSetId, itemIds: [...itemIds] },
  );
  return new Map(rows.map(({ itemId, ...row }) => [itemId, row]));
}
