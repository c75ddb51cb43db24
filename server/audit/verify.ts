import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Knex } from 'knex';
import type { ReconcileCheck } from '../modules/manifest.ts';
import {
  BEGINNING,
  SEALED_COLUMNS,
  headMessage,
  linkHash,
  rowHash,
  type SealedRow,
} from './canonical.ts';

/** What is wrong with the audit, said so that somebody can look at the very row. */
export interface AuditFault {
  readonly chain: string;
  readonly number: number | null;
  readonly position: string | null;
  readonly fault:
    | 'row changed'
    | 'row missing'
    | 'link changed'
    | 'link missing'
    | 'chain cut short'
    | 'signature wrong'
    | 'row never sealed';
}

interface StoredLink {
  readonly chain: string;
  readonly number: number;
  readonly positions: string[];
  readonly row_hashes: string[];
  readonly previous_hash: string;
  readonly hash: string;
  readonly signature: string;
}

const LINKS = 500;

/**
 * Recomputes every chain from the rows. It finds what was changed, removed or slipped in after sealing;
 * a lie that was told from the beginning it cannot find. Looks at one moment of the database: a chain
 * that grows while it is read must not seem to be cut short.
 */
export function verifyAudit(db: Knex, publicKey: string): Promise<AuditFault[]> {
  const key = createPublicKey(publicKey);
  return db.transaction((sql) => verifyChains(sql, key), {
    isolationLevel: 'repeatable read',
    readOnly: true,
  });
}

async function verifyChains(sql: Knex, key: KeyObject): Promise<AuditFault[]> {
  const { rows: chains } = await sql.raw<{ rows: { chain: string }[] }>(
    `select chain from core_audit_head union select distinct chain from core_audit_seal
     order by chain`,
  );
  const faults: AuditFault[] = [];
  for (const { chain } of chains) faults.push(...(await verifyChain(sql, chain, key)));
  faults.push(...(await neverSealed(sql)));
  return faults;
}

/** The check of `reconcile`. */
export function auditCheck(publicKey: string): ReconcileCheck {
  return {
    name: 'core.audit-chain',
    title: {
      it: 'Il registro delle operazioni è intatto',
      en: 'The audit is as it was written',
    },
    find: (db) => verifyAudit(db, publicKey),
  };
}

async function verifyChain(sql: Knex, chain: string, key: KeyObject): Promise<AuditFault[]> {
  const faults: AuditFault[] = [];
  let before = { number: 0, hash: BEGINNING };
  for (;;) {
    const links = await linksAfter(sql, chain, before.number);
    const rows = await rowsOf(sql, links);
    for (const link of links) {
      if (link.number !== before.number + 1) {
        faults.push(fault(link, null, 'link missing'));
      } else if (link.previous_hash !== before.hash) {
        faults.push(fault(link, null, 'link changed'));
      }
      faults.push(...faultsOf(link, rows, key));
      before = link;
    }
    if (links.length < LINKS) break;
  }
  const { rows: heads } = await sql.raw<{ rows: { number: number; hash: string }[] }>(
    'select number, hash from core_audit_head where chain = ?',
    [chain],
  );
  const [head] = heads;
  if (head?.number !== before.number || head.hash !== before.hash) {
    faults.push({ chain, number: before.number, position: null, fault: 'chain cut short' });
  }
  return faults;
}

async function linksAfter(sql: Knex, chain: string, number: number): Promise<StoredLink[]> {
  const { rows } = await sql.raw<{ rows: StoredLink[] }>(
    `select chain, number, positions::text[] as positions, row_hashes, previous_hash, hash, signature
     from core_audit_seal where chain = ? and number > ? order by number limit ?`,
    [chain, number, LINKS],
  );
  return rows;
}

async function rowsOf(sql: Knex, links: readonly StoredLink[]): Promise<Map<string, SealedRow>> {
  const { rows } = await sql.raw<{ rows: SealedRow[] }>(
    `select ${SEALED_COLUMNS} from core_audit where core_audit.position = any (?::bigint[])`,
    [links.flatMap(({ positions }) => positions)],
  );
  return new Map(rows.map((row) => [row.position, row]));
}

function faultsOf(
  link: StoredLink,
  rows: ReadonlyMap<string, SealedRow>,
  key: KeyObject,
): AuditFault[] {
  const faults: AuditFault[] = [];
  link.positions.forEach((position, place) => {
    const row = rows.get(position);
    if (!row) faults.push(fault(link, position, 'row missing'));
    else if (rowHash(row) !== link.row_hashes[place]) {
      faults.push(fault(link, position, 'row changed'));
    }
  });
  const { chain, number, positions, row_hashes: rowHashes, previous_hash: previousHash } = link;
  if (linkHash({ chain, number, positions, rowHashes, previousHash }) !== link.hash) {
    faults.push(fault(link, null, 'link changed'));
  }
  const signature = Buffer.from(link.signature, 'base64url');
  if (!verify(null, Buffer.from(headMessage(link)), key, signature)) {
    faults.push(fault(link, null, 'signature wrong'));
  }
  return faults;
}

/** Rows below what has been sealed that stand in no link: slipped in, or their link was removed. */
async function neverSealed(sql: Knex): Promise<AuditFault[]> {
  const { rows } = await sql.raw<{ rows: { position: string; chain: string }[] }>(
    `select audit.position::text as position, coalesce(audit.location_id, '*') as chain
     from core_audit as audit
     where audit.position <= (select sealed_position from core_audit_progress)
       and not exists (
         select from (select unnest(positions) as position from core_audit_seal) as sealed
         where sealed.position = audit.position)
     order by audit.position limit 100`,
  );
  return rows.map(({ position, chain }) => ({
    chain,
    number: null,
    position,
    fault: 'row never sealed',
  }));
}

function fault(link: StoredLink, position: string | null, what: AuditFault['fault']): AuditFault {
  return { chain: link.chain, number: link.number, position, fault: what };
}
