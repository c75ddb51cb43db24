import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { WISHES } from './change-rows.ts';

/**
 * Writes what a change set wants into its list, for the span it names, under a version: what stood
 * there is ended, and goes on before and behind the span as it was. Set-based: 50,000 prices are the
 * same five statements as one. Says how many prices it wrote.
 */
export async function publishWishes(
  tx: Tx,
  listId: string,
  changeSetId: string,
  version: number,
): Promise<number> {
  const bindings = { listId, changeSetId, version, now: tx.now };
  await tx.sql.raw(
    `
    insert into lp_price_slot (list_id, subject_kind, subject_id, min_quantity)
    select cast(:listId as uuid), subject_kind, subject_id, min_quantity
    from (${WISHES}) wishes where amount_minor is not null
    on conflict (list_id, subject_id, min_quantity) do nothing`,
    bindings,
  );
  await tx.sql.raw(
    `
    update lp_price price set until_version = :version, retired_at = :now
    from (${WISHES}) wishes
    join lp_price_slot slot on slot.list_id = cast(:listId as uuid)
      and slot.subject_id = wishes.subject_id and slot.min_quantity = wishes.min_quantity
    cross join lp_change_set change
    where change.id = :changeSetId and price.slot = slot.slot and price.until_version is null
      and price.valid && tsrange(change.valid_from, change.valid_to)`,
    bindings,
  );
  await keepWhatStandsOutside(tx, bindings);
  const { rows } = await tx.sql.raw<{ rows: { written: number }[] }>(
    `
    with written as (
      insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
      select gen_random_uuid(), slot.slot, tsrange(change.valid_from, change.valid_to),
        wishes.amount_minor, :changeSetId, :version, :now
      from (${WISHES}) wishes
      join lp_price_slot slot on slot.list_id = cast(:listId as uuid)
        and slot.subject_id = wishes.subject_id and slot.min_quantity = wishes.min_quantity
      cross join lp_change_set change
      where change.id = :changeSetId and wishes.amount_minor is not null
      order by slot.slot
      returning 1)
    select count(*)::integer as written from written`,
    bindings,
  );
  return rows[0]!.written;
}

