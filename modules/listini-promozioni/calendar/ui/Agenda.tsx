import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { BarMenuItems } from './BarMenu.tsx';
import { PHASE_STATUS, usePhaseWords, useSpanWords } from './calendar-words.ts';
import { useShopWords } from './Consequences.tsx';
import { copy } from './copy.ts';
import { compareFrom, givesWay, type Calendar, type CalendarBar } from './rows.ts';
import type { BarWork } from './TimelineBar.tsx';

/** The same bars as a list by date: what fits into a hand. */
export function Agenda({
  calendar,
  work,
}: {
  readonly calendar: Calendar;
  readonly work: Omit<BarWork, 'conflicts' | 'yields'>;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const words = useSpanWords();
  const phase = usePhaseWords();
  const shops = useShopWords();
  const collides = new Set(
    calendar.bars.filter((bar) => givesWay(bar, calendar.conflicts)).map(({ id }) => id),
  );
  const where = ({ places }: CalendarBar) =>
    places.length === calendar.places.length ? t('everywhere') : shops(places);
  const name = (bar: CalendarBar) => <TwoLines first={say(bar.name)} second={words(bar)} />;
  const badge = (bar: CalendarBar) =>
    collides.has(bar.id) ? (
      <StatusBadge status="notFound" words={t('conflict')} />
    ) : (
      <StatusBadge status={PHASE_STATUS[bar.phase] ?? 'draft'} words={phase(bar.phase)} />
    );
  const menu = (bar: CalendarBar) => (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size={48} aria-label={t('menuOf', { name: say(bar.name) })}>
          <IconDots size={24} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <BarMenuItems bar={bar} listOf={work.listOf} onMove={() => work.onMove(bar, null)} />
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <QueueTable<CalendarBar>
      label={t('agenda')}
      groups={[{ id: 'all', title: '', rows: calendar.bars.toSorted(compareFrom) }]}
      keyOf={({ id }) => id}
      edge={({ id }) => (collides.has(id) ? 'ritardo' : null)}
      columns={[
        { id: 'name', title: t('title'), cell: name },
        { id: 'state', title: t('state'), cell: badge },
        { id: 'menu', title: t('menu'), align: 'right', cell: menu },
      ]}
      card={(bar) => (
        <>
          <div className="bt-card-line">
            {name(bar)}
            {menu(bar)}
          </div>
          <div className="bt-card-line">
            <span className="bt-quiet">{where(bar)}</span>
            {badge(bar)}
          </div>
        </>
      )}
    />
  );
}
