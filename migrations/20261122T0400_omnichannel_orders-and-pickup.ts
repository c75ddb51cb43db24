import type { Knex } from 'knex';

const POLICIES = `
  create table oc_channel (
    id text constraint oc_channel_pkey primary key,
    title_it text not null,
    title_en text not null,
    currency text not null,
    active boolean not null default true,
    constraint oc_channel_id_shape check (id ~ '^[a-z][a-z0-9-]{1,29}$'),
    constraint oc_channel_currency_shape check (currency ~ '^[A-Z]{3}$')
  );

  -- What happens to an order whose chosen shop has not got the pieces.
  create table oc_sourcing_policy (
    channel text constraint oc_sourcing_policy_pkey primary key
      constraint oc_sourcing_policy_channel references oc_channel,
    -- How far the shop that takes its place may be; null: no other shop takes it.
    other_shop_within_metres integer,
    constraint oc_sourcing_policy_distance check (other_shop_within_metres > 0)
  );

  -- One row without a location for the whole chain; a shop's own row goes before it.
  create table oc_pickup_policy (
    location_id text
      constraint oc_pickup_policy_location references base_location,
    acknowledge_minutes integer not null,
    ready_opening_minutes integer not null,
    collect_days integer not null,
    reminder_days integer[] not null,
    -- How long "ready" can be taken back before the customer is told.
    undo_seconds integer not null,
    constraint oc_pickup_policy_once unique nulls not distinct (location_id),
    constraint oc_pickup_policy_positive check (
      acknowledge_minutes > 0 and ready_opening_minutes > 0 and collect_days > 0 and undo_seconds >= 0)
  );
`;

const OPEN = `('placed', 'acknowledged', 'picking', 'picked', 'staged', 'ready')`;

const ORDERS = `
  create table oc_order_series (
    company_id uuid not null
      constraint oc_order_series_company references base_company,
    year smallint not null,
    last integer not null,
    constraint oc_order_series_pkey primary key (company_id, year)
  );

  create table oc_order (
    id uuid constraint oc_order_pkey primary key,
    company_id uuid not null
      constraint oc_order_company references base_company,
    year smallint not null,
    number integer not null,
    channel text not null
      constraint oc_order_channel references oc_channel,
    external_id text not null,
    -- What the channel sent, as a digest: the same order sent twice is told from another one with its number.
    content_digest text not null,
    contract_flow text not null
      constraint oc_order_contract_flow_known check (contract_flow in ('A', 'B', 'C', 'D', 'E')),
    customer_id uuid
      constraint oc_order_customer references base_customer,
    -- Whom this order belongs to, as the channel wrote it; emptied when the person asks to be forgotten.
    contact_name text not null,
    contact_surname text not null,
    contact_email text,
    contact_phone text,
    contact_phone_ending text generated always as (right(contact_phone, 4)) stored,
    language text not null
      constraint oc_order_language_known check (language in ('it', 'en')),
    chosen_location_id text not null
      constraint oc_order_chosen_location references base_location,
    location_id text not null
      constraint oc_order_location references base_location,
    -- Follows from its lines; kept here for the queues.
    state text not null
      constraint oc_order_state_known check (state in
        ('placed', 'acknowledged', 'picking', 'picked', 'staged', 'ready', 'collected', 'cancelled')),
    placed_at timestamptz not null,
    acknowledge_by timestamptz not null,
    ready_by timestamptz not null,
    collect_by timestamptz,
    acknowledged_at timestamptz,
    taken_at timestamptz,
    picker_id text,
    picker_name text,
    staged_at timestamptz,
    shelf text,
    ready_at timestamptz,
    -- The customer is told that it is ready from this instant on, unless it is taken back before.
    notify_at timestamptz,
    notified_at timestamptz,
    -- How many of the policy's reminders have been written.
    reminders_written smallint not null default 0,
    arrived_at timestamptz,
    ended_at timestamptz,
    -- The business day of the shop on which it ended.
    ended_on date,
    cancelled_because text,
    code_digest text not null,
    code_ending text not null,
    token_digest text not null,
    currency text not null
      constraint oc_order_currency_shape check (currency ~ '^[A-Z]{3}$'),
    goods_minor bigint not null,
    discount_minor bigint not null,
    shipping_minor bigint not null,
    total_minor bigint not null,
    -- Of the total, what belongs to cancelled pieces.
    cancelled_minor bigint not null default 0,
    paid_minor bigint not null default 0,
    version bigint not null default 1,
    constraint oc_order_number_once unique (number, year, company_id),
    constraint oc_order_external_once unique (channel, external_id),
    constraint oc_order_code_once unique (code_digest),
    constraint oc_order_token_once unique (token_digest),
    constraint oc_order_amounts_add_up check (
      goods_minor >= 0 and discount_minor between 0 and goods_minor and shipping_minor >= 0
      and total_minor = goods_minor - discount_minor + shipping_minor),
    constraint oc_order_cancelled_within_total check (cancelled_minor between 0 and total_minor),
    constraint oc_order_paid_within_total check (paid_minor between 0 and total_minor),
    constraint oc_order_ends_once check ((state in ${OPEN}) = (ended_at is null) and (ended_at is null) = (ended_on is null)),
    constraint oc_order_ready_has_deadline check (
      (state <> 'ready') or (ready_at is not null and collect_by is not null and notify_at is not null)),
    constraint oc_order_prepared_by_somebody check (
      state not in ('picking', 'picked') or picker_id is not null)
  ) with (fillfactor = 80);

  create index oc_order_queue on oc_order (location_id, ready_by, id) where state in ${OPEN};
  create index oc_order_ended on oc_order (location_id, ended_on) where ended_on is not null;
  create index oc_order_recent on oc_order (placed_at desc, id desc);
  create index oc_order_of_surname on oc_order (lower(contact_surname) text_pattern_ops);
  create index oc_order_of_phone on oc_order (contact_phone_ending);
  create index oc_order_of_customer on oc_order (customer_id);
  create index oc_order_to_notify on oc_order (notify_at) where notified_at is null and state = 'ready';
`;

