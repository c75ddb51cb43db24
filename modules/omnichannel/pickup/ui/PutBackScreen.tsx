import { Button } from '@mantine/core';
import { IconArrowBackUp, IconHandGrab } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useClient, useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, sameGtin } from '../../../../server/ui/scan/scan.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { OrderPaperButton } from '../../printing/ui/PaperButton.tsx';
import type { PickupRow } from '../contracts.ts';
import { putBackEndpoint } from '../counter-contracts.ts';
import './handover.css';
import { putBackCopy } from './put-back-copy.ts';
import { usePickups } from './use-pickups.ts';

/** The pieces of one order, back in their place: only then can they be promised again. */
export function PutBackScreen(): ReactElement {
  const orderId = useAddressPart('orderId');
  return <PutBack wanted={(row) => row.orderId === orderId} />;
}

/** Everything that waits to be put back in this shop, order by order, in one walk. */
export function PutBackAllScreen(): ReactElement {
  return <PutBack wanted={() => true} />;
}

function PutBack({ wanted }: { wanted: (row: PickupRow) => boolean }): ReactElement {
  const t = useCopy(putBackCopy);
  const go = useGo();
  const queue = usePickups(useLocationId() ?? '');
  const rows = (queue.data?.rows ?? []).filter((row) => wanted(row) && piecesLeft(row) > 0);
  const count = rows.reduce((sum, row) => sum + piecesLeft(row), 0);
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      asOf={queue.asOf}
      {...(count > 0 ? { subtitle: t('allSubtitle', { count }) } : {})}
    >
      <Shown reading={queue} what={t('cannotRead')}>
        {() =>
          rows.length > 0 ? (
            <Orders rows={rows} />
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

function piecesLeft(row: PickupRow): number {
  return row.pieces.reduce((sum, { toPutBack }) => sum + toPutBack, 0);
}

function Orders({ rows }: { rows: readonly PickupRow[] }): ReactElement {
  const t = useCopy(putBackCopy);
  const client = useClient();
  const command = useCommandOf(putBackEndpoint);
  useScan(async (scan) => {
    if (scan.kind !== 'item') return PASSED;
    const waiting = rows.flatMap((row) =>
      row.pieces
        .filter(({ toPutBack }) => toPutBack > 0)
        .map((piece) => ({ orderId: row.orderId, piece })),
    );
    const found = waiting.find(({ piece }) => sameGtin(piece.gtin, scan.code));
    if (!found) return refused(t('notOfIt'));
    const { orderId, piece } = found;
    try {
      const { lineId } = piece;
      await client.call(putBackEndpoint, { orderId, lineId, gtin: scan.code, quantity: 1 });
      return accepted(`${piece.name} · ${piece.size}`, t('onSale'));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  });
  return (
    <div className="oc-handover">
      <p className="bt-quiet">{t('explain')}</p>
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      {rows.map((row) => (
        <Order
          key={row.orderId}
          row={row}
          busy={command.offline || command.pending}
          onBack={(lineId) => void command.send({ orderId: row.orderId, lineId, quantity: 1 })}
        />
      ))}
    </div>
  );
}

function Order({
  row,
  busy,
  onBack,
}: {
  row: PickupRow;
  busy: boolean;
  onBack: (lineId: string) => void;
}): ReactElement {
  const t = useCopy(putBackCopy);
  const go = useGo();
  const why = row.state === 'collected' ? 'partly' : isOver(row) ? row.state : 'partly';
  const number = orderNumber(row.number);
  return (
    <section aria-label={t('subtitle', { number, name: row.customerName, why: t(why) })}>
      <div className="oc-pieces-head">
        <h2 className="oc-subtitle">
          {t('subtitle', { number, name: row.customerName, why: t(why) })}
        </h2>
        <span className="bt-quiet">
          {[
            ...(row.shelf ? [t('where', { shelf: row.shelf })] : []),
            ...(row.bags.length > 0 ? [t('bags', { bags: row.bags.join(', ') })] : []),
          ].join(' · ')}
        </span>
      </div>
      <ul className="oc-pieces">
        {row.pieces
          .filter(({ toPutBack }) => toPutBack > 0)
          .map((piece) => (
            <li key={piece.lineId}>
              <ItemCard
                item={piece}
                right={piece.toPutBack > 1 ? t('left', { count: piece.toPutBack }) : undefined}
              >
                <Button
                  leftSection={<IconArrowBackUp size={20} stroke={1.8} aria-hidden />}
                  disabled={busy}
                  onClick={() => onBack(piece.lineId)}
                >
                  {t('back')}
                </Button>
              </ItemCard>
            </li>
          ))}
      </ul>
      <div className="oc-pieces-foot">
        <OrderPaperButton orderId={row.orderId} locationId={row.locationId} paper="put-back-slip" />
        {row.state === 'no-show' ? (
          <Button
            leftSection={<IconHandGrab size={20} stroke={1.8} aria-hidden />}
            onClick={() => go(`/consegna/${row.orderId}`)}
          >
            {t('customerCame')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function isOver(row: PickupRow): row is PickupRow & { state: 'cancelled' | 'no-show' | 'refused' } {
  return row.state === 'cancelled' || row.state === 'no-show' || row.state === 'refused';
}
