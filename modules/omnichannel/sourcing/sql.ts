import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { SourcingRule } from './domain.ts';

export interface RuleVersion {
  readonly version: number;
  readonly rule: SourcingRule;
  readonly validFrom: Date;
  readonly actorId: string;
  readonly note: string | null;
}

const COLUMNS = `version, rule, valid_from as "validFrom", actor_id as "actorId", note`;

/** The version that holds now: the newest that has begun. */
export async function readRule(read: Read): Promise<RuleVersion> {
  const { rows } = await read.sql.raw<{ rows: RuleVersion[] }>(
    `select ${COLUMNS} from oc_sourcing_rule where valid_from <= :now
     order by version desc limit 1`,
    { now: read.now },
  );
  if (!rows[0]) throw new Error('oc_sourcing_rule has no version that holds');
  return rows[0];
}

/** One version, also one of the past: an order is told by which rules it was asked about. */
export async function readRuleVersion(read: Read, version: number): Promise<RuleVersion> {
  const { rows } = await read.sql.raw<{ rows: RuleVersion[] }>(
    `select ${COLUMNS} from oc_sourcing_rule where version = :version`,
    { version },
  );
  return rows[0]!;
}

/** The next version, if the one the author looked at is still the newest; null when it is not. */
export async function insertRule(
  tx: Tx,
  basedOn: number,
  rule: SourcingRule,
  note: string | null,
): Promise<RuleVersion | null> {
  const { rows } = await tx.sql.raw<{ rows: RuleVersion[] }>(
    `
    insert into oc_sourcing_rule (version, rule, valid_from, actor_id, note)
    select :basedOn::integer + 1, :rule::jsonb, :now, :actorId, :note
    where :basedOn::integer = (select max(version) from oc_sourcing_rule)
    on conflict do nothing
    returning ${COLUMNS}`,
    { basedOn, rule: JSON.stringify(rule), note, now: tx.now, actorId: tx.actor.id },
  );
  return rows[0] ?? null;
}

export interface ShopLoad {
  readonly locationId: string;
  readonly openOrders: number;
  readonly rejections: number;
}

/** How busy each shop is, and how many pieces it did not find since then. */
export async function selectLoads(read: Read, since: Date): Promise<ReadonlyMap<string, ShopLoad>> {
  const { rows } = await read.sql.raw<{ rows: ShopLoad[] }>(
    `
    select coalesce(o.location_id, s.location_id) as "locationId",
      coalesce(o.orders, 0)::integer as "openOrders", coalesce(s.pieces, 0)::integer as rejections
    from (
      select location_id, count(*) as orders from oc_order
      where state in ('placed', 'acknowledged', 'picking', 'short', 'picked') group by 1
    ) as o
    full join (
      select location_id, sum(quantity) as pieces from oc_short
      where reported_at >= :since group by 1
    ) as s on s.location_id = o.location_id`,
    { since },
  );
  return new Map(rows.map((row) => [row.locationId, row]));
}

/** The shops that had this order and did not find pieces of it. */
export async function selectShopsWithoutLuck(read: Read, orderId: string): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { locationId: string }[] }>(
    `select distinct location_id as "locationId" from oc_short where order_id = :orderId`,
    { orderId },
  );
  return rows.map(({ locationId }) => locationId);
}
