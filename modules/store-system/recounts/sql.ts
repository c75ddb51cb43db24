import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Spot, StockDocument } from '../stock/domain/level.ts';
import type { NotFoundReason, Recount } from './domain.ts';

const COLUMNS = `
  r.id as "recountId", r.location_id as "locationId", r.item_id as "itemId", r.reason, r.reports,
  r.opened_at as "openedAt", r.version`;

/** Opens the recount of a level, or adds a report to the one that stands open. Its level is locked. */
export async function openOrAdd(
  tx: Tx,
  given: Spot & { readonly recountId: string; readonly reason: NotFoundReason },
  document: StockDocument,
): Promise<Recount> {
  const { rows } = await tx.sql.raw<{ rows: Recount[] }>(
    `
    insert into ss_recount as r
      (id, location_id, item_id, reason, opened_at, opened_by, document_kind, document_id)
    values (:recountId, :locationId, :itemId, :reason, :now, :actor, :documentKind, :documentId)
    on conflict (location_id, item_id) where state = 'open'
    do update set reports = r.reports + 1, version = r.version + 1
    returning ${COLUMNS}`,
    {
      ...given,
      now: tx.now,
      actor: tx.actor.name,
      documentKind: document.kind,
      documentId: document.id,
    },
  );
  return rows[0]!;
}

export async function selectOpenRecounts(read: Read, locationId: string): Promise<Recount[]> {
  const { rows } = await read.sql.raw<{ rows: Recount[] }>(
    `select ${COLUMNS} from ss_recount as r
     where r.location_id = :locationId and r.state = 'open' order by r.opened_at, r.id`,
    { locationId },
  );
  return rows;
}

/**
 * How often pieces were looked for in vain since a moment, by location and item (`MI01/<item>`); what was
 * before the last count of the level is forgotten.
 */
export async function selectMisses(
  read: Read,
  itemIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await read.sql.raw<{ rows: { spot: string; misses: number }[] }>(
    `select r.location_id || '/' || r.item_id as spot, sum(r.reports)::integer as misses
     from ss_recount as r
     left join ss_stock_level as level on level.location_id = r.location_id
       and level.item_id = r.item_id and level.condition = 'sellable'
     where r.item_id = any (:itemIds::uuid[]) and r.opened_at > :since
       and (level.last_counted_at is null or r.opened_at > level.last_counted_at)
     group by 1`,
    { itemIds, since },
  );
  return new Map(rows.map(({ spot, misses }) => [spot, misses]));
}

export interface StoredRecount extends Recount {
  readonly state: 'open' | 'closed';
  readonly counted: number | null;
  readonly difference: number | null;
  readonly closedBy: string | null;
}

/** One recount, whatever its state. */
export async function selectRecount(read: Read, recountId: string): Promise<StoredRecount | null> {
  const { rows } = await read.sql.raw<{ rows: StoredRecount[] }>(
    `select ${COLUMNS}, r.state, r.counted, r.difference, r.closed_by as "closedBy"
     from ss_recount as r where r.id = :recountId`,
    { recountId },
  );
  return rows[0] ?? null;
}

/** Closes a recount that is still open; whoever comes second closes nothing. */
export async function closeRecount(
  tx: Tx,
  recountId: string,
  found: { readonly counted: number; readonly inHand: number; readonly difference: number },
): Promise<Recount | null> {
  const { rows } = await tx.sql.raw<{ rows: Recount[] }>(
    `
    update ss_recount as r
    set state = 'closed', counted = :counted, in_hand = :inHand, difference = :difference,
      closed_at = :now, closed_by = :actor, version = r.version + 1
    where r.id = :recountId and r.state = 'open'
    returning ${COLUMNS}`,
    { recountId, ...found, now: tx.now, actor: tx.actor.name },
  );
  return rows[0] ?? null;
}

/** The hold that keeps back the pieces nobody has seen, if there is one. */
export async function selectCountHold(read: Read, recountId: string): Promise<string | null> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select id from ss_hold
     where kind = 'count' and owner_id = :recountId and state in ('active', 'set-aside')`,
    { recountId },
  );
  return rows[0]?.id ?? null;
}

export interface PromisedHere {
  readonly holdId: string;
  readonly kind: 'cart' | 'order' | 'customer' | 'transfer' | 'count';
  readonly ownerId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/** Promises on levels that are to be counted again, oldest first: who waits for their pieces. */
export async function selectPromisesInDoubt(
  read: Read,
  locationId: string,
): Promise<PromisedHere[]> {
  const { rows } = await read.sql.raw<{ rows: PromisedHere[] }>(
    `
    select h.id as "holdId", h.kind, h.owner_id as "ownerId", h.item_id as "itemId", h.quantity
    from ss_recount as r
    join ss_hold as h on h.location_id = r.location_id and h.item_id = r.item_id
    where r.location_id = :locationId and r.state = 'open'
      and h.state in ('active', 'set-aside') and h.kind in ('order', 'customer')
    order by h.placed_at, h.id`,
    { locationId },
  );
  return rows;
}
