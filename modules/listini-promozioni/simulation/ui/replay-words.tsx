import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { listReplays } from '../replay-contracts.ts';
import { replayCopy } from './replay-copy.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';

export type Replay = ReplyOf<typeof listReplays>['replays'][number];

const STATUS: Readonly<Record<Replay['state'], Status>> = {
  queued: 'waiting',
  running: 'inPreparation',
  done: 'ready',
  failed: 'notFound',
  cancelled: 'cancelled',
};

/** How far a replay is, as colour, shape and word. */
export function ReplayState({ state }: { readonly state: Replay['state'] }): ReactElement {
  const t = useCopy(replayCopy);
  return <StatusBadge status={STATUS[state]} words={t(`state-${state}`)} />;
}

/** «Scontrini, 1 ott – 31 ott, tutti i negozi». */
export function useReplayWords(): (
  replay: Pick<Replay, 'source' | 'from' | 'to' | 'locationIds'>,
) => string {
  const t = useCopy(replayCopy);
  const write = useFormat();
  const day = (plain: string) => write.documentDay(noonOf(plain));
  return ({ source, from, to, locationIds }) =>
    t('on', {
      source: t(`source-${source}`),
      from: day(from),
      to: day(to),
      shops:
        locationIds === null
          ? t('everyShop').toLowerCase()
          : t('shopCount', { count: locationIds.length }),
    });
}

/** Is the server at work on it? Then it is looked at again until it is done. */
export function isUnderWay({ state }: Pick<Replay, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}
