import type { OrderFile } from './file.ts';
import { moved, refused, type Decision } from './life.ts';

/** A waiting order is kept until a later day: once, and never for less long than before. */
export function extend(file: OrderFile, until: Date, now: Date): Decision {
  if (!mayExtend(file, now) || until <= file.collectBy!) return refused('state');
  return moved(file, { collectBy: until, extendedAt: now });
}

/** The shop stays closed on the last day: a later one, and the extension is still the customer's to ask for. */
export function keepOverClosing(file: OrderFile, until: Date): Decision {
  if (file.state !== 'ready' || file.collectBy === null || until <= file.collectBy) {
    return refused('state');
  }
  return moved(file, { collectBy: until });
}

/** Whether its deadline can still be moved. */
export function mayExtend(
  file: Pick<OrderFile, 'state' | 'collectBy' | 'extendedAt'>,
  now: Date,
): boolean {
  return (
    file.state === 'ready' &&
    file.extendedAt === null &&
    file.collectBy !== null &&
    now < file.collectBy
  );
}
