import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin, itemsById } from '../../base/api.ts';
import { releaseHolds } from '../../store-system/api.ts';
import { demandMoved } from '../orders/access.ts';
import { putBack } from '../orders/domain/life.ts';
import { giveBackOffers } from '../orders/give-back-offers.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { unitsPutBack } from '../orders/sql/units.ts';
import { orderUnknown } from '../problems.ts';
import { nothingToPutBack, wrongPiece } from './problems.ts';
import { lockToWork, recordChange } from './change.ts';
import type { putBackEndpoint } from './counter-contracts.ts';
import { wordsOf } from './pick.ts';
import { bagsGone } from './sql/bags.ts';

/** Pieces that nobody collects are in their place again: from now on they may be promised. */
export async function putBackLine(
  tx: Tx,
  { orderId, lineId, gtin, quantity: wanted }: InputOf<typeof putBackEndpoint>,
): Promise<ReplyOf<typeof putBackEndpoint>> {
  const file = await lockToWork(tx, orderId);
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) throw new Refusal(orderUnknown, {});
  if (line.toPutBack === 0) throw new Refusal(nothingToPutBack, {});
  if (gtin !== undefined) await demandSameItem(tx, gtin, line.itemId);
  const quantity = wanted ?? line.toPutBack;
  if (quantity > line.toPutBack) throw new Refusal(nothingToPutBack, {});
  const moved = demandMoved(file, putBack(file, lineId, quantity));
  const emptied = moved.endedAt !== null && moved.lines.every(({ toPutBack }) => toPutBack === 0);
  const after = emptied ? { ...moved, bags: [] } : moved;
  const holdIds = await unitsPutBack(tx, lineId, quantity);
  // Nobody can come for these any more: what they took of offers is free again.
  await giveBackOffers(tx, file, []);
  await saveFiles(tx, [{ before: file, after }]);
  if (emptied) await bagsGone(tx, orderId);
  await releaseHolds(tx, holdIds, 'cancelled');
  recordChange(tx, 'omnichannel.order-put-back.v1', after, { lineId, quantity });
  return { orderId, version: after.version, putBack: quantity };
}

async function demandSameItem(tx: Tx, gtin: string, itemId: string): Promise<void> {
  const scanned = (await itemsByGtin(tx, [gtin])).get(gtin);
  if (scanned?.id === itemId) return;
  const wanted = (await itemsById(tx, [itemId])).get(itemId)!;
  throw new Refusal(wrongPiece, {
    gtin,
    scanned: scanned ? wordsOf(scanned) : null,
    wanted: [wordsOf(wanted)],
  });
}
