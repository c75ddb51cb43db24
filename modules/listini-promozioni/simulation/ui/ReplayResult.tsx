import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconPlayerStop, IconReceipt } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useLookAgain } from '../../../../server/ui/kit/look-again.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { cancelReplay, listReplays, readReplay } from '../replay-contracts.ts';
import { replayCopy } from './replay-copy.ts';
import { isUnderWay, ReplayState, useReplayWords } from './replay-words.tsx';
import { SumCounters, SumDetails } from './SumFigures.tsx';

type Replay = ReplyOf<typeof readReplay>;

/** One replay: how far it has come, the button that stops it, and what it comes to. */
export function ReplayResult({
  replayId,
  onBack,
}: {
  readonly replayId: string;
  readonly onBack: () => void;
}): ReactElement {
  const t = useCopy(replayCopy);
  const say = useText();
  const words = useReplayWords();
  const reading = useQueryOf(readReplay, { replayId }, { freshSeconds: 0 });
  useLookAgain(reading.data ? isUnderWay(reading.data) : false, reading.retry);
  const stop = useCommandOf(cancelReplay, { refreshes: [readReplay, listReplays] });
  return (
    <>
      <div>
        <Button leftSection={<IconArrowLeft size={20} stroke={1.8} aria-hidden />} onClick={onBack}>
          {t('back')}
        </Button>
      </div>
      <Shown reading={reading} what={t('cannotReadOne')}>
        {(replay) => (
          <>
            <section className="bt-panel lp-sim-replay" aria-label={say(replay.name)}>
              <div className="lp-sim-line-head">
                <div>
                  <h2>{say(replay.name)}</h2>
                  <p className="bt-quiet">{words(replay)}</p>
                </div>
                <ReplayState state={replay.state} />
              </div>
              <Standing replay={replay} />
              {stop.problem ? <ErrorState problem={stop.problem} reading={false} /> : null}
              {isUnderWay(replay) ? (
                <div className="lp-sim-start">
                  {stop.offline ? <span className="bt-quiet">{t('needsNetwork')}</span> : null}
                  <Button
                    leftSection={<IconPlayerStop size={20} stroke={1.8} aria-hidden />}
                    loading={stop.pending}
                    disabled={stop.offline}
                    onClick={() => void stop.send({ replayId })}
                  >
                    {t('stop')}
                  </Button>
                </div>
              ) : null}
            </section>
            <Result replay={replay} />
          </>
        )}
      </Shown>
    </>
  );
}

function Standing({ replay }: { readonly replay: Replay }): ReactElement {
  const t = useCopy(replayCopy);
  const write = useFormat();
  const { state, receiptsDone, receiptsTotal, receiptsPerSecond, result } = replay;
  const figures = { done: write.count(receiptsDone), total: write.count(receiptsTotal) };
  if (state === 'failed') {
    return (
      <Notice role="ritardo" icon={IconAlertTriangle}>
        {t('failed')}
      </Notice>
    );
  }
  if (state === 'cancelled') {
    return (
      <Notice role="attesa" icon={IconPlayerStop}>
        {result === null || result.baskets === 0 ? t('stoppedEmpty') : t('partial', figures)}
      </Notice>
    );
  }
  if (receiptsTotal === 0 && isUnderWay(replay)) {
    return <p role="status">{t('counting')}</p>;
  }
  const share = receiptsTotal === 0 ? 100 : (receiptsDone / receiptsTotal) * 100;
  return (
    <>
      <p role="status">
        <b>{t('progress', figures)}</b>
        {receiptsPerSecond === null
          ? ''
          : ` · ${t('speed', { count: write.count(receiptsPerSecond) })}`}
      </p>
      {isUnderWay(replay) ? (
        <Progress value={share} size="lg" aria-label={t('progress', figures)} />
      ) : null}
    </>
  );
}

function Result({ replay }: { readonly replay: Replay }): ReactElement | null {
  const t = useCopy(replayCopy);
  const { result } = replay;
  if (result === null) return null;
  if (result.baskets === 0) {
    return replay.state === 'done' ? (
      <EmptyState title={t('nothingSold')} icon={IconReceipt} role="neutro">
        {t('nothingSoldText')}
      </EmptyState>
    ) : null;
  }
  return (
    <>
      <SumCounters sum={result} />
      <SumDetails sum={result} />
    </>
  );
}
