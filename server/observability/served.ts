import type { Logger } from 'pino';
import type { Served } from '../http/serve.ts';
import type { Metrics } from './metrics.ts';

/** Slower than this is worth a line whatever the log level of ordinary requests. */
const SLOW_MILLISECONDS = 1_000;

/** Counts every answered request, and writes a line for each: quietly when all was well. */
export function observer(log: Logger, metrics: Pick<Metrics, 'served'>): (served: Served) => void {
  return (served) => {
    metrics.served(served);
    const { status, milliseconds } = served;
    const line = { ...served, milliseconds: Math.round(milliseconds) };
    // What failed was logged with its cause where it failed: here it only has its place in the sequence.
    if (status >= 500) log.info(line, 'answered with an error');
    else if (milliseconds >= SLOW_MILLISECONDS) log.warn(line, 'answered slowly');
    else if (log.isLevelEnabled('debug')) log.debug(line, 'answered');
  };
}
