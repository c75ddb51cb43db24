import { ActionIcon, Button } from '@mantine/core';
import { IconBookmarkOff, IconMinus, IconPlus, IconUsers } from '@tabler/icons-react';
import { useState, type Dispatch, type ReactElement, type SetStateAction } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { SizeChip } from '../../../../server/ui/kit/SizeChip.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, sameGtin } from '../../../../server/ui/scan/scan.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { countEndpoint, type RecountRow, type RecountView } from '../contracts.ts';
import { recountCopy } from './copy.ts';
import './recounts.css';
import { useRecounts } from './use-recounts.ts';

const WORK = 'store-system.recount.work';

/** Pieces counted so far, by recount. */
type Counts = Readonly<Record<string, number>>;

/** What nobody trusts until it is counted: scan each piece, or set the number, then confirm. */
export function RecountsScreen(): ReactElement {
  const t = useCopy(recountCopy);
  const go = useGo();
  const locationId = useLocationId() ?? '';
  const view = useRecounts(locationId);
  // Here and not below the frame, which is another one when the device is turned: a count outlives that.
  const counting = useState<Counts>({});
  return (
    <ScreenFrame
      title={t('title')}
      back="/oggi"
      asOf={view.asOf}
      {...(view.data && view.data.recounts.length > 0
        ? { subtitle: t('subtitle', { count: view.data.recounts.length }) }
        : {})}
    >
      <Shown reading={view} what={t('cannotRead')}>
        {(data) =>
          data.recounts.length === 0 ? (
            <EmptyState
              title={t('none')}
              action={{ id: 'today', label: t('toToday'), onPress: () => go('/oggi') }}
            >
              {t('noneText')}
            </EmptyState>
          ) : (
            <Recounts view={data} counting={counting} />
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function Recounts({
  view,
  counting: [counts, setCounts],
}: {
  readonly view: RecountView;
  readonly counting: readonly [Counts, Dispatch<SetStateAction<Counts>>];
}): ReactElement {
  const t = useCopy(recountCopy);
  const mayCount = useMay()(WORK, view.locationId);
  const counted = (recountId: string): number => counts[recountId] ?? 0;
  const set = (recountId: string, pieces: number): void =>
    setCounts((before) => ({ ...before, [recountId]: Math.max(0, pieces) }));
  useScan((scan) => {
    if (scan.kind !== 'item') return PASSED;
    const row = view.recounts.find(({ item }) => sameGtin(item.gtin, scan.code));
    if (!row) return refused(t('notHere'));
    setCounts((before) => ({ ...before, [row.recountId]: (before[row.recountId] ?? 0) + 1 }));
    return accepted(`${row.item.name} · ${row.item.size}`, t('one'));
  });
  return (
    <div className="ss-recounts">
      <p className="bt-quiet">{t('explain')}</p>
      {view.recounts.map((row) => (
        <Recount
          key={row.recountId}
          row={row}
          mayCount={mayCount}
          counted={counted(row.recountId)}
          onCount={(pieces) => set(row.recountId, pieces)}
        />
      ))}
    </div>
  );
}

function Recount({
  row,
  mayCount,
  counted,
  onCount,
}: {
  readonly row: RecountRow;
  readonly mayCount: boolean;
  readonly counted: number;
  readonly onCount: (pieces: number) => void;
}): ReactElement {
  const t = useCopy(recountCopy);
  const write = useFormat();
  const now = useMinute();
  const { item, promised, leftOnShelf } = row;
  const waiting = promised.length;
  const told = [
    t(`reason_${row.reason}`),
    t('since', { when: write.ago(row.openedAt, now) }),
    ...(row.reports > 1 ? [t('reports', { count: row.reports })] : []),
  ];
  return (
    <section className="bt-panel ss-recount" aria-label={`${item.name} ${item.size}`}>
      <div className="ss-recount-item">
        <ItemPicture item={item} size="line" beside />
        <div className="ss-recount-words">
          <h2>{item.name}</h2>
          <span className="bt-variant">
            <ColourDot hex={item.colourHex} /> {item.colour}
          </span>
          <span className="bt-quiet">
            {t('where', { department: item.department, category: item.category })}
          </span>
          <span className="bt-hint">{told.join(' · ')}</span>
        </div>
        <SizeChip size={item.size} scale="large" />
      </div>
      {waiting > 0 ? (
        <Notice role="attesa" icon={IconUsers}>
          {t('promised', { count: waiting })}
        </Notice>
      ) : null}
      {leftOnShelf.length > 0 ? (
        <Notice role="attesa" icon={IconBookmarkOff}>
          {t('left', { shelf: [...new Set(leftOnShelf.map(({ shelf }) => shelf))].join(', ') })}
        </Notice>
      ) : null}
      {mayCount ? <Counter row={row} counted={counted} onCount={onCount} /> : null}
    </section>
  );
}

function Counter({
  row,
  counted,
  onCount,
}: {
  readonly row: RecountRow;
  readonly counted: number;
  readonly onCount: (pieces: number) => void;
}): ReactElement {
  const t = useCopy(recountCopy);
  const command = useCommandOf(countEndpoint);
  return (
    <>
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      <div className="ss-recount-count" role="group" aria-label={t('counted')}>
        <ActionIcon
          size={48}
          variant="default"
          aria-label={t('fewer')}
          disabled={counted === 0}
          onClick={() => onCount(counted - 1)}
        >
          <IconMinus size={20} stroke={2} aria-hidden />
        </ActionIcon>
        <strong aria-live="polite">{counted}</strong>
        <ActionIcon
          size={48}
          variant="default"
          aria-label={t('more')}
          onClick={() => onCount(counted + 1)}
        >
          <IconPlus size={20} stroke={2} aria-hidden />
        </ActionIcon>
        <Button
          className="ss-recount-confirm"
          loading={command.pending}
          disabled={command.offline}
          title={command.offline ? t('needsNetwork') : undefined}
          onClick={() => void command.send({ recountId: row.recountId, counted })}
        >
          {t('confirm', { count: counted })}
        </Button>
      </div>
    </>
  );
}
