import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Terms } from '../domain/terms.ts';
import { WALL } from './wall-time.ts';

export type ChangeSetState = 'draft' | 'submitted' | 'published' | 'undone' | 'discarded';

/** What somebody prepares to change in a list: prices, terms or both, from one moment on. */
export interface ChangeSet {
  readonly id: string;
  readonly listId: string;
  readonly title: string;
  readonly state: ChangeSetState;
  /** `2026-12-01T00:00`, as every place's clocks show it. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** From the moment of approval on, whenever that comes. */
  readonly atOnce: boolean;
  readonly terms: Terms | null;
  readonly announced: boolean;
  readonly campaignId: string | null;
  readonly note: string;
  readonly undoesId: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly publishedVersion: number | null;
  readonly undoneById: string | null;
  /** Whoever changed it last, by name, and when. */
  readonly touchedByName: string;
  readonly touchedAt: Date;
  readonly version: number;
}

const COLUMNS = `
  id, list_id as "listId", title, state, to_char(valid_from, ${WALL}) as "validFrom",
  to_char(valid_to, ${WALL}) as "validTo", at_once as "atOnce", terms, announced, campaign_id as "campaignId", note,
  undoes_id as "undoesId", created_by as "createdBy", created_at as "createdAt",
  submitted_by as "submittedBy", submitted_at as "submittedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", decision_note as "decisionNote",
  published_version as "publishedVersion", undone_by_id as "undoneById",
  touched_by_name as "touchedByName", coalesce(touched_at, created_at) as "touchedAt", version`;

export async function insertChangeSet(
  tx: Tx,
  made: Pick<
    ChangeSet,
    | 'id'
    | 'listId'
    | 'title'
    | 'validFrom'
    | 'validTo'
    | 'atOnce'
    | 'terms'
    | 'announced'
    | 'campaignId'
    | 'note'
    | 'undoesId'
  >,
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_change_set (id, list_id, title, valid_from, valid_to, at_once, terms,
      announced, campaign_id, note, undoes_id, created_by, created_at, touched_by_name, touched_at)
    values (:id, :listId, :title, cast(:validFrom as timestamp), cast(:validTo as timestamp),
      :atOnce, cast(:terms as jsonb), :announced, :campaignId, :note, :undoesId, :createdBy, :now,
      :touchedByName, :now)`,
    {
      ...made,
      terms: made.terms ? JSON.stringify(made.terms) : null,
      createdBy: tx.actor.id,
      touchedByName: tx.actor.name,
      now: tx.now,
    },
  );
}

export async function selectChangeSet(read: Read, id: string): Promise<ChangeSet | null> {
  const { rows } = await read.sql.raw<{ rows: ChangeSet[] }>(
    `select ${COLUMNS} from lp_change_set where id = :id`,
    { id },
  );
  return rows[0] ?? null;
}

/** The change set, locked until the end of the transaction. */
export async function lockChangeSet(tx: Tx, id: string): Promise<ChangeSet | null> {
  const { rows } = await tx.sql.raw<{ rows: ChangeSet[] }>(
    `select ${COLUMNS} from lp_change_set where id = :id for update`,
    { id },
  );
  return rows[0] ?? null;
}

export interface ChangeSetFilter {
  readonly listId: string | null;
  readonly states: readonly ChangeSetState[] | null;
  readonly before: { readonly createdAt: string; readonly id: string } | null;
}

/** Newest first. */
export async function selectChangeSets(
  read: Read,
  { listId, states, before }: ChangeSetFilter,
  limit: number,
): Promise<(ChangeSet & { readonly rowCount: number; readonly createdMark: string })[]> {
  const { rows } = await read.sql.raw<{
    rows: (ChangeSet & { rowCount: number; createdMark: string })[];
  }>(
    `
    select ${COLUMNS}, created_at::text as "createdMark", (
      select count(distinct (entry.subject_id, entry.min_quantity))::integer
      from lp_change_row entry join lp_change_batch batch
        on batch.change_set_id = entry.change_set_id and batch.number = entry.batch
      where entry.change_set_id = lp_change_set.id and batch.undone_at is null) as "rowCount"
    from lp_change_set
    where (cast(:listId as uuid) is null or list_id = :listId)
      and (cast(:states as text[]) is null or state = any(cast(:states as text[])))
      and (cast(:beforeAt as timestamptz) is null
        or (created_at, id) < (cast(:beforeAt as timestamptz), cast(:beforeId as uuid)))
    order by created_at desc, id desc limit :limit`,
    {
      listId,
      states: states ? [...states] : null,
      beforeAt: before?.createdAt ?? null,
      beforeId: before?.id ?? null,
      limit,
    },
  );
  return rows;
}

/** Drafts and what waits for approval in a list, last touched first. */
export async function selectOpenWork(read: Read, listId: string): Promise<ChangeSet[]> {
  const { rows } = await read.sql.raw<{ rows: ChangeSet[] }>(
    `select ${COLUMNS} from lp_change_set
    where list_id = :listId and state in ('draft', 'submitted')
    order by coalesce(touched_at, created_at) desc, id desc`,
    { listId },
  );
  return rows;
}

/** What may be changed of a change set. What is left out stays. */
export interface ChangeSetChange {
  readonly title?: string;
  readonly validFrom?: string;
  readonly validTo?: string | null;
  readonly atOnce?: boolean;
  readonly terms?: Terms | null;
  readonly announced?: boolean;
  readonly campaignId?: string | null;
  readonly note?: string;
  readonly state?: ChangeSetState;
  readonly submittedBy?: string | null;
  readonly submittedAt?: Date | null;
  readonly decidedBy?: string | null;
  readonly decidedAt?: Date | null;
  readonly decisionNote?: string | null;
  readonly publishedVersion?: number;
  readonly undoneById?: string;
}

const SETTERS: Readonly<Record<keyof ChangeSetChange, string>> = {
  title: 'title = :title',
  validFrom: 'valid_from = cast(:validFrom as timestamp)',
  validTo: 'valid_to = cast(:validTo as timestamp)',
  atOnce: 'at_once = :atOnce',
  terms: 'terms = cast(:terms as jsonb)',
  announced: 'announced = :announced',
  campaignId: 'campaign_id = :campaignId',
  note: 'note = :note',
  state: 'state = :state',
  submittedBy: 'submitted_by = :submittedBy',
  submittedAt: 'submitted_at = :submittedAt',
  decidedBy: 'decided_by = :decidedBy',
  decidedAt: 'decided_at = :decidedAt',
  decisionNote: 'decision_note = :decisionNote',
  publishedVersion: 'published_version = :publishedVersion',
  undoneById: 'undone_by_id = :undoneById',
};

const TOUCHED = 'version = version + 1, touched_by_name = :touchedByName, touched_at = :now';

/** Changes a locked change set; its version rises. */
export async function updateChangeSet(
  tx: Tx,
  id: string,
  change: ChangeSetChange,
): Promise<number> {
  const members = Object.keys(change) as (keyof ChangeSetChange)[];
  const bindings = Object.fromEntries(
    members.map((member) => [
      member,
      member === 'terms' && change.terms ? JSON.stringify(change.terms) : change[member],
    ]),
  );
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `update lp_change_set
    set ${[...members.map((member) => SETTERS[member]), TOUCHED].join(', ')}
    where id = :id returning version`,
    { ...(bindings as Record<string, string>), id, touchedByName: tx.actor.name, now: tx.now },
  );
  return rows[0]!.version;
}
