import type { Knex } from 'knex';

/**
 * The clock that every price is told by, and what prices know of goods and places. A row is true from
 * the version that wrote it to the one that took it back: whatever a version said can be read for ever.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(VERSIONS);
  await knex.raw(GOODS);
  await knex.raw(PLACES);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table lp_customer_standing, lp_location_group, lp_place, lp_goods, lp_version,
      lp_version_clock;
    drop function lp_refuse_rewrite`);
}

const VERSIONS = `
  -- One row. Whoever publishes raises it first and keeps it locked: versions are committed in their order.
  create table lp_version_clock (
    only_row boolean not null default true
      constraint lp_version_clock_pkey primary key
      constraint lp_version_clock_one_row check (only_row),
    version bigint not null default 0
      constraint lp_version_clock_not_negative check (version >= 0)
  );
  insert into lp_version_clock default values;

  create table lp_version (
    version bigint not null constraint lp_version_pkey primary key,
    cause text not null
      constraint lp_version_cause_known
      check (cause in ('goods', 'places', 'prices', 'promotion', 'policy')),
    -- The change set, the promotion: what was published.
    subject_id text,
    actor_id text not null,
    recorded_at timestamptz not null
  );
  create index lp_version_recorded on lp_version (recorded_at);

  create function lp_refuse_rewrite() returns trigger language plpgsql as $$
  begin
    raise exception '% on % is not allowed: what was true stays on record', tg_op, tg_table_name
      using errcode = '42501';
  end $$;
`;

const GOODS = `
  create table lp_goods (
    item_id uuid not null
      constraint lp_goods_item references base_item,
    style_id uuid not null,
    style_code text not null,
    gtin text not null,
    name text not null,
    brand text not null,
    supplier text not null,
    line text not null,
    season text not null,
    category text not null,
    department text not null,
    size text not null,
    size_order smallint not null,
    colour text not null,
    list_price_minor bigint not null,
    vat_rate numeric(4, 2) not null,
    seasonal boolean not null,
    perishable boolean not null,
    return_exclusion boolean not null,
    active boolean not null,
    -- The day on which prices first heard of it.
    arrived_on date not null,
    -- What the chain pays, without VAT; null when nobody has said.
    cost_minor bigint
      constraint lp_goods_cost_not_negative check (cost_minor >= 0),
    since_version bigint not null,
    until_version bigint,
    recorded_at timestamptz not null,
    retired_at timestamptz,
    constraint lp_goods_pkey primary key (item_id, since_version),
    constraint lp_goods_forwards check (until_version > since_version)
  );
  create unique index lp_goods_now on lp_goods (item_id) where until_version is null;
  -- The order of the grid.
  create unique index lp_goods_in_order on lp_goods (style_code, colour, size_order, item_id)
    where until_version is null;
  create index lp_goods_style on lp_goods (style_id) where until_version is null;
  create index lp_goods_gtin on lp_goods (lpad(gtin, 14, '0')) where until_version is null;
  ${keptForEver(
    'lp_goods',
    'item_id, style_id, style_code, gtin, name, brand, supplier, line, season, category, department, size, size_order, colour, list_price_minor, vat_rate, seasonal, perishable, return_exclusion, active, arrived_on, cost_minor, since_version, recorded_at',
  )}
`;

const PLACES = `
  -- Where something is sold at a price of its own: a shop, or a channel online.
  create table lp_place (
    place_id text not null,
    kind text not null
      constraint lp_place_kind_known check (kind in ('location', 'channel')),
    name text not null,
    zone text not null,
    -- Null for a channel whose goods nobody knows the region of: then no calendar of sales binds it.
    region text,
    province text,
    company_id text,
    groups text[] not null default '{}',
    active boolean not null,
    since_version bigint not null,
    until_version bigint,
    recorded_at timestamptz not null,
    retired_at timestamptz,
    constraint lp_place_pkey primary key (place_id, since_version),
    constraint lp_place_forwards check (until_version > since_version)
  );
  create unique index lp_place_now on lp_place (place_id) where until_version is null;
  ${keptForEver(
    'lp_place',
    'place_id, kind, name, zone, region, province, company_id, groups, active, since_version, recorded_at',
  )}

  create table lp_location_group (
    id text not null constraint lp_location_group_pkey primary key,
    name_it text not null,
    name_en text not null,
    location_ids text[] not null,
    version bigint not null default 1,
    constraint lp_location_group_id_shape check (id ~ '^[a-z0-9-]{1,40}$')
  );

  -- What prices need to know of a customer; who that is stands elsewhere.
  create table lp_customer_standing (
    customer_id uuid not null
      constraint lp_customer_standing_pkey primary key
      constraint lp_customer_standing_customer references base_customer,
    tier text,
    segments text[] not null default '{}',
    staff boolean not null default false,
    version bigint not null default 1
  );
`;

/** Rows of this table may be ended once; nothing else of them ever changes. */
function keptForEver(table: string, columns: string): string {
  return `
    create trigger ${table}_no_delete before delete on ${table}
      for each row execute function lp_refuse_rewrite();
    create trigger ${table}_no_rewrite before update of ${columns} on ${table}
      for each row execute function lp_refuse_rewrite();
    create trigger ${table}_ends_once before update on ${table}
      for each row when (old.until_version is not null) execute function lp_refuse_rewrite();`;
}
