import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { MOST_ORDERS } from '../contracts.ts';
import { copy } from './copy.ts';
import type { Fault, ReadList } from './read-list.ts';

const SHOWN = 5;

/** What has to be put right in the file before it can be compared. */
export function FaultsOfList({ list }: { readonly list: ReadList }): ReactElement | null {
  const t = useCopy(copy);
  const { orders, faults } = list;
  const wordsOf = ({ why, text }: Fault): string => {
    switch (why) {
      case 'no-order-column':
        return t('noOrderColumn');
      case 'no-total-column':
        return t('noTotalColumn');
      case 'bad-amount':
        return t('badAmount', { text });
      case 'no-id':
        return t('noId');
    }
  };
  if (faults.length === 0 && orders.length <= MOST_ORDERS) return null;
  return (
    <Notice role="ritardo" icon={IconAlertTriangle}>
      {orders.length > MOST_ORDERS && <p>{t('tooMany')}</p>}
      {faults.slice(0, SHOWN).map((fault) => (
        <p key={fault.row}>{t('badRow', { row: fault.row, what: wordsOf(fault) })}</p>
      ))}
      {faults.length > SHOWN && <p>{t('moreFaults', { count: faults.length - SHOWN })}</p>}
    </Notice>
  );
}
