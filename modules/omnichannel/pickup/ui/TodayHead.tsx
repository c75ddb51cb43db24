import { IconBell, IconHandGrab, IconWalk } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CounterStrip, type Counter } from '../../../../server/ui/kit/CounterStrip.tsx';
import { duration, orderNumber } from '../../../../server/ui/kit/format.ts';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { RichText } from '../../../../server/ui/kit/RichText.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { readDesk } from '../../../store-system/reservations/contracts.ts';
import type { PickupRow } from '../contracts.ts';
import { byExpected, isComing } from '../domain.ts';
import { countersOf, type QueuePart } from '../live.ts';
import { copy } from './copy.ts';
import { piecesOf } from './QueueRow.tsx';
import { WORK } from './use-next-step.ts';

/** The numbers of the day; each chooses the list below. */
export function TodayCounters({
  rows,
  now,
  part,
  onChoose,
}: {
  rows: readonly PickupRow[];
  now: Date;
  part: QueuePart;
  onChoose: (part: QueuePart) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  // Four cards share the width of a handheld.
  const short = useLayout() === 'handheld';
  const count = countersOf(rows, now);
  const choose = (id: QueuePart) => ({ id, chosen: part === id, onChoose: () => onChoose(id) });
  const since = count.waitingSince ? minutesSince(count.waitingSince, now) : 0;
  const counters: Counter[] = [
    {
      ...choose('toPrepare'),
      label: t(short ? 'toPrepareShort' : 'toPrepare'),
      value: count.toPrepare,
      ...(count.late > 0 ? { note: t('late', { count: count.late }), noteRole: 'ritardo' } : {}),
    },
    {
      ...choose('inPreparation'),
      label: t(short ? 'inPreparationShort' : 'inPreparation'),
      value: count.inPreparation,
      note: count.pickers.map((name) => name.split(' ')[0]).join(', '),
    },
    {
      ...choose('ready'),
      label: t('ready'),
      value: count.ready,
      ...(count.deadlineToday > 0
        ? { note: t('deadlineToday', { count: count.deadlineToday }), noteRole: 'attesa' }
        : {}),
    },
    {
      id: 'waiting',
      label: t('atCounter'),
      value: count.waiting,
      minor: true,
      ...(count.waiting > 0
        ? {
            note: t('waitingFrom', { time: duration(write.reader.language, since) }),
            noteRole: 'attesa',
          }
        : {}),
    },
    {
      ...choose('toPutBack'),
      label: t(short ? 'toPutBackShort' : 'toPutBack'),
      value: count.toPutBack,
      ...(count.toPutBack > 0 ? { note: t('toPutBackNote') } : {}),
    },
    ...useReservationCounter(),
  ];
  return <CounterStrip counters={counters} label={t('work')} />;
}

/** What the shop keeps for its customers, for who may see it: leads to the desk of reservations. */
function useReservationCounter(): Counter[] {
  const t = useCopy(copy);
  const go = useGo();
  const may = useMay();
  const locationId = useLocationId() ?? '';
  const allowed = may('store-system.reservation.manage', locationId);
  // The number beside «Prenotazioni» keeps this very view live.
  const desk = useQueryOf(readDesk, { locationId }, { when: allowed });
  const reservations = desk.data?.view.reservations;
  if (!allowed || !reservations) return [];
  const asked = reservations.filter(
    (each) => each.state === 'requested' && each.locationId === locationId,
  ).length;
  return [
    {
      id: 'reservations',
      label: t('reservations'),
      value: reservations.length,
      minor: true,
      onChoose: () => go('/prenotazioni'),
      ...(asked > 0 ? { note: t('toAnswer', { count: asked }), noteRole: 'attesa' } : {}),
    },
  ];
}

function minutesSince(instant: string, now: Date): number {
  return Math.max(1, Math.floor((now.getTime() - Date.parse(instant)) / 60_000));
}

/** Somebody stands at the counter: above everything else. */
export function Arrivals({
  rows,
  now,
}: {
  rows: readonly PickupRow[];
  now: Date;
}): ReactElement | null {
  const t = useCopy(copy);
  const go = useGo();
  const write = useFormat();
  const handheld = useLayout() === 'handheld';
  const may = useMay();
  const here = rows
    .filter(({ state, arrivedAt }) => state === 'ready' && arrivedAt !== null)
    .sort((a, b) => (a.arrivedAt! < b.arrivedAt! ? -1 : 1));
  const coming = rows.filter((row) => isComing(row, now)).sort(byExpected);
  if (here.length + coming.length === 0) return null;
  return (
    <>
      {here.map((row) => {
        const time = duration(write.reader.language, minutesSince(row.arrivedAt!, now));
        const open = (): void => go(`/consegna/${row.orderId}`);
        const opening = handheld
          ? { onOpen: open }
          : {
              action: (
                <Button
                  leftSection={<IconHandGrab size={20} stroke={1.8} aria-hidden />}
                  onClick={open}
                >
                  {t('handOver')}
                </Button>
              ),
            };
        return (
          <Notice
            key={row.orderId}
            role="attesa"
            icon={IconBell}
            strong
            urgent
            title={t('isHere', { name: row.customerName, time })}
            {...(may(WORK, row.locationId) ? opening : {})}
          >
            <RichText
              text={t('isHereText', {
                number: orderNumber(row.number),
                pieces: t('piecesCount', { count: piecesOf(row) }),
                shelf: row.shelf ?? '–',
              })}
            />
          </Notice>
        );
      })}
      {coming.map((row) => (
        <Notice
          key={row.orderId}
          role="lavoro"
          icon={IconWalk}
          title={t('isComing', {
            name: row.customerName,
            time: write.clock(row.expectedAt!),
          })}
          {...(may(WORK, row.locationId) && handheld
            ? { onOpen: () => go(`/consegna/${row.orderId}`) }
            : {})}
        >
          <RichText
            text={t('isHereText', {
              number: orderNumber(row.number),
              pieces: t('piecesCount', { count: piecesOf(row) }),
              shelf: row.shelf ?? '–',
            })}
          />
        </Notice>
      ))}
    </>
  );
}
