import { IconEyeOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { PromiseTimer } from '../../../../server/ui/kit/PromiseTimer.tsx';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import type { Forecast } from '../domain/forecast.ts';
import { promiseCopy } from './copy.ts';

/** When an order is due; where that will be missed, by when it is expected instead, and why. */
export function RiskTimer({
  row,
  forecast,
}: {
  row: PickupRow;
  forecast: Forecast | undefined;
}): ReactElement {
  const t = useCopy(promiseCopy);
  const write = useFormat();
  if (!forecast?.because) return <PromiseTimer due={row.readyBy} />;
  const expected = forecast.expectedAt;
  const sameDay = write.day(expected) === write.day(row.readyBy);
  const why =
    forecast.because === 'queue'
      ? t('because_queue', { count: Math.max(1, forecast.ahead) })
      : t(`because_${forecast.because}`);
  const warning = t('expected', {
    promised: write.clock(row.readyBy),
    time: sameDay ? write.clock(expected) : write.day(expected),
  });
  return <PromiseTimer due={row.readyBy} warning={warning} title={why} />;
}

/** `le 16:52` today, `lun 23 nov, 10:06` on another day. */
export function useWhen(): (instant: Date | string) => string {
  const write = useFormat();
  return (instant) => {
    const at = new Date(instant);
    const today = write.day(at) === write.day(new Date());
    if (!today) return `${write.day(at)}, ${write.clock(at)}`;
    return write.reader.language === 'it' ? `le ${write.clock(at)}` : write.clock(at);
  };
}

/** Nobody has looked at it, and the time for that is over. */
export function isUnseen({
  escalatedAt,
  state,
}: Pick<PickupRow, 'escalatedAt' | 'state'>): boolean {
  return escalatedAt !== null && state === 'placed';
}

export function UnseenBadge(): ReactElement {
  const t = useCopy(promiseCopy);
  return (
    <Badge role="ritardo" icon={IconEyeOff}>
      {t('unseen')}
    </Badge>
  );
}
