import { IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Role } from '../theme/tokens.ts';
import './badge.css';
import { stopwatch } from './format.ts';
import { useNow } from './now.ts';
import './waiting.css';

/** A customer stands at the counter: after a minute it is long, after three too long. */
const LONG_SECONDS = 30;
const TOO_LONG_SECONDS = 180;

/** How urgent it is that somebody has waited for so long. */
export function urgencyOfWait(seconds: number): Role {
  if (seconds >= TOO_LONG_SECONDS) return 'ritardo';
  return seconds >= LONG_SECONDS ? 'attesa' : 'neutro';
}

function useSeconds(since: string): number {
  return Math.max(0, (useNow().getTime() - Date.parse(since)) / 1000);
}

/** `0:42`: the bare figure, for whoever frames it. */
export function Waited({ since }: { readonly since: string }): ReactElement {
  const seconds = useSeconds(since);
  return <span className="bt-waited">{stopwatch(seconds)}</span>;
}

/** `⏱ 0:42` in the colour of its urgency. */
export function WaitingFor({
  since,
  words,
  large = false,
}: {
  readonly since: string;
  /** Before the figure: «aspetta da». */
  readonly words?: string;
  readonly large?: boolean;
}): ReactElement {
  const seconds = useSeconds(since);
  return (
    <span className="bt-waiting" data-role={urgencyOfWait(seconds)} data-large={large}>
      <IconClock size={large ? 20 : 16} stroke={1.8} aria-hidden="true" />
      <span>
        {words !== undefined && `${words} `}
        <b>{stopwatch(seconds)}</b>
      </span>
    </span>
  );
}
