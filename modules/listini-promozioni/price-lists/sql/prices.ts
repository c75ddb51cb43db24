import type { Tx } from '../../../../server/db/transaction.ts';
import { selectWishes, type WantedPrice } from './change-rows.ts';

/** Prices written by one statement: few enough that none comes near the limit of a statement. */
const AT_ONCE = 5_000;

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
async function slotsOf(
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

/**
 * Takes a publication back from a moment on: wherever its prices still stand, what the version before
 * it said holds again. Prices that somebody has changed since stay as they are now. Says how many
 * prices went back, and how many had been changed since.
 */
export async function undoPublication(
  tx: Tx,
  undone: {
    readonly changeSetId: string;
    readonly listId: string;
    readonly publishedVersion: number;
    readonly validFrom: string;
    readonly validTo: string | null;
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
  const { rows } = await tx.sql.raw<{ rows: { slot: number; stands: boolean }[] }>(
    `
    select slot, bool_or(until_version is null
      and coalesce(upper(valid) > cast(:fromWall as timestamp), true)) as stands
    from lp_price where change_set_id = cast(:undoneId as uuid) group by slot order by slot`,
    bindings,
  );
  const standing = rows.flatMap(({ slot, stands }) => (stands ? [slot] : []));
  for (let first = 0; first < standing.length; first += AT_ONCE) {
    const slots = standing.slice(first, first + AT_ONCE);
    await tx.sql.raw(
      `
      update lp_price set until_version = :version, retired_at = :now
      where slot = any(cast(:slots as bigint[])) and change_set_id = cast(:undoneId as uuid)
        and until_version is null
        and coalesce(upper(valid) > cast(:fromWall as timestamp), true)`,
      { ...bindings, slots },
    );
    await tx.sql.raw(RESTORE, { ...bindings, slots });
  }
  const takenOut = await putBackTakenOut(tx, undone, version, from);
  return {
    restored: standing.length + takenOut.restored,
    changedSince: rows.length - standing.length + takenOut.changedSince,
  };
}

/** A price that a publication took out of the list left no row of its own: what it ended holds again. */
async function putBackTakenOut(
  tx: Tx,
  {
    changeSetId,
    listId,
    publishedVersion,
    validFrom,
    validTo,
  }: Parameters<typeof undoPublication>[1],
  version: number,
  from: string,
): Promise<{ restored: number; changedSince: number }> {
  const outcome = { restored: 0, changedSince: 0 };
  if (validTo !== null && validTo <= from) return outcome;
  const ended = (await selectWishes(tx, changeSetId)).filter(
    ({ amountMinor }) => amountMinor === null,
  );
  const span = { fromWall: validFrom > from ? validFrom : from, toWall: validTo };
  for (let first = 0; first < ended.length; first += AT_ONCE) {
    const slots = (await slotsOf(tx, listId, ended.slice(first, first + AT_ONCE))).map(
      ({ slot }) => slot,
    );
    const bindings = { ...span, slots, publishedVersion, version, now: tx.now };
    const { rows } = await tx.sql.raw<{ rows: { restored: number; changedSince: number }[] }>(
      PUT_BACK,
      bindings,
    );
    outcome.restored += rows[0]!.restored;
    outcome.changedSince += rows[0]!.changedSince;
  }
  return outcome;
}

const PUT_BACK = `
  with missing as (
    select ended.slot, ended.valid, ended.amount_minor, ended.change_set_id, exists (
      select from lp_price since where since.slot = ended.slot and since.until_version is null
        and since.valid && tsrange(cast(:fromWall as timestamp), cast(:toWall as timestamp))
    ) as changed
    from lp_price ended
    where ended.slot = any(cast(:slots as bigint[])) and ended.until_version = :publishedVersion
      and ended.valid && tsrange(cast(:fromWall as timestamp), cast(:toWall as timestamp))
  ), put_back as (
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), slot,
      valid * tsrange(cast(:fromWall as timestamp), cast(:toWall as timestamp)), amount_minor,
      change_set_id, cast(:version as bigint), cast(:now as timestamptz)
    from missing where not changed
    returning slot)
  select (select count(distinct slot)::integer from put_back) as restored,
    (select count(distinct slot)::integer from missing where changed) as "changedSince"`;

// What of it has already been the price stays history; the rest of its span goes back.
const RESTORE = `
  insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
  select gen_random_uuid(), ended.slot, tsrange(lower(ended.valid), cast(:fromWall as timestamp)),
    ended.amount_minor, ended.change_set_id, cast(:version as bigint), cast(:now as timestamptz)
  from lp_price ended
  where ended.slot = any(cast(:slots as bigint[])) and ended.change_set_id = cast(:undoneId as uuid)
    and ended.until_version = :version and lower(ended.valid) < cast(:fromWall as timestamp)
  union all
  select gen_random_uuid(), ended.slot,
    ended.valid * before.valid * tsrange(cast(:fromWall as timestamp), null),
    before.amount_minor, before.change_set_id, cast(:version as bigint), cast(:now as timestamptz)
  from lp_price ended
  join lp_price before on before.slot = ended.slot
    and before.since_version < :publishedVersion
    and (before.until_version is null or before.until_version >= :publishedVersion)
    and before.valid && (ended.valid * tsrange(cast(:fromWall as timestamp), null))
  where ended.slot = any(cast(:slots as bigint[])) and ended.change_set_id = cast(:undoneId as uuid)
    and ended.until_version = :version`;
