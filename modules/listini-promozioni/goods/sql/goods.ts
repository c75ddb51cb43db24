import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { dayAt } from '../../../../server/kernel/time.ts';
import { CHAIN_ZONE } from '../../price-lists/domain/wall-time.ts';

const GOODS_COLUMNS = `
  item_id, style_id, style_code, gtin, name, brand, supplier, line, season, category, department,
  size, size_order, colour, list_price_minor, vat_rate, seasonal, perishable, return_exclusion, active`;

/** Taken over by one statement: few enough that none comes near the limit of a statement. */
const AT_ONCE = 4_000;

/** Items of which the catalogue says other than prices know, in these styles or in all; so many at most. */
export async function selectChangedGoods(
  read: Read,
  styleIds: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { itemId: string }[] }>(
    `
    select goods.item_id as "itemId" from base_goods goods
    left join lp_goods known on known.item_id = goods.item_id and known.until_version is null
    where (cast(:styleIds as uuid[]) is null or goods.style_id = any(cast(:styleIds as uuid[])))
      and (known.item_id is null
        or (goods.style_code, goods.gtin, goods.name, goods.brand, goods.supplier, goods.line,
            goods.season, goods.category, goods.department, goods.size, goods.size_order,
            goods.colour, goods.list_price_minor, goods.vat_rate, goods.seasonal, goods.perishable,
            goods.return_exclusion, goods.active)
        is distinct from
           (known.style_code, known.gtin, known.name, known.brand, known.supplier, known.line,
            known.season, known.category, known.department, known.size, known.size_order,
            known.colour, known.list_price_minor, known.vat_rate, known.seasonal, known.perishable,
            known.return_exclusion, known.active))
    limit ${AT_ONCE}`,
    { styleIds: styleIds ? [...styleIds] : null },
  );
  return rows.map(({ itemId }) => itemId);
}

/** Takes over what the catalogue says of items; costs stay what they are. */
export async function takeOverGoods(
  tx: Tx,
  version: number,
  itemIds: readonly string[],
): Promise<void> {
  // The day it is in the shops, which begins an hour or two before that of the clock.
  const today = dayAt(CHAIN_ZONE, tx.now);
  const bindings = { itemIds: [...itemIds], version, now: tx.now, today };
  await tx.sql.raw(
    `update lp_goods set until_version = :version, retired_at = :now
    where item_id = any(cast(:itemIds as uuid[])) and until_version is null`,
    bindings,
  );
  await tx.sql.raw(
    `
    insert into lp_goods (${GOODS_COLUMNS}, arrived_on, cost_minor, since_version, recorded_at)
    select ${prefixed('goods')}, coalesce(before.arrived_on, cast(:today as date)), before.cost_minor,
      :version, :now
    from base_goods goods
    left join lp_goods before on before.item_id = goods.item_id and before.until_version = :version
    where goods.item_id = any(cast(:itemIds as uuid[]))`,
    bindings,
  );
}

function prefixed(alias: string): string {
  return GOODS_COLUMNS.split(',')
    .map((column) => `${alias}.${column.trim()}`)
    .join(', ');
}

/** Sets what the chain pays for items; those that already cost this are left alone. Says how many changed. */
export async function setCosts(
  tx: Tx,
  version: number,
  costs: readonly { readonly itemId: string; readonly costMinor: number | null }[],
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { changed: number }[] }>(
    `
    with wanted as (
      select w."itemId" as item_id, w."costMinor" as cost_minor
      from jsonb_to_recordset(:costs::jsonb) as w ("itemId" uuid, "costMinor" bigint)
    ), retired as (
      update lp_goods goods set until_version = :version, retired_at = :now
      from wanted
      where goods.item_id = wanted.item_id and goods.until_version is null
        and goods.cost_minor is distinct from wanted.cost_minor
      returning 1
    )
    select count(*)::integer as changed from retired`,
    { costs: JSON.stringify(costs), version, now: tx.now },
  );
  if (rows[0]!.changed === 0) return 0;
  await tx.sql.raw(
    `
    insert into lp_goods (${GOODS_COLUMNS}, arrived_on, cost_minor, since_version, recorded_at)
    select ${prefixed('goods')}, goods.arrived_on, w."costMinor", :version, :now
    from lp_goods goods
    join jsonb_to_recordset(:costs::jsonb) as w ("itemId" uuid, "costMinor" bigint)
      on w."itemId" = goods.item_id
    where goods.until_version = :version`,
    { costs: JSON.stringify(costs), version, now: tx.now },
  );
  return rows[0]!.changed;
}

/** Has the catalogue ever been taken over? */
export async function knowsGoods(read: Read): Promise<boolean> {
  const { rows } = await read.sql.raw<{ rows: { known: boolean }[] }>(
    `select exists (select from lp_goods) as known`,
  );
  return rows[0]!.known;
}
