import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useNow } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import {
  listDeliveriesEndpoint,
  readDeliveryEndpoint,
  replayEndpoint,
} from '../../../../server/webhooks/contracts.ts';
import '../../registers/ui/registers.css';
import { copy } from './copy.ts';
import { answerWords } from './delivery-words.ts';

/** One delivery: the message, every attempt at it, and sending it again. */
export function DeliveryDialog({
  delivery,
  endpointId,
  manages,
  onClose,
}: {
  readonly delivery: number;
  readonly endpointId: string;
  readonly manages: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useNow();
  const reading = useQueryOf(readDeliveryEndpoint, { delivery }, { freshSeconds: 2 });
  const replay = useCommandOf(replayEndpoint, {
    refreshes: [listDeliveriesEndpoint],
    onDone: onClose,
  });
  return (
    <Dialog opened onClose={onClose} title={reading.data?.type ?? t('delivery')} size={680}>
      <Shown reading={reading} what={t('cannotReadLog')}>
        {(one) => (
          <>
            <dl className="ba-facts">
              <div>
                <dt>{t('happened')}</dt>
                <dd>{write.moment(one.happenedAt, new Date(0))}</dd>
              </div>
              <div>
                <dt>{t('messageId')}</dt>
                <dd>
                  <code className="bt-code">{one.messageId}</code>
                </dd>
              </div>
            </dl>
            <h3 className="bt-strong">{t('attemptsTitle')}</h3>
            {one.log.length === 0 ? (
              <p className="bt-quiet">{t('noAttempts')}</p>
            ) : (
              <ol className="ba-attempts">
                {one.log.map(({ number, at, milliseconds, failure, status }) => (
                  <li key={number}>
                    <span>
                      {number}. {answerWords(t, failure, status)}
                    </span>
                    <span className="bt-quiet">
                      {write.moment(at, now)} · {t('milliseconds', { count: milliseconds })}
                    </span>
                  </li>
                ))}
              </ol>
            )}
            <h3 className="bt-strong">{t('message')}</h3>
            <pre className="ba-json">{JSON.stringify(JSON.parse(one.body), null, 2)}</pre>
            {replay.problem && <ErrorState problem={replay.problem} reading={false} />}
            {manages && one.state !== 'waiting' && (
              <div className="bt-dialog-actions">
                <Button
                  variant="filled"
                  loading={replay.pending}
                  disabled={replay.offline}
                  leftSection={<IconRefresh size={20} stroke={1.8} aria-hidden />}
                  onClick={() =>
                    void replay.send({
                      endpointId,
                      messageIds: [one.messageId],
                      missedOnly: false,
                    })
                  }
                >
                  {t('sendAgain')}
                </Button>
              </div>
            )}
          </>
        )}
      </Shown>
    </Dialog>
  );
}
