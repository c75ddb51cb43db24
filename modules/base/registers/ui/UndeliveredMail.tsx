import { Button } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { retryMailEndpoint, undeliveredEndpoint } from '../../../../server/operations/contracts.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { copy } from './copy.ts';

type Letter = ReplyOf<typeof undeliveredEndpoint>['items'][number];

/** Letters to real customers that have not left, with what the mail server said; nobody reads their text. */
export function UndeliveredMail(): ReactElement {
  const t = useCopy(copy);
  const letters = usePages(undeliveredEndpoint, {});
  const retry = useCommandOf(retryMailEndpoint, { refreshes: [undeliveredEndpoint] });
  return (
    <>
      {retry.problem ? <ErrorState problem={retry.problem} reading={false} /> : null}
      <Shown reading={letters} what={t('cannotReadMail')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('allLeft')} icon={IconMailCheck}>
              {t('allLeftText')}
            </EmptyState>
          ) : (
            <Letters
              items={items}
              busy={retry.pending || retry.offline}
              onRetry={({ id }) => void retry.send({ id })}
            />
          )
        }
      </Shown>
      <MoreRows of={letters} label={t('more')} />
    </>
  );
}

function Letters({
  items,
  busy,
  onRetry,
}: {
  readonly items: readonly Letter[];
  readonly busy: boolean;
  readonly onRetry: (letter: Letter) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const manages = useMay()('core.operations.manage');
  const words = ({ subject, to }: Letter): ReactElement => <TwoLines first={subject} second={to} />;
  const state = ({ state: stands, error, nextAttemptAt }: Letter): ReactElement => (
    <>
      <StatusBadge
        status={stands === 'failed' ? 'notFound' : 'waiting'}
        words={
          stands === 'trying' && nextAttemptAt !== null
            ? t('triedAgain', { when: write.moment(nextAttemptAt, now) })
            : t('state_failed')
        }
      />
      {error === null ? null : <p className="bt-hint">{error}</p>}
    </>
  );
  const again = (letter: Letter): ReactElement | null =>
    manages ? (
      <Button
        size="sm"
        disabled={busy}
        aria-label={`${t('sendAgain')}: ${letter.subject}, ${letter.to}`}
        onClick={() => onRetry(letter)}
      >
        {t('sendAgain')}
      </Button>
    ) : null;
  return (
    <QueueTable
      label={t('undelivered')}
      columns={[
        { id: 'when', title: t('when'), cell: ({ queuedAt }) => write.moment(queuedAt, now) },
        { id: 'mail', title: t('mailSubject'), cell: words },
        { id: 'state', title: t('state'), cell: state },
        { id: 'again', title: t('next'), align: 'right', cell: again },
      ]}
      groups={[{ id: 'all', title: t('undelivered'), role: 'ritardo', rows: items }]}
      keyOf={({ id }) => id}
      card={(letter) => (
        <>
          <div className="bt-card-line">{words(letter)}</div>
          <div>{state(letter)}</div>
          <div className="bt-card-line">
            <span className="bt-quiet">{write.moment(letter.queuedAt, now)}</span>
            {again(letter)}
          </div>
        </>
      )}
    />
  );
}
