import type { Knex } from 'knex';

const ORDERS = `
  alter table oc_order
    -- Of what was paid, what is on record as owed back: given back already, or not yet.
    add column refund_minor bigint not null default 0,
    -- Of that, what has been given back.
    add column refunded_minor bigint not null default 0,
    drop constraint oc_order_paid_within_total,
    add constraint oc_order_paid_within_total
      check (paid_minor >= 0 and paid_minor - refund_minor <= total_minor),
    add constraint oc_order_refunds_within_paid
      check (refunded_minor between 0 and refund_minor and refund_minor <= paid_minor);
  comment on column oc_order.total_minor is
    'Everything ever sold on this order: a piece swapped at the counter counts beside the one it replaces';
  create index oc_order_to_collect on oc_order (collect_by) where state = 'ready';
`;

const REFUNDS = `
  -- One row without a location for the whole chain; a shop's own row goes before it.
  create table oc_refund_policy (
    location_id text
      constraint oc_refund_policy_location references base_location,
    -- Up to this amount the shop may give money back over the counter, with another tender than the payment's.
    counter_up_to_minor bigint not null,
    -- What a customer who did not come may take in place of the money, as a share of it; null: no voucher.
    voucher_percent smallint,
    voucher_days smallint,
    -- From this many uncollected orders in twelve months on, the shop is advised to ask for prepayment.
    prepay_after_no_shows smallint not null,
    constraint oc_refund_policy_once unique nulls not distinct (location_id),
    constraint oc_refund_policy_positive check (
      counter_up_to_minor >= 0 and prepay_after_no_shows > 0),
    constraint oc_refund_policy_voucher check (
      (voucher_percent is null) = (voucher_days is null)
      and (voucher_percent is null or (voucher_percent between 1 and 200 and voucher_days > 0)))
  );
  insert into oc_refund_policy
    (location_id, counter_up_to_minor, voucher_percent, voucher_days, prepay_after_no_shows)
    values (null, 5000, 110, 365, 3);

  -- Money we owe a customer: what was paid for pieces they do not keep.
  create table oc_refund_due (
    id uuid constraint oc_refund_due_pkey primary key,
    order_id uuid not null
      constraint oc_refund_due_order references oc_order,
    location_id text not null
      constraint oc_refund_due_location references base_location,
    cause text not null
      constraint oc_refund_due_cause_known
      check (cause in ('cancelled', 'left-at-counter', 'swapped', 'not-collected')),
    amount_minor bigint not null
      constraint oc_refund_due_positive check (amount_minor > 0),
    currency text not null
      constraint oc_refund_due_currency_shape check (currency ~ '^[A-Z]{3}$'),
    -- settled: given back. withdrawn: the customer came after all.
    state text not null default 'due'
      constraint oc_refund_due_state_known check (state in ('due', 'settled', 'withdrawn')),
    -- In place of the money, if the customer expressly agrees.
    voucher_percent smallint,
    voucher_days smallint,
    handover_id uuid
      constraint oc_refund_due_handover references oc_handover,
    due_since timestamptz not null,
    actor_id text not null,
    closed_at timestamptz,
    closed_by text,
    -- With what it was given back over the counter.
    settled_with text
      constraint oc_refund_due_settled_with_known check (settled_with in ('cash', 'card')),
    constraint oc_refund_due_closed_by_somebody check (
      (state = 'due') = (closed_at is null) and (closed_at is null) = (closed_by is null)),
    constraint oc_refund_due_settled_with check (settled_with is null or state = 'settled'),
    constraint oc_refund_due_voucher check ((voucher_percent is null) = (voucher_days is null))
  );
  create index oc_refund_due_of_order on oc_refund_due (order_id);
  create index oc_refund_due_open on oc_refund_due (due_since, id) where state = 'due';
  create index oc_refund_due_recent on oc_refund_due (due_since desc, id desc);

  -- Which payments it goes back on: nothing beyond what each of them brought.
  create table oc_refund_due_part (
    refund_id uuid not null
      constraint oc_refund_due_part_refund references oc_refund_due,
    payment_id uuid not null
      constraint oc_refund_due_part_payment references oc_payment,
    amount_minor bigint not null
      constraint oc_refund_due_part_positive check (amount_minor > 0),
    constraint oc_refund_due_part_pkey primary key (refund_id, payment_id)
  );
  create index oc_refund_due_part_of_payment on oc_refund_due_part (payment_id);
`;

/** What was owed back before anybody kept a record of it: cancelled orders that had been paid. */
const OWED_UNTIL_NOW = `
  insert into oc_refund_due
    (id, order_id, location_id, cause, amount_minor, currency, due_since, actor_id)
    select gen_random_uuid(), id, location_id, 'cancelled', paid_minor - (total_minor - cancelled_minor),
      currency, coalesce(ended_at, placed_at), 'system'
    from oc_order where paid_minor > total_minor - cancelled_minor;
  insert into oc_refund_due_part (refund_id, payment_id, amount_minor)
    select refund_id, payment_id, part
    from (
      select r.id as refund_id, p.id as payment_id,
        least(p.amount_minor, r.amount_minor - coalesce(sum(p.amount_minor) over (
          partition by r.id order by p.paid_at, p.id
          rows between unbounded preceding and 1 preceding), 0)) as part
      from oc_refund_due as r join oc_payment as p on p.order_id = r.order_id
    ) as parts where part > 0;
  update oc_order as o set refund_minor = r.amount_minor
    from oc_refund_due as r where r.order_id = o.id;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(ORDERS);
  await knex.raw(REFUNDS);
  await knex.raw(OWED_UNTIL_NOW);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_refund_due_part, oc_refund_due, oc_refund_policy;
    drop index oc_order_to_collect;
    alter table oc_order drop column refunded_minor, drop column refund_minor`);
}
