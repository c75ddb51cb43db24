import type { Knex } from 'knex';

/**
 * The states an order can be in besides the straight way: a piece that is not found (`short`), pieces
 * left at the counter (`refused`), an order nobody came for (`no-show`).
 */
const OPEN = `('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready')`;
const KNOWN = `state in
  ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready',
   'collected', 'refused', 'no-show', 'cancelled')`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order
      drop constraint oc_order_state_known,
      add constraint oc_order_state_known check (${KNOWN}),
      drop constraint oc_order_ends_once,
      add constraint oc_order_ends_once check (
        (state in ${OPEN}) = (ended_at is null) and (ended_at is null) = (ended_on is null)),
      drop constraint oc_order_prepared_by_somebody,
      add constraint oc_order_prepared_by_somebody check (
        state not in ('picking', 'short', 'picked') or picker_id is not null);
    comment on column oc_order.cancelled_minor is
      'Of the total, what belongs to pieces the customer does not keep: cancelled, refused, not collected';

    drop index oc_order_queue;
    create index oc_order_queue on oc_order (location_id, ready_by, id) where state in ${OPEN};

    -- Of the open pieces, those reported missing and not yet replaced: they have no hold.
    alter table oc_order_line
      add column short integer not null default 0,
      drop constraint oc_order_line_state_known,
      add constraint oc_order_line_state_known check (${KNOWN}),
      drop constraint oc_order_line_counts,
      add constraint oc_order_line_counts check (
        picked >= 0 and short >= 0 and collected >= 0 and refused >= 0 and no_show >= 0
        and cancelled >= 0
        and to_put_back between 0 and cancelled + refused + no_show
        and collected + refused + no_show + cancelled <= quantity
        and picked + short <= quantity - collected - refused - no_show - cancelled),
      drop constraint oc_order_line_open_while_pieces_are,
      add constraint oc_order_line_open_while_pieces_are check (
        (state in ${OPEN}) = (collected + refused + no_show + cancelled < quantity)),
      add constraint oc_order_line_short_while_pieces_are check ((state = 'short') = (short > 0));

    alter table oc_order_unit
      add column short boolean not null default false,
      add constraint oc_order_unit_short_while_open check (not short or fate = 'open');`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order_unit drop column short;
    alter table oc_order_line drop column short;`);
}
