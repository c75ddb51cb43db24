import { QueryClient } from '@tanstack/react-query';
import { expect } from 'chai';
import type { Cursor } from '../../../server/events/event.ts';
import type { LiveClient, SubscriptionHandlers } from '../../../server/live/client.ts';
import type { LiveEvent } from '../../../server/live/protocol.ts';
import { createLiveViews, type LiveReply } from '../../../server/ui/live.ts';

const at = (position: number): Cursor => ({ epoch: 'e', tx: '1', position: String(position) });
const sold = (position: number, pieces: number): LiveEvent => ({
  cursor: at(position),
  type: 'example.sold.v1',
  stream: 's',
  locationId: null,
  payload: { pieces },
  occurredAt: '2026-11-21T15:28:00Z',
});
const KEY = ['GET', '/api/example/stock', {}];
const apply = (left: number, event: LiveEvent) =>
  left - (event.payload as { pieces: number }).pieces;

interface Spy {
  readonly client: LiveClient;
  readonly rooms: string[];
  readonly resumed: Cursor[];
  handlers: SubscriptionHandlers | null;
}

function liveSpy(): Spy {
  const spy: Spy = {
    rooms: [],
    resumed: [],
    handlers: null,
    client: {
      subscribe(room, _cursor, handlers) {
        spy.rooms.push(room);
        spy.handlers = handlers;
        return {
          cursor: () => at(0),
          resume: (cursor) => void spy.resumed.push(cursor),
          close: () => void spy.rooms.splice(spy.rooms.indexOf(room), 1),
        };
      },
      onConnection: () => () => undefined,
      close: () => undefined,
    },
  };
  return spy;
}

/** A view of ten pieces, read at the first place of the feed. */
function shop(): { queries: QueryClient; spy: Spy; views: ReturnType<typeof createLiveViews> } {
  const queries = new QueryClient();
  queries.setQueryData<LiveReply<number>>(KEY, { view: 10, cursor: at(1) });
  const spy = liveSpy();
  return { queries, spy, views: createLiveViews(queries, spy.client) };
}

const hold = { key: KEY, rooms: ['stock:MI01'], cursor: at(1), onRefused: () => undefined };

describe('a live view', () => {
  it('follows the events of its room, and remembers how far it has come', () => {
    const { queries, spy, views } = shop();
    views.hold({ ...hold, apply });
    spy.handlers!.onBatch([sold(2, 1), sold(3, 4)]);
    expect(queries.getQueryData(KEY)).to.deep.equal({ view: 5, cursor: at(3) });
  });

  it('applies each event once, however many parts of the page show it', () => {
    const { queries, spy, views } = shop();
    const leaveRail = views.hold({ ...hold, apply });
    views.hold({ ...hold, apply });
    expect(spy.rooms).to.deep.equal(['stock:MI01']);

    leaveRail();
    spy.handlers!.onBatch([sold(2, 1)]);
    expect(queries.getQueryData<LiveReply<number>>(KEY)!.view).to.equal(9);
  });

  it('leaves the room with the last part that showed it', () => {
    const { spy, views } = shop();
    const leaveRail = views.hold({ ...hold, apply });
    const leaveScreen = views.hold({ ...hold, apply });
    leaveRail();
    expect(spy.rooms).to.have.lengthOf(1);
    leaveScreen();
    expect(spy.rooms).to.have.lengthOf(0);
    expect(views.holds(KEY)).to.equal(false);
  });

  it('is read again, whole and once, when events do not carry what it shows', async () => {
    const { queries, spy, views } = shop();
    let read = 0;
    const stop = queries.getQueryCache().subscribe(() => undefined);
    await queries.query({
      queryKey: KEY,
      staleTime: 0,
      queryFn: () => {
        read += 1;
        views.snapshot(KEY, at(9));
        return { view: 3, cursor: at(9) };
      },
    });
    views.hold({ ...hold, apply: () => 'fetch-again' as const });
    const again = new Promise<void>((done) => {
      queries.getQueryCache().subscribe(({ type }) => {
        if (type === 'updated' && read === 2) done();
      });
    });
    spy.handlers!.onBatch([sold(2, 1)]);
    spy.handlers!.onBatch([sold(3, 1)]);
    await again;

    expect(read).to.equal(2);
    expect(spy.resumed).to.deep.equal([at(9)]);
    stop();
    queries.clear();
  });

  it('of several rooms is kept by the events of each, and leaves all of them', () => {
    const { queries, spy, views } = shop();
    const leave = views.hold({ ...hold, rooms: ['stock:MI01', 'stock:MI02'], apply });
    expect(spy.rooms).to.deep.equal(['stock:MI01', 'stock:MI02']);
    spy.handlers!.onBatch([sold(7, 2)]);
    const reply = queries.getQueryData<LiveReply<number>>(KEY)!;
    expect(reply.view).to.equal(8);
    // The other room may not have come as far: from the snapshot on, nothing is missed.
    expect(reply.cursor).to.deep.equal(at(1));
    views.snapshot(KEY, at(9));
    expect(spy.resumed).to.deep.equal([at(9), at(9)]);
    leave();
    expect(spy.rooms).to.deep.equal([]);
  });
});
