import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { itemsById } from '../../base/api.ts';
import type { pastBaskets } from './contracts.ts';
import { selectLatestBaskets } from './sql/sold.ts';

/** The latest baskets of a span, with the names of what was bought and of nobody who bought it. */
export async function latestBaskets(
  read: Read,
  { source, from, to, locationIds, limit = 200 }: InputOf<typeof pastBaskets>,
): Promise<ReplyOf<typeof pastBaskets>> {
  const span = { source, from, to, locationIds: locationIds ?? null };
  const baskets = await selectLatestBaskets(read, span, limit);
  const items = await itemsById(
    read,
    baskets.flatMap(({ lines }) => lines.map(({ itemId }) => itemId)),
  );
  return {
    baskets: baskets.map(({ basketId, locationId, channel, soldAt, customerId, lines }) => ({
      basketId,
      locationId,
      channel,
      at: soldAt.toISOString(),
      hasCard: customerId !== null,
      lines: lines.flatMap(({ itemId, quantity }) => {
        const item = items.get(itemId);
        if (!item) return [];
        const { name, size, colour, pictureUrl } = item;
        return [{ itemId, quantity, name, size, colour, pictureUrl }];
      }),
    })),
  };
}
