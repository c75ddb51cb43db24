import type { OrderFile } from './file.ts';
import { moved, refused, type Decision } from './life.ts';

/** A waiting order is kept until a later day: once, and never for less long than before. */
export function extend(file: OrderFile, until: Date, now: Date): Decision {
  if (!mayExtend(file, now) || until <= file.collectBy!) return refused('state');
  return moved(file, { collectBy: until, extendedAt: now });
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
