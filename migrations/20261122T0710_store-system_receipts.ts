import type { Knex } from 'knex';

/**
 * What tills sold: header, lines with the frozen share of every discount in each piece, tenders, and where
 * the fiscal document stands. Nothing of it is ever changed: a return is a document of its own.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(TABLES);
  await knex.raw(ADDS_UP);
  await knex.raw(`
    create view ss_sold_line as
    select receipt.id as receipt_id, receipt.location_id, receipt.channel, receipt.kind,
      receipt.issued_at, receipt.business_day, receipt.customer_id, receipt.currency,
      receipt.total_minor as receipt_total_minor, line.line_number, line.item_id, line.quantity,
      line.list_price_minor, line.total_minor, line.vat_rate
    from ss_receipt receipt join ss_receipt_line line on line.receipt_id = receipt.id`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop view ss_sold_line;
    drop table ss_receipt_tender, ss_receipt_piece, ss_receipt_line, ss_receipt;
    drop function ss_receipt_must_add_up`);
}

const TABLES = `
  create table ss_receipt (
    id uuid not null constraint ss_receipt_pkey primary key,
    location_id text not null
      constraint ss_receipt_location references base_location,
    kind text not null
      constraint ss_receipt_kind_known check (kind in ('sale', 'return')),
    till_id text not null,
    -- The till's own number of it: the same one again is the same receipt.
    external_id text not null,
    channel text not null default 'store',
    customer_id uuid,
    currency text not null,
    total_minor bigint not null
      constraint ss_receipt_total_not_negative check (total_minor >= 0),
    discount_minor bigint not null,
    vat_minor bigint not null,
    -- To the nearest five cents, where all is paid in cash.
    rounding_minor bigint not null default 0
      constraint ss_receipt_rounding_small check (rounding_minor between -2 and 2),
    -- Serial number of the fiscal printer, closing number, document number.
    rt_serial text,
    z_number integer,
    document_number integer,
    issued_at timestamptz not null,
    business_day date not null,
    -- What priced it, and from which prices: it can be computed again.
    priced_by text,
    snapshot_version text,
    -- Of a return: the receipt the goods were sold with.
    returns_id uuid
      constraint ss_receipt_returns references ss_receipt,
    content_digest text not null,
    import_id uuid,
    recorded_by text not null,
    recorded_at timestamptz not null,
    constraint ss_receipt_external_once unique (location_id, external_id),
    constraint ss_receipt_fiscal_whole
      check ((rt_serial is null) = (z_number is null) and (rt_serial is null) = (document_number is null))
  );
  create unique index ss_receipt_fiscal_once
    on ss_receipt (rt_serial, z_number, document_number) where rt_serial is not null;
  create index ss_receipt_of_day on ss_receipt (location_id, issued_at, id);
  create index ss_receipt_issued on ss_receipt (issued_at, id);
  create index ss_receipt_customer on ss_receipt (customer_id) where customer_id is not null;

  create table ss_receipt_line (
    receipt_id uuid not null
      constraint ss_receipt_line_of references ss_receipt,
    line_number integer not null,
    item_id uuid not null
      constraint ss_receipt_line_item references base_item,
    quantity integer not null
      constraint ss_receipt_line_quantity_positive check (quantity > 0),
    list_price_minor bigint not null,
    discount_minor bigint not null,
    total_minor bigint not null,
    vat_rate numeric(4, 2) not null,
    vat_minor bigint not null,
    constraint ss_receipt_line_pkey primary key (receipt_id, line_number),
    constraint ss_receipt_line_adds_up
      check (total_minor = list_price_minor * quantity - discount_minor),
    constraint ss_receipt_line_not_negative check (total_minor >= 0 and discount_minor >= 0)
  );
  create index ss_receipt_line_item on ss_receipt_line (item_id);

  -- Equal pieces of a line, with what each promotion took off one of them.
  create table ss_receipt_piece (
    receipt_id uuid not null,
    line_number integer not null,
    place integer not null,
    quantity integer not null
      constraint ss_receipt_piece_quantity_positive check (quantity > 0),
    list_price_minor bigint not null,
    discount_minor bigint not null,
    pay_minor bigint not null
      constraint ss_receipt_piece_not_negative check (pay_minor >= 0),
    discounts jsonb not null,
    constraint ss_receipt_piece_pkey primary key (receipt_id, line_number, place),
    constraint ss_receipt_piece_of foreign key (receipt_id, line_number)
      references ss_receipt_line (receipt_id, line_number),
    constraint ss_receipt_piece_adds_up check (pay_minor = list_price_minor - discount_minor)
  );

  create table ss_receipt_tender (
    receipt_id uuid not null
      constraint ss_receipt_tender_of references ss_receipt,
    place integer not null,
    kind text not null
      constraint ss_receipt_tender_kind_known check (kind in ('cash', 'card', 'gift-card', 'voucher',
        'return-voucher', 'bank-transfer', 'online', 'other')),
    amount_minor bigint not null
      constraint ss_receipt_tender_positive check (amount_minor > 0),
    reference text,
    constraint ss_receipt_tender_pkey primary key (receipt_id, place)
  );
`;

// Asked at commit, when header, lines, pieces and tenders all stand.
const ADDS_UP = `
  create function ss_receipt_must_add_up() returns trigger language plpgsql as $$
  declare
    receipt ss_receipt;
    lines bigint;
    discounts bigint;
    vat bigint;
    pieces bigint;
    tenders bigint;
  begin
    select * into receipt from ss_receipt where id = new.id;
    select coalesce(sum(total_minor), 0), coalesce(sum(discount_minor), 0), coalesce(sum(vat_minor), 0)
      into lines, discounts, vat from ss_receipt_line where receipt_id = new.id;
    select coalesce(sum(quantity * pay_minor), 0) into pieces
      from ss_receipt_piece where receipt_id = new.id;
    select coalesce(sum(amount_minor), 0) into tenders
      from ss_receipt_tender where receipt_id = new.id;
    if lines <> receipt.total_minor or pieces <> receipt.total_minor
      or discounts <> receipt.discount_minor or vat <> receipt.vat_minor
      or tenders <> receipt.total_minor + receipt.rounding_minor
    then
      raise exception 'receipt %: lines %, pieces %, tenders %, total %, rounding %',
        receipt.external_id, lines, pieces, tenders, receipt.total_minor, receipt.rounding_minor
        using errcode = '23514', constraint = 'ss_receipt_adds_up';
    end if;
    return null;
  end $$;
  create constraint trigger ss_receipt_adds_up after insert or update on ss_receipt
    deferrable initially deferred for each row execute function ss_receipt_must_add_up();
`;
