import type { Knex } from 'knex';

/** The calendar of sales by region, and the proof of every reduction that was announced. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table lp_sales_calendar (
      year integer not null,
      season text not null
        constraint lp_sales_calendar_season_known check (season in ('winter', 'summer')),
      region text not null,
      -- Where a province or a town has dates of its own; empty: the whole region.
      province text not null default '',
      begins date not null,
      ends date,
      ban_from date,
      ban_to date,
      source text not null,
      checked_by text,
      checked_on date,
      version bigint not null default 1,
      constraint lp_sales_calendar_pkey primary key (year, season, region, province),
      constraint lp_sales_calendar_forwards check (ends >= begins),
      constraint lp_sales_calendar_ban_whole check ((ban_from is null) = (ban_to is null)),
      constraint lp_sales_calendar_ban_forwards check (ban_to >= ban_from)
    );

    -- An announcement: these prices were told to people as reductions, from this moment on.
    create table lp_announcement (
      id uuid not null constraint lp_announcement_pkey primary key,
      source_kind text not null
        constraint lp_announcement_source_known check (source_kind in ('change-set', 'promotion')),
      source_id uuid not null,
      source_number integer,
      campaign_id uuid,
      starts timestamp not null,
      announced_by text not null,
      announced_at timestamptz not null,
      item_count integer not null
    );
    create index lp_announcement_of on lp_announcement (source_id);

    -- One item, in all places that had the same history: what it was compared with, and from which prices.
    create table lp_announcement_price (
      announcement_id uuid not null
        constraint lp_announcement_price_of references lp_announcement,
      item_id uuid not null,
      places text[] not null,
      offer_minor bigint not null,
      prior_minor bigint not null,
      percent integer not null,
      basis text not null
        constraint lp_announcement_price_basis_known
        check (basis in ('lowest', 'campaign', 'last', 'since-launch')),
      looked_from date not null,
      looked_to date not null,
      considered jsonb not null,
      constraint lp_announcement_price_pkey primary key (announcement_id, item_id, places),
      constraint lp_announcement_price_is_lower check (offer_minor < prior_minor),
      constraint lp_announcement_price_percent_true
        check (percent * prior_minor <= (prior_minor - offer_minor) * 100)
    );
    create index lp_announcement_price_item on lp_announcement_price (item_id);
    create trigger lp_announcement_kept before update or delete on lp_announcement
      for each row execute function lp_refuse_rewrite();
    create trigger lp_announcement_price_kept before update or delete on lp_announcement_price
      for each row execute function lp_refuse_rewrite();

    -- The web shop: a place where things are sold at prices of their own.
    insert into lp_version (version, cause, subject_id, actor_id, recorded_at)
      values (0, 'places', 'web', 'system:migration', '2000-01-01');
    insert into lp_place (place_id, kind, name, zone, region, province, company_id, groups, active,
        since_version, recorded_at)
      values ('web', 'channel', 'Web', 'Europe/Rome', null, null, null, '{}', true, 0, '2000-01-01')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table lp_announcement_price, lp_announcement, lp_sales_calendar;
    alter table lp_place disable trigger lp_place_no_delete;
    delete from lp_place where place_id = 'web';
    alter table lp_place enable trigger lp_place_no_delete;
    delete from lp_version where version = 0`);
}
