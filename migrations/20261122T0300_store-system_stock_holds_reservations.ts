import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(LEVELS);
  await knex.raw(LEDGER);
  await knex.raw(HOLDS);
  await knex.raw(RESERVATIONS);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table ss_reservation, ss_incoming, ss_shortage, ss_hold, ss_movement, ss_stock_level;
    drop function ss_refuse_rewrite;
    drop function ss_refuse_version_gap;
  `);
}

// The counters stand in no index, and pages keep room: an update stays on its page (HOT).
const LEVELS = `
  create table ss_stock_level (
    location_id text not null
      constraint ss_stock_level_location_fkey references base_location,
    item_id uuid not null
      constraint ss_stock_level_item_fkey references base_item,
    -- The item's style, which never changes: who looks at a style follows all its levels.
    style_id uuid not null,
    condition text not null
      constraint ss_stock_level_condition_known
      check (condition in ('sellable', 'display', 'to-inspect', 'damaged')),
    on_hand integer not null default 0,
    held integer not null default 0
      constraint ss_stock_level_held_not_negative check (held >= 0),
    safety integer not null default 0
      constraint ss_stock_level_safety_not_negative check (safety >= 0),
    -- Pieces promised although they are not there: each stands on record in ss_shortage.
    shortage integer not null default 0
      constraint ss_stock_level_shortage_not_negative check (shortage >= 0),
    -- A till sold what the ledger did not have: only a write that asked for it sets this.
    below_zero boolean not null default false,
    -- Rises by one at every change; 0 is a row nothing has happened to yet.
    version bigint not null default 0,
    -- How many ledger lines have touched this level: the number of the last one.
    ledger_version bigint not null default 0,
    last_counted_at timestamptz,
    last_moved_at timestamptz,
    constraint ss_stock_level_pkey primary key (location_id, item_id, condition),
    constraint ss_stock_level_on_hand_not_negative check (on_hand >= 0 or below_zero),
    constraint ss_stock_level_held_is_covered check (held <= greatest(on_hand, 0) + shortage),
    constraint ss_stock_level_only_sellable_is_held
      check (condition = 'sellable' or (held = 0 and safety = 0 and shortage = 0))
  ) with (fillfactor = 60);

  -- An item, or all sizes and colours of a style, over all locations.
  create index ss_stock_level_item on ss_stock_level (item_id);
  create index ss_stock_level_style on ss_stock_level (style_id);

  create function ss_refuse_version_gap() returns trigger language plpgsql as $$
  begin
    raise exception 'a stock level goes from version % to %, not to %',
      old.version, old.version + 1, new.version
      using errcode = '23514', constraint = 'ss_stock_level_version_contiguous';
  end $$;
  -- The condition is tested without calling the function: a change with the right version costs nothing.
  create trigger ss_stock_level_version_contiguous before update on ss_stock_level
    for each row when (new.version <> old.version + 1) execute function ss_refuse_version_gap();
`;

// Every line has one location: goods between two locations go through transit, in two lines.
const LEDGER = `
  create table ss_movement (
    id uuid not null,
    location_id text not null,
    item_id uuid not null,
    from_place text not null,
    to_place text not null,
    quantity integer not null
      constraint ss_movement_quantity_positive check (quantity > 0),
    reason_code text not null,
    document_kind text not null,
    document_id text not null,
    -- The promise that these goods fulfilled.
    hold_id uuid,
    actor_id text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    business_day date not null,
    -- The ledger number each side's level reached; null on a side that is no level.
    from_version bigint,
    to_version bigint,
    constraint ss_movement_pkey primary key (id, location_id),
    constraint ss_movement_places_differ check (from_place <> to_place),
    constraint ss_movement_places_known check (
      from_place in ('sellable', 'display', 'to-inspect', 'damaged',
                     'supplier', 'customer', 'transit', 'inventory-difference')
      and to_place in ('sellable', 'display', 'to-inspect', 'damaged',
                       'supplier', 'customer', 'transit', 'inventory-difference')),
    constraint ss_movement_levels_are_numbered check (
      (from_version is not null) = (from_place in ('sellable', 'display', 'to-inspect', 'damaged'))
      and (to_version is not null) = (to_place in ('sellable', 'display', 'to-inspect', 'damaged'))),
    constraint ss_movement_touches_a_level check (from_version is not null or to_version is not null)
  );
  create unique index ss_movement_from_number
    on ss_movement (location_id, item_id, from_place, from_version) where from_version is not null;
  create unique index ss_movement_to_number
    on ss_movement (location_id, item_id, to_place, to_version) where to_version is not null;
  create index ss_movement_document on ss_movement (document_id);

  create function ss_refuse_rewrite() returns trigger language plpgsql as $$
  begin
    raise exception '% on % is not allowed: the ledger is corrected by further lines', tg_op, tg_table_name
      using errcode = '42501';
  end $$;
  create trigger ss_movement_append_only before update or delete on ss_movement
    for each row execute function ss_refuse_rewrite();
  create trigger ss_movement_no_truncate before truncate on ss_movement
    for each statement execute function ss_refuse_rewrite();

  create table ss_incoming (
    id uuid not null,
    location_id text not null
      constraint ss_incoming_location_fkey references base_location,
    item_id uuid not null
      constraint ss_incoming_item_fkey references base_item,
    style_id uuid not null,
    quantity integer not null
      constraint ss_incoming_quantity_positive check (quantity > 0),
    expected_on date not null,
    document_kind text not null,
    document_id text not null,
    constraint ss_incoming_pkey primary key (id, location_id),
    constraint ss_incoming_one_line_a_document
      unique (location_id, document_kind, document_id, item_id)
  );
  create index ss_incoming_style on ss_incoming (style_id);
  create index ss_incoming_item on ss_incoming (item_id, location_id, expected_on);
