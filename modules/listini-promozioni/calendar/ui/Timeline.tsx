import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useRef, type ReactElement } from 'react';
import { addDays, dayAt, weekdayOf } from '../../../../server/kernel/time.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePhaseWords, useMonthDay } from './calendar-words.ts';
import { copy } from './copy.ts';
import {
  givesWay,
  packed,
  rowsOf,
  type Calendar,
  type CalendarBar,
  type CalendarRow,
  type RowKind,
} from './rows.ts';
import { lastDay, placeOf, type ShownSpan } from './span.ts';
import { TimelineBar, type BarWork } from './TimelineBar.tsx';

const LANE_PX = 38;
const NAME_PX_A_LETTER = 7.6;
const ICON_PX = 44;
/** What the sales of a region say of themselves, below the bars. */
const WORDS_PX = 18;

type Work = Omit<BarWork, 'conflicts' | 'yields'>;

/** Rows of shops, bars of what is on in them, and behind them what the year brings. */
export function Timeline({
  calendar,
  kind,
  work,
}: {
  readonly calendar: Calendar;
  readonly kind: RowKind;
  readonly work: Work;
}): ReactElement {
  const t = useCopy(copy);
  const line = useRef<HTMLDivElement | null>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const merged = useMergedRef(line, ref);
  const { span } = work;
  return (
    <div className="lp-cal" role="group" aria-label={t('title')}>
      <div className="lp-cal-row lp-cal-head">
        <span className="lp-cal-title" />
        <div className="lp-cal-line" ref={merged}>
          <Weeks span={span} />
          <Today span={span} named />
        </div>
      </div>
      <Campaigns calendar={calendar} span={span} />
      {rowsOf(calendar, kind).map((row) => (
        <Row
          key={row.id}
          row={row}
          calendar={calendar}
          line={line}
          width={width}
          kind={kind}
          work={work}
        />
      ))}
    </div>
  );
}

function Weeks({ span }: { readonly span: ShownSpan }): ReactElement {
  const monthDay = useMonthDay();
  const weeks = Array.from({ length: span.days / 7 }, (_, week) => addDays(span.first, week * 7));
  return (
    <>
      {weeks.map((monday) => (
        <span
          key={monday}
          className="lp-cal-week"
          style={{ left: `${placeOf(`${monday}T00:00`, span)}%` }}
        >
          {monthDay(monday)}
        </span>
      ))}
    </>
  );
}

function Today({
  span,
  named = false,
}: {
  readonly span: ShownSpan;
  readonly named?: boolean;
}): ReactElement | null {
  const t = useCopy(copy);
  const { zone } = useFormat().reader;
  const today = dayAt(zone, useMinute());
  if (today < span.first || today > lastDay(span)) return null;
  const left = `${placeOf(`${today}T12:00`, span)}%`;
  if (named) {
    return (
      <span className="lp-cal-now" style={{ left }}>
        {t('now')}
      </span>
    );
  }
  return <span className="lp-cal-today" style={{ left }} aria-hidden />;
}

function Campaigns({
  calendar: { campaigns },
  span,
}: {
  readonly calendar: Calendar;
  readonly span: ShownSpan;
}): ReactElement | null {
  const t = useCopy(copy);
  const say = useText();
  if (campaigns.length === 0) return null;
  return (
    <div className="lp-cal-row">
      <span className="lp-cal-title">
        <b>{t('campaigns')}</b>
      </span>
      <div className="lp-cal-line" style={{ minHeight: campaigns.length * 26 + 10 }}>
        <Background span={span} />
        {campaigns.map(({ id, name, begins, ends }, place) => {
          const left = placeOf(`${begins}T00:00`, span);
          const right = placeOf(`${addDays(ends, 1)}T00:00`, span);
          return (
            <span
              key={id}
              className="lp-cal-campaign"
              style={{ left: `${left}%`, width: `${right - left}%`, top: place * 26 + 5 }}
            >
              {say(name)}
            </span>
          );
        })}
        <Today span={span} />
      </div>
    </div>
  );
}

