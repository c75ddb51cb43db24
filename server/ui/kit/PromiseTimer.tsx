import { IconAlarm, IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useMinute } from './now.ts';
import './promise.css';
import { useFormat } from './use-format.ts';

/** How long until what was promised, and the hour it was promised for. Ticks by itself. */
export function PromiseTimer({ due }: { readonly due: Date | string }): ReactElement {
  const write = useFormat();
  const { tone, relative, absolute } = write.promised(due, useMinute());
  const Shape = tone === 'ritardo' ? IconAlarm : IconClock;
  return (
    <span className="bt-promise" data-role={tone}>
      <span className="bt-tile">
        <Shape size={20} stroke={1.8} aria-hidden="true" />
      </span>
      <span className="bt-promise-words">
        <span className="bt-promise-relative">{relative}</span>
        <time className="bt-promise-absolute" dateTime={new Date(due).toISOString()}>
          {absolute}
        </time>
      </span>
    </span>
  );
}
