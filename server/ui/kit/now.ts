import { useSyncExternalStore } from 'react';

/** One clock for the page, so that all timers of a screen change in the same moment. */
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function listen(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= setInterval(() => {
    now = new Date();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function snapshot(): Date {
  // Nobody listened for a while: the kept moment is old.
  if (timer === undefined && Date.now() - now.getTime() > 1000) now = new Date();
  return now;
}

/** The present moment, renewed every second. */
export function useNow(): Date {
  return useSyncExternalStore(listen, snapshot);
}

const MINUTE = 60_000;
let minute = new Date();

function minuteSnapshot(): Date {
  const moment = snapshot();
  if (Math.floor(moment.getTime() / MINUTE) !== Math.floor(minute.getTime() / MINUTE)) {
    minute = moment;
  }
  return minute;
}

/** The present minute: what shows minutes is drawn once a minute and not every second. */
export function useMinute(): Date {
  return useSyncExternalStore(listen, minuteSnapshot);
}
