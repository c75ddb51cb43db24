import type { Knex } from 'knex';
import { prepared } from '../db/prepared.ts';
import { textArray } from '../db/text-array.ts';
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
    ...events.map(({ event, actor, requestId }): Row => {
      const payload = JSON.stringify(event.payload);
      return {
        type: event.type,
        stream: event.stream,
        rooms: event.rooms.join(' '),
        locationId: event.locationId,
        payload,
        details: event.audited ? JSON.stringify(event.audited) : payload,
        actor,
        requestId,
      };
    }),
    ...entries.map(({ action, subject, locationId, details, actor, requestId }): Row => ({
      type: action,
      stream: subject,
      rooms: '',
      locationId,
      payload: null,
      details: JSON.stringify(details ?? {}),
      actor,
      requestId,
    })),
  ];
  await prepared(sql, STORE_RECORDS, {
    now,
    types: textArray(rows.map(({ type }) => type)),
    streams: textArray(rows.map(({ stream }) => stream)),
    rooms: textArray(rows.map(({ rooms }) => rooms)),
    locations: textArray(rows.map(({ locationId }) => locationId)),
    payloads: textArray(rows.map(({ payload }) => payload)),
    details: textArray(rows.map(({ details }) => details)),
    actors: textArray(rows.map(({ actor }) => actor.id)),
    devices: textArray(rows.map(({ actor }) => actor.deviceId)),
    requests: textArray(rows.map(({ requestId }) => requestId)),
  });
}

interface Row {
  readonly type: string;
  readonly stream: string;
  /** With spaces between them: the name of a room has none. */
  readonly rooms: string;
  readonly locationId: string | null;
  /** Null: nobody but the audit is told. */
  readonly payload: string | null;
  readonly details: string;
  readonly actor: Actor;
  readonly requestId: string;
}

const STORE_RECORDS = `
  with recorded as (
    select * from unnest(:types::text[], :streams::text[], :rooms::text[], :locations::text[],
      :payloads::text[], :details::text[], :actors::text[], :devices::text[], :requests::text[])
      with ordinality as r (
        type, stream, rooms, location_id, payload, details, actor_id, device_id, request_id, place)
  ), published as (
    insert into core_outbox (type, stream, rooms, location_id, payload, actor_id, occurred_at)
    select type, stream, string_to_array(rooms, ' '), location_id, payload::json, actor_id,
      :now::timestamptz
    from recorded where payload is not null order by place
  )
  insert into core_audit (action, subject, location_id, details, actor_id, device_id, request_id, occurred_at)
  select type, stream, location_id, details::json, actor_id, device_id, request_id, :now::timestamptz
  from recorded order by place`;
