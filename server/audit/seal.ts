import type { Knex } from 'knex';
import type { Keyring } from '../auth/keyring.ts';
import type { Tx } from '../db/transaction.ts';
import {
  BEGINNING,
  SEALED_COLUMNS,
  chainOf,
  headMessage,
  linkHash,
  rowHash,
  type SealedRow,
} from './canonical.ts';

/** Rows sealed in one go. */
export const SEAL_BATCH = 5_000;

interface Progress {
  readonly epoch: string;
  readonly current_epoch: string;
  readonly sealed_position: string;
  readonly next_position: string;
  /** Every transaction that was running when `next_position` was noted has ended. */
  readonly over: boolean;
}

/**
 * Chains what was written since the last time, one link per location, and signs the new heads. Returns
 * how many rows it sealed.
 *
 * A row gets its position before its transaction commits, so a lower one may still appear. Each turn
 * therefore notes the highest position and then a transaction number, which is higher than that of
 * everybody who has a position by then; the next turn seals up to there once all those have ended.
 */
export async function sealAudit(tx: Tx, keyring: Keyring): Promise<number> {
  const newest = await newestPosition(tx.sql);
  if (newest === null) return 0;
  // Locking gives this transaction its number: after the look at the positions, which is the point.
  const progress = await lockProgress(tx.sql);
  if (!progress) return 0;
  // The transactions of another epoch are all over: they ran in another history.
  const settled = progress.over || progress.epoch !== progress.current_epoch;
  if (!settled) return 0;
  const rows = await rowsToSeal(tx.sql, progress);
  if (rows.length > 0) await sealRows(tx, keyring, rows);
  if (rows.length === SEAL_BATCH) {
    await tx.sql.raw('update core_audit_progress set sealed_position = ?', [rows.at(-1)!.position]);
  } else {
    await tx.sql.raw(
      `update core_audit_progress
       set epoch = ?, sealed_position = next_position,
           next_position = greatest(next_position, ?::bigint), next_tx = pg_current_xact_id()`,
      [progress.current_epoch, newest],
    );
  }
  return rows.length;
}

/** Null when everything written is sealed: an idle server then writes nothing. */
async function newestPosition(sql: Knex): Promise<string | null> {
  const { rows } = await sql.raw<{ rows: { position: string; idle: boolean }[] }>(
    `select newest.position::text as position,
            newest.position = sealed_position and newest.position = next_position as idle
     from core_audit_progress,
          (select coalesce(max(position), 0) as position from core_audit) as newest`,
  );
  const { position, idle } = rows[0]!;
  return idle ? null : position;
}

async function lockProgress(sql: Knex): Promise<Progress | null> {
  const { rows } = await sql.raw<{ rows: Progress[] }>(
    `select epoch, (select id from core_epoch order by number desc limit 1) as current_epoch,
            sealed_position::text as sealed_position, next_position::text as next_position,
            next_tx <= pg_snapshot_xmin(pg_current_snapshot()) as over
     from core_audit_progress for update skip locked`,
  );
  return rows[0] ?? null;
}

async function rowsToSeal(
  sql: Knex,
  { sealed_position, next_position }: Progress,
): Promise<SealedRow[]> {
  if (sealed_position === next_position) return [];
  const { rows } = await sql.raw<{ rows: SealedRow[] }>(
    `select ${SEALED_COLUMNS} from core_audit
     where core_audit.position > :from::bigint and core_audit.position <= :upTo::bigint
     order by core_audit.position limit :limit`,
    { from: sealed_position, upTo: next_position, limit: SEAL_BATCH },
  );
  return rows;
}

interface Head {
  readonly chain: string;
  readonly number: number;
  readonly hash: string;
}

async function sealRows(tx: Tx, keyring: Keyring, rows: readonly SealedRow[]): Promise<void> {
  const byChain = new Map<string, SealedRow[]>();
  for (const row of rows) {
    const chain = chainOf(row);
    const own = byChain.get(chain);
    if (own) own.push(row);
    else byChain.set(chain, [row]);
  }
  const heads = await headsOf(tx.sql, [...byChain.keys()]);
  const links = [...byChain].map(([chain, own]) => {
    const before = heads.get(chain) ?? { chain, number: 0, hash: BEGINNING };
    const link = {
      chain,
      number: before.number + 1,
      positions: own.map(({ position }) => position),
      rowHashes: own.map(rowHash),
      previousHash: before.hash,
    };
    const hash = linkHash(link);
    return { ...link, hash, signature: keyring.sign(headMessage({ ...link, hash })) };
  });
  await tx.sql.raw(
    `with link as (
       select * from json_to_recordset(:links::json) as l (
         chain text, number bigint, positions bigint[], "rowHashes" text[], "previousHash" text,
         hash text, signature text)
     ), sealed as (
       insert into core_audit_seal
         (chain, number, positions, row_hashes, previous_hash, hash, signature, sealed_at)
       select chain, number, positions, "rowHashes", "previousHash", hash, signature, now() from link
     )
     insert into core_audit_head (chain, number, hash, signature, sealed_at)
     select chain, number, hash, signature, now() from link
     on conflict (chain) do update
       set number = excluded.number, hash = excluded.hash, signature = excluded.signature,
           sealed_at = excluded.sealed_at`,
    { links: JSON.stringify(links) },
  );
}

async function headsOf(sql: Knex, chains: readonly string[]): Promise<Map<string, Head>> {
  const { rows } = await sql.raw<{ rows: Head[] }>(
    'select chain, number, hash from core_audit_head where chain = any (?::text[])',
    [[...chains]],
  );
  return new Map(rows.map((head) => [head.chain, head]));
}

/** The signed end of each chain. */
export async function auditHeads(sql: Knex): Promise<readonly (Head & { signature: string })[]> {
  const { rows } = await sql.raw<{ rows: (Head & { signature: string })[] }>(
    'select chain, number, hash, signature from core_audit_head order by chain',
  );
  return rows;
}
