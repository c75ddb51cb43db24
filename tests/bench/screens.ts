import { io } from 'socket.io-client';
import { createLiveClient, type LiveClient } from '../../server/live/client.ts';
import { LIVE_PATH } from '../../server/live/protocol.ts';
import type { Cursor } from '../../server/events/event.ts';
import { summary } from './load.ts';

const SCREENS = 500;
const CHANGES = 200;
const CHANGES_A_SECOND = 20;

/**
 * 500 screens in one shop's room; twenty changes a second. Latency is from the moment the command is
 * sent to the moment a screen has the event, for every screen and change.
 */
export async function changeToScreens(options: {
  readonly url: string;
  readonly cookie: string;
  readonly room: string;
  readonly cursor: () => Promise<Cursor>;
  /** Changes something; answers with what `itemIn` finds in the event that tells of it. */
  readonly change: (nth: number) => Promise<string>;
  readonly itemIn: (payload: object) => string;
}): Promise<{ p50: number; p99: number; delivered: number; due: number }> {
  const sentAt = new Map<string, number>();
  const seenBefore: [key: string, at: number][] = [];
  const latencies: number[] = [];
  const cursor = await options.cursor();
  const screens: LiveClient[] = [];
  for (let one = 0; one < SCREENS; one += 1) {
    const screen = createLiveClient(() =>
      io(options.url, {
        path: LIVE_PATH,
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: options.cookie, origin: options.url },
      }),
    );
    screen.subscribe(options.room, cursor, {
      onBatch: (events) => {
        const at = performance.now();
        for (const { payload } of events) {
          const itemId = options.itemIn(payload);
          const sent = sentAt.get(itemId);
          if (sent === undefined) seenBefore.push([itemId, at]);
          else latencies.push(at - sent);
        }
      },
      onFetchAgain: () => undefined,
    });
    screens.push(screen);
    if (one % 50 === 49) await pause(100);
  }
  await pause(2_000);
  latencies.length = 0;
  for (let nth = 0; nth < CHANGES; nth += 1) {
    const began = performance.now();
    // Screens may have it before the command is answered.
    const itemId = await options.change(nth);
    sentAt.set(itemId, began);
    for (const [key, at] of seenBefore.splice(0)) if (key === itemId) latencies.push(at - began);
    await pause(Math.max(0, 1_000 / CHANGES_A_SECOND - (performance.now() - began)));
  }
  await pause(1_500);
  for (const screen of screens) screen.close();
  return { ...summary(latencies), delivered: latencies.length, due: SCREENS * CHANGES };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
