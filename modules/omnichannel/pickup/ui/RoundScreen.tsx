import { IconArrowBackUp, IconCheck, IconMapPin, IconPackage } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { gtin as writtenGtin } from '../../../../server/ui/kit/format.ts';
import { ColourAndSize, ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { SizeChip } from '../../../../server/ui/kit/SizeChip.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { PASSED } from '../../../../server/ui/scan/scan.ts';
import { useLocationId, useSession } from '../../../../server/ui/shell/session.ts';
import { roundOf, type Round, type RoundStop } from '../live.ts';
import './round.css';
import { roundCopy } from './round-copy.ts';
import { stopsInOrder, usePicking } from './use-picking.ts';
import { usePickups } from './use-pickups.ts';

/** The pick list: all of one picker's orders in one walk, each piece checked by its barcode. */
export function RoundScreen(): ReactElement {
  const t = useCopy(roundCopy);
  const go = useGo();
  const write = useFormat();
  const { online } = useConnection();
  const locationId = useLocationId() ?? '';
  const me = useSession().person.id;
  const queue = usePickups(locationId);
  const { pick, undoLast, pending } = usePicking(locationId);
  const round = queue.data ? roundOf(queue.data.rows, me) : null;
  const { current, next, done } = stopsInOrder(round?.stops ?? []);
  useScan((scan) => (scan.kind === 'item' ? pick(scan.code, 'scan') : PASSED));

  const missing = round ? round.pieces - round.found : 0;
  const first = round?.orders[0];
  const primary: Action = {
    id: 'shelve',
    label: t('shelveAll', { count: round?.orders.length ?? 1 }),
    icon: IconPackage,
    blocked: missing > 0 ? t('missing', { count: missing }) : null,
    onPress: () => first && go(`/sistema/${first.orderId}`),
  };
  const byHand: Action = {
    id: 'by-hand',
    label: t('byHand'),
    icon: IconCheck,
    pending,
    compact: true,
    blocked: online ? null : t('needsNetwork'),
    onPress: () => current && void pick(current.gtin, 'hand'),
  };
  const undo: Action = {
    id: 'undo',
    label: t('undo'),
    icon: IconArrowBackUp,
    compact: true,
    onPress: () => void undoLast?.(),
  };
  const working = round !== null && round.orders.length > 0;
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      {...(working
        ? {
            subtitle: t('subtitle', {
              orders: t('orders', { count: round.orders.length }),
              pieces: t('pieces', { count: round.pieces }),
              time: round.firstReadyBy ? write.clock(round.firstReadyBy) : '–',
            }),
            primary,
            secondary: [...(undoLast ? [undo] : []), ...(current ? [byHand] : [])],
          }
        : {})}
      asOf={queue.asOf}
    >
      <Shown reading={queue} what={t('cannotRead')}>
        {() =>
          working ? (
            <div className="oc-round">
              <Progress round={round} />
              {current && <StopInHand stop={current} />}
              <StopList title={t('afterwards')} stops={next} />
              <StopList title={t('already')} stops={done} done />
            </div>
          ) : (
            <EmptyState
              title={t('emptyTitle')}
              action={{ id: 'today', label: t('toToday'), onPress: () => go('/oggi') }}
            >
              {t('emptyText')}
            </EmptyState>
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function Progress({ round }: { round: Round }): ReactElement {
  const t = useCopy(roundCopy);
  return (
    <div className="oc-progress">
      <strong>{t('found', { found: round.found, pieces: round.pieces })}</strong>
      <progress value={round.found} max={round.pieces} aria-label={t('progress')} />
    </div>
  );
}

/** The piece to take now: large, because a wrong size is found out at home. */
function StopInHand({ stop }: { stop: RoundStop }): ReactElement {
  const t = useCopy(roundCopy);
  const { piece } = stop;
  return (
    <section aria-label={piece.name}>
      <h2 className="oc-place">
        <IconMapPin size={22} stroke={1.8} aria-hidden />
        {t('where', { department: piece.department, category: piece.category })}
      </h2>
      <div className="oc-in-hand">
        <ItemPicture item={piece} size="large" beside />
        <div className="oc-in-hand-words">
          <strong className="oc-in-hand-name">{piece.name}</strong>
          <span className="bt-variant">
            <ColourDot hex={piece.colourHex} /> {piece.colour}
          </span>
          <span className="oc-in-hand-figures">
            <span>
              <span className="bt-hint">{t('size')}</span>
              <SizeChip size={piece.size} scale="huge" />
            </span>
            <span>
              <span className="bt-hint">{t('taken')}</span>
              <span className="oc-taken">
                {t('takenOf', { found: stop.found, needed: stop.needed })}
              </span>
            </span>
          </span>
        </div>
        <div className="oc-in-hand-foot">
          <span>
            {t('forWhom', { names: stop.orders.map((one) => one.customerName).join(', ') })}
          </span>
          <span className="bt-code">{writtenGtin(stop.gtin)}</span>
        </div>
      </div>
    </section>
  );
}

function StopList({
  title,
  stops,
  done = false,
}: {
  title: string;
  stops: readonly RoundStop[];
  done?: boolean;
}): ReactElement | null {
  const t = useCopy(roundCopy);
  if (stops.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="oc-then">{title}</h2>
      <ul className="oc-stops">
        {stops.map((stop) => (
          <li key={stop.itemId} data-done={done}>
            <ItemPicture item={stop.piece} size="row" beside />
            <span className="oc-stop-words">
              <strong>{stop.piece.name}</strong>
              <span className="bt-quiet">
                <ColourAndSize item={stop.piece} named={false} /> · {stop.piece.department}
              </span>
            </span>
            {done ? (
              <IconCheck size={22} stroke={2} aria-hidden />
            ) : (
              <span className="bt-quiet">
                {stop.needed > 1 ? t('takenOf', { found: stop.found, needed: stop.needed }) : null}
              </span>
            )}
            <SizeChip size={stop.piece.size} scale="large" />
          </li>
        ))}
      </ul>
    </section>
  );
}
