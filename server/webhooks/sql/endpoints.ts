import type { Read, Tx } from '../../db/transaction.ts';

export interface EndpointRow {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly channels: readonly string[] | null;
  readonly state: 'active' | 'paused' | 'disabled' | 'removed';
  readonly stoppedBecause: 'gone' | 'failing' | null;
  readonly noticeEmail: string | null;
  readonly secretNumber: number;
  readonly formerSecretUntil: Date | null;
  readonly failingSince: Date | null;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

const COLUMNS = `
  id, title, url, types, channels, state, stopped_because as "stoppedBecause",
  notice_email as "noticeEmail", secret_number as "secretNumber",
  former_secret_until as "formerSecretUntil", failing_since as "failingSince",
  delivered_at as "deliveredAt", created_at as "createdAt", version`;

/** Every endpoint that is still entered, the oldest first. */
export async function selectEndpoints(read: Read): Promise<EndpointRow[]> {
  const { rows } = await read.sql.raw<{ rows: EndpointRow[] }>(
    `select ${COLUMNS} from core_webhook_endpoint where state <> 'removed' order by created_at, id`,
  );
  return rows;
}

export async function selectEndpoint(read: Read, id: string): Promise<EndpointRow | null> {
  const { rows } = await read.sql.raw<{ rows: EndpointRow[] }>(
    `select ${COLUMNS} from core_webhook_endpoint where id = :id and state <> 'removed'`,
    { id },
  );
  return rows[0] ?? null;
}

export async function lockEndpoint(tx: Tx, id: string): Promise<EndpointRow | null> {
  const { rows } = await tx.sql.raw<{ rows: EndpointRow[] }>(
    `select ${COLUMNS} from core_webhook_endpoint where id = :id and state <> 'removed'
     for no key update`,
    { id },
  );
  return rows[0] ?? null;
}

/** Locks endpoints, removed ones too, in the order of their ids. */
export async function lockEndpoints(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.sql.raw(
    `select id from core_webhook_endpoint where id = any (:ids::uuid[])
     order by id for no key update`,
    { ids: [...new Set(ids)] },
  );
}

export type NewEndpoint = Pick<
  EndpointRow,
  'id' | 'title' | 'url' | 'types' | 'channels' | 'noticeEmail'
>;

export async function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<void> {
  await tx.sql.raw(
    `insert into core_webhook_endpoint (id, title, url, types, channels, notice_email, created_at)
     values (:id, :title, :url, :types::text[], :channels::text[], :noticeEmail, :now)`,
    { ...endpoint, types: [...endpoint.types], channels: listOf(endpoint.channels), now: tx.now },
  );
}

function listOf(channels: readonly string[] | null): string[] | null {
  return channels === null ? null : [...channels];
}

/** Writes an endpoint that was locked, one version on. */
export async function updateEndpoint(tx: Tx, endpoint: EndpointRow): Promise<void> {
  await tx.sql.raw(
    `update core_webhook_endpoint
     set title = :title, url = :url, types = :types::text[], channels = :channels::text[],
       notice_email = :noticeEmail, state = :state, stopped_because = :stoppedBecause,
       secret_number = :secretNumber, former_secret_until = :formerSecretUntil,
       failing_since = :failingSince, version = version + 1
     where id = :id`,
    {
      id: endpoint.id,
      title: endpoint.title,
      url: endpoint.url,
      types: [...endpoint.types],
      channels: listOf(endpoint.channels),
      noticeEmail: endpoint.noticeEmail,
      state: endpoint.state,
      stoppedBecause: endpoint.stoppedBecause,
      secretNumber: endpoint.secretNumber,
      formerSecretUntil: endpoint.formerSecretUntil,
      failingSince: endpoint.failingSince,
    },
  );
}

/** What a batch of attempts says about the endpoints themselves. */
export interface Health {
  readonly endpointId: string;
  /** It took something: whatever failed besides, it is there. */
  readonly took: boolean;
  /** It said 410: nobody wants to be told any more. */
  readonly gone: boolean;
}

/** Notes how endpoints do; returns those that are stopped by it, and why. */
export async function noteHealth(
  tx: Tx,
  health: readonly Health[],
  failingDays: number,
): Promise<{ readonly id: string; readonly because: 'gone' | 'failing' }[]> {
  const { rows } = await tx.sql.raw<{
    rows: { id: string; because: 'gone' | 'failing' | null }[];
  }>(
    `
    with h as (
      select h.*, e.failing_since < :now::timestamptz - make_interval(days => :days)
          and not h.took as failing
      from jsonb_to_recordset(:rows::jsonb) as h ("endpointId" uuid, took boolean, gone boolean)
      join core_webhook_endpoint as e on e.id = h."endpointId"
      order by e.id for no key update of e
    )
    update core_webhook_endpoint as e
    set failing_since = case when h.took then null else coalesce(e.failing_since, :now) end,
      delivered_at = case when h.took then :now else e.delivered_at end,
      state = case when h.gone or h.failing then 'disabled' else e.state end,
      stopped_because = case when h.gone then 'gone' when h.failing then 'failing' end,
      version = e.version + case when h.gone or h.failing then 1 else 0 end
    from h
    where e.id = h."endpointId" and e.state in ('active', 'paused')
      and (h.gone or h.failing or not h.took and e.failing_since is null
        or h.took and (e.failing_since is not null or e.delivered_at is null
          or e.delivered_at < :now::timestamptz - interval '5 seconds'))
    returning e.id, e.stopped_because as because`,
    { now: tx.now, days: failingDays, rows: JSON.stringify(health) },
  );
  return rows.flatMap(({ id, because }) => (because === null ? [] : [{ id, because }]));
}

/** Whom to write to about an endpoint, at most once a day; null when nobody or already written. */
export async function takeNotice(
  tx: Tx,
  endpointId: string,
  always: boolean,
): Promise<{ readonly email: string; readonly title: string; readonly url: string } | null> {
  const { rows } = await tx.sql.raw<{ rows: { email: string; title: string; url: string }[] }>(
    `update core_webhook_endpoint set noticed_at = :now
     where id = :endpointId and notice_email is not null
       and (:always or noticed_at is null or noticed_at < :now::timestamptz - interval '1 day')
     returning notice_email as email, title, url`,
    { endpointId, always, now: tx.now },
  );
  return rows[0] ?? null;
}
