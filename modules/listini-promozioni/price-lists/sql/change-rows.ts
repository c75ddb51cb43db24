import type { Read, Tx } from '../../../../server/db/transaction.ts';

export type BatchKind = 'edit' | 'paste' | 'fill' | 'bulk' | 'copy' | 'import' | 'undo';

export interface ChangeBatch {
  readonly number: number;
  readonly kind: BatchKind;
  readonly rowCount: number;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  /** Undone, and nothing was done after it: it may be done again. */
  readonly redoable: boolean;
}

/**
 * A step that was undone and may be done again: none behind it counts, and none was made since it was
 * undone. Whoever does something else after undoing has given up what they undid.
 */
const REDOABLE = `
  batch.undone_at is not null and not exists (
    select from lp_change_batch later
    where later.change_set_id = batch.change_set_id and later.number > batch.number
      and (later.undone_at is null or later.made_at > batch.undone_at))`;

/** A price that somebody wants in a list, or its end. */
export interface WantedPrice {
  readonly subjectKind: 'item' | 'style';
  readonly subjectId: string;
  readonly minQuantity: number;
  /** Null takes the price out of the list. */
  readonly amountMinor: number | null;
}

/** Opens the next batch of a locked change set. */
export async function insertBatch(
  tx: Tx,
  changeSetId: string,
  kind: BatchKind,
  rowCount: number,
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { number: number }[] }>(
    `
    insert into lp_change_batch (change_set_id, number, kind, row_count, made_by, made_at)
    select :changeSetId, coalesce(max(number), 0) + 1, :kind, :rowCount, :madeBy, :now
    from lp_change_batch where change_set_id = :changeSetId
    returning number`,
    { changeSetId, kind, rowCount, madeBy: tx.actor.id, now: tx.now },
  );
  return rows[0]!.number;
}

/** Adds to an import's own batch, however many portions its file comes in. */
export async function growBatch(
  tx: Tx,
  changeSetId: string,
  batch: number,
  rowCount: number,
): Promise<void> {
  await tx.sql.raw(
    `update lp_change_batch set row_count = row_count + :rowCount
    where change_set_id = :changeSetId and number = :batch`,
    { changeSetId, batch, rowCount },
  );
}

/** Of several wishes about one thing in the same batch the last one counts. */
export async function insertWishes(
  tx: Tx,
  changeSetId: string,
  batch: number,
  wishes: readonly WantedPrice[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_change_row (change_set_id, batch, subject_kind, subject_id, min_quantity, amount_minor)
    select distinct on (w."subjectId", w."minQuantity")
      :changeSetId, :batch, w."subjectKind", w."subjectId", w."minQuantity", w."amountMinor"
    from rows from (jsonb_to_recordset(:wishes::jsonb) as ("subjectKind" text, "subjectId" uuid,
      "minQuantity" integer, "amountMinor" bigint)) with ordinality as w
    order by w."subjectId", w."minQuantity", w.ordinality desc
    on conflict (change_set_id, subject_id, min_quantity, batch)
      do update set amount_minor = excluded.amount_minor`,
    { changeSetId, batch, wishes: JSON.stringify(wishes) },
  );
}

/** What a change set wants now: of each thing, what the latest batch says that was not undone. */
const WISHES = `
  select distinct on (entry.subject_id, entry.min_quantity)
    entry.subject_kind, entry.subject_id, entry.min_quantity, entry.amount_minor, entry.batch
  from lp_change_row entry
  join lp_change_batch batch
    on batch.change_set_id = entry.change_set_id and batch.number = entry.batch
  where entry.change_set_id = :changeSetId and batch.undone_at is null
  order by entry.subject_id, entry.min_quantity, entry.batch desc`;

export async function countWishes(read: Read, changeSetId: string): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { count: number }[] }>(
    `select count(*)::integer as count from (${WISHES}) wishes`,
    { changeSetId },
  );
  return rows[0]!.count;
}

export async function selectWishes(read: Read, changeSetId: string): Promise<WantedPrice[]> {
  const { rows } = await read.sql.raw<{ rows: WantedPrice[] }>(
    `select subject_kind as "subjectKind", subject_id as "subjectId",
      min_quantity as "minQuantity", amount_minor as "amountMinor"
    from (${WISHES}) wishes`,
    { changeSetId },
  );
  return rows;
}

/** The steps of a change set, newest first. */
export async function selectBatches(read: Read, changeSetId: string): Promise<ChangeBatch[]> {
  const { rows } = await read.sql.raw<{ rows: ChangeBatch[] }>(
    `select number, kind, row_count as "rowCount", made_by as "madeBy", made_at as "madeAt",
      undone_at as "undoneAt", ${REDOABLE} as redoable
    from lp_change_batch batch where change_set_id = :changeSetId order by number desc limit 200`,
    { changeSetId },
  );
  return rows;
}

/** Whose steps count in a change set: their user ids. */
export async function selectAuthors(read: Read, changeSetId: string): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { madeBy: string }[] }>(
    `select distinct made_by as "madeBy" from lp_change_batch
    where change_set_id = :changeSetId and undone_at is null`,
    { changeSetId },
  );
  return rows.map(({ madeBy }) => madeBy);
}

/** Undoes the latest step that still counts. False when there is none. */
export async function undoLatestBatch(tx: Tx, changeSetId: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: object[] }>(
    `
    update lp_change_batch set undone_at = :now
    where change_set_id = :changeSetId and number = (
      select max(number) from lp_change_batch
      where change_set_id = :changeSetId and undone_at is null)
    returning 1`,
    { changeSetId, now: tx.now },
  );
  return rows.length > 0;
}

/** Takes the step that was undone last back in. False when there is none that may be. */
export async function redoBatch(tx: Tx, changeSetId: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: object[] }>(
    `
    update lp_change_batch set undone_at = null
    where change_set_id = :changeSetId and number = (
      select min(number) from lp_change_batch batch
      where batch.change_set_id = :changeSetId and ${REDOABLE})
    returning 1`,
    { changeSetId },
  );
  return rows.length > 0;
}
