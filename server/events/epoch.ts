import type { Knex } from 'knex';
import { allowSilence } from '../db/silence.ts';
import type { Place } from './cursor.ts';

/** One history of the database. Places in the feed are compared only within it. */
export interface Epoch {
  readonly id: string;
  /** Nothing at or before this place is kept any more. */
  readonly floor: Place;
}

/** Any number, as long as nothing else takes an advisory lock with it in the same database. */
const LOCK_KEY = 7_236_013_044;

/**
 * The epoch of the database we are connected to. A new one is opened when it turns out to be another
 * database than last time: restored from a backup (another timeline), loaded from a dump (another
 * cluster), or copied (another database of the cluster). Safe when many processes ask at once.
 */
export async function openEpoch(db: Knex): Promise<Epoch> {
  return db.transaction(async (sql) => {
    await sql.raw('select pg_advisory_xact_lock(?)', [LOCK_KEY]);
    const identity = await databaseIdentity(sql);
    const { rows } = await sql.raw<{ rows: { number: number; identity: string | null }[] }>(
      'select number, identity from core_epoch order by number desc limit 1',
    );
    const known = rows[0];
    const fromTheFuture = await holdsForeignTransactions(sql);
    if (known && known.identity === null && !fromTheFuture) {
      await sql.raw('update core_epoch set identity = ? where number = ?', [
        identity,
        known.number,
      ]);
    } else if (known?.identity !== identity || fromTheFuture) {
      if (fromTheFuture) await renumber(sql);
      await sql.raw('insert into core_epoch (identity, because) values (?, ?)', [
        identity,
        fromTheFuture ? 'loaded into another cluster' : 'restored, moved or copied',
      ]);
    }
    return currentEpoch(sql);
  });
}

export async function currentEpoch(sql: Knex): Promise<Epoch> {
  const { rows } = await sql.raw<{ rows: { id: string; tx: string; position: string }[] }>(
    `select id, floor_tx::text as tx, floor_position::text as position
     from core_epoch order by number desc limit 1`,
  );
  const { id, tx, position } = rows[0]!;
  return { id, floor: { tx, position } };
}

/** Cluster, timeline (a restore begins a new one) and database, as far as this role may know them. */
async function databaseIdentity(sql: Knex.Transaction): Promise<string> {
  const cluster = await orUnknown(
    sql,
    'select system_identifier::text as part from pg_control_system()',
  );
  // The first eight digits of the name of the current WAL file: pg_control_checkpoint() tells the
  // timeline only after the first checkpoint that follows a restore.
  const timeline = await orUnknown(
    sql,
    'select left(pg_walfile_name(pg_current_wal_lsn()), 8) as part',
  );
  const database = await orUnknown(
    sql,
    'select oid::text as part from pg_database where datname = current_database()',
  );
  return [cluster, timeline, database].join('/');
}

/** Some hosted databases forbid these functions: what is unknown then never differs. */
async function orUnknown(sql: Knex.Transaction, query: string): Promise<string> {
  await sql.raw('savepoint identity');
  try {
    const { rows } = await sql.raw<{ rows: { part: string }[] }>(query);
    return rows[0]!.part;
  } catch {
    await sql.raw('rollback to savepoint identity');
    return 'unknown';
  }
}

/** Rows of transactions that this cluster has not begun yet can only have come with a dump. */
async function holdsForeignTransactions(sql: Knex.Transaction): Promise<boolean> {
  const { rows } = await sql.raw<{ rows: { foreign: boolean }[] }>(
    `select exists (select from core_outbox where tx >= pg_snapshot_xmax(pg_current_snapshot()))
         or exists (select from core_reaction where tx > pg_snapshot_xmax(pg_current_snapshot()))
       as foreign`,
  );
  return rows[0]!.foreign;
}

/**
 * Gives the events of the other cluster places before everything this one will write, in the order they
 * had, and takes each subscriber along to the same event. They would otherwise stay above the horizon
 * until this cluster has counted as far, which may be for ever.
 */
async function renumber(sql: Knex.Transaction): Promise<void> {
  await allowSilence(sql);
  await sql.raw(`set local statement_timeout = 0`);
  await sql.raw(
    `update core_reaction as reaction
     set tx = '1', position = (
       select count(*) from core_outbox as event
       where (event.tx, event.position) <= (reaction.tx, reaction.position))`,
  );
  await sql.raw(
    `update core_outbox as event set tx = '1', position = ordered.place
     from (select tableoid, ctid as row, row_number() over (order by tx, position) as place
           from core_outbox) as ordered
     where event.tableoid = ordered.tableoid and event.ctid = ordered.row`,
  );
  await sql.raw(
    `update core_outbox_failure as failure set tx = '0', position = ordered.place
     from (select id, row_number() over (order by tx, position) as place
           from core_outbox_failure) as ordered
     where failure.id = ordered.id`,
  );
}
