import type { IncomingHttpHeaders } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { Actor } from '../auth/actor.ts';
import type { StoredEvent } from '../events/event.ts';
import type { ClientMessages, LiveEvent, ServerMessages } from './protocol.ts';

/** What the gateway knows of one connected screen. */
export interface ScreenState {
  /** As of the last check of its rights. */
  actor: Actor;
  readonly headers: IncomingHttpHeaders;
  /** Two screens of one session are asked about once. */
  readonly credential: string;
  /** The latest join of each room under way or done: leaving or joining again outdates it. */
  readonly joins: Map<string, symbol>;
  /** Something was sent since it last answered a check. */
  unchecked: boolean;
  checking: boolean;
}

type NoMessages = Record<string, never>;
export type Screen = Socket<ClientMessages, ServerMessages, NoMessages, ScreenState>;
export type ScreenServer = Server<ClientMessages, ServerMessages, NoMessages, ScreenState>;

/** Events of one batch. */
export const BATCH = 200;

export function liveEvent(event: StoredEvent): LiveEvent {
  const { cursor, type, stream, locationId, payload, occurredAt } = event;
  return { cursor, type, stream, locationId, payload, occurredAt };
}

/** Resolves when everything sent so far has left this process, or the screen is gone. */
export function drained(screen: Screen): Promise<void> {
  const { transport } = screen.conn;
  if (!screen.connected || transport.writable) return Promise.resolve();
  return new Promise((done) => {
    const finish = (): void => {
      transport.off('ready', finish);
      screen.off('disconnect', finish);
      done();
    };
    transport.on('ready', finish);
    screen.on('disconnect', finish);
  });
}
