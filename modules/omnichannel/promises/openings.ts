import { closingAt, nextOpening, type Schedule } from '../../base/api.ts';
import type { Stretch } from './domain/slots.ts';

/** The openings of a shop from a moment on: the one that is under way is told from its own beginning. */
export function* openingsFrom(
  schedule: Schedule,
  from: Date,
  most: number,
): Generator<Stretch, void, undefined> {
  let at = beginOfOpening(schedule, from);
  for (let count = 0; count < most; count += 1) {
    const opens = nextOpening(schedule, at);
    const closes = opens && closingAt(schedule, opens);
    if (!opens || !closes) return;
    yield { opens, closes };
    at = closes;
  }
}

/** Looks back for the opening that is under way, so that slots are cut alike whoever asks when. */
function beginOfOpening(schedule: Schedule, from: Date): Date {
  const closes = closingAt(schedule, from);
  if (!closes) return from;
  let at = new Date(from.getTime() - 2 * 86_400_000);
  for (;;) {
    const opens = nextOpening(schedule, at);
    if (!opens) return from;
    const until = closingAt(schedule, opens);
    if (!until || until.getTime() >= closes.getTime()) return opens;
    at = until;
  }
}
