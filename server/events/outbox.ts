import type { Knex } from 'knex';
import { prepared } from '../db/prepared.ts';
import type { Actor } from '../auth/actor.ts';
import type { DomainEvent } from './event.ts';

/** What must be known although it changed nothing. Ids only: a person's data never stands in the audit. */
export interface AuditEntry {
  /** `<module>.<act>`: `core.logged-in`, `base.customer-opened`. */
  readonly action: string;
  /** What it was done to: `customer:<id>`. */
  readonly subject: string;
  readonly locationId: string | null;
  readonly details?: object;
}

export interface RecordedEvent {
  readonly event: DomainEvent;
  readonly actor: Actor;
  readonly requestId: string;
}

/**
 * Stores events in the outbox and one audit row for each, plus the audit rows without an event,
 * in one statement, last in the transaction: positions are given as late as possible.
 */
export async function storeRecords(
  sql: Knex.Transaction,
  now: Date,
  events: readonly RecordedEvent[],
  entries: readonly (AuditEntry & { actor: Actor; requestId: string })[],
): Promise<void> {
  if (events.length === 0 && entries.length === 0) return;
  const rows = [
    ...events.map(({ event, actor, requestId }) => ({
      published: true,
      type: event.type,
      stream: event.stream,
      rooms: event.rooms,
      location_id: event.locationId,
      payload: event.payload,
      details: event.audited ?? event.payload,
      actor_id: actor.id,
      device_id: actor.deviceId,
      request_id: requestId,
    })),
    ...entries.map(({ action, subject, locationId, details, actor, requestId }) => ({
      published: false,
      type: action,
      stream: subject,
      rooms: [],
      location_id: locationId,
      payload: {},
      details: details ?? {},
      actor_id: actor.id,
      device_id: actor.deviceId,
      request_id: requestId,
    })),
  ];
  await prepared(
    sql,
    `
    with recorded as (
      select row_number() over () as place, r.*
      from jsonb_to_recordset(:rows::jsonb) as r (
        published boolean, type text, stream text, rooms text[], location_id text,
        payload jsonb, details jsonb, actor_id text, device_id text, request_id text)
    ), published as (
      insert into core_outbox (type, stream, rooms, location_id, payload, actor_id, occurred_at)
      select type, stream, rooms, location_id, payload, actor_id, :now::timestamptz
      from recorded where published order by place
    )
    insert into core_audit (action, subject, location_id, details, actor_id, device_id, request_id, occurred_at)
    select type, stream, location_id, details, actor_id, device_id, request_id, :now::timestamptz
    from recorded order by place`,
    { now, rows: JSON.stringify(rows) },
  );
}
