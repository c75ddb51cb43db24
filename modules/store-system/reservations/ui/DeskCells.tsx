import { ActionIcon, Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { duration, shortName } from '../../../../server/ui/kit/format.ts';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { stepsOf, type DeskRow, type DeskStep } from './desk.ts';
import { deskCopy } from './desk-copy.ts';

const MINUTE_MS = 60_000;
const SOON_MINUTES = 60;

/** «Marta R.»; an ellipsis while the name is on its way. */
export function nameOf({ details }: DeskRow): string {
  const { name, surname } = details?.customer ?? { name: null, surname: null };
  return name === null && surname === null ? '…' : shortName(name ?? '', surname ?? '');
}

/** How much time is left, and until when; for who waits, since when. */
export function DeadlineCell({
  row,
  hereId,
}: {
  readonly row: DeskRow;
  readonly hereId: string;
}): ReactElement {
  const t = useCopy(deskCopy);
  const write = useFormat();
  const now = useMinute();
  const { state, until, answerBy, placedAt, locationId } = row.reservation;
  const due = answerBy ?? until;
  if (due === null) {
    return <TwoLines first="–" second={t('since', { when: write.moment(placedAt, now) })} />;
  }
  const minutes = Math.ceil((Date.parse(due) - now.getTime()) / MINUTE_MS);
  const length = duration(write.reader.language, Math.abs(minutes) || 1);
  const role: Role | null = minutes <= 0 ? 'ritardo' : minutes <= SOON_MINUTES ? 'attesa' : null;
  const when = { when: write.moment(due, now) };
  const second =
    state === 'requested'
      ? t(locationId === hereId ? 'answerWithin' : 'answerDue', when)
      : state === 'offered'
        ? t('decideBy', when)
        : t('untilWhen', when);
  return (
    <TwoLines
      first={
        <span className="ss-due" data-role={role ?? undefined}>
          {t(minutes <= 0 ? 'overdue' : 'in', { time: length })}
        </span>
      }
      second={<span className="bt-nowrap">{second}</span>}
    />
  );
}

export function CustomerCell({ row }: { readonly row: DeskRow }): ReactElement {
  const t = useCopy(deskCopy);
  return (
    <TwoLines
      first={nameOf(row)}
      second={
        <span className="bt-nowrap">
          {t('code', { ending: `•••• ${row.reservation.codeEnding}` })}
        </span>
      }
    />
  );
}

export function ItemCell({ row }: { readonly row: DeskRow }): ReactElement {
  const t = useCopy(deskCopy);
  const item = row.details?.item;
  if (!item) return <span className="bt-quiet">{t('reading')}</span>;
  return (
    <span className="ss-desk-item">
      <ItemPicture item={item} beside />
      <TwoLines
        first={item.name}
        second={
          <>
            <ColourAndSize item={item} named={false} />
            {row.reservation.quantity > 1 &&
              ` · ${t('pieces', { count: row.reservation.quantity })}`}
          </>
        }
      />
    </span>
  );
}

const STATUS: Readonly<Record<string, Status>> = {
  requested: 'requested',
  active: 'held',
  'set-aside': 'setAside',
  offered: 'needsApproval',
  waiting: 'queued',
};

/** The state, and where it matters the shelf or the other shop. */
export function StateCell({
  row,
  hereId,
  storeName,
}: {
  readonly row: DeskRow;
  readonly hereId: string;
  readonly storeName: (locationId: string) => string;
}): ReactElement {
  const t = useCopy(deskCopy);
  const { state, shelf, locationId, askedFrom } = row.reservation;
  const words =
    state === 'offered'
      ? t('state_offered')
      : state === 'requested'
        ? t('state_requested')
        : undefined;
  const where =
    locationId !== hereId
      ? t('atStore', { store: storeName(locationId) })
      : askedFrom !== hereId
        ? t('fromStore', { store: storeName(askedFrom) })
        : null;
  return (
    <span className="ss-desk-state">
      <StatusBadge
        status={STATUS[state] ?? 'released'}
        {...(words === undefined ? {} : { words })}
      />
      {shelf !== null && <b className="bt-nowrap">{t('shelf', { shelf })}</b>}
      {where !== null && <span className="bt-quiet ss-desk-where">{where}</span>}
    </span>
  );
}

/** The next step of a row, and the way to all the others. */
export function RowButtons({
  row,
  hereId,
  pending,
  offline,
  onStep,
  onOpen,
}: {
  readonly row: DeskRow;
  readonly hereId: string;
  readonly pending: boolean;
  readonly offline: boolean;
  readonly onStep: (step: DeskStep) => void;
  readonly onOpen: () => void;
}): ReactElement {
  const t = useCopy(deskCopy);
  const steps = stepsOf(row.reservation, hereId);
  const [step] = steps;
  const name = nameOf(row);
  const shown = step === 'accept' ? (['refuse', 'accept'] as const) : step ? [step] : [];
  return (
    <span className="ss-desk-buttons">
      {shown.map((each) => (
        <Button
          key={each}
          size="sm"
          loading={pending && each === step}
          disabled={offline}
          title={offline ? t('needsNetwork') : undefined}
          aria-label={`${t(`step_${each}`)}, ${name}`}
          onClick={() => onStep(each)}
        >
          {t(`step_${each}`)}
        </Button>
      ))}
      <ActionIcon aria-label={`${t('open')}, ${name}`} size={40} onClick={onOpen}>
        <IconChevronRight size={22} stroke={1.8} aria-hidden="true" />
      </ActionIcon>
    </span>
  );
}
