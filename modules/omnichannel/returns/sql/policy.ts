import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { PolicyVersion, ReturnTerms } from '../domain/policy.ts';

export interface PublishedPolicy extends PolicyVersion {
  readonly note: string | null;
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

const COLUMNS = `version, terms, note, published_at as "publishedAt", published_by as "publishedBy"`;

/** The policy in force. */
export async function selectPolicy(read: Read): Promise<PublishedPolicy> {
  const rows = await prepared<PublishedPolicy>(
    read.sql,
    `select ${COLUMNS} from oc_return_policy order by version desc limit 1`,
    {},
  );
  if (!rows[0]) throw new Error('oc_return_policy has no version');
  return rows[0];
}

/** The rules a file was judged by, also when there are newer ones. */
export async function selectTermsOf(read: Read, returnId: string): Promise<ReturnTerms> {
  const rows = await prepared<{ terms: ReturnTerms }>(
    read.sql,
    `select p.terms from oc_return as r join oc_return_policy as p on p.version = r.policy_version
     where r.id = :returnId`,
    { returnId },
  );
  if (!rows[0]) throw new Error(`there is no return ${returnId}`);
  return rows[0].terms;
}

/** The versions before, newest first. */
export async function selectPolicyHistory(read: Read): Promise<PublishedPolicy[]> {
  const { rows } = await read.sql.raw<{ rows: PublishedPolicy[] }>(
    `select ${COLUMNS} from oc_return_policy order by version desc limit 100`,
  );
  return rows;
}

export interface PolicyDraft {
  readonly terms: ReturnTerms;
  readonly note: string | null;
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

export async function selectDraft(read: Read): Promise<PolicyDraft | null> {
  const { rows } = await read.sql.raw<{ rows: PolicyDraft[] }>(
    `select terms, note, revision, changed_at as "changedAt", changed_by as "changedBy"
     from oc_return_policy_draft`,
  );
  return rows[0] ?? null;
}

/** Writes the draft if nobody has since the revision one has seen; false when somebody has. */
export async function saveDraft(
  tx: Tx,
  draft: { readonly terms: ReturnTerms; readonly note: string | null; readonly revision: number },
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_return_policy_draft as d (terms, note, revision, changed_at, changed_by)
     select :terms::jsonb, :note, nextval('oc_return_policy_draft_revision'), :now, :by
     where :revision::integer = 0 or exists (select from oc_return_policy_draft)
     on conflict (only_one) do update
       set terms = excluded.terms, note = excluded.note, revision = excluded.revision,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by
       where d.revision = :revision::integer
     returning 1`,
    {
      terms: JSON.stringify(draft.terms),
      note: draft.note,
      revision: draft.revision,
      now: tx.now,
      by: tx.actor.name,
    },
  );
  return rows.length === 1;
}

/** False when it is not the one that was looked at. */
export async function deleteDraft(tx: Tx, revision: number): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `delete from oc_return_policy_draft where revision = :revision returning 1`,
    { revision },
  );
  return rows.length === 1;
}

/** Puts the draft in force, if it is the one that was looked at; its version, or null. */
export async function publishDraft(tx: Tx, revision: number): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `with taken as (
       delete from oc_return_policy_draft where revision = :revision returning terms, note
     )
     insert into oc_return_policy (version, terms, note, published_at, published_by)
     select (select max(version) + 1 from oc_return_policy), terms, note, :now, :by from taken
     returning version`,
    { revision, now: tx.now, by: tx.actor.name },
  );
  return rows[0]?.version ?? null;
}
