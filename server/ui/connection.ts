import { useSyncExternalStore } from 'react';

/** Whether the server can be reached, and since when it is so. */
export interface Connection {
  readonly online: boolean;
  readonly since: Date;
}

let current: Connection = {
  online: typeof navigator === 'undefined' || navigator.onLine,
  since: new Date(),
};
const listeners = new Set<() => void>();

function become(online: boolean): void {
  if (current.online === online) return;
  current = { online, since: new Date() };
  for (const tell of listeners) tell();
}

/** A request or the socket got through. */
export function reached(): void {
  become(true);
}

/** A request found no server, or the socket fell and the device says that it has no network. */
export function unreached(): void {
  become(false);
}

export function connection(): Connection {
  return current;
}

export function onConnection(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, connection, connection);
}

/** Listens to the device itself: airplane mode is known before any request fails. */
export function watchDevice(): void {
  window.addEventListener('offline', unreached);
  window.addEventListener('online', reached);
}
