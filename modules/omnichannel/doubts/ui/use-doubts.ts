import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf, type Reading } from '../../../../server/ui/contract.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { doubtsEndpoint, type Doubt } from '../contracts.ts';

/** Doubts come with scans and sales of others: asked again this often. */
const EVERY_SECONDS = 20;

/** The promises in doubt of the shop one works in; the office sees all shops. */
export function useDoubts(): Reading<ReplyOf<typeof doubtsEndpoint>> {
  const locationId = useLocationId();
  const may = useMay();
  const input = locationId === null ? {} : { locationId };
  return useQueryOf(doubtsEndpoint, input, {
    when: may('omnichannel.doubt.read', locationId ?? undefined),
    everySeconds: EVERY_SECONDS,
    freshSeconds: 3,
  });
}

/** How many customers count on pieces that may not be there. */
export function customersIn(doubts: readonly Doubt[]): number {
  return new Set(doubts.flatMap(({ promises }) => promises.map(({ kind, id }) => kind + id))).size;
}

export function useDoubtBadge(): number | null {
  const { data } = useDoubts();
  const count = data ? customersIn(data.doubts) : 0;
  return count === 0 ? null : count;
}
