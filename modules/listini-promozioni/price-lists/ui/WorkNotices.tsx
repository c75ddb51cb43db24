import { Button } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { applyToListWork, PRICE_WORK_ROOM } from '../live.ts';
import { readListWork } from '../work-contracts.ts';
import './change.css';
import { termsCopy } from './terms-copy.ts';

/** Who prepares what on this list, live; reads the open change again when somebody else moved it. */
export function useListWork(listId: string, change: ChangeSetReply | null, readAgain: () => void) {
  const work = useLiveView(readListWork, { listId }, PRICE_WORK_ROOM, applyToListWork);
  const { person } = useSession();
  const open = work.data?.changes.find(({ changeSetId }) => changeSetId === change?.id);
  const again = useRef(readAgain);
  again.current = readAgain;
  // What this screen writes is read again by the screen itself.
  const others = open !== undefined && open.byName !== person.name;
  const moved = others && change !== null && open.version > change.version;
  const gone = work.data !== undefined && open === undefined && change?.phase === 'draft';
  const known = open?.version;
  useEffect(() => {
    if (moved || gone) again.current();
  }, [moved, gone, known]);
  return { changes: work.data?.changes ?? [], touchedBy: others ? open.byName : null };
}

export type ListWorkNow = ReturnType<typeof useListWork>;

const FRESH_MS = 30 * 60_000;

/** «Elena Conti sta preparando “Saldi”»: colleagues at work on the same list, and in the same change. */
export function WorkNotices({
  work,
  change,
  onOpen,
}: {
  readonly work: ListWorkNow;
  readonly change: ChangeSetReply | null;
  readonly onOpen: (changeSetId: string) => void;
}): ReactElement | null {
  const t = useCopy(termsCopy);
  const write = useFormat();
  const now = useMinute();
  const { person } = useSession();
  const others = work.changes.filter(
    ({ changeSetId, byName, at, state }) =>
      changeSetId !== change?.id &&
      byName !== person.name &&
      byName !== '' &&
      (state === 'submitted' || now.getTime() - Date.parse(at) < FRESH_MS),
  );
  const shown = others.slice(0, 3);
  if (shown.length === 0 && work.touchedBy === null) return null;
  return (
    <ul className="bt-inset lp-work" aria-label={t('others')}>
      {work.touchedBy === null ? null : (
        <li>
          <IconUser size={18} stroke={1.8} aria-hidden />
          <span role="status">{t('wroteHere', { name: work.touchedBy })}</span>
        </li>
      )}
      {shown.map(({ changeSetId, title, byName, at, state }) => (
        <li key={changeSetId}>
          <IconUser size={18} stroke={1.8} aria-hidden />
          <span>
            {t(state === 'submitted' ? 'waits' : 'working', { name: byName, title })},{' '}
            {write.ago(at, now)}
          </span>
          <Button size="xs" variant="subtle" onClick={() => onOpen(changeSetId)}>
            {t('open')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
