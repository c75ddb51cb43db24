import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { constraintMeans } from '../../../../server/db/errors.ts';
import { listExists } from '../../problems.ts';
import type { Terms } from '../domain/terms.ts';
import { WALL } from './wall-time.ts';

constraintMeans('lp_price_list_code_once', listExists, { by: 'code' });

export interface PriceListRow {
  readonly id: string;
  readonly code: string;
  readonly nameIt: string;
  readonly nameEn: string;
  readonly currency: string;
  readonly createdAt: Date;
  readonly version: number;
  readonly terms: Terms | null;
  /** Prices that are told or will be. */
  readonly priceCount: number;
  readonly openChangeSets: number;
  /** When the first of its prices or terms begins; null before anything is published. */
  readonly begins: string | null;
}

const COLUMNS = `
  list.id, list.code, list.name_it as "nameIt", list.name_en as "nameEn", list.currency,
  list.created_at as "createdAt", list.version, terms.terms,
  (select count(*)::integer from lp_price price join lp_price_slot slot on slot.slot = price.slot
    where slot.list_id = list.id and price.until_version is null) as "priceCount",
  (select count(*)::integer from lp_change_set change
    where change.list_id = list.id and change.state in ('draft', 'submitted')) as "openChangeSets",
  (select to_char(min(change.valid_from), ${WALL}) from lp_change_set change
    where change.list_id = list.id and change.state = 'published') as begins`;

const FROM = `
  from lp_price_list list
  left join lp_price_list_terms terms on terms.list_id = list.id and terms.until_version is null`;

export async function selectLists(read: Read): Promise<PriceListRow[]> {
  const { rows } = await read.sql.raw<{ rows: PriceListRow[] }>(
    `select ${COLUMNS} ${FROM}
    order by (terms.terms ->> 'priority')::integer desc nulls last, list.code`,
  );
  return rows;
}

export async function selectList(read: Read, listId: string): Promise<PriceListRow | null> {
  const { rows } = await read.sql.raw<{ rows: PriceListRow[] }>(
    `select ${COLUMNS} ${FROM} where list.id = :listId`,
    { listId },
  );
  return rows[0] ?? null;
}

export async function insertList(
  tx: Tx,
  list: { id: string; code: string; nameIt: string; nameEn: string; currency: string },
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_price_list (id, code, name_it, name_en, currency, created_by, created_at)
    values (:id, :code, :nameIt, :nameEn, :currency, :createdBy, :now)`,
    { ...list, createdBy: tx.actor.id, now: tx.now },
  );
}

/** Is there a list of this id? */
export async function knowsList(read: Read, listId: string): Promise<boolean> {
  const { rows } = await read.sql.raw<{ rows: { known: boolean }[] }>(
    `select exists (select from lp_price_list where id = :listId) as known`,
    { listId },
  );
  return rows[0]!.known;
}

/** Null when it is not there in this version. */
export async function renameList(
  tx: Tx,
  listId: string,
  name: { it: string; en: string },
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `update lp_price_list set name_it = :it, name_en = :en, version = version + 1
    where id = :listId and version = :expectedVersion returning version`,
    { listId, ...name, expectedVersion },
  );
  return rows[0]?.version ?? null;
}

/** Ends the list's terms and puts these in their place, from a version on; with null it has none any more. */
export async function writeTerms(
  tx: Tx,
  listId: string,
  terms: Terms | null,
  version: number,
): Promise<void> {
  await tx.sql.raw(
    `update lp_price_list_terms set until_version = :version, retired_at = :now
    where list_id = :listId and until_version is null`,
    { listId, version, now: tx.now },
  );
  if (!terms) return;
  await tx.sql.raw(
    `insert into lp_price_list_terms (list_id, terms, since_version, recorded_at)
    values (:listId, cast(:terms as jsonb), :version, :now)`,
    { listId, terms: JSON.stringify(terms), version, now: tx.now },
  );
}

/** The terms that stand, and those that would if it were not for them: publications undone do not count. */
export async function selectTermsPublished(
  read: Read,
  listId: string,
): Promise<{ readonly changeSetId: string; readonly terms: Terms }[]> {
  const { rows } = await read.sql.raw<{ rows: { changeSetId: string; terms: Terms }[] }>(
    `select id as "changeSetId", terms from lp_change_set
    where list_id = :listId and terms is not null and state = 'published'
    order by published_version desc limit 2`,
    { listId },
  );
  return rows;
}

/** The terms a list is to begin with: of the first change of it that is not published yet. */
export async function selectTermsToCome(read: Read, listId: string): Promise<Terms | null> {
  const { rows } = await read.sql.raw<{ rows: { terms: Terms }[] }>(
    `select terms from lp_change_set
    where list_id = :listId and terms is not null and state in ('draft', 'submitted')
    order by created_at, id limit 1`,
    { listId },
  );
  return rows[0]?.terms ?? null;
}

export async function selectListByCode(
  read: Read,
  code: string,
): Promise<{ readonly id: string } | null> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select id from lp_price_list where code = :code`,
    { code },
  );
  return rows[0] ?? null;
}
