import type { Tx } from '../../../../server/db/transaction.ts';
import { selectWishes } from './change-rows.ts';
import { AT_ONCE, slotsOf } from './prices.ts';

export interface Undone {
  readonly changeSetId: string;
  readonly listId: string;
  readonly validTo: string | null;
}

/**
 * Takes a publication back from a moment on: the prices are what the remaining publications make them,
 * one upon the other in the order in which they came. What lies under a later one stays as it is. Says how
 * many prices went back, and how many had been changed since.
 */
export async function undoPublication(
  tx: Tx,
  { changeSetId, listId, validTo }: Undone,
  version: number,
  from: string,
): Promise<{ restored: number; changedSince: number }> {
  const outcome = { restored: 0, changedSince: 0 };
  if (validTo !== null && validTo <= from) return outcome;
  const wishes = await selectWishes(tx, changeSetId);
  for (let first = 0; first < wishes.length; first += AT_ONCE) {
    const slots = (await slotsOf(tx, listId, wishes.slice(first, first + AT_ONCE))).map(
      ({ slot }) => slot,
    );
    const uncovered = await selectUncovered(tx, { changeSetId, slots, fromWall: from });
    outcome.restored += await showWhatLiesBeneath(tx, changeSetId, uncovered, version, from);
    outcome.changedSince += slots.length - uncovered.length;
  }
  return outcome;
}

interface Uncovered {
  readonly slot: number;
  /** The times to come at which no later publication has its say. */
  readonly times: string;
}

async function selectUncovered(
  tx: Tx,
  asked: { changeSetId: string; slots: readonly number[]; fromWall: string },
): Promise<Uncovered[]> {
  const { rows } = await tx.sql.raw<{ rows: Uncovered[] }>(
    `
    with ${LAYERS}, stack as (select *, ${COVERED} as covered from layer)
    select slot, times::text as times
    from stack cross join lateral (
      select tsmultirange(valid * tsrange(cast(:fromWall as timestamp), null)) - covered as times) left_of_it
    where change_set_id = cast(:changeSetId as uuid) and not isempty(times)
    order by slot`,
    { ...asked, slots: [...asked.slots] },
  );
  return rows;
}

async function showWhatLiesBeneath(
  tx: Tx,
  changeSetId: string,
  uncovered: readonly Uncovered[],
  version: number,
  fromWall: string,
): Promise<number> {
  const bindings = {
    changeSetId,
    slots: uncovered.map(({ slot }) => slot),
    times: uncovered.map(({ times }) => times),
    version,
    now: tx.now,
    fromWall,
  };
  const touched = new Set<number>();
  for (const statement of [END, PUT_BACK]) {
    const { rows } = await tx.sql.raw<{ rows: { slot: number }[] }>(statement, bindings);
    for (const { slot } of rows) touched.add(slot);
  }
  return touched.size;
}

/**
 * What every publication that stands has said of some slots, of times to come. A price it took out of the
 * list left no row in `lp_price`: it says that there is none.
 */
const LAYERS = `
  layer as (
    select price.slot, change.id as change_set_id, change.published_version as version, price.valid,
      price.amount_minor
    from lp_price price
    join lp_change_set change
      on change.id = price.change_set_id and change.published_version = price.since_version
    where price.slot = any(cast(:slots as bigint[])) and change.state = 'published'
      and price.valid && tsrange(cast(:fromWall as timestamp), null)
    union all
    select slot.slot, change.id, change.published_version,
      tsrange(change.valid_from, change.valid_to), null
    from lp_price_slot slot
    join lp_change_row taken on taken.amount_minor is null
      and taken.subject_id = slot.subject_id and taken.min_quantity = slot.min_quantity
    join lp_change_set change on change.id = taken.change_set_id
      and change.list_id = slot.list_id and change.state = 'published'
    where slot.slot = any(cast(:slots as bigint[]))
      and tsrange(change.valid_from, change.valid_to) && tsrange(cast(:fromWall as timestamp), null)
      and taken.batch = (
        select max(entry.batch) from lp_change_row entry
        join lp_change_batch batch
          on batch.change_set_id = entry.change_set_id and batch.number = entry.batch
        where entry.change_set_id = taken.change_set_id and entry.subject_id = taken.subject_id
          and entry.min_quantity = taken.min_quantity and batch.undone_at is null))`;

/** When something lies upon a layer. */
const COVERED = `
  coalesce(range_agg(valid) over (partition by slot order by version desc
    rows between unbounded preceding and 1 preceding), '{}')`;

const UNCOVERED = `
  unnest(cast(:slots as bigint[]), cast(:times as tsmultirange[])) as uncovered (slot, times)`;

// What of it has already been the price stays history.
const END = `
  with ended as (
    update lp_price set until_version = :version, retired_at = :now
    from ${UNCOVERED}
    where lp_price.slot = uncovered.slot and lp_price.until_version is null
      and lp_price.valid && uncovered.times
    returning lp_price.slot, lp_price.valid, lp_price.amount_minor, lp_price.change_set_id,
      uncovered.times
  ), kept as (
    insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
    select gen_random_uuid(), slot, part, amount_minor, change_set_id, cast(:version as bigint),
      cast(:now as timestamptz)
    from ended cross join lateral unnest(tsmultirange(valid) - times) as part)
  select slot from ended`;

const PUT_BACK = `
  with ${LAYERS}, stack as (
    select *, ${COVERED} as covered from layer where change_set_id <> cast(:changeSetId as uuid))
  insert into lp_price (id, slot, valid, amount_minor, change_set_id, since_version, recorded_at)
  select gen_random_uuid(), stack.slot, part, stack.amount_minor, stack.change_set_id,
    cast(:version as bigint), cast(:now as timestamptz)
  from ${UNCOVERED}
  join stack on stack.slot = uncovered.slot
  cross join lateral unnest(uncovered.times * (tsmultirange(stack.valid) - stack.covered)) as part
  where stack.amount_minor is not null
  returning slot`;
