import type { ReactElement } from 'react';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { IN_TIME_TARGET } from '../../measures/domain.ts';

/** Below this a shop is not just a little late. */
const TROUBLED = 85;

/** How many of today's promises a shop has kept so far, in percent. */
export function Punctual({ percent }: { readonly percent: number }): ReactElement {
  const write = useFormat();
  const role = percent >= IN_TIME_TARGET ? 'pronto' : percent >= TROUBLED ? 'attesa' : 'ritardo';
  return (
    <span className="oc-punctual" data-role={role}>
      <b>{write.percent(Math.round(percent))}</b>
      <span className="oc-punctual-track" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