`;

const HOLDS = `
  create table ss_hold (
    id uuid not null,
    location_id text not null,
    item_id uuid not null,
    kind text not null
      constraint ss_hold_kind_known check (kind in ('cart', 'order', 'customer', 'transfer')),
    owner_id text not null,
    owner_line_id text not null,
    quantity integer not null
      constraint ss_hold_quantity_positive check (quantity > 0),
    state text not null default 'active'
      constraint ss_hold_state_known
      check (state in ('active', 'set-aside', 'consumed', 'released', 'expired', 'moved')),
    -- Null: until its owner ends it.
    until timestamptz,
    shelf text,
    placed_at timestamptz not null,
    ended_at timestamptz,
    ended_because text,
    -- What it was consumed by, and how much of it: asking again with the same document is no second effect.
    document_kind text,
    document_id text,
    consumed integer not null default 0,
    version bigint not null default 1,
    constraint ss_hold_pkey primary key (id, location_id),
    constraint ss_hold_ends_once check ((state in ('active', 'set-aside')) = (ended_at is null)),
    constraint ss_hold_consumed_by_a_document check (
      (state = 'consumed') = (document_id is not null)
      and (state = 'consumed') = (consumed > 0) and consumed <= quantity)
  ) with (fillfactor = 80);
  create unique index ss_hold_one_live_per_owner_line
    on ss_hold (kind, owner_line_id) where state in ('active', 'set-aside');
  -- Who holds a level, and which of them are overdue.
  create index ss_hold_live_on_level
    on ss_hold (location_id, item_id, until) where state in ('active', 'set-aside');
  create index ss_hold_due on ss_hold (until) where state in ('active', 'set-aside');

  create table ss_shortage (
    id uuid not null,
    location_id text not null,
    item_id uuid not null,
    -- The promise that is let down.
    hold_id uuid not null,
    quantity integer not null
      constraint ss_shortage_quantity_positive check (quantity > 0),
    cause text not null,
    document_kind text not null,
    document_id text not null,
    actor_id text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_because text,
    constraint ss_shortage_pkey primary key (id, location_id),
    constraint ss_shortage_closed_for_a_reason
      check ((closed_at is null) = (closed_because is null))
  );
  create index ss_shortage_open on ss_shortage (location_id, item_id) where closed_at is null;
`;

const RESERVATIONS = `
  create table ss_reservation (
    id uuid not null,
    -- Where the piece is kept; asked_from is the shop the customer spoke to.
    location_id text not null
      constraint ss_reservation_location_fkey references base_location,
    asked_from text not null,
    item_id uuid not null,
    quantity integer not null
      constraint ss_reservation_quantity_positive check (quantity > 0),
    customer_id uuid not null
      constraint ss_reservation_customer_fkey references base_customer,
    code_hash text not null constraint ss_reservation_code_hash_key unique,
    code_ending text not null,
    hold_id uuid,
    state text not null
      constraint ss_reservation_state_known check (state in
        ('waiting', 'offered', 'requested', 'active', 'set-aside',
         'collected', 'released', 'refused', 'expired')),
    until timestamptz,
    -- By when the other shop answers a request, or the customer an offer.
    answer_by timestamptz,
    remind_at timestamptz,
    reminded_at timestamptz,
    shelf text,
    note text,
    deposit_minor bigint not null default 0
      constraint ss_reservation_deposit_not_negative check (deposit_minor >= 0),
    extended integer not null default 0,
    placed_at timestamptz not null,
    ended_at timestamptz,
    ended_because text,
    version bigint not null default 1,
    constraint ss_reservation_pkey primary key (id, location_id),
    constraint ss_reservation_holds_while_promised check (
      (state in ('offered', 'requested', 'active', 'set-aside')) <= (hold_id is not null and until is not null)),
    constraint ss_reservation_ends_once check (
      (state in ('collected', 'released', 'refused', 'expired')) = (ended_at is not null))
  );
  create index ss_reservation_desk on ss_reservation (location_id, placed_at)
    where state in ('waiting', 'offered', 'requested', 'active', 'set-aside');
  create index ss_reservation_asked on ss_reservation (asked_from, placed_at)
    where state in ('waiting', 'offered', 'requested', 'active', 'set-aside');
  create index ss_reservation_queue on ss_reservation (location_id, item_id, placed_at, id)
    where state = 'waiting';
  create index ss_reservation_due on ss_reservation (until)
    where state in ('offered', 'requested', 'active', 'set-aside');
  create index ss_reservation_reminder on ss_reservation (remind_at)
    where reminded_at is null and state in ('active', 'set-aside');
  create index ss_reservation_customer on ss_reservation (customer_id);
  create unique index ss_reservation_hold on ss_reservation (hold_id) where hold_id is not null;
`;
