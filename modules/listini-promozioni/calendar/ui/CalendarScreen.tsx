import { ActionIcon, Button, Select } from '@mantine/core';
import {
  IconCalendarEvent,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconPlus,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { addDays, dayAt, isPlainDate } from '../../../../server/kernel/time.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { usePriceNews } from '../../price-lists/ui/use-price-news.ts';
import { readCalendar } from '../contracts.ts';
import { Agenda } from './Agenda.tsx';
import './calendar.css';
import { ConflictCards } from './ConflictCards.tsx';
import { copy } from './copy.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { ROW_KINDS, type Calendar, type CalendarBar, type RowKind } from './rows.ts';
import { lastDay, spanFrom, SPANS, type ShownSpan, type SpanName, type WallSpan } from './span.ts';
import { Timeline } from './Timeline.tsx';
import { useMonthDay } from './calendar-words.ts';

const LOOK_AGAIN_SECONDS = 120;

interface Moving {
  readonly bar: CalendarBar;
  readonly moved: WallSpan | null;
}

/** Calendario: what is on where and when, what collides, and moving it with its consequences in sight. */
export function CalendarScreen(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const shown = useShownSpan();
  const { span } = shown;
  const day = useMonthDay();
  const reading = useQueryOf(
    readCalendar,
    { from: span.first, to: lastDay(span) },
    { freshSeconds: 5, everySeconds: LOOK_AGAIN_SECONDS, keepPrevious: true },
  );
  usePriceNews([readCalendar]);
  const [moving, setMoving] = useState<Moving | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const add = {
    id: 'new',
    label: t('newOne'),
    icon: IconPlus,
    onPress: () => go('/promozioni/nuova'),
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('fromTo', { from: day(span.first), to: day(lastDay(span)) })}
      asOf={reading.asOf}
      actionsAt="header"
      bleed
      tools={<SpanTools shown={shown} />}
      {...(may('listini-promozioni.promotion.edit') ? { primary: add } : {})}
    >
      {told === null ? null : (
        <div className="bt-inset" role="status">
          <Notice role="pronto" icon={IconCheck}>
            {told}
          </Notice>
        </div>
      )}
      <Shown reading={reading} what={t('cannotRead')}>
        {(calendar) => (
          <Whole
            calendar={calendar}
            span={span}
            onMove={(bar, moved) => {
              setTold(null);
              setMoving({ bar, moved });
            }}
          />
        )}
      </Shown>
      {moving ? (
        <MoveDialog
          key={`${moving.bar.id} ${moving.moved?.from}`}
          bar={moving.bar}
          moved={moving.moved}
          onDone={(words) => {
            setTold(words);
            setMoving(null);
          }}
          onClose={() => {
            setMoving(null);
            reading.retry();
          }}
        />
      ) : null}
    </ScreenFrame>
  );
}

function Whole({
  calendar,
  span,
  onMove,
}: {
  readonly calendar: Calendar;
  readonly span: ShownSpan;
  readonly onMove: (bar: CalendarBar, moved: WallSpan | null) => void;
}): ReactElement {
  const t = useCopy(copy);
  const handheld = useLayout() === 'handheld';
  const [kind] = useRowKind();
  const listOf = ({ id, listId }: CalendarBar) => `/listini/${listId}?modifica=${id}`;
  const work = { span, listOf, onMove };
  const empty = calendar.bars.length === 0;
  return (
    <>
      {handheld ? (
        empty ? null : (
          <Agenda calendar={calendar} work={work} />
        )
      ) : (
        <Timeline calendar={calendar} kind={kind} work={work} />
      )}
      {empty ? (
        <EmptyState title={t('empty')} icon={IconCalendarEvent} role="neutro">
          {t('emptyText')}
        </EmptyState>
      ) : null}
      {calendar.leftOut > 0 ? (
        <p className="bt-inset bt-quiet">{t('leftOut', { count: calendar.leftOut })}</p>
      ) : null}
      <ConflictCards calendar={calendar} onMove={onMove} />
    </>
  );
}

function useRowKind(): [RowKind, (kind: RowKind) => void] {
  const [asked, set] = useAddressValue('righe');
  const kind = ROW_KINDS.find((one) => one === asked) ?? 'regione';
  return [kind, (next) => set(next === 'regione' ? null : next)];
}

/** The weeks that are shown, kept in the address. */
function useShownSpan() {
  const { zone } = useFormat().reader;
  const today = dayAt(zone, useMinute());
  const [askedName, setName] = useAddressValue('vista');
  const [askedDay, setDay] = useAddressValue('dal');
  const name = SPANS.find((one) => one === askedName) ?? 'bimestre';
  const day = askedDay !== null && isPlainDate(askedDay) ? askedDay : today;
  const span = spanFrom(day, name);
  return {
    name,
    span,
    choose: (next: SpanName) => setName(next === 'bimestre' ? null : next),
    goBy: (weeks: number) => setDay(addDays(span.first, weeks * 7)),
    goToday: () => setDay(null),
  };
}

function SpanTools({
  shown: { name, span, choose, goBy, goToday },
}: {
  readonly shown: ReturnType<typeof useShownSpan>;
}): ReactElement {
  const t = useCopy(copy);
  const handheld = useLayout() === 'handheld';
  const [kind, setKind] = useRowKind();
  const step = Math.max(1, Math.floor(span.days / 14));
  return (
    <div className="lp-cal-tools">
      <ActionIcon size={44} aria-label={t('earlier')} onClick={() => goBy(-step)}>
        <IconChevronLeft size={22} stroke={1.8} aria-hidden />
      </ActionIcon>
      <Button size="sm" onClick={goToday}>
        {t('today')}
      </Button>
      <ActionIcon size={44} aria-label={t('later')} onClick={() => goBy(step)}>
        <IconChevronRight size={22} stroke={1.8} aria-hidden />
      </ActionIcon>
      <FieldChoice<SpanName>
        label={t('span')}
        hideLabel
        joined
        choices={SPANS.map((value) => ({ value, label: t(`span-${value}`) }))}
        value={name}
        onChange={choose}
      />
      {handheld ? null : (
        <Select
          className="lp-cal-kind"
          aria-label={t('rows')}
          allowDeselect={false}
          data={ROW_KINDS.map((value) => ({ value, label: t(`rows-${value}`) }))}
          value={kind}
          onChange={(next) => next && setKind(next as RowKind)}
        />
      )}
    </div>
  );
}
