import { Menu } from '@mantine/core';
import { IconArrowsHorizontal, IconFlask, IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { copy } from './copy.ts';
import type { CalendarBar } from './rows.ts';

/** May this person give it other dates, as things stand? */
export function useMayMove(): (bar: CalendarBar) => boolean {
  const may = useMay();
  return ({ kind, movable, from }) =>
    movable &&
    from !== null &&
    may(
      kind === 'promotion' ? 'listini-promozioni.promotion.edit' : 'listini-promozioni.list.edit',
    );
}

/** What can be done with a bar: opened, tried, moved without a mouse. */
export function BarMenuItems({
  bar,
  listOf,
  onMove,
}: {
  readonly bar: CalendarBar;
  /** Where a change of prices is looked at. */
  readonly listOf: (bar: CalendarBar) => string;
  readonly onMove: (bar: CalendarBar) => void;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const mayMove = useMayMove();
  const promotion = bar.kind === 'promotion';
  const icon = { size: 20, stroke: 1.8, 'aria-hidden': true };
  return (
    <>
      <Menu.Item
        leftSection={<IconPencil {...icon} />}
        onClick={() => go(promotion ? `/promozioni/${bar.id}` : listOf(bar))}
      >
        {t(promotion ? 'openPromotion' : 'openChange')}
      </Menu.Item>
      {may('listini-promozioni.simulation.run') ? (
        <Menu.Item
          leftSection={<IconFlask {...icon} />}
          onClick={() => go(`/simulatore?${promotion ? 'promozione' : 'modifica'}=${bar.id}`)}
        >
          {t('simulate')}
        </Menu.Item>
      ) : null}
      <Menu.Item
        leftSection={<IconArrowsHorizontal {...icon} />}
        disabled={!mayMove(bar)}
        onClick={() => onMove(bar)}
      >
        {t('moveTo')}
        {bar.movable ? '' : ` · ${t('cannotMove')}`}
      </Menu.Item>
    </>
  );
}