const LINES = `
  create table oc_order_line (
    id uuid constraint oc_order_line_pkey primary key,
    order_id uuid not null
      constraint oc_order_line_order references oc_order,
    place smallint not null,
    external_line_id text not null,
    item_id uuid not null
      constraint oc_order_line_item references base_item,
    gtin text not null,
    quantity integer not null
      constraint oc_order_line_quantity_positive check (quantity > 0),
    unit_price_minor bigint not null
      constraint oc_order_line_price_not_negative check (unit_price_minor >= 0),
    vat_rate numeric(4, 2) not null,
    state text not null
      constraint oc_order_line_state_known check (state in
        ('placed', 'acknowledged', 'picking', 'picked', 'staged', 'ready', 'collected', 'cancelled')),
    -- Of the open pieces, those in our hands.
    picked integer not null default 0,
    collected integer not null default 0,
    refused integer not null default 0,
    no_show integer not null default 0,
    cancelled integer not null default 0,
    -- Of the cancelled pieces, those still waiting in a bag to go back to their place.
    to_put_back integer not null default 0,
    constraint oc_order_line_external_once unique (order_id, external_line_id),
    constraint oc_order_line_place_once unique (order_id, place),
    constraint oc_order_line_counts check (
      picked >= 0 and collected >= 0 and refused >= 0 and no_show >= 0 and cancelled >= 0
      and to_put_back between 0 and cancelled + refused + no_show
      and collected + refused + no_show + cancelled <= quantity
      and picked <= quantity - collected - refused - no_show - cancelled),
    constraint oc_order_line_open_while_pieces_are check (
      (state in ${OPEN}) = (collected + refused + no_show + cancelled < quantity)),
    constraint oc_order_line_prepared_whole check (
      state not in ('picked', 'staged', 'ready')
      or picked = quantity - collected - refused - no_show - cancelled)
  ) with (fillfactor = 80);
  create index oc_order_line_to_put_back on oc_order_line (order_id) where to_put_back > 0;

  create table oc_order_discount (
    line_id uuid not null
      constraint oc_order_discount_line references oc_order_line,
    place smallint not null,
    reason text not null,
    -- Off the whole line.
    amount_minor bigint not null
      constraint oc_order_discount_positive check (amount_minor > 0),
    constraint oc_order_discount_pkey primary key (line_id, place)
  );

  -- One row a piece: what it cost, frozen on the day of sale. Refunds are computed from it.
  create table oc_order_unit (
    line_id uuid not null
      constraint oc_order_unit_line references oc_order_line,
    unit smallint not null,
    order_id uuid not null,
    -- Each piece has a promise of its own: one can leave without touching that of its neighbour.
    hold_id uuid not null,
    fate text not null default 'open'
      constraint oc_order_unit_fate_known
      check (fate in ('open', 'collected', 'refused', 'no-show', 'cancelled')),
    -- No longer the customer's, still in a bag: promised to nobody else until it is back in its place.
    to_put_back boolean not null default false,
    price_minor bigint not null,
    -- This piece's share of each of the line's discounts, in their order.
    discount_shares bigint[] not null,
    discount_minor bigint not null,
    shipping_minor bigint not null,
    -- What the customer pays for it.
    paid_minor bigint not null,
    vat_minor bigint not null,
    constraint oc_order_unit_pkey primary key (line_id, unit),
    constraint oc_order_unit_hold_once unique (hold_id),
    constraint oc_order_unit_puts_back_what_is_left
      check (not to_put_back or fate in ('refused', 'no-show', 'cancelled')),
    constraint oc_order_unit_adds_up check (
      price_minor >= 0 and discount_minor between 0 and price_minor and shipping_minor >= 0
      and paid_minor = price_minor - discount_minor + shipping_minor
      and vat_minor between 0 and paid_minor)
  ) with (fillfactor = 80);
  create index oc_order_unit_order on oc_order_unit (order_id);
`;

