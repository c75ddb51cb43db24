import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { isFinal, type Problem } from '../problem.ts';
import './badge.css';
import { kitCopy } from './copy.ts';
import { useNow } from './now.ts';
import './states.css';
import { useFormat } from './use-format.ts';

/** What support needs to find this very request. */
export function reportOf(problem: Problem, address: string, instant: Date): string {
  return [
    `Bottega · ${instant.toISOString()}`,
    address,
    `${problem.slug} (${problem.status}) ${problem.title}`,
    problem.detail ?? '',
    problem.requestId === null ? '' : `request ${problem.requestId}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * What went wrong, that nothing is lost, and what to do next. `what` is the screen's own sentence: «Non
 * riusciamo a leggere i ritiri.»; without it the problem's title is said. A definite no («già annullato»)
 * would be said again and is nobody's fault: it offers neither another attempt nor a code for support.
 */
export function ErrorState({
  problem,
  what,
  onRetry,
  asOf = null,
  reading = true,
}: {
  readonly problem: Problem;
  readonly what?: string;
  readonly onRetry?: () => void;
  /** When what is still shown was read. */
  readonly asOf?: Date | null;
  /** A failed reading loses nothing, and says so; a refused command speaks for itself. */
  readonly reading?: boolean;
}): ReactElement {
  const t = useCopy(kitCopy);
  const write = useFormat();
  const now = useNow();
  const [copied, setCopied] = useState(false);
  const fault = !isFinal(problem);
  const copy = async () => {
    await navigator.clipboard.writeText(reportOf(problem, window.location.href, new Date()));
    setCopied(true);
  };
  return (
    <div className="bt-error" role="alert" data-role="ritardo">
      <div className="bt-error-box">
        <IconAlertTriangle size={20} stroke={1.8} aria-hidden="true" />
        <div>
          <p>
            <b>{what ?? `${problem.title}.`}</b> {problem.detail ?? (reading && t('nothingLost'))}
            {asOf && ` ${t('dataAsOf', { time: write.moment(asOf, now) })}`}
          </p>
          {fault && problem.requestId !== null && (
            <p className="bt-error-code">
              {t('supportCode')} <code className="bt-code">{problem.requestId}</code>
            </p>
          )}
        </div>
      </div>
      {fault && (
        <div className="bt-error-actions">
          {onRetry && (
            <Button
              variant="filled"
              leftSection={<IconRefresh size={20} stroke={1.8} aria-hidden="true" />}
              onClick={onRetry}
            >
              {t('retry')}
            </Button>
          )}
          <Button
            leftSection={<IconCopy size={20} stroke={1.8} aria-hidden="true" />}
            onClick={() => void copy()}
          >
            {copied ? t('copied') : t('copyForSupport')}
          </Button>
        </div>
      )}
    </div>
  );
}
