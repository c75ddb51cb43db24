import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { copy as listCopy } from '../../price-lists/ui/copy.ts';
import { spanWords } from '../../price-lists/ui/list-words.ts';
import type { listPromotions } from '../contracts.ts';

type Summary = ReplyOf<typeof listPromotions>['items'][number];

export const PROMOTION_STATUS: Readonly<Record<Summary['phase'], Status>> = {
  draft: 'draft',
  submitted: 'inApproval',
  scheduled: 'scheduled',
  live: 'active',
  paused: 'paused',
  ended: 'ended',
  discarded: 'cancelled',
};

/** «dal gio 26 nov al lun 30 nov», the last day being the one on which it still holds, on the clocks of each shop. */
export function usePeriod(): (of: Pick<Summary, 'from' | 'to'>) => string {
  const t = useCopy(listCopy);
  const write = useFormat();
  return ({ from, to }) => spanWords(t, write, from, to);
}
