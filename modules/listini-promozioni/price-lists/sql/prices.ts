import type { Tx } from '../../../../server/db/transaction.ts';
import { selectWishes, type WantedPrice } from './change-rows.ts';

/** Prices written by one statement: few enough that none comes near the limit of a statement. */
export const AT_ONCE = 5_000;

interface Span {
  readonly version: number;
  readonly changeSetId: string;
  readonly now: Date;
  readonly fromWall: string;
  readonly toWall: string | null;
}

/**
 * Writes what a change set wants into its list, for the span it names, under a version: what stood
 * there is ended, and goes on before and behind the span as it was. 50,000 prices are a few statements.
 * Says how many prices it wrote.
 */
export async function publishWishes(
  tx: Tx,
  listId: string,
  change: { readonly id: string; readonly validFrom: string; readonly validTo: string | null },
  version: number,
): Promise<number> {
  const span: Span = {
    version,
    changeSetId: change.id,
    now: tx.now,
    fromWall: change.validFrom,
    toWall: change.validTo,
  };
  const wishes = await selectWishes(tx, change.id);
  let written = 0;
  for (let from = 0; from < wishes.length; from += AT_ONCE) {
    const wanted = await slotsOf(tx, listId, wishes.slice(from, from + AT_ONCE));
    const slots = wanted.map(({ slot }) => slot);
    await endPrices(tx, slots, span);
    await keepWhatStandsOutside(tx, slots, span);
    const priced = wanted.filter(({ amountMinor }) => amountMinor !== null);
    await insertPrices(tx, priced as Slotted[], span);
    written += priced.length;
  }
  return written;
}

interface Slotted {
  readonly slot: number;
  readonly amountMinor: number;
}

/** Where each wish stands, in a fixed order; places are made for new ones. */
export async function slotsOf(
  tx: Tx,
  listId: string,
  wishes: readonly WantedPrice[],
): Promise<{ slot: number; amountMinor: number | null }[]> {
  const bindings = { listId, wishes: JSON.stringify(wishes) };
  await tx.sql.raw(
    `
    insert into lp_price_slot (list_id, subject_kind, subject_id, min_quantity)
    select cast(:listId as uuid), "subjectKind", "subjectId", "minQuantity"
    from ${RECORDS} where "amountMinor" is not null
    on conflict (list_id, subject_id, min_quantity) do nothing`,
    bindings,
  );
  const { rows } = await tx.sql.raw<{ rows: { slot: number; amountMinor: number | null }[] }>(
    `
    select slot.slot, w."amountMinor"
    from ${RECORDS}
    join lp_price_slot slot on slot.list_id = cast(:listId as uuid)
      and slot.subject_id = w."subjectId" and slot.min_quantity = w."minQuantity"
    order by slot.slot`,
    bindings,
  );
  return rows;
}

const RECORDS = `jsonb_to_recordset(:wishes::jsonb) as w ("subjectKind" text, "subjectId" uuid,
  "minQuantity" integer, "amountMinor" bigint)`;

async function endPrices(tx: Tx, slots: readonly number[], span: Span): Promise<void> {
  await tx.sql.raw(
    `
    update lp_price set until_version = :version, retired_at = :now
    where slot = any(cast(:slots as bigint[])) and until_version is null
      and valid && tsrange(cast(:fromWall as timestamp), cast(:toWall as timestamp))`,
    { ...span, slots: [...slots] },
  );
}

/** The parts of ended prices that lie before and behind the span of the change. */
async function keepWhatStandsOutside(tx: Tx, slots: readonly number[], span: Span): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), ended.slot, part.valid, ended.amount_minor, ended.change_set_id,
      cast(:version as bigint), cast(:now as timestamptz)
    from lp_price ended
    cross join lateral (values
      (case when lower(ended.valid) < cast(:fromWall as timestamp)
        then tsrange(lower(ended.valid), cast(:fromWall as timestamp)) end),
      (case when cast(:toWall as timestamp) is not null
          and coalesce(upper(ended.valid) > cast(:toWall as timestamp), true)
        then tsrange(cast(:toWall as timestamp), upper(ended.valid)) end)) part (valid)
    where ended.slot = any(cast(:slots as bigint[])) and ended.until_version = :version
      and part.valid is not null`,
    { ...span, slots: [...slots] },
  );
}

async function insertPrices(tx: Tx, prices: readonly Slotted[], span: Span): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), wanted.slot,
      tsrange(cast(:fromWall as timestamp), cast(:toWall as timestamp)), wanted.amount_minor,
      cast(:changeSetId as uuid), cast(:version as bigint), cast(:now as timestamptz)
    from unnest(cast(:slots as bigint[]), cast(:amounts as bigint[])) as wanted (slot, amount_minor)`,
    {
      ...span,
      slots: prices.map(({ slot }) => slot),
      amounts: prices.map(({ amountMinor }) => amountMinor),
    },
  );
}
