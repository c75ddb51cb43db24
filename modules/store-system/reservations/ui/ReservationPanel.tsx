import { Button } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { stepsOf, type DeskRow, type DeskStep } from './desk.ts';
import { deskCopy } from './desk-copy.ts';
import { nameOf } from './DeskCells.tsx';
import './reservations.css';
import { CollectForm, ExtendForm, RefuseForm, ShelfForm } from './StepForms.tsx';
import type { DeskCommands } from './use-steps.ts';

export type PanelMode = 'view' | 'setAside' | 'collect' | 'extend' | 'refuse';

interface PanelProps {
  /** Undefined when it has ended meanwhile. */
  readonly row: DeskRow | undefined;
  readonly first: PanelMode;
  readonly hereId: string;
  readonly commands: DeskCommands;
  readonly storeName: (locationId: string) => string;
  readonly shelves: readonly string[];
  readonly onClose: () => void;
}

/** One reservation: who, what, where, and everything that may be done with it. */
export function ReservationPanel(props: PanelProps): ReactElement {
  const t = useCopy(deskCopy);
  const { row, onClose } = props;
  if (!row) {
    return (
      <Dialog opened onClose={onClose} label={t('gone')}>
        <EmptyState
          title={t('gone')}
          role="attesa"
          action={{ id: 'close', label: t('close'), onPress: onClose }}
        >
          {t('goneText')}
        </EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t('panelTitle', { name: nameOf(row) })}>
      <Panel {...props} row={row} />
    </Dialog>
  );
}

function Panel(props: PanelProps & { readonly row: DeskRow }): ReactElement {
  const { row, commands, first, shelves, hereId, onClose } = props;
  const [mode, setMode] = useState<PanelMode>(first);
  const { details } = row;
  const done = (worked: boolean): void => {
    if (worked) onClose();
  };
  const back = (): void => (first === 'view' ? setMode('view') : onClose());
  const step = (what: DeskStep): void => {
    if (what === 'accept') return void commands.accept(row).then(done);
    if (what === 'takeOffer') return void commands.takeOffer(row).then(done);
    if (what !== 'release') return setMode(what);
    commands.release(row);
    onClose();
  };
  const form = {
    row,
    onBack: back,
    pending: commands.busy.has(row.reservation.reservationId),
    offline: commands.offline,
  };
  return (
    <div className="ss-reserve">
      {details && (
        <ItemCard
          item={details.item}
          picture="card"
          muted
          right={<MoneyText amountMinor={details.item.listPriceMinor} size="strong" />}
        />
      )}
      {commands.problem && <ErrorState problem={commands.problem} reading={false} />}
      {mode === 'view' && <Particulars {...props} />}
      {mode === 'view' && (
        <StepButtons row={row} hereId={hereId} offline={commands.offline} onStep={step} />
      )}
      {mode === 'setAside' && (
        <ShelfForm
          {...form}
          shelves={shelves}
          onShelf={(shelf) => void commands.setAside(row, shelf).then(done)}
        />
      )}
      {mode === 'refuse' && (
        <RefuseForm {...form} onRefuse={(why) => void commands.refuse(row, why).then(done)} />
      )}
      {mode === 'extend' && (
        <ExtendForm {...form} onExtend={(until) => void commands.extend(row, until).then(done)} />
      )}
      {mode === 'collect' && (
        <CollectForm {...form} onCollect={() => void commands.collect(row).then(done)} />
      )}
    </div>
  );
}

function Particulars({ row, storeName }: PanelProps & { readonly row: DeskRow }): ReactElement {
  const t = useCopy(deskCopy);
  const write = useFormat();
  const now = useMinute();
  const { reservation, details } = row;
  const { until, shelf, depositMinor, codeEnding, placedAt, askedFrom, locationId } = reservation;
  const place = [storeName(locationId), ...(shelf === null ? [] : [t('shelf', { shelf })])];
  const phone = details?.customer.phone ?? null;
  const facts: (readonly [string, ReactNode])[] = [
    // Whoever may not see it whole reads its end, and calls nobody.
    [t('phone'), phone?.startsWith('+') ? <a href={`tel:${phone}`}>{phone}</a> : phone],
    [t('until'), until === null ? null : write.moment(until, now)],
    [t('keptAt'), place.join(' · ')],
    [t('asked'), `${write.moment(placedAt, now)}, ${storeName(askedFrom)}`],
    [t('depositLabel'), depositMinor > 0 ? write.money(depositMinor) : null],
    [t('codeLabel'), `•••• ${codeEnding}`],
    [t('noteLabel'), details?.note ?? null],
  ];
  return (
    <dl className="ss-facts">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function StepButtons({
  row,
  hereId,
  offline,
  onStep,
}: {
  readonly row: DeskRow;
  readonly hereId: string;
  readonly offline: boolean;
  readonly onStep: (step: DeskStep) => void;
}): ReactElement {
  const t = useCopy(deskCopy);
  const [primary, ...others] = stepsOf(row.reservation, hereId);
  return (
    <div className="bt-dialog-actions ss-reserve-actions">
      {offline && <span className="bt-action-reason">{t('needsNetwork')}</span>}
      {others.reverse().map((step) => (
        <Button key={step} disabled={offline} onClick={() => onStep(step)}>
          {t(`step_${step}`)}
        </Button>
      ))}
      {primary && (
        <Button variant="filled" disabled={offline} data-autofocus onClick={() => onStep(primary)}>
          {t(`step_${primary}`)}
        </Button>
      )}
    </div>
  );
}
