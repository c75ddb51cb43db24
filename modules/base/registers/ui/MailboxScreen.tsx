import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMail, IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { mailboxEndpoint } from '../../../../server/operations/contracts.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { copy } from './copy.ts';
import './registers.css';
import { UndeliveredMail } from './UndeliveredMail.tsx';

type Mail = ReplyOf<typeof mailboxEndpoint>['items'][number];

const TYPING_MS = 250;

/** Posta: what the customers of the demo chain were written; with real customers only what has not left. */
export function MailboxScreen(): ReactElement {
  const t = useCopy(copy);
  const [text, setText] = useState('');
  const [to] = useDebouncedValue(text.trim(), TYPING_MS);
  const mails = usePages(mailboxEndpoint, to === '' ? {} : { to });
  const [opened, setOpened] = useState<Mail | null>(null);
  const elsewhere = mails.problem?.slug === 'not-found';
  return (
    <ScreenFrame
      title={t('mail')}
      tools={
        elsewhere ? null : (
          <TextInput
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )
      }
      asOf={mails.asOf}
      bleed
    >
      {elsewhere ? (
        <UndeliveredMail />
      ) : (
        <Shown reading={mails} what={t('cannotReadMail')}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={t('noMail')} icon={IconMail}>
                {t('noMailText')}
              </EmptyState>
            ) : (
              <MailTable items={items} onOpen={setOpened} />
            )
          }
        </Shown>
      )}
      {elsewhere ? null : <MoreRows of={mails} label={t('more')} />}
      {opened !== null && (
        <Dialog opened onClose={() => setOpened(null)} title={opened.subject} size={640}>
          <p className="bt-quiet">{opened.to}</p>
          <p className="ba-letter">{opened.text}</p>
        </Dialog>
      )}
    </ScreenFrame>
  );
}

const STATUS = {
  queued: 'waiting',
  sending: 'inTransit',
  sent: 'ready',
  failed: 'notFound',
  kept: 'handedOver',
} as const;

function MailTable({
  items,
  onOpen,
}: {
  readonly items: readonly Mail[];
  readonly onOpen: (mail: Mail) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const words = (mail: Mail): ReactElement => <TwoLines first={mail.subject} second={mail.to} />;
  const state = (mail: Mail): ReactElement => (
    <StatusBadge status={STATUS[mail.state]} words={t(`state_${mail.state}`)} />
  );
  const open = (mail: Mail): ReactElement => (
    <Button size="sm" aria-label={`${t('open')} ${mail.subject}`} onClick={() => onOpen(mail)}>
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('mailList')}
      columns={[
        { id: 'when', title: t('when'), cell: (mail) => write.moment(mail.queuedAt, now) },
        { id: 'mail', title: t('mailSubject'), cell: words },
        { id: 'state', title: t('state'), cell: state },
        { id: 'open', title: t('open'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ id }) => id}
      card={(mail) => (
        <>
          <div className="bt-card-line">{words(mail)}</div>
          <div className="bt-card-line">
            <span className="bt-quiet">{write.moment(mail.queuedAt, now)}</span>
            {open(mail)}
          </div>
        </>
      )}
    />
  );
}
