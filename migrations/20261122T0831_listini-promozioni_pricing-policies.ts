import type { Knex } from 'knex';

/** How companies compute, from one version of prices to another. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table lp_pricing_policy (
      -- A company's id, or an asterisk: for those without one of their own.
      company text not null,
      policy jsonb not null,
      since_version bigint not null,
      until_version bigint,
      reason text not null,
      actor_id text not null,
      actor_name text not null,
      recorded_at timestamptz not null,
      constraint lp_pricing_policy_pkey primary key (company, since_version),
      constraint lp_pricing_policy_forwards check (until_version > since_version)
    );
    create unique index lp_pricing_policy_one_in_force on lp_pricing_policy (company)
      where until_version is null;

    -- What something was priced with stays: rows are ended once, never changed, never deleted.
    create trigger lp_pricing_policy_no_delete before delete on lp_pricing_policy
      for each row execute function lp_refuse_rewrite();
    create trigger lp_pricing_policy_no_rewrite
      before update of company, policy, since_version, reason, actor_id, actor_name, recorded_at
      on lp_pricing_policy
      for each row execute function lp_refuse_rewrite();
    create trigger lp_pricing_policy_ends_once before update on lp_pricing_policy
      for each row when (old.until_version is not null) execute function lp_refuse_rewrite();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table lp_pricing_policy`);
}
