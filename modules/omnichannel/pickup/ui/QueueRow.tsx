import { Button } from '@mantine/core';
import { IconAlertTriangle, IconTruckDelivery } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { Initials } from '../../../../server/ui/kit/Initials.tsx';
import { ItemPictures } from '../../../../server/ui/kit/ItemPicture.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Badge, StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Forecast } from '../../promises/domain/forecast.ts';
import { RiskTimer, UnseenBadge, isUnseen } from '../../promises/ui/RiskWords.tsx';
import type { PickupRow } from '../contracts.ts';
import { isFinal } from '../../orders/domain/order.ts';
import { partOf, waitsForCarrier } from '../live.ts';
import '../../orders/ui/link.css';
import { copy } from './copy.ts';

/** How many pieces an order still has to give out or to put back. */
export function piecesOf(row: PickupRow): number {
  return row.pieces.reduce((sum, { quantity, toPutBack }) => sum + (quantity || toPutBack), 0);
}

const STATUS_OF: Readonly<Record<PickupRow['state'], Status>> = {
  placed: 'toPrepare',
  acknowledged: 'toPrepare',
  picking: 'inPreparation',
  short: 'waiting',
  picked: 'inPreparation',
  staged: 'inPreparation',
  ready: 'ready',
  collected: 'toPutBack',
  refused: 'toPutBack',
  'no-show': 'toPutBack',
  cancelled: 'toPutBack',
};

/** When it is due, or for what is ready: the shelf and the last day. */
export function DueCell({
  row,
  forecast,
}: {
  row: PickupRow;
  forecast?: Forecast | undefined;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  if (partOf(row) !== 'ready') {
    return <RiskTimer row={row} forecast={forecast} />;
  }
  return (
    <TwoLines
      first={<strong>{t('shelf', { shelf: row.shelf ?? '–' })}</strong>}
      second={row.collectBy ? t('collectBy', { day: write.day(row.collectBy) }) : ''}
    />
  );
}

export function CustomerCell({ row }: { row: PickupRow }): ReactElement {
  const say = useText();
  const t = useCopy(copy);
  const go = useGo();
  const number = orderNumber(row.number);
  return (
    <TwoLines
      first={
        <button
          type="button"
          className="oc-link"
          aria-label={t('openOrder', { number, name: row.customerName })}
          onClick={() => go(`/ordini/${row.orderId}`)}
        >
          {row.customerName}
        </button>
      }
      second={`${number} · ${say(row.channelTitle)}`}
    />
  );
}

export function PiecesCell({ row, most = 3 }: { row: PickupRow; most?: number }): ReactElement {
  const t = useCopy(copy);
  return (
    <ItemPictures
      items={row.pieces}
      most={most}
      words={t('piecesCount', { count: piecesOf(row) })}
    />
  );
}

export function PaymentCell({ row }: { row: PickupRow }): ReactElement {
  const t = useCopy(copy);
  if (row.dueMinor === 0) return <span className="bt-quiet">{t('paid')}</span>;
  return (
    <TwoLines
      first={<MoneyText amountMinor={row.dueMinor} currency={row.currency} size="strong" />}
      second={t('toPay')}
      role="attesa"
    />
  );
}

export function StateCell({ row }: { row: PickupRow }): ReactElement {
  const t = useCopy(copy);
  return (
    <span className="bt-row-state">
      {isUnseen(row) ? (
        <UnseenBadge />
      ) : (
        <StatusBadge
          status={
            row.arrivedAt && row.state === 'ready'
              ? 'atCounter'
              : waitsForCarrier(row)
                ? 'ready'
                : STATUS_OF[row.state]
          }
        />
      )}
      <ToShipBadge row={row} />
      {row.atRisk ? (
        <Badge role="attesa" icon={IconAlertTriangle}>
          {t('atRisk')}
        </Badge>
      ) : null}
      {row.picker && partOf(row) === 'inPreparation' ? <Initials name={row.picker.name} /> : null}
    </span>
  );
}

function isToShip({ fulfilment, state }: PickupRow): boolean {
  return fulfilment === 'shipping' && !isFinal(state);
}

/** Nobody comes for it: it is given to a carrier. */
function ToShipBadge({ row }: { row: PickupRow }): ReactElement | null {
  const t = useCopy(copy);
  return isToShip(row) ? (
    <Badge role="lavoro" icon={IconTruckDelivery}>
      {t('toShip')}
    </Badge>
  ) : null;
}

export interface RowStep {
  readonly label: string;
  readonly press: () => void;
  readonly pending: boolean;
  /** Why it cannot be done now. */
  readonly blocked: string | null;
}

/** The one thing to do next with an order; nothing for those who only watch. */
export function StepButton({
  row,
  step,
}: {
  row: PickupRow;
  step: RowStep | null;
}): ReactElement | null {
  if (!step) return null;
  return (
    <Button
      size="sm"
      loading={step.pending}
      disabled={step.blocked !== null}
      title={step.blocked ?? undefined}
      aria-label={`${step.label}, ${row.customerName} ${row.number}`}
      onClick={step.press}
    >
      {step.label}
    </Button>
  );
}

/** The same row as a card, for the handheld. */
export function QueueCard({
  row,
  step,
  forecast,
  delay,
}: {
  row: PickupRow;
  step: RowStep | null;
  forecast?: Forecast | undefined;
  /** The button that promises it for later, where that is called for. */
  delay?: ReactElement;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const paid =
    row.dueMinor === 0
      ? t('paid').toLowerCase()
      : t('toPayAmount', { amount: write.money(row.dueMinor, row.currency) });
  return (
    <>
      <div className="bt-card-line">
        <DueCell row={row} forecast={forecast} />
        <StepButton row={row} step={step} />
      </div>
      <div className="bt-card-line">
        <TwoLines
          first={<strong>{row.customerName}</strong>}
          second={`${orderNumber(row.number)} · ${paid}`}
        />
        <span className="oc-steps">
          <ItemPictures items={row.pieces} most={delay ? 2 : 3} />
          {delay}
        </span>
      </div>
      {isUnseen(row) || isToShip(row) ? (
        <div className="bt-card-line">
          {isUnseen(row) ? <UnseenBadge /> : null}
          <ToShipBadge row={row} />
        </div>
      ) : null}
    </>
  );
}
