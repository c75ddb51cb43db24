import { newId } from '../../../../server/kernel/ids.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { ExceptionPlan, LivePromise, OpenException } from '../domain/let-down.ts';
import type { Spot, StockDocument } from '../domain/level.ts';

/** Who was promised pieces of a level, and which exceptions stand open on it. The level is locked. */
export async function selectPromisesAndExceptions(
  tx: Tx,
  spot: Spot,
): Promise<{ promises: LivePromise[]; exceptions: OpenException[] }> {
  const { rows } = await tx.sql.raw<{
    rows: { promises: (LivePromise & { placedAt: string })[]; exceptions: OpenException[] }[];
  }>(
    `
    select
      (select coalesce(jsonb_agg(jsonb_build_object(
          'holdId', id, 'kind', kind, 'quantity', quantity, 'setAside', state = 'set-aside',
          'placedAt', placed_at)), '[]')
       from ss_hold
       where location_id = :locationId and item_id = :itemId
         and state in ('active', 'set-aside')) as promises,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', id, 'holdId', hold_id, 'quantity', quantity) order by opened_at, id), '[]')
       from ss_shortage
       where location_id = :locationId and item_id = :itemId and closed_at is null) as exceptions`,
    { ...spot },
  );
  const { promises, exceptions } = rows[0]!;
  return {
    promises: promises.map((promise) => ({ ...promise, placedAt: new Date(promise.placedAt) })),
    exceptions,
  };
}

export interface OpenedException {
  readonly exceptionId: string;
  readonly holdId: string;
  readonly quantity: number;
}

/** Closes and opens the exceptions of a plan. */
export async function writeExceptions(
  tx: Tx,
  spot: Spot,
  plan: ExceptionPlan,
  cause: string,
  document: StockDocument,
): Promise<OpenedException[]> {
  const opened = plan.open.map(({ holdId, quantity }) => ({
    exceptionId: newId(),
    holdId,
    quantity,
  }));
  await tx.sql.raw(
    `
    with closed as (
      update ss_shortage as shortage set closed_at = :now, closed_because = c.because
      from jsonb_to_recordset(:close::jsonb) as c (id uuid, because text)
      where shortage.id = c.id and shortage.location_id = :locationId
        and shortage.closed_at is null
    )
    insert into ss_shortage (
      id, location_id, item_id, hold_id, quantity, cause, document_kind, document_id, actor_id, opened_at)
    select o."exceptionId", :locationId, :itemId, o."holdId", o.quantity, :cause, :documentKind,
      :documentId, :actor, :now
    from jsonb_to_recordset(:open::jsonb) as o ("exceptionId" uuid, "holdId" uuid, quantity integer)`,
    {
      ...spot,
      now: tx.now,
      cause,
      documentKind: document.kind,
      documentId: document.id,
      actor: tx.actor.id,
      close: JSON.stringify(plan.close),
      open: JSON.stringify(opened),
    },
  );
  return opened;
}

export interface ListedException {
  readonly exceptionId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly cause: string;
  readonly openedAt: Date;
  readonly holdId: string;
  readonly holdKind: 'cart' | 'order' | 'customer' | 'transfer' | 'count';
  readonly ownerId: string;
  readonly until: Date | null;
}

/** Who is let down at a location, longest first. */
export async function selectOpenExceptions(
  read: Read,
  locationId: string,
): Promise<ListedException[]> {
  const { rows } = await read.sql.raw<{ rows: ListedException[] }>(
    `
    select shortage.id as "exceptionId", shortage.item_id as "itemId", shortage.quantity,
      shortage.cause, shortage.opened_at as "openedAt", hold.id as "holdId",
      hold.kind as "holdKind", hold.owner_id as "ownerId", hold.until
    from ss_shortage as shortage
    join ss_hold as hold
      on hold.id = shortage.hold_id and hold.location_id = shortage.location_id
    where shortage.location_id = :locationId and shortage.closed_at is null
    order by shortage.opened_at, shortage.id
    limit 500`,
    { locationId },
  );
  return rows;
}
