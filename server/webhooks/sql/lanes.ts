import type { Read, Tx } from '../../db/transaction.ts';

/** What has to arrive in order: the messages of one stream at one endpoint. */
export interface Lane {
  readonly endpointId: string;
  readonly stream: string;
}

/** The first waiting delivery of a lane, held by whoever has the lease. */
export interface Leased extends Lane {
  readonly lease: string;
  readonly delivery: number;
  /** Attempts that failed so far. */
  readonly attempts: number;
  readonly messageId: string;
  readonly body: string;
}

export interface Free {
  readonly endpointId: string;
  readonly count: number;
}

/**
 * Takes lanes whose first delivery is due, for `seconds`: whoever dies meanwhile lets go of them by
 * that. What is first in them is read by a second statement, which sees whatever was settled before the
 * lane could be locked.
 */
export async function leaseLanes(
  tx: Tx,
  free: readonly Free[],
  lease: string,
  seconds: number,
): Promise<Leased[]> {
  const { rows: lanes } = await tx.sql.raw<{ rows: Lane[] }>(
    `
    update core_webhook_lane as l
    set lease = :lease, due_at = :now::timestamptz + make_interval(secs => :seconds)
    from (
      select due.endpoint_id, due.stream
      from unnest(:endpointIds::uuid[], :counts::integer[]) as f (endpoint_id, free)
      cross join lateral (
        select w.endpoint_id, w.stream from core_webhook_lane as w
        where w.endpoint_id = f.endpoint_id and w.due_at <= :now
        order by w.due_at limit f.free for update skip locked
      ) as due
    ) as taken
    where l.endpoint_id = taken.endpoint_id and l.stream = taken.stream
    returning l.endpoint_id as "endpointId", l.stream`,
    {
      lease,
      seconds,
      now: tx.now,
      endpointIds: free.map(({ endpointId }) => endpointId),
      counts: free.map(({ count }) => count),
    },
  );
  if (lanes.length === 0) return [];
  const { rows } = await tx.sql.raw<{ rows: Leased[] }>(
    `
    select l.endpoint_id as "endpointId", l.stream, cast(:lease as text) as lease,
      d.sequence as delivery, d.attempts, m.id as "messageId", m.body
    from jsonb_to_recordset(:lanes::jsonb) as l (endpoint_id uuid, stream text)
    cross join lateral (
      select sequence, attempts, message_id from core_webhook_delivery as w
      where w.endpoint_id = l.endpoint_id and w.stream = l.stream and w.state = 'waiting'
      order by w.sequence limit 1
    ) as d
    join core_webhook_message as m on m.id = d.message_id`,
    { lease, lanes: laneRows(lanes) },
  );
  return rows;
}

function laneRows(lanes: readonly Lane[]): string {
  return JSON.stringify(
    lanes.map(({ endpointId, stream }) => ({ endpoint_id: endpointId, stream })),
  );
}

/** Lanes that were leased and not used may be taken by anybody. */
export async function releaseLanes(tx: Tx, leased: readonly Leased[]): Promise<void> {
  await tx.sql.raw(
    `update core_webhook_lane as l set lease = null, due_at = :now
     from jsonb_to_recordset(:rows::jsonb) as r ("endpointId" uuid, stream text, lease uuid)
     where l.endpoint_id = r."endpointId" and l.stream = r.stream and l.lease = r.lease`,
    {
      now: tx.now,
      rows: JSON.stringify(
        leased.map(({ endpointId, stream, lease }) => ({ endpointId, stream, lease })),
      ),
    },
  );
}

/** What became of an attempt, and what follows for its delivery. */
export interface Settled extends Lane {
  readonly lease: string;
  readonly delivery: number;
  readonly state: 'delivered' | 'waiting' | 'given-up';
  readonly at: string;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly failure: string | null;
  /** Seconds until the next attempt; null when it is settled. */
  readonly pauseSeconds: number | null;
}

/**
 * Writes down attempts and moves their lanes on. An attempt whose lane somebody else has taken meanwhile
 * (its process slept through the lease) says nothing any more and is left out. Returns the others.
 */
