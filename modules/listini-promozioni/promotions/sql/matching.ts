import type { Read } from '../../../../server/db/transaction.ts';
import type { AttributeQuery, Range } from '../../engine/domain/attribute-query.ts';

/** Attributes of the catalogue by the name a query has for them. */
const COLUMNS: Readonly<Record<string, string>> = {
  item: 'goods.item_id::text',
  style: 'goods.style_id::text',
  brand: 'goods.brand',
  supplier: 'goods.supplier',
  line: 'goods.line',
  season: 'goods.season',
  category: 'goods.category',
  department: 'goods.department',
  size: 'goods.size',
  colour: 'goods.colour',
  returnExclusion: 'goods.return_exclusion::text',
};

/** A condition on `lp_goods goods`, with its bindings: what the engine decides per piece, for a count. */
class Condition {
  readonly bindings: Record<string, string | string[] | number> = {};
  #names = 0;

  bind(value: string | string[] | number): string {
    this.#names += 1;
    const name = `query${this.#names}`;
    this.bindings[name] = value;
    return `:${name}`;
  }

  of(query: AttributeQuery): string {
    if ('everything' in query) return 'true';
    if ('all' in query) return this.#joined(query.all, ' and ', 'true');
    if ('any' in query) return this.#joined(query.any, ' or ', 'false');
    if ('not' in query) return `not ${this.of(query.not)}`;
    if ('listPriceMinor' in query)
      return this.#within('goods.list_price_minor', query.listPriceMinor);
    if ('daysSinceArrival' in query) {
      return this.#within(`cast(:today as date) - goods.arrived_on`, query.daysSinceArrival);
    }
    // Stock and former reductions differ by shop and basket: a count of goods leaves them open.
    if ('stockLevel' in query || 'reduced' in query) return 'true';
    const column = COLUMNS[query.attribute];
    return column ? `${column} = any(cast(${this.bind([...query.in])} as text[]))` : 'false';
  }

  #joined(parts: readonly AttributeQuery[], by: string, none: string): string {
    return parts.length === 0 ? none : `(${parts.map((part) => this.of(part)).join(by)})`;
  }

  #within(value: string, { min, max }: Range): string {
    const ends = [
      ...(min === undefined ? [] : [`${value} >= ${this.bind(min)}`]),
      ...(max === undefined ? [] : [`${value} <= ${this.bind(max)}`]),
    ];
    return ends.length === 0 ? 'true' : `(${ends.join(' and ')})`;
  }
}

export interface MatchingItem {
  readonly itemId: string;
  readonly styleId: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly brand: string;
  readonly line: string;
  readonly listPriceMinor: number;
}

/** How many items and styles any of the queries means, and some of them, one of each style. */
export async function matchingGoods(
  read: Read,
  queries: readonly AttributeQuery[],
  today: string,
  sampleSize: number,
): Promise<{ items: number; styles: number; sample: MatchingItem[] }> {
  const condition = new Condition();
  const where = condition.of({ any: queries });
  const bindings = { ...condition.bindings, today, sampleSize };
  const { rows: counts } = await read.sql.raw<{ rows: { items: number; styles: number }[] }>(
    `select count(*)::integer as items, count(distinct goods.style_id)::integer as styles
    from lp_goods goods where goods.until_version is null and ${where}`,
    bindings,
  );
  const { rows: sample } = await read.sql.raw<{ rows: MatchingItem[] }>(
    `select * from (
      select distinct on (goods.style_code) goods.item_id as "itemId", goods.style_id as "styleId",
        goods.style_code as "styleCode", goods.gtin, goods.name, goods.size, goods.colour,
        goods.brand, goods.line, goods.list_price_minor as "listPriceMinor"
      from lp_goods goods where goods.until_version is null and ${where}
      order by goods.style_code, goods.size_order) one_of_each
    limit :sampleSize`,
    bindings,
  );
  return { ...counts[0]!, sample };
}

/** How many items each of the queries means. */
export async function countMatching(
  read: Read,
  queries: readonly AttributeQuery[],
  today: string,
): Promise<number[]> {
  if (queries.length === 0) return [];
  const condition = new Condition();
  const counts = queries.map((query) => `count(*) filter (where ${condition.of(query)})`);
  const { rows } = await read.sql.raw<{ rows: { counts: number[] }[] }>(
    `select array[${counts.join(', ')}]::integer[] as counts
    from lp_goods goods where goods.until_version is null`,
    { ...condition.bindings, today },
  );
  return rows[0]!.counts;
}

/** The ids of every item that any of the queries means. */
export async function matchingItemIds(
  read: Read,
  queries: readonly AttributeQuery[],
  today: string,
  limit: number,
): Promise<string[]> {
  const condition = new Condition();
  const where = condition.of({ any: queries });
  const { rows } = await read.sql.raw<{ rows: { itemId: string }[] }>(
    `select goods.item_id as "itemId" from lp_goods goods
    where goods.until_version is null and ${where}
    order by goods.style_code, goods.colour, goods.size_order limit :limit`,
    { ...condition.bindings, today, limit },
  );
  return rows.map(({ itemId }) => itemId);
}
