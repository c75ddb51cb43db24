import type { Read, Tx } from '../../../server/db/transaction.ts';

export interface LabelItem {
  readonly itemId: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
}

/** Everything that may stand on a shelf. */
export async function selectShelfItemIds(read: Read): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { itemId: string }[] }>(
    `select item_id as "itemId" from lp_goods where until_version is null and active`,
  );
  return rows.map(({ itemId }) => itemId);
}

/** These items, as far as they may stand on a shelf, in the order of the shelves. */
export async function selectLabelItems(
  read: Read,
  itemIds: readonly string[],
): Promise<LabelItem[]> {
  const { rows } = await read.sql.raw<{ rows: LabelItem[] }>(
    `select item_id as "itemId", style_code as "styleCode", gtin, name, size, colour
    from lp_goods
    where until_version is null and active and item_id = any(cast(:itemIds as uuid[]))
    order by style_code, colour, size_order`,
    { itemIds: [...itemIds] },
  );
  return rows;
}

/** Goods that were described otherwise, or cost something else in the catalogue, since a version. */
export async function selectDescribedSince(
  read: Read,
  before: number,
  version: number,
): Promise<string[]> {
  if (before === version) return [];
  const { rows } = await read.sql.raw<{ rows: { itemId: string }[] }>(
    `select item_id as "itemId" from lp_goods
    where since_version > :before and since_version <= :version`,
    { before, version },
  );
  return rows.map(({ itemId }) => itemId);
}

export interface LabelRound {
  readonly locationId: string;
  readonly day: string;
  /** Of each item whose label is up, the price on it. */
  readonly putUp: Readonly<Record<string, number>>;
  readonly confirmedByName: string;
  readonly confirmedAt: Date;
}

const ROUND = `location_id as "locationId", to_char(day, 'YYYY-MM-DD') as day, put_up as "putUp",
  confirmed_by_name as "confirmedByName", confirmed_at as "confirmedAt"`;

/** What was put up on the days from one to another, both included, in their order; null: in every shop. */
export async function selectRounds(
  read: Read,
  locationId: string | null,
  from: string,
  to: string,
): Promise<LabelRound[]> {
  const { rows } = await read.sql.raw<{ rows: LabelRound[] }>(
    `select ${ROUND} from lp_label_round
    where day between cast(:from as date) and cast(:to as date)
      and (cast(:locationId as text) is null or location_id = :locationId)
    order by lp_label_round.day`,
    { locationId, from, to },
  );
  return rows;
}

/** Writes down that labels are up, beside those that were: two people may go round at once. */
export async function upsertRound(
  tx: Tx,
  round: {
    readonly locationId: string;
    readonly day: string;
    readonly labelCount: number;
    readonly putUp: Readonly<Record<string, number>>;
  },
): Promise<LabelRound> {
  const { rows } = await tx.sql.raw<{ rows: LabelRound[] }>(
    `
    insert into lp_label_round (location_id, day, label_count, put_up, confirmed_by,
      confirmed_by_name, confirmed_at)
    values (:locationId, :day, :labelCount, cast(:putUp as jsonb), :confirmedBy, :name, :now)
    on conflict (location_id, day) do update set label_count = excluded.label_count,
      put_up = lp_label_round.put_up || excluded.put_up, confirmed_by = excluded.confirmed_by,
      confirmed_by_name = excluded.confirmed_by_name, confirmed_at = excluded.confirmed_at
    returning ${ROUND}`,
    {
      ...round,
      putUp: JSON.stringify(round.putUp),
      confirmedBy: tx.actor.id,
      name: tx.actor.name,
      now: tx.now,
    },
  );
  return rows[0]!;
}