export async function settleAttempts(tx: Tx, settled: readonly Settled[]): Promise<Settled[]> {
  const rows = JSON.stringify(settled);
  const { rows: held } = await tx.sql.raw<{ rows: { delivery: number }[] }>(
    `select s.delivery
     from jsonb_to_recordset(:rows::jsonb) as s (
       "endpointId" uuid, stream text, lease uuid, delivery bigint)
     join core_webhook_lane as l
       on l.endpoint_id = s."endpointId" and l.stream = s.stream and l.lease = s.lease
     order by l.endpoint_id, l.stream
     for update of l`,
    { rows },
  );
  const known = new Set(held.map(({ delivery }) => delivery));
  const mine = settled.filter(({ delivery }) => known.has(delivery));
  if (mine.length === 0) return [];
  await tx.sql.raw(SETTLE, { now: tx.now, rows: JSON.stringify(mine) });
  await tx.sql.raw(MOVE_LANES, { now: tx.now, rows: JSON.stringify(mine) });
  return mine;
}

const SETTLE = `
  with s as (
    select * from jsonb_to_recordset(:rows::jsonb) as s (
      delivery bigint, state text, at timestamptz, milliseconds integer, status integer, failure text)
  ), written as (
    update core_webhook_delivery as d
    set attempts = d.attempts + 1, last_status = s.status, last_failure = s.failure, state = s.state,
      settled_at = case when s.state = 'waiting' then null else :now::timestamptz end
    from s where d.sequence = s.delivery
    returning d.sequence, d.attempts
  )
  insert into core_webhook_attempt (delivery, number, at, milliseconds, status, failure)
  select w.sequence, w.attempts, s.at, s.milliseconds, s.status, s.failure
  from written as w join s on s.delivery = w.sequence`;

/** A lane goes on with its next delivery at once, waits for the next attempt, or is empty and gone. */
const MOVE_LANES = `
  with s as (
    select * from jsonb_to_recordset(:rows::jsonb) as s (
      "endpointId" uuid, stream text, "pauseSeconds" double precision)
  ), going as (
    select s.*, exists (
      select 1 from core_webhook_delivery as d
      where d.endpoint_id = s."endpointId" and d.stream = s.stream and d.state = 'waiting') as more
    from s
  ), emptied as (
    delete from core_webhook_lane as l using going as g
    where l.endpoint_id = g."endpointId" and l.stream = g.stream and not g.more
  )
  update core_webhook_lane as l
  set lease = null,
    due_at = :now::timestamptz + make_interval(secs => coalesce(g."pauseSeconds", 0))
  from going as g
  where l.endpoint_id = g."endpointId" and l.stream = g.stream and g.more`;

/** Waiting deliveries of an endpoint are tried now, whatever their pause: it is there again. */
export async function hurryLanes(tx: Tx, endpointId: string): Promise<void> {
  await tx.sql.raw(
    `update core_webhook_lane set due_at = least(due_at, :now)
     where endpoint_id = :endpointId and lease is null`,
    { endpointId, now: tx.now },
  );
}

/** Nothing more is delivered there: what waits is dropped. */
export async function dropLanes(tx: Tx, endpointId: string): Promise<void> {
  await tx.sql.raw(`delete from core_webhook_lane where endpoint_id = :endpointId`, { endpointId });
  await tx.sql.raw(
    `update core_webhook_delivery set state = 'dropped', settled_at = :now
     where endpoint_id = :endpointId and state = 'waiting'`,
    { endpointId, now: tx.now },
  );
}

/** How much waits at each endpoint, and since when. */
export async function waitingByEndpoint(
  read: Read,
): Promise<ReadonlyMap<string, { readonly waiting: number; readonly since: Date }>> {
  const { rows } = await read.sql.raw<{
    rows: { endpointId: string; waiting: number; since: Date }[];
  }>(
    `select endpoint_id as "endpointId", count(*)::integer as waiting, min(queued_at) as since
     from core_webhook_delivery where state = 'waiting' group by endpoint_id`,
  );
  return new Map(rows.map(({ endpointId, ...waits }) => [endpointId, waits]));
}
