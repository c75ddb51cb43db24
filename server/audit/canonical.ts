import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/canonical-json.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An audit row as it is hashed: everything that was written, and where it stands. */
export interface SealedRow {
  readonly position: string;
  readonly action: string;
  readonly subject: string;
  readonly location_id: string | null;
  readonly details: unknown;
  readonly actor_id: string;
  readonly device_id: string | null;
  readonly request_id: string;
  /** ISO 8601, UTC, microseconds. */
  readonly occurred_at: string;
}

/** The columns of `SealedRow`: written once, because sealing and verifying must read the same. */
export const SEALED_COLUMNS = `
  position::text as position, action, subject, location_id, details, actor_id, device_id, request_id,
  to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at`;

export function rowHash(row: SealedRow): string {
  return sha256(canonicalJson(row));
}

/** A chain for each location, and one for what belongs to all of them. */
export const CHAIN_OF_ALL = '*';

export function chainOf(row: Pick<SealedRow, 'location_id'>): string {
  return row.location_id ?? CHAIN_OF_ALL;
}

/** One link of a chain. */
export interface Link {
  readonly chain: string;
  readonly number: number;
  readonly positions: readonly string[];
  readonly rowHashes: readonly string[];
  readonly previousHash: string;
}

/** What the link before the first one would have had. */
export const BEGINNING = '0'.repeat(64);

export function linkHash(link: Link): string {
  return sha256(canonicalJson(link));
}

/** What is signed: enough to prove later how long a chain was and what it said. */
export function headMessage(head: { chain: string; number: number; hash: string }): string {
  return canonicalJson({ chain: head.chain, hash: head.hash, number: head.number });
}
