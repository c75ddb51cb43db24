import { expect } from 'chai';
import { comparePlaces, lostPlace } from '../../../server/events/cursor.ts';
import { recentEvents } from '../../../server/events/recent.ts';
import type { StoredEvent } from '../../../server/events/event.ts';
import { originAllowed } from '../../../server/live/rooms.ts';
import { admission } from '../../../server/live/admission.ts';
import { sharedReads } from '../../../server/live/shared-reads.ts';
import { gate } from '../../support/gate.ts';

const place = (tx: string | number, position: string | number = 0) => ({
  tx: String(tx),
  position: String(position),
});

function event(tx: number, position: number, rooms: readonly string[]): StoredEvent {
  return {
    cursor: { epoch: 'e', ...place(tx, position) },
    type: 'test.happened.v1',
    stream: 'test',
    rooms,
    locationId: null,
    payload: {},
    actorId: 'test',
    occurredAt: '2026-11-22T00:00:00.000Z',
  };
}

describe('places in the feed', () => {
  it('are ordered as numbers, also beyond what a JavaScript number holds', () => {
    expect(comparePlaces(place(9), place(10))).to.be.below(0);
    expect(comparePlaces(place('18446744073709551615'), place('18446744073709551614'))).to.be.above(
      0,
    );
    expect(comparePlaces(place(5, 2), place(5, 10))).to.be.below(0);
    expect(comparePlaces(place(5, 2), place(5, 2))).to.equal(0);
  });

  it('are lost in another epoch, below what is kept, and beyond the end', () => {
    const feed = { epoch: 'e', floor: place(100, 5), end: place(200) };
    const lost = (tx: number, position: number, epoch = 'e') =>
      lostPlace({ epoch, ...place(tx, position) }, feed);
    expect(lost(150, 0)).to.equal(null);
    expect(lost(100, 5)).to.equal(null);
    expect(lost(200, 0)).to.equal(null);
    expect(lost(100, 4)).to.equal('forgotten');
    expect(lost(201, 0)).to.equal('ahead');
    expect(lost(150, 0, 'another')).to.equal('other-epoch');
  });
});

describe('the memory of recent events', () => {
  it('gives the events of a room after a place, and owns up when it does not reach back', () => {
    const recent = recentEvents();
    recent.restart(place(10), [event(11, 1, ['a']), event(12, 2, ['b'])]);
    recent.add([event(13, 3, ['a', 'b'])]);
    const positions = (room: string, tx: number, position = 0) =>
      recent.since(room, place(tx, position))?.map(({ cursor }) => cursor.position) ?? null;
    expect(positions('a', 10)).to.deep.equal(['1', '3']);
    expect(positions('a', 11, 1)).to.deep.equal(['3']);
    expect(positions('b', 13, 3)).to.deep.equal([]);
    expect(positions('c', 10)).to.deep.equal([]);
    expect(positions('a', 9)).to.equal(null);
  });

  it('forgets the oldest half when it is full, and knows what it forgot', () => {
    const recent = recentEvents(10);
    recent.restart(place(0), []);
    for (let n = 1; n <= 11; n += 1) recent.add([event(n, n, ['a'])]);
    expect(recent.since('a', place(5, 5))).to.equal(null);
    expect(recent.since('a', place(6, 6))?.map(({ cursor }) => cursor.tx)).to.deep.equal([
      '7',
      '8',
      '9',
      '10',
      '11',
    ]);
  });
});

describe('where a page may come from', () => {
  const own = { host: 'till-3:3000', cookie: 'session=1' };
  const allowed = (headers: Parameters<typeof originAllowed>[0]) =>
    originAllowed(headers, 'https://bottega.lungarno.example');

  it('is the server itself or its public address', () => {
    expect(allowed({ ...own, origin: 'http://till-3:3000' })).to.equal(true);
    expect(allowed({ ...own, origin: 'https://bottega.lungarno.example' })).to.equal(true);
    expect(allowed({ ...own, origin: 'https://bottega.lungarno.example.evil.test' })).to.equal(
      false,
    );
    expect(allowed({ ...own, origin: 'null' })).to.equal(false);
  });

  it('must be said by whoever brings a cookie, and need not be by a program with a key', () => {
    expect(allowed(own)).to.equal(false);
    expect(allowed({ host: 'till-3:3000' })).to.equal(true);
  });
});

describe('a crowd that comes back together', () => {
  const at = { epoch: 'e', ...place(1) };

  it('is let in a few at a time, in the order it came', async () => {
    const admit = admission(2);
    const doors = [gate(), gate(), gate()];
    const inside: number[] = [];
    const visits = doors.map((door, n) =>
      admit(async () => {
        inside.push(n);
        await door.passed;
      }),
    );
    await Promise.resolve();
    expect(inside).to.deep.equal([0, 1]);
    doors[1]!.open();
    await visits[1];
    await Promise.resolve();
    expect(inside).to.deep.equal([0, 1, 2]);
    doors[0]!.open();
    doors[2]!.open();
    await Promise.all(visits);
  });

  it('asks once for all who stand at the same place, and again after a failure', async () => {
    let asked = 0;
    const read = sharedReads(async (room) => {
      asked += 1;
      if (asked === 1) throw new Error('not now');
      return room;
    });
    expect(await read('a', at).catch(() => 'failed')).to.equal('failed');
    expect(await Promise.all([read('a', at), read('a', at), read('b', at)])).to.deep.equal([
      'a',
      'a',
      'b',
    ]);
    expect(asked).to.equal(3);
  });
});