const MONEY = `
  create table oc_handover (
    id uuid constraint oc_handover_pkey primary key,
    location_id text not null
      constraint oc_handover_location references base_location,
    order_id uuid not null
      constraint oc_handover_order references oc_order,
    proof text not null
      constraint oc_handover_proof_known check (proof in ('code', 'identity')),
    collector text not null
      constraint oc_handover_collector_known check (collector in ('customer', 'delegate')),
    delegate_name text,
    document_type text
      constraint oc_handover_document_known
      check (document_type in ('identity-card', 'passport', 'driving-licence', 'residence-permit')),
    actor_id text not null,
    actor_name text not null,
    device_id text,
    handed_at timestamptz not null,
    constraint oc_handover_delegate_is_named check (
      (collector = 'delegate') = (delegate_name is not null)),
    constraint oc_handover_shows_a_document check (
      (proof = 'code' and collector = 'customer') or document_type is not null)
  );
  create index oc_handover_of_order on oc_handover (order_id);

  create table oc_handover_line (
    handover_id uuid not null
      constraint oc_handover_line_handover references oc_handover,
    line_id uuid not null
      constraint oc_handover_line_line references oc_order_line,
    quantity integer not null
      constraint oc_handover_line_positive check (quantity > 0),
    constraint oc_handover_line_pkey primary key (handover_id, line_id)
  );

  create table oc_payment (
    id uuid constraint oc_payment_pkey primary key,
    order_id uuid not null
      constraint oc_payment_order references oc_order,
    kind text not null
      constraint oc_payment_kind_known check (kind in
        ('card', 'paypal', 'bank-transfer', 'instalments', 'gift-card', 'voucher', 'cash', 'other')),
    amount_minor bigint not null
      constraint oc_payment_positive check (amount_minor > 0),
    provider_ref text,
    -- Set when it was paid at a counter: where, to whom, with which handover.
    location_id text
      constraint oc_payment_location references base_location,
    handover_id uuid
      constraint oc_payment_handover references oc_handover,
    actor_id text not null,
    paid_at timestamptz not null,
    constraint oc_payment_once unique (order_id, kind, provider_ref),
    constraint oc_payment_at_counter check ((location_id is null) = (handover_id is null)),
    constraint oc_payment_cash_at_counter check (kind <> 'cash' or location_id is not null)
  );
  create index oc_payment_of_handover on oc_payment (handover_id);
`;

const PICKUP = `
  -- Every scan, and every one taken back: append-only.
  create table oc_pick (
    id uuid constraint oc_pick_pkey primary key,
    location_id text not null,
    order_id uuid not null,
    line_id uuid not null
      constraint oc_pick_line references oc_order_line,
    quantity integer not null
      constraint oc_pick_one_way_or_the_other check (quantity <> 0),
    manner text not null
      constraint oc_pick_manner_known check (manner in ('scan', 'hand')),
    actor_id text not null,
    picked_at timestamptz not null
  );
  create index oc_pick_of_order on oc_pick (order_id);

  -- Letters still to be written: one a order, the latest news is enough.
  create table oc_letter_due (
    order_id uuid constraint oc_letter_due_pkey primary key
      constraint oc_letter_due_order references oc_order,
    about text not null
      constraint oc_letter_due_about_known check (about in ('placed', 'cancelled')),
    due_at timestamptz not null
  );

  -- What the outside is told of a shop's stock; an event goes out when the figure changes.
  create table oc_shown_stock (
    location_id text not null,
    item_id uuid not null,
    shown smallint not null,
    level_version bigint not null,
    constraint oc_shown_stock_pkey primary key (location_id, item_id)
  ) with (fillfactor = 80);

  create table oc_bag (
    order_id uuid not null
      constraint oc_bag_order references oc_order,
    label text not null,
    location_id text not null,
    shelf text not null,
    staged_at timestamptz not null,
    -- Handed over, or emptied.
    gone_at timestamptz,
    constraint oc_bag_pkey primary key (order_id, label)
  );
  create unique index oc_bag_label_in_use on oc_bag (location_id, label) where gone_at is null;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(POLICIES);
  await knex.raw(ORDERS);
  await knex.raw(LINES);
  await knex.raw(MONEY);
  await knex.raw(PICKUP);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_letter_due, oc_shown_stock, oc_handover_line, oc_bag, oc_pick, oc_payment, oc_handover, oc_order_discount,
      oc_order_unit, oc_order_line, oc_order, oc_order_series, oc_pickup_policy,
      oc_sourcing_policy, oc_channel`);
}
