import type { Knex } from 'knex';
import { prepared } from '../db/prepared.ts';
import { newId } from '../kernel/ids.ts';
import type { Place } from './cursor.ts';
import type { StoredEvent } from './event.ts';

export interface SubscriberState {
  readonly place: Place;
  /** Failed attempts at the event after the place. */
  readonly attempts: number;
  /** Not waiting between two attempts. */
  readonly due: boolean;
}

/** A new subscriber begins with what happens from now on: history before it is not its business. */
export async function addSubscriber(db: Knex, names: readonly string[]): Promise<void> {
  await db.raw(
    `insert into core_reaction (name, tx, position)
     select name, pg_snapshot_xmin(pg_current_snapshot()), 0 from unnest(?::text[]) as name
     on conflict (name) do nothing`,
    [[...names]],
  );
}

const STATE = `
  tx::text as tx, position::text as position, attempts,
  coalesce(next_attempt_at <= clock_timestamp(), true) as due`;

interface StateRow extends Place {
  readonly attempts: number;
  readonly due: boolean;
}

/** By name. One that has never started is not there. */
export async function readSubscribers(
  sql: Knex,
  names: readonly string[],
): Promise<ReadonlyMap<string, SubscriberState>> {
  const rows = await prepared<StateRow & { name: string }>(
    sql,
    `select name, ${STATE} from core_reaction where name = any (:names::text[])`,
    { names: [...names] },
  );
  return new Map(rows.map((row) => [row.name, stateOf(row)]));
}

/** Null when another process holds it. */
export async function lockSubscriber(
  sql: Knex.Transaction,
  name: string,
  otherwise: 'skip locked' | '' = 'skip locked',
): Promise<SubscriberState | null> {
  const [row] = await prepared<StateRow>(
    sql,
    `select ${STATE} from core_reaction where name = :name for update ${otherwise}`,
    { name },
  );
  return row ? stateOf(row) : null;
}

function stateOf({ tx, position, attempts, due }: StateRow): SubscriberState {
  return { place: { tx, position }, attempts, due };
}

export async function movePlace(sql: Knex.Transaction, name: string, place: Place): Promise<void> {
  await prepared(
    sql,
    `update core_reaction
     set tx = :tx::xid8, position = :position::bigint, attempts = 0, next_attempt_at = null,
         last_error = null, moved_at = now()
     where name = :name`,
    { name, tx: place.tx, position: place.position },
  );
}

/** Moves on over events that are of no concern to it, unless somebody has moved it meanwhile. */
export async function passIdle(sql: Knex, name: string, from: Place, upTo: Place): Promise<void> {
  await sql.raw(
    `update core_reaction set tx = :tx::xid8, position = :position::bigint, moved_at = now()
     where name = :name and tx = :fromTx::xid8 and position = :fromPosition::bigint and attempts = 0`,
    { name, tx: upTo.tx, position: upTo.position, fromTx: from.tx, fromPosition: from.position },
  );
}

export async function failedAttempt(
  sql: Knex.Transaction,
  name: string,
  failure: { readonly attempts: number; readonly error: string; readonly seconds: number },
): Promise<void> {
  await sql.raw(
    `update core_reaction
     set attempts = :attempts, last_error = :error,
         next_attempt_at = clock_timestamp() + make_interval(secs => :seconds::float8)
     where name = :name`,
    { name, ...failure },
  );
}

/** The streams of this subscriber in which an event was set aside: nothing later may overtake it. */
export async function streamsSetAside(
  sql: Knex.Transaction,
  name: string,
): Promise<ReadonlySet<string>> {
  const rows = await prepared<{ stream: string }>(
    sql,
    'select distinct stream from core_outbox_failure where subscriber = :name',
    { name },
  );
  return new Set(rows.map(({ stream }) => stream));
}

export async function setAside(
  sql: Knex.Transaction,
  name: string,
  event: StoredEvent,
  why: { readonly state: 'failed' | 'waiting'; readonly attempts: number; readonly error: string },
): Promise<void> {
  await sql.raw(
    `insert into core_outbox_failure
       (id, subscriber, state, tx, position, type, stream, rooms, location_id, payload, actor_id,
        occurred_at, attempts, error)
     values (:id, :name, :state, :tx::xid8, :position::bigint, :type, :stream, :rooms::text[],
             :locationId, :payload::jsonb, :actorId, :occurredAt::timestamptz, :attempts, :error)`,
    {
      id: newId(),
      name,
      ...why,
      tx: event.cursor.tx,
      position: event.cursor.position,
      type: event.type,
      stream: event.stream,
      rooms: [...event.rooms],
      locationId: event.locationId,
      payload: JSON.stringify(event.payload),
      actorId: event.actorId,
      occurredAt: event.occurredAt,
    },
  );
}
