import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import type { Definition } from '../../promotions/domain/definition.ts';
import type { TrialSum } from '../domain.ts';

import type { Source } from './sold.ts';

export interface ReplayAsked {
  readonly promotionId: string | null;
  readonly changeSetId: string | null;
  /** Of a promotion, as it was when the replay was asked for. */
  readonly definition: Definition | null;
  readonly name: Text;
  readonly source: Source;
  readonly locationIds: readonly string[] | null;
  readonly from: string;
  readonly to: string;
}

export interface ReplayResult extends TrialSum {
  readonly milliseconds: number;
}

export type ReplayState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface ReplayRow {
  readonly id: string;
  readonly state: ReplayState;
  readonly asked: ReplayAsked;
  readonly receiptsTotal: number;
  readonly receiptsDone: number;
  readonly result: ReplayResult | null;
  readonly createdAt: Date;
  readonly version: number;
}

export async function insertReplay(tx: Tx, id: string, asked: ReplayAsked): Promise<void> {
  await tx.sql.raw(
    `insert into lp_replay (id, asked, created_by, created_at)
    values (:id, cast(:asked as jsonb), :createdBy, :now)`,
    { id, asked: JSON.stringify(asked), createdBy: tx.actor.id, now: tx.now },
  );
}

const COLUMNS = `id, state, asked, receipts_total as "receiptsTotal",
  receipts_done as "receiptsDone", result, created_at as "createdAt", version`;

export async function selectReplay(read: Read, id: string): Promise<ReplayRow | null> {
  const { rows } = await read.sql.raw<{ rows: ReplayRow[] }>(
    `select ${COLUMNS} from lp_replay where id = :id`,
    { id },
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function selectReplays(read: Read, limit: number): Promise<ReplayRow[]> {
  const { rows } = await read.sql.raw<{ rows: ReplayRow[] }>(
    `select ${COLUMNS} from lp_replay order by created_at desc, id desc limit :limit`,
    { limit },
  );
  return rows;
}

/** How a replay goes on. False when somebody has stopped it meanwhile: then nothing is written. */
export async function updateReplay(
  tx: Tx,
  id: string,
  change: {
    readonly state: Exclude<ReplayState, 'cancelled'>;
    readonly receiptsTotal?: number;
    readonly receiptsDone?: number;
    readonly result?: ReplayResult;
  },
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update lp_replay set state = :state, receipts_total = coalesce(:total, receipts_total),
      receipts_done = coalesce(:done, receipts_done),
      result = coalesce(cast(:result as jsonb), result),
      finished_at = case when :state in ('done', 'failed') then cast(:now as timestamptz) end,
      version = version + 1
    where id = :id and state <> 'cancelled' returning id`,
    {
      id,
      state: change.state,
      total: change.receiptsTotal ?? null,
      done: change.receiptsDone ?? null,
      result: change.result ? JSON.stringify(change.result) : null,
      now: tx.now,
    },
  );
  return rows.length > 0;
}

/** Stops a replay that is not done; false when it had ended already. */
export async function cancelReplayRow(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update lp_replay set state = 'cancelled', finished_at = :now, version = version + 1
    where id = :id and state in ('queued', 'running') returning id`,
    { id, now: tx.now },
  );
  return rows.length > 0;
}

/** What a stopped replay had come to: worth keeping, with how many baskets it is about. */
export async function keepPartialResult(tx: Tx, id: string, result: ReplayResult): Promise<void> {
  await tx.sql.raw(
    `update lp_replay set result = cast(:result as jsonb), receipts_done = :done,
      version = version + 1
    where id = :id and state = 'cancelled'`,
    { id, done: result.baskets, result: JSON.stringify(result) },
  );
}
