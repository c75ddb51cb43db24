import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import { termsOf, type PickupTerms } from '../../promises/domain/terms.ts';

export interface Channel {
  readonly id: string;
  readonly title: Text;
  readonly currency: string;
  /** How far the shop may be that takes the place of one without the pieces; null: none may. */
  readonly otherShopWithinMetres: number | null;
}

/** What a shop's pickups go by now. */
export type PickupPolicy = PickupTerms;

export interface Policies {
  /** Of the channels in use, by id. */
  readonly channels: ReadonlyMap<string, Channel>;
  /** What a shop says itself, else what the chain says. */
  pickup(locationId: string): PickupPolicy;
  /** The shops that differ from the chain, and the pickups of the others. */
  readonly pickups: {
    readonly chain: PickupPolicy;
    readonly own: ReadonlyMap<string, PickupPolicy>;
  };
  /** Why and until when a shop takes no new orders; null: it does. */
  paused(locationId: string): Pause | null;
}

/** A shop that takes no new pickups for a while. */
export interface Pause {
  readonly locationId: string;
  readonly reason: string;
  /** ISO 8601; null: until somebody resumes. */
  readonly until: string | null;
}

interface PolicyRow {
  readonly channels: readonly Channel[];
  readonly pickups: readonly {
    readonly locationId: string | null;
    readonly terms: Partial<PickupTerms>;
  }[];
  readonly pauses: readonly Pause[];
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
          'locationId', p.location_id, 'terms', p.terms)), '[]')
        from (select distinct on (location_id) location_id, terms from oc_pickup_policy
              where valid_from <= :now
              order by location_id, valid_from desc, version desc) as p) as pickups,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'locationId', s.location_id, 'reason', s.reason, 'until', s.until_at)), '[]')
        from oc_pickup_pause as s
        where s.ended_at is null and s.paused_at <= :now
          and (s.until_at is null or s.until_at > :now)) as pauses`,
    { now: read.now },
  );
  const { channels, pickups, pauses } = row!;
  const chainTerms = pickups.find(({ locationId }) => locationId === null)?.terms;
  if (!chainTerms) throw new Error('oc_pickup_policy has no row for the whole chain');
  const chain = termsOf(chainTerms, undefined);
  const own = new Map(
    pickups.flatMap(({ locationId, terms }) =>
      locationId === null ? [] : [[locationId, termsOf(chainTerms, terms)] as const],
    ),
  );
  const paused = new Map(
    pauses.map(({ locationId, reason, until }) => [
      locationId,
      { locationId, reason, until: until && new Date(until).toISOString() },
    ]),
  );
  return {
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    pickup: (locationId) => own.get(locationId) ?? chain,
    pickups: { chain, own },
    paused: (locationId) => paused.get(locationId) ?? null,
  };
}

/** What channels are called, also those no longer in use. */
export async function readChannelTitles(read: Read): Promise<ReadonlyMap<string, Text>> {
  const rows = await prepared<{ id: string; it: string; en: string }>(
    read.sql,
    'select id, title_it as it, title_en as en from oc_channel',
    {},
  );
  return new Map(rows.map(({ id, it, en }) => [id, { it, en }]));
}

/** The same to choose from. */
export async function readSalesChannels(read: Read): Promise<{ id: string; title: Text }[]> {
  const titles = [...(await readChannelTitles(read))];
  return titles
    .map(([id, title]) => ({ id, title }))
    .sort((one, other) => one.title.it.localeCompare(other.title.it, 'it'));
}
