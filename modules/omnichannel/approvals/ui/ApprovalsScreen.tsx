import { IconShieldCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAddressPart } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import type { ApprovalInbox, ApprovalRow } from '../contracts.ts';
import './approvals.css';
import { approvalCopy } from './copy.ts';
import { InboxList, useStandIns } from './InboxList.tsx';
import { Request } from './Request.tsx';
import { useInbox, waitingOf } from './use-inbox.ts';

/** Autorizzazioni: the list; on desktop the request that has waited longest stands open beside it. */
export function ApprovalsScreen(): ReactElement {
  return <Approvals chosen={null} />;
}

/** One request, opened from the list or from a link. */
export function ApprovalScreen(): ReactElement {
  return <Approvals chosen={useAddressPart('approvalId')} />;
}

function Approvals({ chosen }: { readonly chosen: string | null }): ReactElement {
  const t = useCopy(approvalCopy);
  const inbox = useInbox();
  const standIns = useStandIns();
  const desktop = useLayout() === 'desktop';
  const row = inbox.data ? openRow(inbox.data, chosen, desktop) : null;
  if (inbox.data && row) {
    return <Request key={row.approvalId} inbox={inbox.data} row={row} asOf={inbox.asOf} />;
  }
  return (
    <ScreenFrame
      title={t('title')}
      {...(chosen === null ? {} : { back: '/autorizzazioni' })}
      secondary={chosen === null ? standIns : []}
      asOf={inbox.asOf}
      bleed
    >
      <Shown reading={inbox} what={t('cannotRead')}>
        {(view) =>
          chosen === null ? <List inbox={view} /> : <EmptyState title={t('gone')} role="neutro" />
        }
      </Shown>
    </ScreenFrame>
  );
}

/** Which request stands open: the chosen one, and where there is room for both, the most urgent. */
function openRow(
  inbox: ApprovalInbox,
  chosen: string | null,
  desktop: boolean,
): ApprovalRow | null {
  const rows = [...inbox.open, ...inbox.decided];
  if (chosen !== null) return rows.find(({ approvalId }) => approvalId === chosen) ?? null;
  return desktop ? (waitingOf(inbox)[0] ?? null) : null;
}

function List({ inbox }: { readonly inbox: ApprovalInbox }): ReactElement {
  const t = useCopy(approvalCopy);
  return (
    <>
      {inbox.open.length === 0 ? (
        <EmptyState title={t('none')} icon={IconShieldCheck}>
          {t('noneText')}
        </EmptyState>
      ) : null}
      <InboxList inbox={inbox} openId={null} />
    </>
  );
}
