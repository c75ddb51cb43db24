import { IconEyeOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { PickupRow } from '../../pickup/contracts.ts';
import type { Forecast } from '../domain/forecast.ts';
import { promiseCopy } from './copy.ts';
import './promises.css';

/** «pronto verso le 16:52»: for orders whose promise will be missed, with the reason. */
export function RiskWords({ forecast }: { forecast: Forecast | undefined }): ReactElement | null {
  const t = useCopy(promiseCopy);
  const when = useWhen();
  if (!forecast?.because) return null;
  const why =
    forecast.because === 'queue' && forecast.ahead > 0
      ? t('because_queue', { count: forecast.ahead })
      : forecast.because === 'queue'
        ? t('because_pieces')
        : t(`because_${forecast.because}`);
  return (
    <span className="oc-risk" data-role="ritardo" title={why}>
      {t('expectedOn', { time: when(forecast.expectedAt) })}
      <span className="bt-aloud">. {why}</span>
    </span>
  );
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
export function UnseenBadge({ row }: { row: PickupRow }): ReactElement | null {
  const t = useCopy(promiseCopy);
  if (row.escalatedAt === null || row.state !== 'placed') return null;
  return (
    <Badge role="ritardo" icon={IconEyeOff}>
      {t('unseen')}
    </Badge>
  );
}
