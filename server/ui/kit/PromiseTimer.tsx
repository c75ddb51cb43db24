import { IconAlarm, IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useMinute } from './now.ts';
import './promise.css';
import { useFormat } from './use-format.ts';

/**
 * How long until what was promised, and the hour it was promised for. Ticks by itself. `warning` stands in
 * place of the hour, in the colour of what is late: «per le 16:20, previsto 16:52».
 */
export function PromiseTimer({
  due,
  warning,
  title,
}: {
  readonly due: Date | string;
  readonly warning?: string | undefined;
  /** More about the warning, for who asks. */
  readonly title?: string | undefined;
}): ReactElement {
  const write = useFormat();
  const { tone, relative, absolute } = write.promised(due, useMinute());
  const role = warning === undefined ? tone : 'ritardo';
  const Shape = role === 'ritardo' ? IconAlarm : IconClock;
  return (
    <span className="bt-promise" data-role={role} title={title}>
      <span className="bt-tile">
        <Shape size={20} stroke={1.8} aria-hidden="true" />
      </span>
      <span className="bt-promise-words">
        <span className="bt-promise-relative">{relative}</span>
        <time className="bt-promise-absolute" dateTime={new Date(due).toISOString()}>
          {warning ?? absolute}
        </time>
      </span>
    </span>
  );
}
