import type { Knex } from 'knex';

/** Price lists, the changes people prepare to them, and the prices they have said and say. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(LISTS);
  await knex.raw(CHANGE_SETS);
  await knex.raw(PRICES);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table lp_price, lp_price_slot, lp_change_row, lp_change_batch, lp_change_set,
      lp_price_list_terms, lp_price_list`);
}

const LISTS = `
  create table lp_price_list (
    id uuid not null constraint lp_price_list_pkey primary key,
    code text not null constraint lp_price_list_code_once unique,
    name_it text not null,
    name_en text not null,
    currency text not null,
    created_by text not null,
    created_at timestamptz not null,
    version bigint not null default 1,
    constraint lp_price_list_code_shape check (code ~ '^[A-Z0-9][A-Z0-9-]{1,39}$'),
    constraint lp_price_list_currency_shape check (currency ~ '^[A-Z]{3}$')
  );

  -- Whom a list is for, how it stands to others, and the formula it follows if it has one.
  create table lp_price_list_terms (
    list_id uuid not null
      constraint lp_price_list_terms_list references lp_price_list,
    terms jsonb not null,
    since_version bigint not null,
    until_version bigint,
    recorded_at timestamptz not null,
    retired_at timestamptz,
    constraint lp_price_list_terms_pkey primary key (list_id, since_version),
    constraint lp_price_list_terms_forwards check (until_version > since_version)
  );
  create unique index lp_price_list_terms_now on lp_price_list_terms (list_id)
    where until_version is null;
  ${keptForEver('lp_price_list_terms', 'list_id, terms, since_version, recorded_at')}
`;

const CHANGE_SETS = `
  create table lp_change_set (
    id uuid not null constraint lp_change_set_pkey primary key,
    list_id uuid not null
      constraint lp_change_set_list references lp_price_list,
    title text not null,
    state text not null default 'draft',
    -- What every clock on a wall shows in the shop: prices begin at midnight of each place.
    valid_from timestamp not null,
    valid_to timestamp,
    -- From the moment of approval, whenever that comes.
    at_once boolean not null default false,
    -- New terms of the list, when it is these that change.
    terms jsonb,
    -- A lower price that is told to people as a reduction has to keep the law on reductions.
    announced boolean not null default false,
    campaign_id uuid,
    note text not null default '',
    undoes_id uuid
      constraint lp_change_set_undoes references lp_change_set,
    created_by text not null,
    created_at timestamptz not null,
    submitted_by text,
    submitted_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    decision_note text,
    published_version bigint,
    undone_by_id uuid,
    version bigint not null default 1,
    constraint lp_change_set_state_known
      check (state in ('draft', 'submitted', 'published', 'undone', 'discarded')),
    constraint lp_change_set_forwards check (valid_to > valid_from),
    constraint lp_change_set_another_approves
      check (state not in ('published', 'undone') or undoes_id is not null or decided_by <> submitted_by),
    constraint lp_change_set_published_has_version
      check ((state in ('published', 'undone')) = (published_version is not null)),
    constraint lp_change_set_undone_once unique (undoes_id)
  );
  create index lp_change_set_of_list on lp_change_set (list_id, created_at desc);
  create index lp_change_set_open on lp_change_set (state, created_at) where state in ('draft', 'submitted');

  -- One action of a person: a paste, a fill, a bulk change. It is undone as a whole.
  create table lp_change_batch (
    change_set_id uuid not null
      constraint lp_change_batch_set references lp_change_set,
    number integer not null,
    kind text not null
      constraint lp_change_batch_kind_known
      check (kind in ('edit', 'paste', 'fill', 'bulk', 'copy', 'import', 'undo')),
    row_count integer not null,
    made_by text not null,
    made_at timestamptz not null,
    undone_at timestamptz,
    constraint lp_change_batch_pkey primary key (change_set_id, number)
  );

  -- What counts of several rows about one thing is the one of the latest batch that was not undone.
  create table lp_change_row (
    change_set_id uuid not null,
    batch integer not null,
    subject_kind text not null
      constraint lp_change_row_kind_known check (subject_kind in ('item', 'style')),
    subject_id uuid not null,
    min_quantity integer not null default 1
      constraint lp_change_row_quantity_positive check (min_quantity > 0),
    -- Null takes the price out of the list.
    amount_minor bigint
      constraint lp_change_row_amount_not_negative check (amount_minor >= 0),
    constraint lp_change_row_pkey primary key (change_set_id, subject_id, min_quantity, batch),
    constraint lp_change_row_batch
      foreign key (change_set_id, batch) references lp_change_batch (change_set_id, number)
  );
`;

const PRICES = `
  -- Where a price stands: a list, an item or style, a quantity. Its number keeps the exclusion below fast.
  create table lp_price_slot (
    slot bigint generated always as identity constraint lp_price_slot_pkey primary key,
    list_id uuid not null
      constraint lp_price_slot_list references lp_price_list,
    subject_kind text not null
      constraint lp_price_slot_kind_known check (subject_kind in ('item', 'style')),
    subject_id uuid not null,
    min_quantity integer not null
      constraint lp_price_slot_quantity_positive check (min_quantity > 0),
    constraint lp_price_slot_once unique (list_id, subject_id, min_quantity)
  );
  create index lp_price_slot_subject on lp_price_slot (subject_id);

  -- Bitemporal: "valid" is when the price holds in the shop, the versions are when we said so.
  create table lp_price (
    id uuid not null constraint lp_price_pkey primary key,
    slot bigint not null
      constraint lp_price_slot_fkey references lp_price_slot,
    valid tsrange not null,
    amount_minor bigint not null
      constraint lp_price_amount_not_negative check (amount_minor >= 0),
    change_set_id uuid not null
      constraint lp_price_change_set references lp_change_set,
    since_version bigint not null,
    until_version bigint,
    recorded_at timestamptz not null,
    retired_at timestamptz,
    constraint lp_price_valid_some_time check (not isempty(valid) and not lower_inf(valid)),
    constraint lp_price_forwards check (until_version > since_version),
    constraint lp_price_apart exclude using gist (slot with =, valid with &&)
      where (until_version is null)
  );
  create index lp_price_of_slot on lp_price (slot, since_version);
  create index lp_price_of_change_set on lp_price (change_set_id);
  ${keptForEver(
    'lp_price',
    'id, slot, valid, amount_minor, change_set_id, since_version, recorded_at',
  )}
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
