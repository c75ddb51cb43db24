import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupCard } from '../contracts.ts';
import { handoverCopy } from './handover-copy.ts';

/** What to know before the goods are given: the time is over, or this customer often does not come. */
export function CounterNotices({ card }: { readonly card: PickupCard }): ReactElement | null {
  const t = useCopy(handoverCopy);
  const write = useFormat();
  const now = useMinute();
  const { lapsed, customer, row } = card;
  if (!lapsed && customer.noShows === 0) return null;
  return (
    <>
      {lapsed ? (
        <Notice
          role="attesa"
          icon={IconClock}
          title={t('lapsed', { when: write.moment(lapsed.at, now) })}
          strong
        >
          {lapsed.owedMinor > 0
            ? t('lapsedPaid', { amount: write.money(lapsed.owedMinor, row.currency) })
            : t('lapsedText')}
        </Notice>
      ) : null}
      {customer.noShows > 0 ? (
        <Notice
          role="neutro"
          icon={IconAlertTriangle}
          title={t('noShows', { count: customer.noShows })}
        >
          {customer.prepaymentAdvised ? t('askPrepayment') : undefined}
        </Notice>
      ) : null}
    </>
  );
}
