import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useClient, useCommandOf } from '../../../../server/ui/contract.ts';
import { defineCopy, useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused } from '../../../../server/ui/scan/scan.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import type { PickupRow } from '../contracts.ts';
import { putBackEndpoint } from '../counter-contracts.ts';
import './handover.css';
import { usePickups } from './use-pickups.ts';

const copy = defineCopy('omnichannel.put-back', {
  it: {
    title: 'Rimetti a posto',
    subtitle: 'Ordine {{number}} · {{name}} · annullato',
    cannotRead: 'Non riusciamo a leggere l’ordine.',
    explain: 'Scansiona ogni pezzo mentre lo rimetti: da quel momento torna in vendita.',
    back: 'Rimesso a posto',
    allBack: 'Tutto a posto.',
    allBackText: 'I pezzi sono di nuovo in vendita.',
    toToday: 'Torna a Oggi',
    onSale: 'torna in vendita',
    notOfIt: 'Questo pezzo non è di quest’ordine',
    where: 'Era sullo scaffale {{shelf}}',
  },
  en: {
    title: 'Put back',
    subtitle: 'Order {{number}} · {{name}} · cancelled',
    cannotRead: 'We cannot read the order.',
    explain: 'Scan each piece as you put it back: from then on it is on sale again.',
    back: 'Put back',
    allBack: 'All back in place.',
    allBackText: 'The pieces are on sale again.',
    toToday: 'Back to Today',
    onSale: 'on sale again',
    notOfIt: 'This piece is not of this order',
    where: 'It was on shelf {{shelf}}',
  },
});

/** The pieces of a cancelled order, back in their place: only then can they be promised again. */
export function PutBackScreen(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const orderId = useAddressPart('orderId');
  const queue = usePickups(useLocationId() ?? '');
  const row = queue.data?.rows.find((one) => one.orderId === orderId);
  const left = row?.pieces.some(({ toPutBack }) => toPutBack > 0) ?? false;
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      asOf={queue.asOf}
      {...(row
        ? { subtitle: t('subtitle', { number: orderNumber(row.number), name: row.customerName }) }
        : {})}
    >
      <Shown reading={queue} what={t('cannotRead')}>
        {() =>
          row && left ? (
            <Pieces row={row} />
          ) : (
            <EmptyState
              title={t('allBack')}
              action={{ id: 'today', label: t('toToday'), onPress: () => go('/oggi') }}
            >
              {t('allBackText')}
            </EmptyState>
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function Pieces({ row }: { row: PickupRow }): ReactElement {
  const t = useCopy(copy);
  const client = useClient();
  const command = useCommandOf(putBackEndpoint);
  const pieces = row.pieces.filter(({ toPutBack }) => toPutBack > 0);
  useScan(async (scan) => {
    if (scan.kind !== 'item') return PASSED;
    const piece = pieces.find(({ gtin }) => gtin.padStart(14, '0') === scan.code.padStart(14, '0'));
    if (!piece) return refused(t('notOfIt'));
    try {
      await client.call(putBackEndpoint, {
        orderId: row.orderId,
        lineId: piece.lineId,
        gtin: scan.code,
      });
      return accepted(`${piece.name} · ${piece.size}`, t('onSale'));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  });
  return (
    <div className="oc-handover">
      <p className="bt-quiet">
        {t('explain')} {row.shelf ? t('where', { shelf: row.shelf }) : null}
      </p>
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      <ul className="oc-pieces">
        {pieces.map((piece) => (
          <li key={piece.lineId}>
            <ItemCard item={piece} right={piece.toPutBack > 1 ? `× ${piece.toPutBack}` : undefined}>
              <Button
                leftSection={<IconArrowBackUp size={20} stroke={1.8} aria-hidden />}
                disabled={command.offline || command.pending}
                onClick={() => void command.send({ orderId: row.orderId, lineId: piece.lineId })}
              >
                {t('back')}
              </Button>
            </ItemCard>
          </li>
        ))}
      </ul>
    </div>
  );
}
