import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { itemsById } from '../../base/api.ts';
import { leftOnShelf } from '../reservations/queries.ts';
import type { recountsEndpoint, RecountView } from './contracts.ts';
import { selectOpenRecounts, selectPromisesInDoubt } from './sql.ts';

/** So long a piece that nobody collected may wait on its shelf to be put back. */
const LEFT_MS = 7 * 86_400_000;

/** What is to be counted again at a location, and who waits for those pieces. */
export async function readRecounts(
  read: Read,
  { locationId }: InputOf<typeof recountsEndpoint>,
): Promise<RecountView> {
  const open = await selectOpenRecounts(read, locationId);
  const items = await itemsById(
    read,
    open.map(({ itemId }) => itemId),
  );
  const promises = open.length === 0 ? [] : await selectPromisesInDoubt(read, locationId);
  const since = new Date(read.now.getTime() - LEFT_MS);
  const left = open.length === 0 ? [] : await leftOnShelf(read, { locationId, since });
  return {
    locationId,
    recounts: open.map(({ recountId, version, itemId, reason, reports, openedAt }) => {
      const { gtin, name, colour, colourHex, size, department, category, pictureUrl } =
        items.get(itemId)!;
      return {
        recountId,
        version,
        itemId,
        reason,
        reports,
        openedAt: openedAt.toISOString(),
        item: { gtin, name, colour, colourHex, size, department, category, pictureUrl },
        promised: promises
          .filter((promise) => promise.itemId === itemId)
          .map(({ kind, ownerId, quantity }) => ({
            kind: kind === 'order' ? ('order' as const) : ('customer' as const),
            ownerId,
            quantity,
          })),
        leftOnShelf: left
          .filter((piece) => piece.itemId === itemId)
          .map(({ shelf, quantity }) => ({ shelf, quantity })),
      };
    }),
  };
}
