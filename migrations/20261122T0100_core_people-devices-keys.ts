import type { Knex } from 'knex';

/** Who may come in: people, their roles and where, enrolled devices, sessions, keys of programs. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_account (
      id uuid constraint core_account_pk primary key,
      login text not null,
      display_name text not null,
      -- Null until one is set: nobody logs in with what is not there.
      password_hash text,
      pin_hash text,
      -- Keyed hash of the ST- code on the badge: names the person, never logs in alone.
      badge_hash text constraint core_account_badge_unique unique,
      language text not null constraint core_account_language_check check (language in ('it', 'en')),
      active boolean not null default true,
      version integer not null default 1 constraint core_account_version_check check (version >= 1),
      created_at timestamptz not null default now()
    );
    create unique index core_account_login_unique on core_account (lower(login));

    create table core_assignment (
      account_id uuid not null
        constraint core_assignment_account_fk references core_account on delete cascade,
      role text not null,
      -- Null: in every location, also those that do not exist yet.
      location_id text,
      constraint core_assignment_once unique nulls not distinct (account_id, role, location_id)
    );
    create index core_assignment_location on core_assignment (location_id);

    -- Written from the manifests of the modules present, at each start.
    create table core_role_permission (
      role text not null,
      permission text not null,
      constraint core_role_permission_pk primary key (role, permission)
    );

    create table core_device (
      id uuid constraint core_device_pk primary key,
      name text not null,
      location_id text not null,
      token_hash text constraint core_device_token_unique unique,
      code_hash text constraint core_device_code_unique unique,
      code_ends_at timestamptz,
      enrolled_at timestamptz,
      revoked_at timestamptz,
      version integer not null default 1 constraint core_device_version_check check (version >= 1),
      created_at timestamptz not null default now(),
      constraint core_device_revoked_check check (revoked_at is null or (token_hash is null and code_hash is null))
    );

    create table core_session (
      id uuid constraint core_session_pk primary key,
      token_hash text not null constraint core_session_token_unique unique,
      account_id uuid not null constraint core_session_account_fk references core_account,
      device_id uuid constraint core_session_device_fk references core_device,
      location_id text,
      opened_with text not null
        constraint core_session_opened_with_check check (opened_with in ('password', 'pin')),
      idle_seconds integer not null,
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      ends_at timestamptz not null,
      ended_at timestamptz
    );
    create index core_session_account on core_session (account_id) where ended_at is null;
    create index core_session_device on core_session (device_id) where ended_at is null;
    create index core_session_end on core_session (ends_at);

    create table core_api_key (
      id text constraint core_api_key_pk primary key,
      name text not null,
      secret_hash text not null,
      scopes text[] not null,
      -- Null: everywhere, every channel, the usual limit.
      location_ids text[],
      channels text[],
      requests_per_minute integer
        constraint core_api_key_rate_check check (requests_per_minute between 1 and 10000000),
      last_used_at timestamptz,
      revoked_at timestamptz,
      version integer not null default 1 constraint core_api_key_version_check check (version >= 1),
      created_at timestamptz not null default now()
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table core_api_key, core_session, core_device, core_role_permission, core_assignment,
      core_account
  `);
}
