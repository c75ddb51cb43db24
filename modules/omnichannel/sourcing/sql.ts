import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { SourcingRule, ToSource } from './domain.ts';

export interface RuleVersion {
  readonly version: number;
  readonly rule: SourcingRule;
  readonly validFrom: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly note: string | null;
}

const COLUMNS = `version, rule, valid_from as "validFrom", actor_id as "actorId",
  actor_name as "actorName", note`;

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
    insert into oc_sourcing_rule (version, rule, valid_from, actor_id, actor_name, note)
    select :basedOn::integer + 1, :rule::jsonb, :now, :actorId, :actorName, :note
    where :basedOn::integer = (select max(version) from oc_sourcing_rule)
    on conflict do nothing
    returning ${COLUMNS}`,
    {
      basedOn,
      rule: JSON.stringify(rule),
      note,
      now: tx.now,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
    },
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

/** The shops that had each of these orders and did not find pieces of it. */
export async function selectShopsWithoutLuck(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await read.sql.raw<{ rows: { orderId: string; shops: string[] }[] }>(
    `select order_id as "orderId", array_agg(distinct location_id) as shops from oc_short
     where order_id = any (:orderIds::uuid[]) group by order_id`,
    { orderIds },
  );
  return new Map(rows.map(({ orderId, shops }) => [orderId, shops]));
}

/** Every version of the rules, newest first. */
export async function selectRules(read: Read): Promise<RuleVersion[]> {
  const { rows } = await read.sql.raw<{ rows: RuleVersion[] }>(
    `select ${COLUMNS} from oc_sourcing_rule order by version desc limit 100`,
  );
  return rows;
}

/** Orders that came in a stretch of time, newest first, with all that was ordered. */
export async function selectToSource(
  read: Read,
  { from, until }: { readonly from: Date; readonly until: Date },
  limit: number,
): Promise<(ToSource & { readonly number: number })[]> {
  const { rows } = await read.sql.raw<{ rows: (ToSource & { number: number })[] }>(
    `${TO_SOURCE} where o.placed_at >= :from and o.placed_at < :until
     order by o.placed_at desc, o.id limit :limit`,
    { from, until, limit },
  );
  return rows;
}

export async function selectOneToSource(
  read: Read,
  orderId: string,
): Promise<(ToSource & { readonly number: number }) | null> {
  const { rows } = await read.sql.raw<{ rows: (ToSource & { number: number })[] }>(
    `${TO_SOURCE} where o.id = :orderId`,
    { orderId },
  );
  return rows[0] ?? null;
}

const TO_SOURCE = `
  select o.id as "orderId", o.number, o.channel, o.chosen_location_id as "chosenLocationId",
    o.location_id as "locationId",
    (select jsonb_agg(jsonb_build_object('itemId', l.item_id, 'quantity', l.quantity))
      from (select item_id, sum(quantity)::integer as quantity from oc_order_line
            where order_id = o.id and in_place_of is null group by item_id) as l) as wanted
  from oc_order as o`;
