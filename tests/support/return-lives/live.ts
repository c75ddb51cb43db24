import { isDeepStrictEqual } from 'node:util';
import { applyToDesk, returnsRoom } from '../../../modules/omnichannel/returns/live.ts';
import { returnsDeskEndpoint } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { Play } from './command.ts';
import type { Shop } from './world.ts';

/**
 * Opens the desks of both shops now; what is given back looks whether a desk that only followed the
 * events since is the desk of somebody who opens it then.
 */
export async function followDesks(play: Play): Promise<() => Promise<void>> {
  const { here, there } = play.world;
  const since = await lastPosition(play);
  const atFirst = await Promise.all([here, there].map((shop) => deskOf(play, shop)));
  return async () => {
    for (const [place, shop] of [here, there].entries()) {
      let desk = atFirst[place]!;
      // Told twice, and from a little before: neither may change anything.
      const events = await eventsOf(play, shop, since);
      for (const event of events.flatMap((each) => [each, each])) desk = applyToDesk(desk, event);
      const fresh = await deskOf(play, shop);
      const [followed, opened] = [byId(desk.rows), byId(fresh.rows)];
      if (!isDeepStrictEqual(followed, opened)) {
        const shown = JSON.stringify({ followed, opened });
        throw new Error(`13 a desk that followed the events is another than a fresh one: ${shown}`);
      }
    }
  };
}

function byId<T extends { readonly returnId: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.returnId < b.returnId ? -1 : 1));
}

async function deskOf({ world }: Play, shop: Shop) {
  const { view } = await world.server.call(
    returnsDeskEndpoint,
    { locationId: shop.id },
    { as: shop.manager },
  );
  return view;
}

async function lastPosition({ world }: Play): Promise<number> {
  const { rows } = await world.server.database.db.raw<{ rows: { last: number }[] }>(
    'select coalesce(max(position), 0)::bigint as last from core_outbox',
  );
  return rows[0]!.last;
}

async function eventsOf({ world }: Play, shop: Shop, since: number): Promise<LiveEvent[]> {
  const { rows } = await world.server.database.db.raw<{ rows: LiveEvent[] }>(
    `select type, stream, location_id as "locationId", payload, occurred_at as "occurredAt"
     from core_outbox where position > ? and ? = any (rooms) order by tx, position`,
    [since, returnsRoom(shop.id)],
  );
  return rows;
}
