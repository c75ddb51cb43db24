import { IconFingerprint, IconPencil, IconShare3, IconX } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useClient } from '../../../../server/ui/contract.ts';
import { useConnection } from '../../../../server/ui/connection.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { WaitingFor } from '../../../../server/ui/kit/WaitingFor.tsx';
import { useTypedKeys } from '../../../../server/ui/scan/handlers.ts';
import { useMay, usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { seenEndpoint } from '../answer-contracts.ts';
import type { ApprovalInbox, ApprovalRow } from '../contracts.ts';
import { approvalCopy } from './copy.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { InboxHead, InboxList } from './InboxList.tsx';
import { RequestBody, RequestHead } from './RequestBody.tsx';
import { ToKnow } from './ToKnow.tsx';
import { blockedFor, waitingOf } from './use-inbox.ts';
import type { DecisionKind } from './use-decision.ts';

interface RequestProps {
  readonly inbox: ApprovalInbox;
  readonly row: ApprovalRow;
  readonly asOf: Date | null;
}

/** One request with all that is needed to decide it, and the keys to do it without the mouse. */
export function Request({ inbox, row, asOf }: RequestProps): ReactElement {
  const t = useCopy(approvalCopy);
  const desktop = useLayout() === 'desktop';
  const [deciding, setDeciding] = useState<DecisionKind | null>(null);
  const waits = row.state === 'waiting';
  const place = usePlaceNames()(row.locationId);
  const waiting = waitingOf(inbox);
  const position = waiting.findIndex(({ approvalId }) => approvalId === row.approvalId) + 1;
  // Who only looks is offered nothing to press, and is not said to be looking.
  const decides = useMay()('omnichannel.approvals.decide');
  useSeen(row, inbox, decides);
  const actions = useActions(inbox, row, setDeciding);
  useKeys(
    { waiting, row, blocked: actions.blocked !== null || !decides, when: deciding === null },
    setDeciding,
  );
  const goOn = useNextOne(inbox, row);
  return (
    <ScreenFrame
      title={t('one')}
      subtitle={
        position > 0
          ? `${place} · ${t('place', { place: position, count: waiting.length })}`
          : place
      }
      back="/autorizzazioni"
      {...(waits && !desktop ? { badge: <WaitingFor since={row.requestedAt} large /> } : {})}
      head={<RequestHead row={row} place={place} />}
      list={
        <>
          <InboxHead />
          <InboxList inbox={inbox} openId={row.approvalId} />
        </>
      }
      {...(waits && decides ? { primary: actions.primary, secondary: actions.secondary } : {})}
      {...(!waits && goOn ? { primary: goOn } : {})}
      aside={<ToKnow row={row} />}
      asideLabel={t('toKnow')}
      asOf={asOf}
    >
      {desktop ? null : <RequestHead row={row} place={place} />}
      <RequestBody row={row} inbox={inbox} />
      {deciding && waits ? (
        <DecisionDialog kind={deciding} row={row} onClose={() => setDeciding(null)} />
      ) : null}
    </ScreenFrame>
  );
}

/** The clerk sees that somebody looks at it. */
function useSeen(
  { approvalId, seenBy, state }: ApprovalRow,
  { personId }: ApprovalInbox,
  decides: boolean,
): void {
  const client = useClient();
  const known = !decides || seenBy.some(({ id }) => id === personId) || state !== 'waiting';
  useEffect(() => {
    // Not being able to say so hinders nobody: the request stands open all the same.
    if (!known) client.call(seenEndpoint, { approvalId }).catch(() => undefined);
  }, [client, approvalId, known]);
}

function useActions(
  inbox: ApprovalInbox,
  row: ApprovalRow,
  decide: (kind: DecisionKind) => void,
): { primary: Action; secondary: readonly Action[]; blocked: string | null } {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const handheld = useLayout() === 'handheld';
  const { online } = useConnection();
  const because = blockedFor(inbox, row);
  const blocked = online
    ? because && t(because === 'own' ? 'ownRequest' : 'notYours')
    : t('needsNetwork');
  const amount = write.money(row.amountMinor, row.currency);
  const off = blocked !== null;
  const secondary: Action[] = [
    { id: 'pass', label: t('delegate'), icon: IconShare3, hotkey: 'D', kind: 'delegate' as const },
    { id: 'refuse', label: t('refuse'), icon: IconX, hotkey: 'R', kind: 'refuse' as const },
    { id: 'counter', label: t('counter'), icon: IconPencil, hotkey: 'P', kind: 'counter' as const },
  ].map(({ kind, ...action }) => ({
    ...action,
    compact: kind === 'delegate' && handheld,
    onPress: () => (off ? undefined : decide(kind)),
  }));
  return {
    blocked,
    primary: {
      id: 'approve',
      label: t('approve', { amount }),
      icon: IconFingerprint,
      hotkey: 'A',
      blocked,
      onPress: () => decide('approve'),
    },
    secondary: off ? [] : secondary,
  };
}

const KEYS: Readonly<Record<string, DecisionKind>> = {
  a: 'approve',
  r: 'refuse',
  p: 'counter',
  d: 'delegate',
};

/** J and K walk the list, A R P D decide. */
function useKeys(
  {
    waiting,
    row,
    blocked,
    when,
  }: {
    readonly waiting: readonly ApprovalRow[];
    readonly row: ApprovalRow;
    readonly blocked: boolean;
    readonly when: boolean;
  },
  decide: (kind: DecisionKind) => void,
): void {
  const go = useGo();
  useTypedKeys((key) => {
    const pressed = key.toLowerCase();
    if (pressed === 'j' || pressed === 'k') {
      const here = waiting.findIndex(({ approvalId }) => approvalId === row.approvalId);
      const next = waiting[here + (pressed === 'j' ? 1 : -1)];
      if (next) go(`/autorizzazioni/${next.approvalId}`, { replace: true });
      return true;
    }
    const kind = KEYS[pressed];
    if (!kind || row.state !== 'waiting' || blocked) return false;
    decide(kind);
    return true;
  }, when);
}

/** After an answer: on to who has waited longest. */
function useNextOne(inbox: ApprovalInbox, row: ApprovalRow): Action | null {
  const t = useCopy(approvalCopy);
  const go = useGo();
  const next = waitingOf(inbox).find(({ approvalId }) => approvalId !== row.approvalId);
  if (!next) return null;
  return {
    id: 'next',
    label: t('next'),
    onPress: () => go(`/autorizzazioni/${next.approvalId}`, { replace: true }),
  };
}
