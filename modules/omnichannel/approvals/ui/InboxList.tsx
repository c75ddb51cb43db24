import { ActionIcon } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { sameDay } from '../../../../server/ui/kit/format.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { WaitingFor } from '../../../../server/ui/kit/WaitingFor.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useMay, usePlaceNames } from '../../../../server/ui/shell/session.ts';
import type { ApprovalInbox, ApprovalRow } from '../contracts.ts';
import { approvalCopy } from './copy.ts';
import { previewOf } from './preview.ts';
import { waitingOf } from './use-inbox.ts';

export const STATUS_OF: Readonly<Record<ApprovalRow['state'], Status>> = {
  waiting: 'waiting',
  countered: 'countered',
  approved: 'approved',
  refused: 'refused',
  withdrawn: 'cancelled',
  expired: 'expired',
};

/** The head of the list on desktop, with the keys that walk it. */
export function InboxHead(): ReactElement {
  const t = useCopy(approvalCopy);
  const [standIns] = useStandIns();
  return (
    <div className="oc-inbox-head">
      <h2>{t('title')}</h2>
      <span className="oc-inbox-keys" aria-hidden="true">
        <kbd className="bt-key">J</kbd>
        <kbd className="bt-key">K</kbd>
      </span>
      {standIns ? (
        <ActionIcon
          size={40}
          variant="subtle"
          aria-label={standIns.label}
          title={standIns.label}
          onClick={standIns.onPress}
        >
          <IconUserShare size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
      ) : null}
    </div>
  );
}

/** The way to whoever decides in one's place, for those who decide. */
export function useStandIns(): readonly Action[] {
  const t = useCopy(approvalCopy);
  const go = useGo();
  const may = useMay()('omnichannel.approvals.decide');
  const open: Action = {
    id: 'stand-ins',
    label: t('standIns'),
    icon: IconUserShare,
    compact: true,
    onPress: () => go('/autorizzazioni/sostituti'),
  };
  return may ? [open] : [];
}

/** What waits, the most urgent first; below, what was decided today and by whom. */
export function InboxList({
  inbox,
  openId,
}: {
  readonly inbox: ApprovalInbox;
  readonly openId: string | null;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const write = useFormat();
  const now = useMinute();
  const decided = [
    ...inbox.open.filter(({ state }) => state === 'countered'),
    ...inbox.decided.filter(({ decidedAt, requestedAt }) =>
      sameDay(write.reader, decidedAt ?? requestedAt, now),
    ),
  ];
  return (
    <>
      <ul className="oc-inbox" aria-label={t('inbox')}>
        {waitingOf(inbox).map((row) => (
          <li key={row.approvalId}>
            <Waiting row={row} open={row.approvalId === openId} />
          </li>
        ))}
      </ul>
      {decided.length > 0 ? (
        <section className="oc-decided" aria-label={t('decidedToday')}>
          <h2>
            {t('decidedToday')} · {decided.length}
          </h2>
          <ul>
            {decided.map((row) => (
              <li key={row.approvalId}>
                <Decided row={row} mine={row.decidedBy?.id === inbox.personId} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Waiting({
  row,
  open,
}: {
  readonly row: ApprovalRow;
  readonly open: boolean;
}): ReactElement {
  const say = useText();
  const go = useGo();
  const { lines } = previewOf(row);
  const first = lines[0];
  const place = usePlaceNames()(row.locationId);
  const goods = first ? `${first.name}${lines.length > 1 ? ` + ${lines.length - 1}` : ''}` : '';
  return (
    <button
      type="button"
      className="oc-inbox-row"
      aria-current={open ? 'true' : undefined}
      onClick={() => go(`/autorizzazioni/${row.approvalId}`)}
    >
      {first ? <ItemPicture item={first} size="row" beside /> : null}
      <span className="oc-inbox-words">
        <span className="oc-inbox-top">
          <MoneyText amountMinor={row.amountMinor} currency={row.currency} size="strong" />
          <WaitingFor since={row.requestedAt} />
        </span>
        <b>{say(row.rule.words)}</b>
        <span className="bt-quiet">{[place, goods].filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  );
}

function Decided({
  row,
  mine,
}: {
  readonly row: ApprovalRow;
  readonly mine: boolean;
}): ReactElement {
  const t = useCopy(approvalCopy);
  const go = useGo();
  const { state, decidedBy, amountMinor, currency } = row;
  const who =
    state === 'withdrawn'
      ? t('withdrawnShort')
      : decidedBy === null
        ? t('expiredShort')
        : mine
          ? t('byYou')
          : t('byName', { name: decidedBy.name });
  return (
    <button
      type="button"
      className="oc-decided-row"
      onClick={() => go(`/autorizzazioni/${row.approvalId}`)}
    >
      <StatusBadge status={STATUS_OF[state]} />
      <span className="oc-decided-right">
        <MoneyText amountMinor={amountMinor} currency={currency} size="strong" />
        <span className="bt-quiet">{who}</span>
      </span>
    </button>
  );
}
