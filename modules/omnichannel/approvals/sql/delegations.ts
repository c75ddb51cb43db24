import type { Read, Tx } from '../../../../server/db/transaction.ts';

export interface Delegation {
  readonly delegationId: string;
  readonly fromId: string;
  readonly fromName: string;
  readonly toId: string;
  readonly toName: string;
  /** Null: all that the other may decide. */
  readonly approvalId: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly note: string | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `
  d.id as "delegationId", d.from_id as "fromId", d.from_name as "fromName", d.to_id as "toId",
  d.to_name as "toName", d.approval_id as "approvalId", d.valid_from as "validFrom",
  d.valid_until as "validUntil", d.note, d.ended_at as "endedAt"`;

const HOLDS = `d.ended_at is null and d.valid_from <= :now and d.valid_until > :now`;

/** What has been handed over to a person and holds now. */
export async function delegationsTo(read: Read, personId: string): Promise<Delegation[]> {
  const { rows } = await read.sql.raw<{ rows: Delegation[] }>(
    `select ${COLUMNS} from oc_approval_delegation as d
     where d.to_id = :personId and ${HOLDS} order by d.id`,
    { personId, now: read.now },
  );
  return rows;
}

/** Everybody who now decides in somebody's place, for a time. */
export async function standIns(read: Read): Promise<Delegation[]> {
  const { rows } = await read.sql.raw<{ rows: Delegation[] }>(
    `select ${COLUMNS} from oc_approval_delegation as d
     where d.approval_id is null and ${HOLDS} order by d.id`,
    { now: read.now },
  );
  return rows;
}

/** What a person has handed over, or was handed, and is not over; the next first. */
export async function delegationsAbout(read: Read, personId: string): Promise<Delegation[]> {
  const { rows } = await read.sql.raw<{ rows: Delegation[] }>(
    `select ${COLUMNS} from oc_approval_delegation as d
     where (d.from_id = :personId or d.to_id = :personId) and d.approval_id is null
       and d.ended_at is null and d.valid_until > :now
     order by d.valid_from, d.id`,
    { personId, now: read.now },
  );
  return rows;
}

export async function insertDelegation(
  tx: Tx,
  delegation: Omit<Delegation, 'endedAt'>,
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_approval_delegation
       (id, from_id, from_name, to_id, to_name, approval_id, valid_from, valid_until, note)
     values (:delegationId, :fromId, :fromName, :toId, :toName, :approvalId, :validFrom, :validUntil,
       :note)`,
    { ...delegation },
  );
}

/** Ends what the actor has handed over; null: there is nothing (any more) of theirs to end. */
export async function endDelegation(tx: Tx, delegationId: string): Promise<Delegation | null> {
  const { rows } = await tx.sql.raw<{ rows: Delegation[] }>(
    `with d as (
       update oc_approval_delegation set ended_at = :now, ended_by = :actorId
       where id = :delegationId and from_id = :actorId and ended_at is null returning *
     ) select ${COLUMNS} from d`,
    { delegationId, actorId: tx.actor.id, now: tx.now },
  );
  return rows[0] ?? null;
}
