import type { OrderFile } from './file.ts';
import { moved, refused, type Decision } from './life.ts';
import { isFinal } from './order.ts';

/** The promise is put off. It can be taken back until `undoUntil`, when the customer is told. */
export function delay(file: OrderFile, readyBy: Date, undoUntil: Date): Decision {
  if (isFinal(file.state) || file.state === 'ready') return refused('state');
  if (readyBy <= file.readyBy) return refused('state');
  return moved(file, {
    readyBy,
    firstReadyBy: file.firstReadyBy ?? file.readyBy,
    delayedFrom: file.readyBy,
    undoDelayUntil: undoUntil,
  });
}

/** The promise of before holds again, as long as the customer knows of no other. */
export function undoDelay(file: OrderFile, now: Date): Decision {
  if (!file.delayedFrom || !file.undoDelayUntil) return refused('state');
  if (file.undoDelayUntil <= now) return refused('told');
  const first = file.firstReadyBy;
  return moved(file, {
    readyBy: file.delayedFrom,
    firstReadyBy: first && first < file.delayedFrom ? first : null,
    delayedFrom: null,
    undoDelayUntil: null,
  });
}

/** Nobody of the shop has looked at it in time. */
export function escalate(file: OrderFile, now: Date): Decision {
  if (file.state !== 'placed' || file.escalatedAt || file.acknowledgeBy > now) {
    return refused('state');
  }
  return moved(file, { escalatedAt: now });
}
