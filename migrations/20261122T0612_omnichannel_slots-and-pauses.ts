import type { Knex } from 'knex';

/** How many orders a shop has promised for each slot, and when it takes none at all. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A slot of a shop that has promises in it. Never more of them than places: the database keeps that.
    create table oc_slot (
      location_id text not null
        constraint oc_slot_location references base_location,
      starts_at timestamptz not null,
      -- Orders or pieces, as the policy counted when the last of them came.
      booked integer not null,
      places integer not null,
      constraint oc_slot_pkey primary key (location_id, starts_at),
      constraint oc_slot_never_overbooked check (booked between 0 and places)
    ) with (fillfactor = 80);

    -- Which order takes how many places of which slots.
    create table oc_slot_booking (
      order_id uuid not null
        constraint oc_slot_booking_order references oc_order deferrable initially deferred,
      location_id text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      quantity integer not null
        constraint oc_slot_booking_positive check (quantity > 0),
      constraint oc_slot_booking_pkey primary key (order_id, location_id, starts_at),
      constraint oc_slot_booking_slot foreign key (location_id, starts_at) references oc_slot
    );
    create index oc_slot_booking_of_slot on oc_slot_booking (location_id, starts_at);

    create table oc_pickup_pause (
      id uuid constraint oc_pickup_pause_pkey primary key,
      location_id text not null
        constraint oc_pickup_pause_location references base_location,
      reason text not null,
      paused_at timestamptz not null,
      -- Null: until somebody resumes.
      until_at timestamptz,
      actor_id text not null,
      actor_name text not null,
      ended_at timestamptz,
      ended_by text,
      constraint oc_pickup_pause_ends_once check ((ended_at is null) = (ended_by is null)),
      constraint oc_pickup_pause_forwards check (until_at > paused_at)
    );
    create unique index oc_pickup_pause_one_open
      on oc_pickup_pause (location_id) where ended_at is null;`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table oc_pickup_pause, oc_slot_booking, oc_slot');
}
