import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useMayMove } from './BarMenu.tsx';
import { useSpanWords, useWallDay } from './calendar-words.ts';
import { useShopWords } from './Consequences.tsx';
import { copy } from './copy.ts';
import type { Calendar, CalendarBar, CalendarConflict } from './rows.ts';
import { dragged, type WallSpan } from './span.ts';

const MOST = 4;
const DAY_MS = 86_400_000;

/** What collides, in words, with the ways out: those that do not add up come first. */
export function ConflictCards({
  calendar,
  onMove,
}: {
  readonly calendar: Calendar;
  readonly onMove: (bar: CalendarBar, moved: WallSpan | null) => void;
}): ReactElement | null {
  const t = useCopy(copy);
  const bars = new Map(calendar.bars.map((bar) => [bar.id, bar]));
  // Where somebody can still decide comes first, then where only one can win.
  const prepared = (id: string) => (bars.get(id)?.phase === 'draft' ? 0 : 1);
  const weight = ({ first, second, combines }: CalendarConflict) =>
    Math.min(prepared(first), prepared(second)) + (combines ? 2 : 0);
  const sorted = calendar.conflicts.toSorted((a, b) => weight(a) - weight(b));
  if (sorted.length === 0) return null;
  const rest = sorted.length - MOST;
  return (
    <section className="bt-inset lp-cal-conflicts" aria-label={t('conflicts')}>
      {sorted.slice(0, MOST).map((conflict) => {
        const [first, second] = [bars.get(conflict.first), bars.get(conflict.second)];
        return first && second ? (
          <ConflictCard
            key={`${first.id} ${second.id}`}
            conflict={conflict}
            pair={inOrder(first, second)}
            onMove={onMove}
          />
        ) : null;
      })}
      {rest > 0 ? <p className="bt-quiet">{t('otherConflicts', { count: rest })}</p> : null}
    </section>
  );
}

/** What is still being prepared gives way: it comes first. */
function inOrder(one: CalendarBar, other: CalendarBar): readonly [CalendarBar, CalendarBar] {
  return other.phase === 'draft' && one.phase !== 'draft' ? [other, one] : [one, other];
}

function ConflictCard({
  conflict,
  pair: [first, second],
  onMove,
}: {
  readonly conflict: CalendarConflict;
  readonly pair: readonly [CalendarBar, CalendarBar];
  readonly onMove: (bar: CalendarBar, moved: WallSpan | null) => void;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const go = useGo();
  const words = useSpanWords();
  const day = useWallDay();
  const shops = useShopWords();
  const mayMove = useMayMove();
  const after = mayMove(first) ? movedBehind(first, second) : null;
  return (
    <Notice
      role={conflict.combines ? 'attesa' : 'ritardo'}
      icon={IconAlertTriangle}
      title={t('touch', {
        first: say(first.name),
        second: say(second.name),
        shops: shops(conflict.places),
        span: words(conflict),
      })}
      action={
        <span className="lp-cal-ways">
          <Button size="sm" onClick={() => go(`/promozioni/${first.id}`)}>
            {t('openPromotion')}
          </Button>
          {after?.from ? (
            <Button size="sm" onClick={() => onMove(first, after)}>
              {t('moveAfter', { day: day(after.from) })}
            </Button>
          ) : null}
        </span>
      }
    >
      {t(conflict.combines ? 'combine' : 'compete', { count: conflict.items })}
    </Notice>
  );
}

/** The first as a whole to where the second ends; null where it never ends. */
function movedBehind(first: CalendarBar, second: CalendarBar): WallSpan | null {
  if (first.from === null || second.to === null) return null;
  const dayOf = (wall: string) => Date.parse(`${wall.slice(0, 10)}T00:00Z`) / DAY_MS;
  const late = second.to.endsWith('T00:00') ? 0 : 1;
  const days = dayOf(second.to) + late - dayOf(first.from);
  return days > 0 ? dragged(first, 'whole', days) : null;
}
