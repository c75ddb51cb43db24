import type { Tx } from '../../db/transaction.ts';
import { prepared } from '../../db/prepared.ts';

/** A message as it will be sent, byte by byte. */
export interface Message {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly channel: string | null;
  readonly body: string;
  readonly happenedAt: string;
}

/** Whether anybody has to be told anything: without an endpoint, nothing is stored either. */
export async function somebodyListens(tx: Tx): Promise<boolean> {
  const rows = await prepared<{ listens: boolean }>(
    tx.sql,
    `select exists (select 1 from core_webhook_endpoint where state <> 'removed') as listens`,
    {},
  );
  return rows[0]!.listens;
}

/**
 * Stores messages and queues them, in this order, at every endpoint that wants them. The lane is
 * touched last and thereby locked, so that whoever empties it at the same moment sees what came in.
 */
export async function storeMessages(tx: Tx, messages: readonly Message[]): Promise<void> {
  await prepared(tx.sql, STORE, { now: tx.now, rows: JSON.stringify(messages) });
}

const ENTER_LANES = `
  insert into core_webhook_lane (endpoint_id, stream, due_at)
  select distinct endpoint_id, stream, :now::timestamptz from queued order by endpoint_id, stream
  on conflict (endpoint_id, stream) do update set due_at = core_webhook_lane.due_at`;

const WANTED = `
  (m.type = any (e.types) or '*' = any (e.types))
  and (e.channels is null or m.channel = any (e.channels))`;

const STORE = `
  with stored as (
    insert into core_webhook_message (id, type, stream, channel, body, happened_at, stored_at)
    select r.id, r.type, r.stream, r.channel, r.body, r."happenedAt", :now::timestamptz
    from (
      select r.*, row_number() over () as place
      from jsonb_to_recordset(:rows::jsonb) as r (
        id uuid, type text, stream text, channel text, body text, "happenedAt" timestamptz)
    ) as r order by r.place
    returning id, sequence, type, stream, channel
  ), queued as (
    insert into core_webhook_delivery (endpoint_id, message_id, stream, origin, queued_at)
    select e.id, m.id, m.stream, 'event', :now::timestamptz
    from stored as m join core_webhook_endpoint as e on e.state in ('active', 'paused') and ${WANTED}
    order by m.sequence, e.id
    returning endpoint_id, stream
  ) ${ENTER_LANES}`;

/** A message for one endpoint alone, whatever it wants: the test. Returns its delivery. */
export async function storePing(tx: Tx, endpointId: string, message: Message): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { sequence: number }[] }>(
    `
    with stored as (
      insert into core_webhook_message (id, type, stream, channel, body, happened_at, stored_at)
      values (:id, :type, :stream, null, :body, :happenedAt, :now)
      returning id
    ), queued as (
      insert into core_webhook_delivery (endpoint_id, message_id, stream, origin, queued_at)
      select :endpointId, id, :stream, 'ping', :now from stored
      returning endpoint_id, stream, sequence
    ), entered as (${ENTER_LANES})
    select sequence from queued`,
    {
      endpointId,
      now: tx.now,
      id: message.id,
      type: message.type,
      stream: message.stream,
      body: message.body,
      happenedAt: message.happenedAt,
    },
  );
  return rows[0]!.sequence;
}

export interface ReplayChoice {
  readonly endpointId: string;
  readonly messageIds: readonly string[] | null;
  /** Instants of what happened: from inclusive, to exclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only what this endpoint has never taken. */
  readonly missedOnly: boolean;
}

/**
 * Queues messages again, in their order, behind what waits in their lanes. The message keeps its id: a
 * receiver that has it already knows. What waits there anyway is not queued twice. Returns how many.
 */
export async function requeueMessages(tx: Tx, choice: ReplayChoice, most: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { count: number }[] }>(
    `
    with wanted as (
      select m.id, m.stream, m.sequence
      from core_webhook_message as m join core_webhook_endpoint as e on e.id = :endpointId
      where (:messageIds::uuid[] is null or m.id = any (:messageIds))
        and (:from::timestamptz is null or m.happened_at >= :from)
        and (:to::timestamptz is null or m.happened_at < :to)
        and (:messageIds::uuid[] is not null or (m.type <> 'ping' and ${WANTED}))
        and (m.type <> 'ping' or m.stream = 'ping:' || :endpointId::text)
        and (m.type = 'ping' or e.channels is null or m.channel = any (e.channels))
        and not exists (
          select 1 from core_webhook_delivery as d
          where d.message_id = m.id and d.endpoint_id = e.id
            and (d.state = 'waiting' or (:missedOnly and d.state = 'delivered')))
      order by m.sequence limit :most
    ), queued as (
      insert into core_webhook_delivery (endpoint_id, message_id, stream, origin, queued_at)
      select :endpointId::uuid, id, stream, 'replay', :now::timestamptz from wanted order by sequence
      returning endpoint_id, stream
    ), entered as (${ENTER_LANES})
    select count(*)::integer as count from queued`,
    { ...choice, most, now: tx.now },
  );
  return rows[0]!.count;
}

/** Forgets messages of long ago with their log, except those that still wait. Returns how many. */
export async function forgetMessages(tx: Tx, before: Date, count: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `
    delete from core_webhook_message where id in (
      select m.id from core_webhook_message as m
      where m.happened_at < :before and not exists (
        select 1 from core_webhook_delivery as d where d.message_id = m.id and d.state = 'waiting')
      order by m.happened_at limit :count for update skip locked)
    returning id`,
    { before, count },
  );
  return rows.length;
}
