import { Menu } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { STATUS } from '../../../../server/ui/kit/status.ts';
import { useText } from '../../../../server/ui/language.ts';
import { BarMenuItems, useMayMove } from './BarMenu.tsx';
import { PHASE_STATUS, usePhaseWords, useSpanWords } from './calendar-words.ts';
import { copy } from './copy.ts';
import { merged, type CalendarConflict, type PlacedBar } from './rows.ts';
import { dragged, drawnSpan, placeOf, type ShownSpan, type WallSpan } from './span.ts';
import { useDrag } from './use-drag.ts';

export interface BarWork {
  readonly span: ShownSpan;
  readonly conflicts: readonly CalendarConflict[];
  /** It is for this bar to give way; what was approved keeps its colour. */
  readonly yields: boolean;
  readonly listOf: (bar: PlacedBar['bar']) => string;
  /** Other dates were drawn, or asked for: they are tried before anything is written. */
  readonly onMove: (bar: PlacedBar['bar'], moved: WallSpan | null) => void;
}

const LANE_PX = 38;

/** One bar: its state by colour, shape and word, hatched where it collides; drawn, or moved by its menu. */
export function TimelineBar({
  placed,
  line,
  work,
}: {
  readonly placed: PlacedBar;
  readonly line: RefObject<HTMLElement | null>;
  readonly work: BarWork;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const words = useSpanWords();
  const phaseWords = usePhaseWords();
  const mayMove = useMayMove();
  const [open, setOpen] = useState(false);
  const { bar, lane, namedBehind } = placed;
  const { span, conflicts, yields: collides, listOf, onMove } = work;
  const movable = mayMove(bar);
  const drag = useDrag({
    line,
    span,
    from: bar.from,
    to: bar.to,
    enabled: movable,
    onDropped: (moved) => onMove(bar, moved),
  });
  const status = STATUS[PHASE_STATUS[bar.phase] ?? 'draft'];
  const Shape = collides ? IconAlertTriangle : status.icon;
  const phase = collides ? t('conflict') : phaseWords(bar.phase);
  const name = say(bar.name);
  const drawn = drawnSpan(bar.kind, drag.shown);
  const { left, width } = edgesOf(drawn, span);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0 || !movable || open) return;
    event.preventDefault();
    onMove(bar, dragged(bar, event.shiftKey ? 'end' : 'whole', step));
  };
  const label = (
    <span className="lp-cal-name">
      <b>{name}</b>
      <span>{` · ${phase}`}</span>
    </span>
  );
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-start" withinPortal>
        <Menu.Target>
          <button
            type="button"
            className="lp-cal-bar"
            data-role={collides ? 'ritardo' : status.role}
            data-draft={bar.phase === 'draft'}
            data-kind={bar.kind}
            data-movable={movable}
            data-dragging={drag.dragging}
            style={{ left: `${left}%`, width: `${width}%`, top: lane * LANE_PX + 8 }}
            aria-label={t('barAloud', { name, phase, span: words(bar) })}
            title={`${name}, ${words(drag.shown)}`}
            onKeyDown={onKeyDown}
            {...drag.grip('whole')}
            onClick={(event) => {
              // The library opens its menu by itself; a bar that was let go is not asked for anything.
              if (drag.swallowsClick()) event.preventDefault();
              else setOpen(true);
            }}
          >
            <Hatches conflicts={conflicts} yields={collides} shown={drawn} span={span} />
            {movable ? (
              <>
                <span className="lp-cal-grip" data-end="start" {...drag.grip('start')} />
                <span className="lp-cal-grip" data-end="end" {...drag.grip('end')} />
              </>
            ) : null}
            <Shape size={16} stroke={2} aria-hidden />
            {namedBehind ? null : label}
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('menuOf', { name })}>
          <BarMenuItems bar={bar} listOf={listOf} onMove={() => onMove(bar, null)} />
        </Menu.Dropdown>
      </Menu>
      {namedBehind ? (
        <span
          className="lp-cal-behind"
          data-role={collides ? 'ritardo' : 'neutro'}
          style={{ left: `calc(${left}% + max(${width}%, 26px) + 6px)`, top: lane * LANE_PX + 8 }}
          aria-hidden
        >
          {label}
        </span>
      ) : null}
      {bar.next ? <NextVersion placed={placed} name={name} span={span} /> : null}
    </>
  );
}

function edgesOf({ from, to }: WallSpan, span: ShownSpan): { left: number; width: number } {
  const left = from === null ? 0 : placeOf(from, span);
  const right = to === null ? 100 : placeOf(to, span);
  return { left, width: Math.max(1, right - left) };
}

/** The days on which it meets others: hatched where it gives way, underlined where it does not. */
function Hatches({
  conflicts,
  yields,
  shown,
  span,
}: {
  readonly conflicts: readonly CalendarConflict[];
  readonly yields: boolean;
  readonly shown: WallSpan;
  readonly span: ShownSpan;
}): ReactElement {
  const own = edgesOf(shown, span);
  const share = (place: number) =>
    Math.min(100, Math.max(0, ((place - own.left) / own.width) * 100));
  const stretches = (combines: boolean) =>
    merged(
      conflicts
        .filter((conflict) => conflict.combines === combines)
        .map((conflict) => {
          const { left, width } = edgesOf(conflict, span);
          return { left: share(left), right: share(left + width) };
        }),
    );
  const drawn = (combines: boolean) =>
    stretches(combines).map(({ left, right }) => (
      <span
        key={`${combines} ${left}`}
        className="lp-cal-hatch"
        data-look={combines ? 'combines' : yields ? 'yields' : 'stays'}
        style={{ left: `${left}%`, width: `${right - left}%` }}
      />
    ));
  return (
    <>
      {drawn(true)}
      {drawn(false)}
    </>
  );
}

/** New dates that wait for somebody's approval, drawn as an outline. */
function NextVersion({
  placed: { bar, lane },
  name,
  span,
}: {
  readonly placed: PlacedBar;
  readonly name: string;
  readonly span: ShownSpan;
}): ReactElement | null {
  const t = useCopy(copy);
  if (bar.next === null) return null;
  if (bar.next.from === bar.from && bar.next.to === bar.to) return null;
  const { left, width } = edgesOf(bar.next, span);
  return (
    <span
      className="lp-cal-next"
      role="img"
      aria-label={t('next', { name })}
      style={{ left: `${left}%`, width: `${width}%`, top: lane * LANE_PX + 5 }}
    />
  );
}
