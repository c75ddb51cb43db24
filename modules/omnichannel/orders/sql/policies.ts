import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { Text } from '../../../../server/kernel/text.ts';

export interface Channel {
  readonly id: string;
  readonly title: Text;
  readonly currency: string;
  /** How far the shop may be that takes the place of one without the pieces; null: none may. */
  readonly otherShopWithinMetres: number | null;
}

export interface PickupPolicy {
  readonly acknowledgeMinutes: number;
  readonly readyOpeningMinutes: number;
  readonly collectDays: number;
  readonly reminderDays: readonly number[];
  readonly undoSeconds: number;
}

export interface Policies {
  /** Of the channels in use, by id. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** A shop's own policy, or the chain's. */
  pickup(locationId: string): PickupPolicy;
}

interface PolicyRow {
  readonly channels: readonly Channel[];
  readonly pickups: readonly (PickupPolicy & { readonly locationId: string | null })[];
}

/** All of it in one statement: a handful of rows that every order needs. */
export async function readPolicies(read: Read): Promise<Policies> {
  const [row] = await prepared<PolicyRow>(
    read.sql,
    `
    select
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', c.id,
          'title', jsonb_build_object('it', c.title_it, 'en', c.title_en),
          'currency', c.currency,
          'otherShopWithinMetres', s.other_shop_within_metres)), '[]')
        from oc_channel as c left join oc_sourcing_policy as s on s.channel = c.id
        where c.active) as channels,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'locationId', p.location_id,
          'acknowledgeMinutes', p.acknowledge_minutes,
          'readyOpeningMinutes', p.ready_opening_minutes,
          'collectDays', p.collect_days,
          'reminderDays', p.reminder_days,
          'undoSeconds', p.undo_seconds)), '[]')
        from oc_pickup_policy as p) as pickups`,
    {},
  );
  const { channels, pickups } = row!;
  const byLocation = new Map(pickups.map((policy) => [policy.locationId, policy]));
  return {
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    pickup: (locationId) => {
      const policy = byLocation.get(locationId) ?? byLocation.get(null);
      if (!policy) throw new Error('oc_pickup_policy has no row for the whole chain');
      return policy;
    },
  };
}

/** What channels are called, also those no longer in use. */
export async function readChannelTitles(read: Read): Promise<ReadonlyMap<string, Text>> {
  const { rows } = await read.sql.raw<{ rows: { id: string; it: string; en: string }[] }>(
    'select id, title_it as it, title_en as en from oc_channel',
  );
  return new Map(rows.map(({ id, it, en }) => [id, { it, en }]));
}
