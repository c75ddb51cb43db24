import { IconHandGrab } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupCard } from '../contracts.ts';
import type { HandedOver } from '../counter-contracts.ts';
import { handoverCopy } from './handover-copy.ts';

/** The visit is over: what left, what stayed, what is owed, and on to the next one. */
export function HandoverDone({
  card,
  reply,
}: {
  readonly card: PickupCard;
  readonly reply: HandedOver;
}): ReactElement {
  const t = useCopy(handoverCopy);
  const go = useGo();
  const write = useFormat();
  const { row, customer } = card;
  const number = orderNumber(row.number);
  const pieces = (count: number): string => t('pieces', { count });
  const words = [
    ...(reply.pieces > 0 ? [t('doneText', { pieces: pieces(reply.pieces), number })] : []),
    ...(reply.backMinor > 0
      ? [t('doneBack', { amount: write.money(reply.backMinor, row.currency) })]
      : []),
    ...(reply.remaining > 0
      ? [t('doneRest', { pieces: pieces(reply.remaining), shelf: row.shelf ?? '–' })]
      : []),
  ];
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      primary={{
        id: 'next',
        label: t('nextOne'),
        icon: IconHandGrab,
        onPress: () => go('/consegna'),
      }}
      secondary={[
        { id: 'today', label: t('backToday'), compact: true, onPress: () => go('/oggi') },
      ]}
    >
      <EmptyState
        title={
          reply.pieces > 0
            ? t('done', { name: `${customer.name} ${customer.surname}` })
            : t('doneLeft', { number, pieces: pieces(reply.left) })
        }
      >
        {words.join(' ')}
      </EmptyState>
    </ScreenFrame>
  );
}
