import { useEffect, useSyncExternalStore } from 'react';
import { logOutEndpoint } from '../../auth/contracts.ts';
import { onConnection } from '../connection.ts';
import { useClient, type Client } from '../contract.ts';
import { keepWhatWasDone } from '../kit/undo.ts';

/** Set on the device while the server has not heard that somebody left: the page may be gone by then. */
const STORED = 'bottega.leaving';
const TRY_AGAIN_MS = 5_000;

let unheard = stored();
let left = unheard;
let ending: AbortController | null = null;
const listeners = new Set<() => void>();

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    // Storage can be switched off: then the mark lasts as long as the page.
    return unheard;
  }
}

function remember(mark: boolean): void {
  unheard = mark;
  try {
    if (mark) localStorage.setItem(STORED, '1');
    else localStorage.removeItem(STORED);
  } catch {
    // See `stored`.
  }
}

function become(next: boolean): void {
  left = next;
  for (const tell of listeners) tell();
}

/** Whether somebody left here and nobody has entered since, on this page or the one before. */
export function hasLeft(): boolean {
  return left;
}

/** The person leaves. Nobody is asked who is there, until somebody enters. */
export function leave(client: Client): void {
  remember(true);
  become(true);
  endSession(client);
}

/** Somebody entered: the session that was left was replaced by theirs, which nobody ends by mistake. */
export function enter(): void {
  ending?.abort();
  remember(false);
  become(false);
}

/** Tells the server, once at a time. It may answer later: see `useEndingSession`. */
function endSession(client: Client): void {
  if (ending !== null) return;
  const { signal } = (ending = new AbortController());
  const tell = async () => {
    try {
      // What this person could still take back is done in their name.
      await keepWhatWasDone();
      if (signal.aborted) return;
      await client.call(logOutEndpoint, {}, { signal });
      if (!signal.aborted) remember(false);
    } catch {
      // Not heard: the mark stays.
    } finally {
      ending = null;
    }
  };
  void tell();
}

/** Ends the session that was left as soon as somebody answers. Another page may have done it meanwhile. */
export function useEndingSession(): boolean {
  const client = useClient();
  const out = useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, hasLeft);
  useEffect(() => {
    if (!out) return;
    const end = () => {
      if (stored()) endSession(client);
    };
    end();
    const timer = setInterval(end, TRY_AGAIN_MS);
    const stop = onConnection(end);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [client, out]);
  return out;
}
