import type { Knex } from 'knex';

/**
 * What the outside is told: endpoints, messages as they were at their moment, a delivery of a message to
 * an endpoint, every attempt at it. A lane is what has to arrive in order at one endpoint.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_webhook_endpoint (
      id uuid primary key,
      title text not null,
      url text not null,
      -- '*' = whatever there is.
      types text[] not null,
      -- Null = every channel, and what belongs to none.
      channels text[],
      state text not null default 'active',
      stopped_because text,
      notice_email text,
      -- Secrets are derived, not stored: this is which one signs now; the one before signs too until then.
      secret_number integer not null default 1,
      former_secret_until timestamptz,
      failing_since timestamptz,
      delivered_at timestamptz,
      noticed_at timestamptz,
      created_at timestamptz not null,
      version bigint not null default 1,
      constraint core_webhook_endpoint_state_known
        check (state in ('active', 'paused', 'disabled', 'removed')),
      constraint core_webhook_endpoint_disabled_because check (
        (state = 'disabled') = (stopped_because is not null)
        and stopped_because in ('gone', 'failing')),
      constraint core_webhook_endpoint_wants_something check (cardinality(types) > 0)
    );

    create table core_webhook_message (
      id uuid primary key,
      sequence bigint generated always as identity,
      type text not null,
      stream text not null,
      channel text,
      -- Signed byte by byte, so kept as text and not as a document.
      body text not null,
      happened_at timestamptz not null,
      stored_at timestamptz not null,
      constraint core_webhook_message_is_small check (octet_length(body) <= 20000)
    );
    create unique index core_webhook_message_in_order on core_webhook_message (sequence);
    create index core_webhook_message_by_time on core_webhook_message (happened_at, sequence);

    create table core_webhook_delivery (
      sequence bigint generated always as identity primary key,
      endpoint_id uuid not null
        constraint core_webhook_delivery_endpoint references core_webhook_endpoint (id),
      message_id uuid not null
        constraint core_webhook_delivery_message references core_webhook_message (id) on delete cascade,
      stream text not null,
      origin text not null,
      state text not null default 'waiting',
      attempts integer not null default 0,
      last_status integer,
      last_failure text,
      queued_at timestamptz not null,
      settled_at timestamptz,
      constraint core_webhook_delivery_origin_known check (origin in ('event', 'replay', 'ping')),
      constraint core_webhook_delivery_state_known
        check (state in ('waiting', 'delivered', 'given-up', 'dropped')),
      constraint core_webhook_delivery_settled_once check ((state = 'waiting') = (settled_at is null))
    );
    create index core_webhook_delivery_lane on core_webhook_delivery (endpoint_id, stream, sequence)
      where state = 'waiting';
    create index core_webhook_delivery_log on core_webhook_delivery (endpoint_id, sequence desc);
    create index core_webhook_delivery_of_message on core_webhook_delivery (message_id);

    create table core_webhook_attempt (
      delivery bigint not null
        constraint core_webhook_attempt_delivery
          references core_webhook_delivery (sequence) on delete cascade,
      number integer not null,
      at timestamptz not null,
      milliseconds integer not null,
      status integer,
      failure text,
      primary key (delivery, number)
    );

    create table core_webhook_lane (
      endpoint_id uuid not null
        constraint core_webhook_lane_endpoint references core_webhook_endpoint (id),
      stream text not null,
      -- When its first delivery is to be tried; while somebody tries, when somebody else may.
      due_at timestamptz not null,
      lease uuid,
      primary key (endpoint_id, stream)
    );
    create index core_webhook_lane_due on core_webhook_lane (endpoint_id, due_at);`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table core_webhook_lane, core_webhook_attempt, core_webhook_delivery, core_webhook_message,
      core_webhook_endpoint;`);
}
