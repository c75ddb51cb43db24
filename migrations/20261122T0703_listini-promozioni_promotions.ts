import type { Knex } from 'knex';

/** Promotions with every version of them, campaigns, coupons, and what has been taken of their limits. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(PROMOTIONS);
  await knex.raw(LIMITS);
  await knex.raw(COUPONS);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table lp_redemption, lp_coupon, lp_coupon_series, lp_limit,
      lp_promotion_in_force, lp_promotion_version, lp_promotion, lp_campaign`);
}

const PROMOTIONS = `
  create table lp_campaign (
    id uuid not null constraint lp_campaign_pkey primary key,
    code text not null constraint lp_campaign_code_once unique,
    name_it text not null,
    name_en text not null,
    -- Which rules of extraordinary sales it falls under.
    kind text not null
      constraint lp_campaign_kind_known
      check (kind in ('promo', 'saldi', 'liquidation', 'below-cost', 'card', 'coupon')),
    begins date not null,
    ends date not null,
    version bigint not null default 1,
    constraint lp_campaign_forwards check (ends >= begins)
  );

  create table lp_promotion (
    id uuid not null constraint lp_promotion_pkey primary key,
    code text not null constraint lp_promotion_code_once unique,
    -- What people have done with it; whether it is scheduled, live or over the clock says.
    state text not null default 'draft'
      constraint lp_promotion_state_known
      check (state in ('draft', 'running', 'paused', 'stopped', 'discarded')),
    campaign_id uuid
      constraint lp_promotion_campaign references lp_campaign,
    created_by text not null,
    created_at timestamptz not null,
    pause_reason text,
    version bigint not null default 1,
    constraint lp_promotion_code_shape check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$')
  );
  create index lp_promotion_recent on lp_promotion (created_at desc, id desc);

  create table lp_promotion_version (
    promotion_id uuid not null
      constraint lp_promotion_version_of references lp_promotion,
    number integer not null
      constraint lp_promotion_version_positive check (number > 0),
    state text not null default 'draft'
      constraint lp_promotion_version_state_known
      check (state in ('draft', 'submitted', 'approved', 'superseded')),
    definition jsonb not null,
    -- The template it was made from, with the fields that were filled in.
    template jsonb,
    sale_kind text not null default 'promo'
      constraint lp_promotion_version_kind_known
      check (sale_kind in ('promo', 'saldi', 'liquidation', 'below-cost', 'card', 'coupon')),
    -- Whether labels and adverts say that prices are lower.
    announced boolean not null default true,
    -- Why the calendar of sales is not kept, when it is not, and who answers for it.
    ban_override text,
    note text not null default '',
    created_by text not null,
    created_at timestamptz not null,
    submitted_by text,
    submitted_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    decision_note text,
    constraint lp_promotion_version_pkey primary key (promotion_id, number),
    constraint lp_promotion_version_another_approves
      check (state not in ('approved') or (decided_by <> submitted_by and decided_by <> created_by))
  );
  create unique index lp_promotion_version_one_open on lp_promotion_version (promotion_id)
    where state in ('draft', 'submitted');

  -- Which version of a promotion prices are told with, from one version of prices to another.
  create table lp_promotion_in_force (
    promotion_id uuid not null,
    number integer not null,
    since_version bigint not null,
    until_version bigint,
    recorded_at timestamptz not null,
    retired_at timestamptz,
    constraint lp_promotion_in_force_pkey primary key (promotion_id, since_version),
    constraint lp_promotion_in_force_version
      foreign key (promotion_id, number) references lp_promotion_version (promotion_id, number),
    constraint lp_promotion_in_force_forwards check (until_version > since_version)
  );
  create unique index lp_promotion_in_force_now on lp_promotion_in_force (promotion_id)
    where until_version is null;
  ${keptForEver('lp_promotion_in_force', 'promotion_id, number, since_version, recorded_at')}
`;

const LIMITS = `
  -- What may be taken of a promotion: in all (bucket is empty), by a customer, at a location.
  create table lp_limit (
    promotion_id uuid not null
      constraint lp_limit_promotion references lp_promotion,
    bucket text not null,
    uses_limit bigint,
    budget_minor bigint,
    used bigint not null default 0
      constraint lp_limit_used_not_negative check (used >= 0),
    spent_minor bigint not null default 0
      constraint lp_limit_spent_not_negative check (spent_minor >= 0),
    constraint lp_limit_pkey primary key (promotion_id, bucket),
    constraint lp_limit_uses_kept check (used <= uses_limit),
    constraint lp_limit_budget_kept check (spent_minor <= budget_minor)
  ) with (fillfactor = 50);
`;

const COUPONS = `
  create table lp_coupon_series (
    id uuid not null constraint lp_coupon_series_pkey primary key,
    promotion_id uuid not null
      constraint lp_coupon_series_promotion references lp_promotion,
    kind text not null
      constraint lp_coupon_series_kind_known check (kind in ('shared', 'single-use')),
    name text not null,
    -- A shared code is a word on a poster; those of a batch are known by their keyed hash alone.
    shared_code text constraint lp_coupon_series_code_once unique,
    valid_from timestamptz,
    valid_to timestamptz,
    uses_limit bigint,
    uses_per_customer integer,
    budget_minor bigint,
    used bigint not null default 0,
    spent_minor bigint not null default 0,
    code_count integer not null default 0,
    created_by text not null,
    created_at timestamptz not null,
    blocked_at timestamptz,
    version bigint not null default 1,
    constraint lp_coupon_series_kind_fits check ((kind = 'shared') = (shared_code is not null)),
    constraint lp_coupon_series_code_shape check (shared_code ~ '^[A-Z0-9]{3,30}$'),
    constraint lp_coupon_series_uses_kept check (used >= 0 and used <= uses_limit),
    constraint lp_coupon_series_budget_kept
      check (spent_minor >= 0 and spent_minor <= budget_minor)
  ) with (fillfactor = 50);
  create index lp_coupon_series_of on lp_coupon_series (promotion_id);

  create table lp_coupon (
    digest text not null constraint lp_coupon_pkey primary key,
    series_id uuid not null
      constraint lp_coupon_series_fkey references lp_coupon_series,
    -- The last four symbols: enough for a clerk to compare, too little to use.
    ending text not null,
    customer_id uuid,
    state text not null default 'unused'
      constraint lp_coupon_state_known check (state in ('unused', 'used', 'blocked')),
    used_at timestamptz,
    version bigint not null default 1
  );
  create index lp_coupon_of_series on lp_coupon (series_id, state);
  create index lp_coupon_of_customer on lp_coupon (customer_id) where customer_id is not null;

  -- What a document took of limits: once, whatever is repeated, and given back once.
  create table lp_redemption (
    document_kind text not null,
    document_id text not null,
    promotion_id uuid not null
      constraint lp_redemption_promotion references lp_promotion,
    coupon_digest text not null default '',
    series_id uuid
      constraint lp_redemption_series references lp_coupon_series,
    customer_id uuid,
    location_id text,
    uses integer not null
      constraint lp_redemption_uses_positive check (uses > 0),
    amount_minor bigint not null
      constraint lp_redemption_amount_not_negative check (amount_minor >= 0),
    taken_at timestamptz not null,
    given_back_at timestamptz,
    constraint lp_redemption_pkey primary key (document_kind, document_id, promotion_id, coupon_digest)
  );
  create index lp_redemption_of_promotion on lp_redemption (promotion_id, customer_id);
  create index lp_redemption_of_series on lp_redemption (series_id, customer_id)
    where series_id is not null;
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
