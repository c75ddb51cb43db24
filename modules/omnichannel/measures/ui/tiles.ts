import type { Counter } from '../../../../server/ui/kit/CounterStrip.tsx';
import type { Formats } from '../../../../server/ui/kit/use-format.ts';
import type { Say } from '../../../../server/ui/copy.ts';
import { IN_TIME_TARGET, percentOf, type Counts, type Figure } from '../domain.ts';
import type { copy } from './copy.ts';

type Words = Say<(typeof copy)['it']>;

/** The tiles of the dashboard: each figure, how it moved, what it is taken of. */
export function tilesOf(
  now: Counts,
  before: Counts,
  t: Words,
  write: Formats,
  open: (figure: Figure) => void,
): Counter[] {
  const percent = (value: number | null): string =>
    value === null ? t('none') : write.percent(value);
  const inTime = (counts: Counts) => percentOf(counts.inTime, counts.promised);
  const missing = (counts: Counts) => percentOf(counts.notFound, counts.sought);
  const left = (counts: Counts) => percentOf(counts.notCollected, counts.ended);
  const moved = (value: number | null, was: number | null, better: 1 | -1) =>
    movement(value, was, better, t, write);
  const note = (move: Movement, rest: string) => ({
    note: [move.words, rest].filter(Boolean).join(' · '),
    ...(move.role ? { noteRole: move.role } : {}),
  });
  return [
    {
      id: 'in-time',
      label: t('inTime'),
      value: percent(inTime(now)),
      ...note(
        moved(inTime(now), inTime(before), 1),
        t('target', { percent: write.percent(IN_TIME_TARGET) }),
      ),
      onChoose: () => open('late'),
    },
    {
      id: 'preparation',
      label: t('preparation'),
      value: now.medianMinutes === null ? t('none') : t('minutes', { count: now.medianMinutes }),
      ...note(
        moved(now.medianMinutes, before.medianMinutes, -1),
        now.p90Minutes === null ? '' : t('p90', { count: now.p90Minutes }),
      ),
      onChoose: () => open('in-time'),
    },
    {
      id: 'not-found',
      label: t('notFound'),
      value: percent(missing(now)),
      ...note(
        moved(missing(now), missing(before), -1),
        t('piecesNotFound', { count: now.notFound }),
      ),
      onChoose: () => open('not-found'),
    },
    {
      id: 'not-collected',
      label: t('notCollected'),
      value: percent(left(now)),
      ...note(moved(left(now), left(before), -1), t('orders', { count: now.notCollected })),
      onChoose: () => open('not-collected'),
    },
    {
      id: 'promised',
      label: t('received'),
      value: now.promised,
      note: before.promised > 0 ? arrow(now.promised - before.promised, write) : '',
      minor: true,
      onChoose: () => open('placed'),
    },
  ];
}

interface Movement {
  readonly words: string;
  readonly role: 'pronto' | 'ritardo' | null;
}

/** Less than half a point, or half a minute, is no movement. */
const STEADY = 0.5;

function movement(
  value: number | null,
  was: number | null,
  better: 1 | -1,
  t: Words,
  write: Formats,
): Movement {
  if (value === null || was === null) return { words: '', role: null };
  const by = value - was;
  if (Math.abs(by) < STEADY) return { words: t('steady'), role: null };
  return { words: arrow(by, write), role: Math.sign(by) === better ? 'pronto' : 'ritardo' };
}

/** «+2,1»: up or down, and by how much. */
export function arrow(by: number, write: Formats): string {
  const size = write.percent(Math.abs(by)).replace('%', '');
  return by === 0 ? '=' : `${by > 0 ? '+' : '−'}${size}`;
}
