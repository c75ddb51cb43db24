import type { Read } from '../../db/transaction.ts';

export interface DeliveryRow {
  readonly delivery: number;
  readonly endpointId: string;
  readonly messageId: string;
  readonly type: string;
  readonly stream: string;
  readonly origin: 'event' | 'replay' | 'ping';
  readonly state: 'waiting' | 'delivered' | 'given-up' | 'dropped';
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastFailure: string | null;
  readonly happenedAt: Date;
  readonly queuedAt: Date;
  readonly settledAt: Date | null;
  /** When the next attempt is due, for what is first in its lane. */
  readonly nextAt: Date | null;
}

const DELIVERY = `
  d.sequence as delivery, d.endpoint_id as "endpointId", d.message_id as "messageId", m.type, d.stream,
  d.origin, d.state, d.attempts, d.last_status as "lastStatus", d.last_failure as "lastFailure",
  m.happened_at as "happenedAt", d.queued_at as "queuedAt", d.settled_at as "settledAt",
  (select l.due_at from core_webhook_lane as l
   where l.endpoint_id = d.endpoint_id and l.stream = d.stream and d.state = 'waiting'
     and d.sequence = (
       select min(w.sequence) from core_webhook_delivery as w
       where w.endpoint_id = d.endpoint_id and w.stream = d.stream and w.state = 'waiting')
  ) as "nextAt"`;

/** The log of an endpoint, the newest first. `q` is the end of a stream or a message's id. */
export async function selectDeliveries(
  read: Read,
  filter: {
    readonly endpointId: string;
    readonly state: string | null;
    readonly q: string | null;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<DeliveryRow[]> {
  const { rows } = await read.sql.raw<{ rows: DeliveryRow[] }>(
    `
    select ${DELIVERY}
    from core_webhook_delivery as d join core_webhook_message as m on m.id = d.message_id
    where d.endpoint_id = :endpointId
      and (:state::text is null or d.state = :state)
      and (:q::text is null or d.message_id::text = :q or m.type = :q or strpos(m.body, :q) > 0)
      and (:before::bigint is null or d.sequence < :before)
    order by d.sequence desc limit :limit`,
    filter,
  );
  return rows;
}

export interface AttemptRow {
  readonly number: number;
  readonly at: string;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly failure: string | null;
}

export async function selectDelivery(
  read: Read,
  delivery: number,
): Promise<(DeliveryRow & { readonly body: string; readonly log: readonly AttemptRow[] }) | null> {
  const { rows } = await read.sql.raw<{
    rows: (DeliveryRow & { body: string; log: AttemptRow[] })[];
  }>(
    `
    select ${DELIVERY}, m.body,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'number', a.number, 'at', a.at, 'milliseconds', a.milliseconds,
          'status', a.status, 'failure', a.failure) order by a.number), '[]')
       from core_webhook_attempt as a where a.delivery = d.sequence) as log
    from core_webhook_delivery as d join core_webhook_message as m on m.id = d.message_id
    where d.sequence = :delivery`,
    { delivery },
  );
  return rows[0] ?? null;
}

/** Counts of the last day, by endpoint. */
export async function recentCounts(
  read: Read,
): Promise<ReadonlyMap<string, { readonly delivered: number; readonly givenUp: number }>> {
  const { rows } = await read.sql.raw<{
    rows: { endpointId: string; delivered: number; givenUp: number }[];
  }>(
    `select endpoint_id as "endpointId",
       count(*) filter (where state = 'delivered')::integer as delivered,
       count(*) filter (where state = 'given-up')::integer as "givenUp"
     from core_webhook_delivery
     where queued_at > :now::timestamptz - interval '1 day' group by endpoint_id`,
    { now: read.now },
  );
  return new Map(rows.map(({ endpointId, ...counts }) => [endpointId, counts]));
}
