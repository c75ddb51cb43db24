import type { Knex } from 'knex';

/**
 * The master data of a chain: companies, locations with their hours, catalogue, customers,
 * reason codes, and the staging area of file imports.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create extension if not exists pg_trgm`);
  await knex.raw(`create extension if not exists btree_gist`);
  await companiesAndLocations(knex);
  await catalogue(knex);
  await customers(knex);
  await imports(knex);
}

async function companiesAndLocations(knex: Knex): Promise<void> {
  await knex.raw(`
    create table base_company (
      id uuid constraint base_company_pkey primary key,
      legal_name text not null,
      vat_number text not null,
      role text not null,
      version bigint not null default 1,
      constraint base_company_vat_number_once unique (vat_number),
      constraint base_company_role_known check (role in ('chain', 'franchisee'))
    );

    create table base_location (
      id text constraint base_location_pkey primary key,
      company_id uuid not null,
      kind text not null,
      type text not null,
      name text not null,
      gln text,
      street text not null,
      postal_code text not null,
      city text not null,
      province text not null,
      region text not null,
      country text not null default 'IT',
      zone text not null default 'Europe/Rome',
      latitude double precision,
      longitude double precision,
      phone text,
      email text,
      pickup_enabled boolean not null default false,
      pickup_capacity integer,
      active boolean not null default true,
      version bigint not null default 1,
      constraint base_location_company foreign key (company_id) references base_company (id),
      constraint base_location_id_shape check (id ~ '^[A-Z0-9]{2,12}$'),
      constraint base_location_kind_known check (kind in ('store', 'warehouse')),
      constraint base_location_type_known
        check (type in ('street', 'mall', 'outlet', 'corner', 'pop-up', 'warehouse')),
      constraint base_location_type_fits_kind check ((kind = 'warehouse') = (type = 'warehouse')),
      constraint base_location_gln_once unique (gln),
      constraint base_location_gln_shape check (gln ~ '^[0-9]{13}$'),
      constraint base_location_capacity_positive check (pickup_capacity > 0),
      constraint base_location_place
        check ((latitude is null) = (longitude is null)
          and latitude between -90 and 90 and longitude between -180 and 180)
    );

    -- Several spans a day: a shop that closes at midday has two. 24:00 is the end of the day.
    create table base_location_hours (
      location_id text not null,
      weekday smallint not null,
      opens time not null,
      closes time not null,
      constraint base_location_hours_pkey primary key (location_id, weekday, opens),
      constraint base_location_hours_location
        foreign key (location_id) references base_location (id) on delete cascade,
      constraint base_location_hours_weekday check (weekday between 1 and 7),
      constraint base_location_hours_forwards check (opens < closes),
      constraint base_location_hours_apart exclude using gist (
        location_id with =, weekday with =,
        int4range(extract(epoch from opens)::integer, extract(epoch from closes)::integer) with &&)
    );

    -- A day that differs from the week: closed when it has no spans.
    create table base_location_exception (
      location_id text not null,
      day date not null,
      name text not null,
      spans jsonb not null,
      constraint base_location_exception_pkey primary key (location_id, day),
      constraint base_location_exception_location
        foreign key (location_id) references base_location (id) on delete cascade,
      constraint base_location_exception_spans check (jsonb_typeof(spans) = 'array')
    );

    create table base_reason_code (
      kind text not null,
      code text not null,
      title_it text not null,
      title_en text not null,
      place integer not null default 0,
      active boolean not null default true,
      version bigint not null default 1,
      constraint base_reason_code_pkey primary key (kind, code),
      constraint base_reason_code_shape check (kind ~ '^[a-z-]+$' and code ~ '^[a-z0-9-]+$')
    )`);
}

async function catalogue(knex: Knex): Promise<void> {
  await knex.raw(`
    -- own_words: those of its name, brand, line, season, category and department, as search compares them.
    create table base_style (
      id uuid constraint base_style_pkey primary key,
      code text not null,
      name text not null,
      brand text not null,
      supplier text not null,
      line text not null,
      season text not null,
      category text not null,
      department text not null,
      composition text not null default '',
      seasonal boolean not null default true,
      perishable boolean not null default false,
      return_exclusion boolean not null default false,
      own_words text[] not null default '{}',
      version bigint not null default 1,
      constraint base_style_code_once unique (code)
    );
    create index base_style_code_prefix on base_style (lower(code) text_pattern_ops);

    create table base_item (
      id uuid constraint base_item_pkey primary key,
      style_id uuid not null,
      gtin text not null,
      gtin14 text not null generated always as (lpad(gtin, 14, '0')) stored,
      size text not null,
      size_order smallint not null default 0,
      colour text not null,
      colour_hex text,
      list_price_minor bigint not null,
      vat_rate numeric(4, 2) not null,
      picture_url text,
      active boolean not null default true,
      words text[] not null default '{}',
      version bigint not null default 1,
      constraint base_item_style foreign key (style_id) references base_style (id),
      constraint base_item_gtin_once unique (gtin14),
      constraint base_item_gtin_shape check (gtin ~ '^([0-9]{8}|[0-9]{12,14})$'),
      constraint base_item_price_not_negative check (list_price_minor >= 0),
      constraint base_item_vat_rate check (vat_rate between 0 and 99),
      constraint base_item_colour_hex check (colour_hex ~ '^#[0-9a-f]{6}$'),
      constraint base_item_once_in_style unique (style_id, colour, size)
    );

    -- Which styles a word leads to: its own words, and the colours and sizes of its items.
    create table base_style_word (
      style_id uuid not null,
      word text collate "C" not null,
      own boolean not null,
      constraint base_style_word_pkey primary key (style_id, word),
      constraint base_style_word_style
        foreign key (style_id) references base_style (id) on delete cascade
    );
    create index base_style_word_leads on base_style_word (word) include (style_id, own);

    -- Every word search knows, so that a mistyped one can be led to its neighbours.
    create table base_search_word (
      word text collate "C" constraint base_search_word_pkey primary key
    );
    create index base_search_word_similar on base_search_word using gin (word gin_trgm_ops)`);
}

async function customers(knex: Knex): Promise<void> {
  await knex.raw(`
    -- All that says who somebody is stands in this one row, so that erasing it erases the person.
    create table base_customer (
      id uuid constraint base_customer_pkey primary key,
      name text,
      surname text,
      email text,
      phone text,
      card text,
      language text not null default 'it',
      search text not null default '',
      created_at timestamptz not null default now(),
      erased_at timestamptz,
      version bigint not null default 1,
      constraint base_customer_email_once unique (email),
      constraint base_customer_card_once unique (card),
      constraint base_customer_email_shape check (email = lower(email)),
      constraint base_customer_phone_shape check (phone ~ '^\\+[1-9][0-9]{5,14}$'),
      constraint base_customer_language_known check (language in ('it', 'en')),
      constraint base_customer_erased_is_empty check (erased_at is null
        or (name is null and surname is null and email is null and phone is null and card is null
            and search = ''))
    );
    create index base_customer_phone on base_customer (phone);
    create index base_customer_phone_end on base_customer (right(phone, 4));
    create index base_customer_search on base_customer using gin (search gin_trgm_ops);

    create table base_customer_external (
      channel text not null,
      external_id text not null,
      customer_id uuid not null,
      constraint base_customer_external_pkey primary key (channel, external_id),
      constraint base_customer_external_customer
        foreign key (customer_id) references base_customer (id) on delete cascade
    );
    create index base_customer_external_of on base_customer_external (customer_id);

    create table base_customer_consent (
      customer_id uuid not null,
      purpose text not null,
      granted boolean not null,
      source text not null,
      changed_at timestamptz not null default now(),
      constraint base_customer_consent_pkey primary key (customer_id, purpose),
      constraint base_customer_consent_customer
        foreign key (customer_id) references base_customer (id) on delete cascade,
      constraint base_customer_consent_purpose_known check (purpose in ('marketing', 'profiling'))
    )`);
}

async function imports(knex: Knex): Promise<void> {
  await knex.raw(`
    create table base_import (
      id uuid constraint base_import_pkey primary key,
      kind text not null,
      file_name text not null,
      file bytea,
      state text not null default 'uploaded',
      -- The headers of the file, each with the column it was taken for.
      headers jsonb not null default '[]',
      total_rows integer not null default 0,
      wrong_rows integer not null default 0,
      -- Rows up to this line are applied: where a restarted job goes on.
      applied_line integer not null default 0,
      applied_rows integer not null default 0,
      failure jsonb,
      created_by text not null,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      version bigint not null default 1,
      constraint base_import_state_known
        check (state in ('uploaded', 'checked', 'unreadable', 'applying', 'applied', 'failed', 'discarded'))
    );
    create index base_import_recent on base_import (created_at desc, id);

    create table base_import_row (
      import_id uuid not null,
      line integer not null,
      -- As they stood in the file; kept of wrong lines only, to give them back.
      cells jsonb,
      entry jsonb,
      errors jsonb,
      constraint base_import_row_pkey primary key (import_id, line),
      constraint base_import_row_import
        foreign key (import_id) references base_import (id) on delete cascade
    );
    create index base_import_row_wrong on base_import_row (import_id, line) where errors is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table base_import_row, base_import, base_customer_consent, base_customer_external,
      base_customer, base_search_word, base_style_word, base_item, base_style, base_reason_code,
      base_location_exception, base_location_hours, base_location, base_company`);
}