function Row({
  row,
  calendar,
  line,
  width,
  kind,
  work,
}: {
  readonly row: CalendarRow;
  readonly calendar: Calendar;
  readonly line: React.RefObject<HTMLDivElement | null>;
  readonly width: number;
  readonly kind: RowKind;
  readonly work: Work;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const phase = usePhaseWords();
  const { span } = work;
  const nameWidth = ({ name, phase: of }: CalendarBar): number => {
    if (width === 0) return 0;
    const letters = say(name).length + phase(of).length + 3;
    return ((letters * NAME_PX_A_LETTER + ICON_PX) / width) * 100;
  };
  const { placed, lanes } = packed(row.bars, span, nameWidth);
  const hasSales = calendar.sales.some(({ region }) => region === row.region);
  const conflictsOf = (bar: CalendarBar) =>
    calendar.conflicts.filter(
      ({ first, second, places }) =>
        (first === bar.id || second === bar.id) &&
        places.some((placeId) => row.placeIds.includes(placeId)),
    );
  return (
    <div className="lp-cal-row" role="group" aria-label={titleOf(t, row)}>
      <span className="lp-cal-title">
        <b>{titleOf(t, row)}</b>
        {row.is === 'channel' || kind === 'negozio' ? null : (
          <span className="bt-hint">{t('shops', { count: shopsIn(row, calendar) })}</span>
        )}
      </span>
      <div
        className="lp-cal-line"
        style={{ minHeight: lanes * LANE_PX + (hasSales ? WORDS_PX : 0) + 10 }}
      >
        <Background span={span} row={row} calendar={calendar} />
        {placed.map((one) => (
          <TimelineBar
            key={one.bar.id}
            placed={one}
            line={line}
            work={{
              ...work,
              conflicts: conflictsOf(one.bar),
              yields: givesWay(one.bar, calendar.conflicts),
            }}
          />
        ))}
        <Today span={span} />
      </div>
    </div>
  );
}

function shopsIn({ placeIds }: CalendarRow, { places }: Calendar): number {
  const shops = new Set(
    places.filter(({ kind }) => kind === 'location').map(({ placeId }) => placeId),
  );
  return placeIds.filter((placeId) => shops.has(placeId)).length;
}

function titleOf(
  t: (key: 'everywhere' | 'everyShop' | 'online' | 'noGroup') => string,
  { is, title }: CalendarRow,
): string {
  if (is === 'everywhere') return t('everywhere');
  if (is === 'every-shop') return t('everyShop');
  if (is === 'channel') return title === null || title === 'web' ? t('online') : title;
  return title ?? t('noGroup');
}

/** Weekends, the sales of the region with the days before them, days on which the shop is closed. */
function Background({
  span,
  row,
  calendar,
}: {
  readonly span: ShownSpan;
  readonly row?: CalendarRow;
  readonly calendar?: Calendar;
}): ReactElement {
  const t = useCopy(copy);
  const days = Array.from({ length: span.days }, (_, day) => addDays(span.first, day));
  const across = (from: string, to: string | null) => {
    const left = placeOf(`${from}T00:00`, span);
    const right = to === null ? 100 : placeOf(`${addDays(to, 1)}T00:00`, span);
    return { left: `${left}%`, width: `${Math.max(0, right - left)}%` };
  };
  const seen = (from: string, to: string | null) =>
    from <= lastDay(span) && (to === null || to >= span.first);
  const sales = (calendar?.sales ?? []).filter(
    ({ region, province }) => province === '' && region === row?.region,
  );
  const closed = (calendar?.closures ?? []).filter(
    ({ placeId }) => row?.placeIds.length === 1 && row.placeIds[0] === placeId,
  );
  return (
    <>
      {days
        .filter((day) => weekdayOf(day) === 6)
        .map((saturday) => (
          <span
            key={saturday}
            className="lp-cal-weekend"
            style={across(saturday, addDays(saturday, 1))}
            aria-hidden
          />
        ))}
      {sales.map(({ begins, ends, banFrom, banTo }) => (
        <span key={begins}>
          {banFrom !== null && seen(banFrom, banTo) ? (
            <span className="lp-cal-ban" style={across(banFrom, banTo)}>
              <span>{t('ban')}</span>
            </span>
          ) : null}
          {seen(begins, ends) ? (
            <span className="lp-cal-sales" style={across(begins, ends)}>
              <span>{t('sales')}</span>
            </span>
          ) : null}
        </span>
      ))}
      {closed.map(({ day }) => (
        <span key={day} className="lp-cal-closed" style={across(day, day)} title={t('closed')}>
          <span className="bt-aloud">{`${t('closed')} ${day}`}</span>
        </span>
      ))}
    </>
  );
}
