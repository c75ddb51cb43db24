import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { closeDayEndpoint, closingEndpoint, type ClosingView } from '../contracts.ts';
import { usePickups } from '../../pickup/ui/use-pickups.ts';
import { OPEN_KINDS } from '../domain.ts';
import { closingCopy } from './copy.ts';
import './closing.css';

type Matter = ClosingView['matters'][number];

/** Chiusura: each thing that is left open, done by a link or left knowingly; then the day is closed. */
export function ClosingScreen(): ReactElement {
  const t = useCopy(closingCopy);
  const locationId = useLocationId() ?? '';
  const reading = useQueryOf(closingEndpoint, { locationId }, { freshSeconds: 5 });
  useFollowingPickups(locationId, reading.retry);
  const close = useCommandOf(closeDayEndpoint, { refreshes: [closingEndpoint] });
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const view = reading.data;
  const matters = view?.matters ?? [];
  const ticked = matters.every((matter) => known.has(keyOf(matter)));
  const blocked = close.offline
    ? t('needsNetwork')
    : !ticked
      ? t('tickAll')
      : matters.length > 0 && reason.trim() === ''
        ? t('needsReason')
        : null;
  const send = (): void => {
    const why = matters.length > 0 ? { reason: reason.trim() } : {};
    void close.send({ locationId, ...why }).then((outcome) => !outcome.done && reading.retry());
  };
  const tick = (matter: Matter): void =>
    setKnown((now) => {
      const key = keyOf(matter);
      return now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key]);
    });
  const primary = {
    id: 'close',
    label: t('closeDay'),
    icon: IconMoonStars,
    pending: close.pending,
    blocked,
    onPress: send,
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={
        view && !view.closed && matters.length > 0
          ? t('left', { count: matters.length })
          : undefined
      }
      {...(view && !view.closed ? { primary } : {})}
      asOf={reading.asOf}
      bleed
    >
      {close.problem && <ErrorState problem={close.problem} reading={false} />}
      <Shown reading={reading} what={t('cannotRead')}>
        {(shown) =>
          shown.closed ? (
            <Closed closed={shown.closed} />
          ) : shown.matters.length === 0 ? (
            <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState>
          ) : (
            <>
              <Matters matters={shown.matters} known={known} onTick={tick} />
              {ticked && (
                <div className="bt-inset">
                  <TextInput
                    label={t('reason')}
                    description={t('reasonHint')}
                    maxLength={400}
                    value={reason}
                    onChange={(event) => setReason(event.currentTarget.value)}
                  />
                </div>
              )}
            </>
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function keyOf({ kind, id }: Matter): string {
  return `${kind} ${id}`;
}

function Matters({
  matters,
  known,
  onTick,
}: {
  readonly matters: readonly Matter[];
  readonly known?: ReadonlySet<string>;
  readonly onTick?: (matter: Matter) => void;
}): ReactElement {
  const t = useCopy(closingCopy);
  const go = useGo();
  const about = (matter: Matter): ReactElement => (
    <TwoLines
      first={matter.about}
      second={matter.shelf === null ? '' : t('shelf', { shelf: matter.shelf })}
    />
  );
  const steps = (matter: Matter): ReactElement | null =>
    onTick === undefined ? null : (
      <div className="oc-closing-steps">
        <Checkbox
          label={t('known')}
          aria-label={t('knownOf', { about: matter.about })}
          checked={known?.has(keyOf(matter)) ?? false}
          onChange={() => onTick(matter)}
        />
        <Button
          size="sm"
          aria-label={t('openOf', { about: matter.about })}
          onClick={() => go(matter.to)}
        >
          {t('open')}
        </Button>
      </div>
    );
  return (
    <QueueTable
      label={t('title')}
      columns={[
        { id: 'about', title: t('leftOpen'), cell: about },
        { id: 'steps', title: t('known'), align: 'right', cell: steps },
      ]}
      groups={OPEN_KINDS.map((kind) => ({
        id: kind,
        title: t(`kind_${kind}`),
        rows: matters.filter((matter) => matter.kind === kind),
        ...(kind === 'in-preparation' ? {} : { role: 'attesa' as const }),
      }))}
      keyOf={keyOf}
      card={(matter) => (
        <>
          {about(matter)}
          {steps(matter)}
        </>
      )}
    />
  );
}

function Closed({ closed }: { readonly closed: NonNullable<ClosingView['closed']> }): ReactElement {
  const t = useCopy(closingCopy);
  const write = useFormat();
  const words = t('closedBy', { name: closed.actorName, time: write.clock(closed.at) });
  return (
    <>
      <EmptyState title={words} icon={IconMoonStars}>
        <p>{t('closedText')}</p>
        {closed.reason !== null && <p>{t('why', { reason: closed.reason })}</p>}
      </EmptyState>
      {closed.leftOpen.length > 0 && <Matters matters={closed.leftOpen} />}
    </>
  );
}

/** Reads again when anything happens to the shop's pickups: most of what is left open is theirs. */
function useFollowingPickups(locationId: string, again: () => void): void {
  const { data } = usePickups(locationId);
  const seen = useRef<typeof data>(null);
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    // The first view is as old as what this screen has read itself.
    if (seen.current && seen.current !== data) latest.current();
    seen.current = data;
  }, [data]);
}
