import type { Knex } from 'knex';
import type { Read, Tx } from '../db/transaction.ts';
import { newId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { notFound, staleRevision } from '../kernel/problems.ts';
import { deviceChanged } from './events.ts';
import { alreadyRevoked, enrolmentCodeUnknown } from './problems.ts';
import { newEnrolmentCode, newToken, plainCode, tokenHash } from './secrets.ts';
import { endSessions } from './sessions.ts';

/** A browser in a shop that the administrator has let in: colleagues change on it by PIN. */
export interface EnrolledDevice {
  readonly id: string;
  readonly name: string;
  readonly locationId: string;
}

const DEVICE = { it: 'questo dispositivo', en: 'this device' };

/** The enrolled device behind a cookie, or null. */
export async function deviceByToken(db: Knex, token: string): Promise<EnrolledDevice | null> {
  const { rows } = await db.raw<{ rows: DeviceRow[] }>(
    'select * from core_device where token_hash = ? and revoked_at is null',
    [tokenHash(token)],
  );
  return rows[0] ? enrolled(rows[0]) : null;
}

export async function deviceById(db: Knex, deviceId: string): Promise<EnrolledDevice | null> {
  const { rows } = await db.raw<{ rows: DeviceRow[] }>('select * from core_device where id = ?', [
    deviceId,
  ]);
  return rows[0] ? enrolled(rows[0]) : null;
}

/** Who works there and has a PIN: the faces of the PIN screen. */
export async function peopleAt(
  db: Knex,
  locationId: string,
): Promise<readonly { id: string; name: string }[]> {
  const { rows } = await db.raw<{ rows: { id: string; name: string }[] }>(
    `select id, display_name as name from core_account as account
     where active and pin_hash is not null and exists (
       select from core_assignment where account_id = account.id and location_id = ?)
     order by lower(display_name), id limit 200`,
    [locationId],
  );
  return rows;
}

/** Announces a device and makes the code that turns a browser into it. */
export async function announceDevice(
  tx: Tx,
  input: { readonly name: string; readonly locationId: string },
): Promise<{ id: string; code: string }> {
  const id = newId();
  await tx.sql.raw(
    'insert into core_device (id, name, location_id, created_at) values (?, ?, ?, ?)',
    [id, input.name.trim(), input.locationId, tx.now],
  );
  return { id, code: await makeCode(tx, id, input.locationId, 'announced') };
}

/** A new code for a device whose browser was lost or reset. The old browser stays in until then. */
export async function renewCode(tx: Tx, deviceId: string): Promise<string> {
  const device = await lockDevice(tx, deviceId, null);
  return makeCode(tx, deviceId, device.location_id, 'code-made');
}

async function makeCode(tx: Tx, id: string, locationId: string, what: string): Promise<string> {
  const code = newEnrolmentCode();
  await tx.sql.raw(
    `update core_device set code_hash = ?, code_ends_at = ?::timestamptz + interval '1 hour',
       version = version + 1 where id = ?`,
    [tokenHash(plainCode(code)), tx.now, id],
  );
  tx.record(deviceChanged(id, locationId, what));
  return code;
}

/** Turns the browser that knows the code into the device; returns the secret for its cookie. */
export async function enrolDevice(
  tx: Tx,
  code: string,
): Promise<{ device: EnrolledDevice; token: string }> {
  const token = newToken();
  const { rows } = await tx.sql.raw<{ rows: DeviceRow[] }>(
    `update core_device set token_hash = :token, code_hash = null, code_ends_at = null,
       enrolled_at = :now, version = version + 1
     where code_hash = :code and code_ends_at > :now and revoked_at is null
     returning *`,
    { token: tokenHash(token), code: tokenHash(plainCode(code)), now: tx.now },
  );
  if (!rows[0]) throw new Refusal(enrolmentCodeUnknown, {});
  const device = enrolled(rows[0]);
  // Whoever was logged in on the browser that was this device before is so no longer.
  await endSessions(tx, { deviceId: device.id });
  tx.record(deviceChanged(device.id, device.locationId, 'enrolled'));
  return { device, token };
}

export async function changeDevice(
  tx: Tx,
  deviceId: string,
  expectedVersion: number,
  change: { readonly name?: string | undefined; readonly locationId?: string | undefined },
): Promise<void> {
  const device = await lockDevice(tx, deviceId, expectedVersion);
  await tx.sql.raw(
    `update core_device set name = coalesce(?, name), location_id = coalesce(?, location_id),
       version = version + 1 where id = ?`,
    [change.name?.trim() ?? null, change.locationId ?? null, deviceId],
  );
  tx.record(deviceChanged(deviceId, change.locationId ?? device.location_id, 'changed'));
}

export async function revokeDevice(
  tx: Tx,
  deviceId: string,
  expectedVersion: number,
): Promise<void> {
  const device = await lockDevice(tx, deviceId, expectedVersion);
  await tx.sql.raw(
    `update core_device set revoked_at = ?, token_hash = null, code_hash = null,
       version = version + 1 where id = ?`,
    [tx.now, deviceId],
  );
  await endSessions(tx, { deviceId });
  tx.record(deviceChanged(deviceId, device.location_id, 'revoked'));
}

async function lockDevice(
  tx: Tx,
  deviceId: string,
  expectedVersion: number | null,
): Promise<DeviceRow> {
  const { rows } = await tx.sql.raw<{ rows: DeviceRow[] }>(
    'select * from core_device where id = ? for update',
    [deviceId],
  );
  const device = rows[0];
  if (!device) throw new Refusal(notFound, { what: DEVICE });
  if (device.revoked_at) throw new Refusal(alreadyRevoked, {});
  if (expectedVersion !== null && device.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: device.version, expected: expectedVersion });
  }
  return device;
}

/** Every device, by location and name: a chain has some hundreds. */
export async function listDevices(read: Read): Promise<readonly ReturnType<typeof shownDevice>[]> {
  const { rows } = await read.sql.raw<{ rows: DeviceRow[] }>(
    `select device.*, (select max(last_seen_at) from core_session where device_id = device.id)
       as used_at
     from core_device as device order by location_id, lower(name), id limit 2000`,
  );
  return rows.map(shownDevice);
}

export async function deviceShown(
  read: Read,
  deviceId: string,
): Promise<ReturnType<typeof shownDevice>> {
  const { rows } = await read.sql.raw<{ rows: DeviceRow[] }>(
    `select device.*, (select max(last_seen_at) from core_session where device_id = device.id)
       as used_at
     from core_device as device where id = ?`,
    [deviceId],
  );
  if (!rows[0]) throw new Refusal(notFound, { what: DEVICE });
  return shownDevice(rows[0]);
}

interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly location_id: string;
  readonly enrolled_at: Date | null;
  readonly revoked_at: Date | null;
  readonly used_at?: Date | null;
  readonly version: number;
}

function enrolled({ id, name, location_id }: DeviceRow): EnrolledDevice {
  return { id, name, locationId: location_id };
}

function shownDevice(row: DeviceRow) {
  return {
    id: row.id,
    name: row.name,
    locationId: row.location_id,
    state: row.revoked_at
      ? ('revoked' as const)
      : row.enrolled_at
        ? ('enrolled' as const)
        : ('announced' as const),
    enrolledAt: row.enrolled_at?.toISOString() ?? null,
    lastUsedAt: row.used_at?.toISOString() ?? null,
    version: row.version,
  };
}
