import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Spot } from '../stock/domain/level.ts';
import type { Reservation, ReservationState } from './domain/reservation.ts';

const COLUMNS = `
  r.id as "reservationId", r.location_id as "locationId", r.asked_from as "askedFrom",
  r.item_id as "itemId", r.quantity, r.customer_id as "customerId", r.code_ending as "codeEnding",
  r.hold_id as "holdId", r.state, r.until, r.answer_by as "answerBy", r.remind_at as "remindAt",
  r.reminded_at as "remindedAt", r.shelf, r.note, r.deposit_minor as "depositMinor", r.extended,
  r.placed_at as "placedAt", r.version`;

const LIVE = `r.state in ('waiting', 'offered', 'requested', 'active', 'set-aside')`;

export async function insertReservation(
  tx: Tx,
  reservation: Reservation & { readonly codeHash: string },
): Promise<void> {
  await tx.sql.raw(
    `
    insert into ss_reservation (
      id, location_id, asked_from, item_id, quantity, customer_id, code_hash, code_ending, hold_id,
      state, until, answer_by, remind_at, note, deposit_minor, placed_at)
    values (
      :reservationId, :locationId, :askedFrom, :itemId, :quantity, :customerId, :codeHash,
      :codeEnding, :holdId, :state, :until, :answerBy, :remindAt, :note, :depositMinor, :placedAt)`,
    { ...reservation },
  );
}

/** The reservation, locked: whoever else changes it waits. Undefined when there is none. */
export async function lockReservation(tx: Tx, id: string): Promise<Reservation | undefined> {
  const { rows } = await tx.sql.raw<{ rows: Reservation[] }>(
    `select ${COLUMNS} from ss_reservation as r where r.id = :id for no key update`,
    { id },
  );
  return rows[0];
}

/** What a step changes; what is not named stays. */
export interface ReservationChange {
  readonly state: ReservationState;
  readonly holdId: string | null;
  readonly until: Date | null;
  readonly answerBy: Date | null;
  readonly remindAt: Date | null;
  readonly remindedAt: Date | null;
  readonly shelf: string | null;
  readonly extended: number;
  readonly endedBecause: string | null;
}

/** Writes a reservation that is locked. */
export async function updateReservation(
  tx: Tx,
  id: string,
  change: ReservationChange,
): Promise<Reservation> {
  const { rows } = await tx.sql.raw<{ rows: Reservation[] }>(
    `
    update ss_reservation as r
    set state = :state, hold_id = :holdId, until = :until, answer_by = :answerBy,
        remind_at = :remindAt, reminded_at = :remindedAt, shelf = :shelf, extended = :extended,
        ended_at = case when :endedBecause::text is null then null else :now::timestamptz end,
        ended_because = :endedBecause, version = r.version + 1
    where r.id = :id
    returning ${COLUMNS}`,
    { id, now: tx.now, ...change },
  );
  return rows[0]!;
}

/** Live reservations that a location keeps, or has asked another to keep, oldest first. */
export async function selectDesk(read: Read, locationId: string): Promise<Reservation[]> {
  const { rows } = await read.sql.raw<{ rows: Reservation[] }>(
    `
    select ${COLUMNS} from ss_reservation as r
    where (r.location_id = :locationId or r.asked_from = :locationId) and ${LIVE}
    order by r.placed_at, r.id`,
    { locationId },
  );
  return rows;
}

/** Reservations that ended since a moment, not by being collected, while their piece lay on a shelf. */
export async function selectEndedOnShelf(
  read: Read,
  locationId: string,
  since: Date,
): Promise<(Reservation & { readonly endedAt: Date })[]> {
  const { rows } = await read.sql.raw<{ rows: (Reservation & { endedAt: Date })[] }>(
    `
    select ${COLUMNS}, r.ended_at as "endedAt" from ss_reservation as r
    where r.location_id = :locationId and r.shelf is not null and r.ended_at >= :since
      and r.state in ('released', 'expired')
    order by r.ended_at, r.id limit 500`,
    { locationId, since },
  );
  return rows;
}

/** How many pieces of an item a location has taken from the floor for customers who reserved them. */
export async function selectSetAside(read: Read, { locationId, itemId }: Spot): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { pieces: number }[] }>(
    `
    select coalesce(sum(r.quantity), 0)::integer as pieces from ss_reservation as r
    where r.location_id = :locationId and r.item_id = :itemId and r.state = 'set-aside'`,
    { locationId, itemId },
  );
  return rows[0]!.pieces;
}

export async function selectByCodeHash(
  read: Read,
  codeHash: string,
): Promise<Reservation | undefined> {
  const { rows } = await read.sql.raw<{ rows: Reservation[] }>(
    `select ${COLUMNS} from ss_reservation as r where r.code_hash = :codeHash`,
    { codeHash },
  );
  return rows[0];
}

/** All reservations a customer ever placed. */
export async function selectIdsByCustomer(read: Read, customerId: string): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    'select id from ss_reservation where customer_id = :customerId',
    { customerId },
  );
  return rows.map(({ id }) => id);
}

/** How many live reservations a customer has. */
export async function countLiveByCustomer(read: Read, customerId: string): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { live: number }[] }>(
    `select count(*) as live from ss_reservation as r where r.customer_id = :customerId and ${LIVE}`,
    { customerId },
  );
  return rows[0]!.live;
}

/** Reservations whose time is over, locked; those somebody is working on are left for the next sweep. */
export async function lockOverdue(tx: Tx, limit: number): Promise<Reservation[]> {
  const { rows } = await tx.sql.raw<{ rows: Reservation[] }>(
    `
    select ${COLUMNS} from ss_reservation as r
    where r.state in ('offered', 'requested', 'active', 'set-aside') and r.until <= :now
    order by r.until limit :limit
    for no key update skip locked`,
    { now: tx.now, limit },
  );
  return rows;
}

/** Reservations whose reminder is due, locked. */
export async function lockReminders(tx: Tx, limit: number): Promise<Reservation[]> {
  const { rows } = await tx.sql.raw<{ rows: Reservation[] }>(
    `
    select ${COLUMNS} from ss_reservation as r
    where r.reminded_at is null and r.state in ('active', 'set-aside') and r.remind_at <= :now
      and r.until > :now
    order by r.remind_at limit :limit
    for no key update skip locked`,
    { now: tx.now, limit },
  );
  return rows;
}

/**
 * Those who wait for pieces that are there now, the longest first, locked. `spots` limits the look to
 * pieces that have just been freed; null = everywhere, as the sweep does.
 */
export async function lockServable(
  tx: Tx,
  spots: readonly Spot[] | null,
  limit: number,
): Promise<Reservation[]> {
  const { rows } = await tx.sql.raw<{ rows: Reservation[] }>(
    `
    select ${COLUMNS}
    from ss_reservation as r
    join ss_stock_level as level
      on level.location_id = r.location_id and level.item_id = r.item_id
      and level.condition = 'sellable'
    where r.state = 'waiting' and level.on_hand - level.held - level.safety >= r.quantity
      and (:spots::jsonb is null or exists (
        select from jsonb_to_recordset(:spots::jsonb) as s ("locationId" text, "itemId" uuid)
        where s."locationId" = r.location_id and s."itemId" = r.item_id))
    order by r.placed_at, r.id limit :limit
    for no key update of r skip locked`,
    { spots: spots === null ? null : JSON.stringify(spots), limit },
  );
  return rows;
}
