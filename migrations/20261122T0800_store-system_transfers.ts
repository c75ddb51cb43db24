import type { Knex } from 'knex';

/** Goods between two locations: asked for, sent with a paper, received with a document of its own. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(TRANSFERS);
  await knex.raw(SHIPMENTS);
  await knex.raw(RECEIPTS);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table ss_discrepancy, ss_transfer_receipt_line, ss_transfer_receipt, ss_shipment_line,
      ss_shipment, ss_document_series, ss_transfer_line, ss_transfer;
    drop sequence ss_transfer_number;
  `);
}

const TRANSFERS = `
  -- What people call a transfer by; a number may be missing, unlike those of the papers.
  create sequence ss_transfer_number start 1001;

  create table ss_transfer (
    id uuid not null constraint ss_transfer_pkey primary key,
    number bigint not null constraint ss_transfer_number_once unique,
    code text not null constraint ss_transfer_code_once unique,
    from_location text not null
      constraint ss_transfer_from_fkey references base_location,
    to_location text not null
      constraint ss_transfer_to_fkey references base_location,
    causal text not null,
    -- Who needs the goods: an order, a return, or whoever asked.
    reference_kind text not null
      constraint ss_transfer_reference_known check (reference_kind in ('request', 'order', 'return')),
    reference_id text not null,
    -- What arrives is kept for the owner named by the reference, not put up for sale.
    kept boolean not null,
    state text not null
      constraint ss_transfer_state_known check (state in
        ('requested', 'declined', 'draft', 'picked', 'in-transit', 'partly-received',
         'discrepancy', 'received', 'cancelled')),
    state_since timestamptz not null,
    note text,
    needed_by timestamptz,
    place text,
    requested_at timestamptz not null,
    requested_by text not null,
    answered_at timestamptz,
    answered_by text,
    declined_because text,
    decline_note text,
    cancelled_because text,
    cancelled_by text,
    ended_at timestamptz,
    version bigint not null default 1,
    constraint ss_transfer_goes_somewhere check (from_location <> to_location),
    constraint ss_transfer_ends_once
      check ((state in ('declined', 'received', 'cancelled')) = (ended_at is not null)),
    constraint ss_transfer_declined_for_a_reason
      check ((state = 'declined') = (declined_because is not null)),
    constraint ss_transfer_answered
      check (state in ('requested', 'cancelled') or answered_at is not null)
  ) with (fillfactor = 80);
  create index ss_transfer_open_from on ss_transfer (from_location, requested_at)
    where ended_at is null;
  create index ss_transfer_open_to on ss_transfer (to_location, requested_at)
    where ended_at is null;
  create index ss_transfer_from on ss_transfer (from_location, requested_at, id);
  create index ss_transfer_to on ss_transfer (to_location, requested_at, id);
  create index ss_transfer_reference on ss_transfer (reference_kind, reference_id);

  create table ss_transfer_line (
    id uuid not null constraint ss_transfer_line_pkey primary key,
    transfer_id uuid not null
      constraint ss_transfer_line_transfer_fkey references ss_transfer,
    place integer not null,
    item_id uuid not null
      constraint ss_transfer_line_item_fkey references base_item,
    style_id uuid not null,
    condition text not null
      constraint ss_transfer_line_condition_known
      check (condition in ('sellable', 'display', 'to-inspect', 'damaged')),
    -- 0: nobody asked for it, it was in the parcel.
    requested integer not null
      constraint ss_transfer_line_requested_not_negative check (requested >= 0),
    accepted integer not null default 0,
    picked integer not null default 0,
    shipped integer not null default 0,
    -- The promise that guards the pieces until they leave.
    hold_id uuid,
    constraint ss_transfer_line_once unique (transfer_id, item_id, condition),
    constraint ss_transfer_line_no_more_than_agreed
      check (accepted between 0 and requested and picked between 0 and accepted
        and shipped between 0 and picked)
  ) with (fillfactor = 80);
  create unique index ss_transfer_line_hold on ss_transfer_line (hold_id) where hold_id is not null;
`;

const SHIPMENTS = `
  -- The numbers of transport documents: one row is the last one given to a company in a year.
  create table ss_document_series (
    company_id uuid not null
      constraint ss_document_series_company references base_company,
    year integer not null,
    last_number bigint not null
      constraint ss_document_series_counts_up check (last_number >= 0),
    constraint ss_document_series_pkey primary key (company_id, year)
  ) with (fillfactor = 50);

  create table ss_shipment (
    id uuid not null constraint ss_shipment_pkey primary key,
    transfer_id uuid not null
      constraint ss_shipment_transfer_fkey references ss_transfer,
    code text not null constraint ss_shipment_code_once unique,
    company_id uuid not null,
    document_year integer not null,
    document_number bigint not null,
    document_kind text not null
      constraint ss_shipment_document_known check (document_kind in ('ddt', 'internal')),
    document_day date not null,
    -- What stands on the paper, as it was on that day: names and addresses change.
    paper jsonb not null,
    carried_by text not null
      constraint ss_shipment_carried_known check (carried_by in ('sender', 'recipient', 'carrier')),
    carrier text,
    parcels integer not null
      constraint ss_shipment_has_parcels check (parcels > 0),
    weight_grams integer
      constraint ss_shipment_weighs check (weight_grams > 0),
    appearance text not null,
    started_at timestamptz not null,
    expected_on date not null,
    shipped_at timestamptz not null,
    shipped_by text not null,
    state text not null
      constraint ss_shipment_state_known
      check (state in ('in-transit', 'partly-received', 'counted', 'closed')),
    closed boolean not null generated always as (state = 'closed') stored,
    constraint ss_shipment_document_once unique (company_id, document_year, document_number),
    constraint ss_shipment_carrier_named check (carried_by <> 'carrier' or carrier is not null),
    -- What the lines hang on: closing a shipment closes them, in the same statement.
    constraint ss_shipment_closes_its_lines unique (id, closed)
  ) with (fillfactor = 80);
  create index ss_shipment_transfer on ss_shipment (transfer_id);

  create table ss_shipment_line (
    shipment_id uuid not null,
    line_id uuid not null
      constraint ss_shipment_line_line_fkey references ss_transfer_line,
    -- By the paper; 0: the paper does not name it.
    quantity integer not null
      constraint ss_shipment_line_quantity_not_negative check (quantity >= 0),
    received integer not null default 0,
    damaged integer not null default 0,
    -- Cleared without arriving: written off or gone back (above 0), found to have been more (below).
    settled integer not null default 0,
    shipment_closed boolean not null default false,
    constraint ss_shipment_line_pkey primary key (shipment_id, line_id),
    constraint ss_shipment_line_follows_its_shipment foreign key (shipment_id, shipment_closed)
      references ss_shipment (id, closed) on update cascade,
    constraint ss_shipment_line_received_known
      check (damaged >= 0 and received >= damaged),
    -- Transit = sent − received − cleared, and nothing of a closed shipment is in transit.
    constraint ss_shipment_line_closed_with_nothing_in_transit
      check (not shipment_closed or quantity - received - settled = 0)
  ) with (fillfactor = 80);
  create index ss_shipment_line_line on ss_shipment_line (line_id);
`;

const RECEIPTS = `
  create table ss_transfer_receipt (
    id uuid not null constraint ss_transfer_receipt_pkey primary key,
    transfer_id uuid not null
      constraint ss_transfer_receipt_transfer_fkey references ss_transfer,
    shipment_id uuid not null
      constraint ss_transfer_receipt_shipment_fkey references ss_shipment,
    number integer not null
      constraint ss_transfer_receipt_number_positive check (number > 0),
    complete boolean not null,
    as_sent boolean not null,
    note text,
    received_at timestamptz not null,
    received_by text not null,
    constraint ss_transfer_receipt_number_once unique (transfer_id, number)
  );
  create index ss_transfer_receipt_shipment on ss_transfer_receipt (shipment_id);
  create table ss_transfer_receipt_line (
    receipt_id uuid not null
      constraint ss_transfer_receipt_line_receipt_fkey references ss_transfer_receipt,
    line_id uuid not null
      constraint ss_transfer_receipt_line_line_fkey references ss_transfer_line,
    -- What was still to come when it was counted.
    expected integer not null,
    good integer not null,
    damaged integer not null,
    unexpected boolean not null,
    constraint ss_transfer_receipt_line_pkey primary key (receipt_id, line_id),
    constraint ss_transfer_receipt_line_counts check (good >= 0 and damaged >= 0)
  );
  -- A receipt is a document: what was counted wrong is put right by a difference, not by rewriting it.
  create trigger ss_transfer_receipt_append_only before update or delete on ss_transfer_receipt
    for each row execute function ss_refuse_rewrite();
  create trigger ss_transfer_receipt_line_append_only
    before update or delete on ss_transfer_receipt_line
    for each row execute function ss_refuse_rewrite();

  create table ss_discrepancy (
    id uuid not null constraint ss_discrepancy_pkey primary key,
    transfer_id uuid not null
      constraint ss_discrepancy_transfer_fkey references ss_transfer,
    shipment_id uuid not null,
    line_id uuid not null,
    kind text not null
      constraint ss_discrepancy_kind_known
      check (kind in ('short', 'over', 'unexpected', 'damaged')),
    quantity integer not null
      constraint ss_discrepancy_quantity_positive check (quantity > 0),
    -- What it takes out of transit (above 0) or puts into it (below 0), once it is resolved.
    settled integer not null default 0,
    opened_at timestamptz not null,
    opened_by text not null,
    resolution text
      constraint ss_discrepancy_resolution_known
      check (resolution in ('lost', 'damaged', 'miscount', 'mis-shipped', 'arrived', 'back')),
    answers text
      constraint ss_discrepancy_answers_known
      check (answers in ('source', 'destination', 'carrier')),
    note text,
    resolved_at timestamptz,
    resolved_by text,
    constraint ss_discrepancy_line_fkey foreign key (shipment_id, line_id)
      references ss_shipment_line (shipment_id, line_id),
    constraint ss_discrepancy_resolved_whole
      check ((resolution is null) = (resolved_at is null)
        and (resolution is null) = (resolved_by is null)
        -- Pieces that came after all: nobody answers for them.
        and (resolution is null or resolution = 'arrived') = (answers is null)),
    constraint ss_discrepancy_settles_what_it_was check (
      case when resolution is null or resolution = 'arrived' then settled = 0
        when kind = 'short' then settled = quantity
        when kind = 'damaged' then settled = 0
        else settled = -quantity end)
  ) with (fillfactor = 80);
  create index ss_discrepancy_transfer on ss_discrepancy (transfer_id);
  create index ss_discrepancy_shipment on ss_discrepancy (shipment_id);
`;
