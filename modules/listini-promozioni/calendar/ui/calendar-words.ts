import { useCopy } from '../../../../server/ui/copy.ts';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { lastDay, wallWords } from '../../price-lists/ui/list-words.ts';
import { copy } from './copy.ts';
import type { WallSpan } from './span.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';

/** How the phases of promotions and of changes look: the same states, by other names. */
export const PHASE_STATUS: Readonly<Record<string, Status>> = {
  draft: 'draft',
  submitted: 'inApproval',
  scheduled: 'scheduled',
  live: 'active',
  active: 'active',
  paused: 'paused',
  ended: 'ended',
};

type PhaseKey = Extract<keyof typeof copy.it, `phase-${string}`>;

export function usePhaseWords(): (phase: string) => string {
  const t = useCopy(copy);
  return (phase) => {
    const key = `phase-${phase}`;
    return key in copy.it ? t(key as PhaseKey) : phase;
  };
}

/** «gio 26 nov – lun 30 nov»: the last day is the one on which it still holds. */
export function useSpanWords(): (span: WallSpan) => string {
  const t = useCopy(copy);
  const day = useWallDay();
  return ({ from, to }) => {
    if (from === null && to === null) return t('always');
    if (to === null) return t('fromOn', { from: day(from!) });
    const last = day(lastDay(to));
    if (from === null) return t('until', { to: last });
    const first = day(from);
    return first === last ? first : t('fromTo', { from: first, to: last });
  };
}

/** A wall-clock time as a day: every shop's clock shows the same. */
export function useWallDay(): (wall: string) => string {
  const write = useFormat();
  return (wall) => wallWords(write, `${wall.slice(0, 10)}T00:00`);
}

/** «16 nov»: a plain day whose weekday goes without saying, as that of the first of a week does. */
export function useMonthDay(): (day: string) => string {
  const write = useFormat();
  return (day) => write.day(noonOf(day)).split(' ').slice(1).join(' ');
}
