import { useSyncExternalStore } from 'react';

/** Why the log-in screen covers the work: it stays underneath, and is there again afterwards. */
export type Lock = 'none' | 'expired' | 'switching';

let lock: Lock = 'none';
const listeners = new Set<() => void>();

function become(next: Lock): void {
  if (lock === next) return;
  lock = next;
  for (const tell of listeners) tell();
}

/** The server no longer knows the session. */
export function sessionExpired(): void {
  if (lock === 'none') become('expired');
}

/** Somebody else takes the device: only a PIN or a password opens it again. */
export function lockForSwitch(): void {
  become('switching');
}

export function unlock(): void {
  become('none');
}

export function useLock(): Lock {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => lock,
  );
}