/** The parts of ended prices that lie before and behind the span of the change. */
async function keepWhatStandsOutside(
  tx: Tx,
  bindings: { listId: string; changeSetId: string; version: number; now: Date },
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), ended.slot, part.valid, ended.amount_minor, ended.change_set_id,
      :version, :now
    from lp_price ended
    join lp_price_slot slot on slot.slot = ended.slot and slot.list_id = cast(:listId as uuid)
    cross join lp_change_set change
    cross join lateral (values
      (case when lower(ended.valid) < change.valid_from
        then tsrange(lower(ended.valid), change.valid_from) end),
      (case when change.valid_to is not null
          and coalesce(upper(ended.valid) > change.valid_to, true)
        then tsrange(change.valid_to, upper(ended.valid)) end)) part (valid)
    where change.id = :changeSetId and ended.until_version = :version and part.valid is not null
    order by ended.slot`,
    bindings,
  );
}

/**
 * Takes a publication back from a moment on: wherever its prices still stand, what the version before
 * it said holds again. Prices that somebody has changed since stay as they are now. Says how many
 * prices went back, and how many had been changed since.
 */
export async function undoPublication(
  tx: Tx,
  undone: {
    readonly changeSetId: string;
    readonly publishedVersion: number;
  },
  version: number,
  from: string,
): Promise<{ restored: number; changedSince: number }> {
  const bindings = {
    undoneId: undone.changeSetId,
    publishedVersion: undone.publishedVersion,
    version,
    now: tx.now,
    fromWall: from,
  };
  const { rows: ended } = await tx.sql.raw<{ rows: { ended: number; total: number }[] }>(
    `
    with ended as (
      update lp_price price set until_version = :version, retired_at = :now
      where price.change_set_id = :undoneId and price.until_version is null
        and coalesce(upper(price.valid) > cast(:fromWall as timestamp), true)
      returning price.slot)
    select (select count(distinct slot)::integer from ended) as ended,
      (select count(*)::integer from lp_price
        where change_set_id = :undoneId and since_version = :publishedVersion) as total`,
    bindings,
  );
  // What of it has already been the price stays history; the rest of its span goes back.
  await tx.sql.raw(
    `
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), ended.slot, tsrange(lower(ended.valid), cast(:fromWall as timestamp)),
      ended.amount_minor, ended.change_set_id, cast(:version as bigint), cast(:now as timestamptz)
    from lp_price ended
    where ended.change_set_id = :undoneId and ended.until_version = :version
      and lower(ended.valid) < cast(:fromWall as timestamp)
    union all
    select gen_random_uuid(), ended.slot,
      ended.valid * before.valid * tsrange(cast(:fromWall as timestamp), null),
      before.amount_minor, before.change_set_id, cast(:version as bigint), cast(:now as timestamptz)
    from lp_price ended
    join lp_price before on before.slot = ended.slot
      and before.since_version < :publishedVersion
      and (before.until_version is null or before.until_version >= :publishedVersion)
      and before.valid && (ended.valid * tsrange(cast(:fromWall as timestamp), null))
    where ended.change_set_id = :undoneId and ended.until_version = :version`,
    bindings,
  );
  return { restored: ended[0]!.ended, changedSince: ended[0]!.total - ended[0]!.ended };
}

/** The prices of a list's things at a wall-clock time as a version told them. */
export async function comparePrices(
  read: Read,
  asked: {
    readonly listId: string;
    readonly before: { readonly version: number; readonly at: string };
    readonly after: { readonly version: number; readonly at: string };
    readonly behindSlot: number;
  },
  limit: number,
): Promise<ComparedPrice[]> {
  const { rows } = await read.sql.raw<{ rows: ComparedPrice[] }>(
    `
    with told as (
      select slot.slot, slot.subject_kind, slot.subject_id, slot.min_quantity,
        (select amount_minor from lp_price price where price.slot = slot.slot
          and price.since_version <= :beforeVersion
          and (price.until_version is null or price.until_version > :beforeVersion)
          and price.valid @> cast(:beforeAt as timestamp)) as before_minor,
        (select amount_minor from lp_price price where price.slot = slot.slot
          and price.since_version <= :afterVersion
          and (price.until_version is null or price.until_version > :afterVersion)
          and price.valid @> cast(:afterAt as timestamp)) as after_minor
      from lp_price_slot slot
      where slot.list_id = :listId and slot.slot > :behindSlot
    )
    select told.slot, told.subject_kind as "subjectKind", told.subject_id as "subjectId",
      told.min_quantity as "minQuantity", told.before_minor as "beforeMinor",
      told.after_minor as "afterMinor",
      goods.style_code as "styleCode", goods.name, goods.gtin, goods.size, goods.colour
    from told
    left join lateral (
      select style_code, name, gtin, size, colour from lp_goods
      where until_version is null
        and (item_id = told.subject_id or style_id = told.subject_id)
      order by item_id limit 1) goods on true
    where told.before_minor is distinct from told.after_minor
    order by told.slot limit :limit`,
    {
      listId: asked.listId,
      beforeVersion: asked.before.version,
      beforeAt: asked.before.at,
      afterVersion: asked.after.version,
      afterAt: asked.after.at,
      behindSlot: asked.behindSlot,
      limit,
    },
  );
  return rows;
}

export interface ComparedPrice {
  readonly slot: number;
  readonly subjectKind: 'item' | 'style';
  readonly subjectId: string;
  readonly minQuantity: number;
  readonly beforeMinor: number | null;
  readonly afterMinor: number | null;
  readonly styleCode: string | null;
  readonly name: string | null;
  readonly gtin: string | null;
  readonly size: string | null;
  readonly colour: string | null;
}
