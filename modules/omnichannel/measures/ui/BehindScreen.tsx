import { IconReceipt } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { OrderTable } from '../../orders/ui/OrderTable.tsx';
import { measuredOrdersEndpoint } from '../contracts.ts';
import { FIGURES, type Figure } from '../domain.ts';
import { copy } from './copy.ts';
import { periodOf } from './period.ts';

/** The orders behind a figure of the dashboard. */
export function BehindScreen(): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const asked = useAsked();
  const { places } = useSession();
  const rows = usePages(measuredOrdersEndpoint, asked);
  const place = places.find(({ id }) => id === asked.locationId)?.name;
  const period =
    asked.from === asked.until
      ? t('on', { from: write.day(asked.from) })
      : t('from', { from: write.day(asked.from), until: write.day(asked.until) });
  const cell =
    asked.weekday === undefined
      ? []
      : [`${t(`day-${asked.weekday as 1}`)}${asked.hour === undefined ? '' : ` ${asked.hour}:00`}`];
  return (
    <ScreenFrame
      title={t(`figure-${asked.figure}`)}
      subtitle={[...(place ? [place] : []), period, ...cell].join(' · ')}
      back="/cruscotto"
      asOf={rows.asOf}
      bleed
    >
      <Shown reading={rows} what={t('cannotReadOrders')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('noneBehind')} icon={IconReceipt} role="neutro">
              {t('noneBehindText')}
            </EmptyState>
          ) : (
            <OrderTable items={items} />
          )
        }
      </Shown>
      <MoreRows of={rows} label={t('more')} />
    </ScreenFrame>
  );
}

/** What the address asks for; what is missing or no figure of ours is the last week's late orders. */
function useAsked(): InputOf<typeof measuredOrdersEndpoint> {
  const { zone } = useFormat().reader;
  const [figure] = useAddressValue('cifra');
  const [from] = useAddressValue('dal');
  const [until] = useAddressValue('al');
  const [locationId] = useAddressValue('negozio');
  const [weekday] = useAddressValue('giorno');
  const [hour] = useAddressValue('ora');
  const week = periodOf(7, zone, new Date());
  return {
    figure: FIGURES.find((known): known is Figure => known === figure) ?? 'late',
    from: from ?? week.from,
    until: until ?? week.until,
    limit: 50,
    ...(locationId === null ? {} : { locationId }),
    ...(weekday === null ? {} : { weekday: Number(weekday) }),
    ...(hour === null ? {} : { hour: Number(hour) }),
  };
}
