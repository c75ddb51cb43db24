import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import type { TrialSum } from './domain.ts';

export interface ReplayAsked {
  readonly promotionId: string | null;
  readonly definition: Definition;
  readonly locationIds: readonly string[] | null;
  readonly from: string;
  readonly to: string;
}

export interface ReplayResult extends TrialSum {
  readonly milliseconds: number;
}

export interface ReplayRow {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly asked: ReplayAsked;
  readonly receiptsTotal: number;
  readonly receiptsDone: number;
  readonly result: ReplayResult | null;
  readonly version: number;
}

export async function insertReplay(tx: Tx, id: string, asked: ReplayAsked): Promise<void> {
  await tx.sql.raw(
    `insert into lp_replay (id, asked, created_by, created_at)
    values (:id, cast(:asked as jsonb), :createdBy, :now)`,
    { id, asked: JSON.stringify(asked), createdBy: tx.actor.id, now: tx.now },
  );
}

export async function selectReplay(read: Read, id: string): Promise<ReplayRow | null> {
  const { rows } = await read.sql.raw<{ rows: ReplayRow[] }>(
    `select id, state, asked, receipts_total as "receiptsTotal", receipts_done as "receiptsDone",
      result, version
    from lp_replay where id = :id`,
    { id },
  );
  return rows[0] ?? null;
}

export async function updateReplay(
  tx: Tx,
  id: string,
  change: {
    readonly state: ReplayRow['state'];
    readonly receiptsTotal?: number;
    readonly receiptsDone?: number;
    readonly result?: ReplayResult;
  },
): Promise<void> {
  await tx.sql.raw(
    `update lp_replay set state = :state, receipts_total = coalesce(:total, receipts_total),
      receipts_done = coalesce(:done, receipts_done),
      result = coalesce(cast(:result as jsonb), result),
      finished_at = case when :state in ('done', 'failed') then cast(:now as timestamptz) end,
      version = version + 1
    where id = :id`,
    {
      id,
      state: change.state,
      total: change.receiptsTotal ?? null,
      done: change.receiptsDone ?? null,
      result: change.result ? JSON.stringify(change.result) : null,
      now: tx.now,
    },
  );
}

const OF_THEM = `kind = 'sale'
  and business_day between cast(:fromDay as date) and cast(:toDay as date)
  and (cast(:locationIds as text[]) is null or location_id = any(:locationIds))`;

function bindingsOf({ from, to, locationIds }: ReplayAsked) {
  return { fromDay: from, toDay: to, locationIds: locationIds ? [...locationIds] : null };
}

export async function countReceipts(read: Read, asked: ReplayAsked): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { count: number }[] }>(
    `select count(distinct receipt_id)::integer as count from ss_sold_line where ${OF_THEM}`,
    bindingsOf(asked),
  );
  return rows[0]!.count;
}

export interface PastReceipt {
  readonly receiptId: string;
  readonly locationId: string;
  readonly channel: string;
  readonly issuedAt: Date;
  readonly customerId: string | null;
  readonly currency: string;
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[];
}

/** The next receipts behind one, in order, with what was bought. */
export async function selectPastReceipts(
  read: Read,
  asked: ReplayAsked,
  behind: string,
  limit: number,
): Promise<PastReceipt[]> {
  const { rows } = await read.sql.raw<{ rows: PastReceipt[] }>(
    `
    select receipt_id as "receiptId", min(location_id) as "locationId", min(channel) as channel,
      min(issued_at) as "issuedAt", min(customer_id::text) as "customerId", min(currency) as currency,
      jsonb_agg(jsonb_build_object('itemId', item_id, 'quantity', quantity) order by line_number)
        as lines
    from ss_sold_line where ${OF_THEM} and receipt_id > cast(:behind as uuid)
    group by receipt_id order by receipt_id limit :limit`,
    { ...bindingsOf(asked), behind, limit },
  );
  return rows;
}

export interface NamedItem {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly costMinor: number | null;
}

export async function selectNamedItems(
  read: Read,
  itemIds: readonly string[] | null,
): Promise<NamedItem[]> {
  const { rows } = await read.sql.raw<{ rows: NamedItem[] }>(
    `select item_id as "itemId", style_code as "styleCode", name, cost_minor as "costMinor"
    from lp_goods where until_version is null
      and (cast(:itemIds as uuid[]) is null or item_id = any(cast(:itemIds as uuid[])))`,
    { itemIds: itemIds ? [...itemIds] : null },
  );
  return rows;
}
