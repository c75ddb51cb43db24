import {
  IconBell,
  IconCheck,
  IconClock,
  IconEye,
  IconHourglass,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FactList, type Fact } from '../../../../server/ui/kit/FactList.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { Waited } from '../../../../server/ui/kit/WaitingFor.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { withdrawEndpoint } from '../../approvals/answer-contracts.ts';
import type { ApprovalRow } from '../../approvals/contracts.ts';
import { returnsDeskEndpoint } from '../reading-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import type { FileProps } from './FileSummary.tsx';
import { useRequest } from './use-request.ts';

/** Somebody is asked: who, since when, whether it was seen; and meanwhile the next customer. */
export function WaitingFile(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const say = useText();
  const go = useGo();
  const { person } = useSession();
  const approvalId = file.approval?.approvalId ?? null;
  const request = useRequest(approvalId);
  const withdraw = useCommandOf(withdrawEndpoint, { refreshes: [returnsDeskEndpoint] });
  const mine = request?.requestedBy.id === person.id;
  const because = file.judged.because.map(({ says }) => say(says));
  return (
    <FileFrame
      {...props}
      problem={withdraw.problem}
      primary={{
        id: 'next',
        label: t('serveAnother'),
        icon: IconUser,
        onPress: () => go('/resi'),
      }}
      secondary={
        mine && approvalId !== null
          ? [
              {
                id: 'withdraw',
                label: t('withdraw'),
                icon: IconX,
                pending: withdraw.pending,
                blocked: withdraw.offline ? t('needsNetwork') : null,
                onPress: () => void withdraw.send({ approvalId }),
              },
            ]
          : []
      }
    >
      <Banner request={request} openedAt={file.openedAt} />
      <section className="bt-panel" aria-label={t('happened')}>
        <FactList label={t('happened')} ordered facts={useFacts(file.openedAt, request)} />
      </section>
      <section className="bt-panel">
        <p className="bt-hint">{t('whyNeeded')}</p>
        <p>
          <strong>{request ? say(request.rule.words) : because[0]}</strong>
          {because.length > 1 ? ` · ${because.slice(1).join(' · ')}` : ''}
        </p>
      </section>
      <section className="bt-panel">
        <p className="bt-hint">{t('maySay')}</p>
        <p className="oc-return-said">«{t('sayWhileWaiting')}»</p>
      </section>
    </FileFrame>
  );
}

function Banner({
  request,
  openedAt,
}: {
  readonly request: ApprovalRow | null;
  readonly openedAt: string;
}): ReactElement {
  const t = useCopy(fileCopy);
  const name = request?.seenBy.at(-1)?.name ?? null;
  return (
    <div className="oc-return-waiting" data-role="attesa" role="status">
      <IconHourglass size={32} stroke={1.8} aria-hidden />
      <div>
        <h2>{name === null ? t('waitingForSomebody') : t('waitingFor', { name })}</h2>
        <p>{name === null ? t('notSeenYet') : t('isLooking')}</p>
      </div>
      <Waited since={request?.requestedAt ?? openedAt} />
    </div>
  );
}

const FALLBACKS = {
  refuse: 'thenRefused',
  escalate: 'thenEscalated',
  allow: 'thenAllowed',
} as const;

/** What has happened with the request, and what happens by itself if nobody answers. */
function useFacts(openedAt: string, request: ApprovalRow | null): readonly Fact[] {
  const t = useCopy(fileCopy);
  const write = useFormat();
  const now = useMinute();
  const sent: Fact = {
    id: 'sent',
    role: 'pronto',
    icon: IconCheck,
    title: t('requestSent'),
    right: write.clock(request?.requestedAt ?? openedAt),
  };
  if (!request) return [sent];
  const asked: Fact = {
    id: 'asked',
    role: 'neutro',
    icon: IconBell,
    title: t(request.role === 'store-manager' ? 'askedStore' : 'askedWeb'),
  };
  const seen = request.seenBy.map(({ id, name }): Fact => ({
    id: `seen-${id}`,
    role: 'lavoro',
    icon: IconEye,
    title: t('opened', { name }),
  }));
  const handed = request.handedTo.map(({ id, name }): Fact => ({
    id: `handed-${id}`,
    role: 'lavoro',
    icon: IconUser,
    title: t('handedTo', { name }),
  }));
  const later: Fact = {
    id: 'later',
    role: 'neutro',
    icon: IconClock,
    quiet: true,
    title: t(FALLBACKS[request.fallback.act], { when: write.moment(request.answerBy, now) }),
  };
  return [sent, asked, ...seen, ...handed, later];
}
