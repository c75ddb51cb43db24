import type { Knex } from 'knex';

/** Days the outbox is kept: a screen that comes back later fetches afresh. */
export const KEPT_DAYS = 30;
const AHEAD_DAYS = 7;
/** A partition that waits for a lock makes every writer wait behind it: give up at once, come again. */
const LOCK_MILLISECONDS = 100;
/** Any number, as long as nothing else takes an advisory lock with it in the same database. */
const LOCK_KEY = 7_236_013_045;

/**
 * Prepares the partitions of the coming week and drops those nobody needs any more. Each step is a
 * transaction of its own and may give up: what failed today is done tomorrow, and meanwhile the default
 * partition takes what comes. Returns what it did, for the log.
 */
export async function tendPartitions(db: Knex, now: Date): Promise<string[]> {
  const done: string[] = [];
  const there = await partitions(db);
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const day = dayOf(now, ahead);
    if (there.has(nameOf(day))) continue;
    if (await alone(db, (sql) => create(sql, day))) done.push(`created ${nameOf(day)}`);
  }
  const oldest = nameOf(dayOf(now, -KEPT_DAYS));
  for (const name of [...there].filter((known) => known < oldest).sort()) {
    if (await alone(db, (sql) => drop(sql, name))) done.push(`dropped ${name}`);
  }
  await alone(db, (sql) => forgetStrays(sql, dayOf(now, -KEPT_DAYS)));
  return done;
}

async function partitions(db: Knex): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select child.relname as name from pg_inherits
     join pg_class as child on child.oid = inhrelid
     where inhparent = 'core_outbox'::regclass and child.relname ~ '^core_outbox_[0-9]{8}$'`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Attached, not created in place: that locks only the empty default partition, not the whole outbox. */
async function create(sql: Knex.Transaction, day: string): Promise<void> {
  const name = nameOf(day);
  const next = dayOf(new Date(`${day}T00:00:00Z`), 1);
  const { rows } = await sql.raw<{ rows: { there: boolean }[] }>(
    'select to_regclass(?) is not null as there',
    [name],
  );
  if (rows[0]!.there) return;
  await sql.raw(`create table ${name} (like core_outbox including defaults including indexes)`);
  await sql.raw(
    `with strays as (
       delete from core_outbox_default
       where occurred_at >= :day::timestamptz and occurred_at < :next::timestamptz returning *)
     insert into ${name} select * from strays`,
    { day: `${day}T00:00:00Z`, next: `${next}T00:00:00Z` },
  );
  await sql.raw(
    `alter table core_outbox attach partition ${name}
     for values from ('${day}T00:00:00Z') to ('${next}T00:00:00Z')`,
  );
}

/** Only after every subscriber that is still alive has worked on it; the floor of the feed rises with it. */
async function drop(sql: Knex.Transaction, name: string): Promise<void> {
  const { rows } = await sql.raw<{ rows: { needed: boolean }[] }>(
    `select exists (
       select from ${name} as event, core_reaction as reaction
       where (event.tx, event.position) > (reaction.tx, reaction.position)
         and reaction.moved_at > now() - interval '${KEPT_DAYS} days') as needed`,
  );
  if (rows[0]!.needed) throw new StillNeeded(name);
  await raiseFloor(sql, `select tx, position from ${name}`);
  await sql.raw(`drop table ${name}`);
}

/** What was written as history, or on a day without a partition, and is too old by now. */
async function forgetStrays(sql: Knex.Transaction, oldest: string): Promise<void> {
  const strays = `core_outbox_default where occurred_at < '${oldest}T00:00:00Z'`;
  await raiseFloor(sql, `select tx, position from ${strays}`);
  await sql.raw(`delete from ${strays}`);
}

async function raiseFloor(sql: Knex.Transaction, forgotten: string): Promise<void> {
  await sql.raw(
    `update core_epoch set floor_tx = last.tx, floor_position = last.position
     from (${forgotten} order by tx desc, position desc limit 1) as last
     where number = (select max(number) from core_epoch)
       and (last.tx, last.position) > (floor_tx, floor_position)`,
  );
}

class StillNeeded extends Error {}

/** False when somebody else is at it, a lock is not free, or a subscriber still needs the partition. */
async function alone(db: Knex, work: (sql: Knex.Transaction) => Promise<void>): Promise<boolean> {
  try {
    return await db.transaction(async (sql) => {
      const { rows } = await sql.raw<{ rows: { got: boolean }[] }>(
        'select pg_try_advisory_xact_lock(?) as got',
        [LOCK_KEY],
      );
      if (!rows[0]!.got) return false;
      await sql.raw(`set local lock_timeout = '${LOCK_MILLISECONDS}ms'`);
      await work(sql);
      return true;
    });
  } catch (error) {
    const locked = error instanceof Error && 'code' in error && error.code === '55P03';
    if (locked || error instanceof StillNeeded) return false;
    throw error;
  }
}

/** A plain date in UTC. */
function dayOf(now: Date, daysLater: number): string {
  return new Date(now.getTime() + daysLater * 86_400_000).toISOString().slice(0, 10);
}

function nameOf(day: string): string {
  return `core_outbox_${day.replaceAll('-', '')}`;
}
