import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsById, type Item } from '../../base/api.ts';
import { placeHolds } from '../../store-system/api.ts';
import { demandMoved } from '../orders/access.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { freezeAdded } from '../orders/domain/added-units.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import type { FrozenUnit } from '../orders/domain/shares.ts';
import { substitute } from '../orders/domain/short.ts';
import { giveBackOffers } from '../orders/give-back-offers.ts';
import { oweRefund } from '../orders/owe-refund.ts';
import { readPricedUnits } from '../orders/sql/added-lines.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readUnits, settleUnits, type Unit } from '../orders/sql/units.ts';
import { recordChange } from '../pickup/change.ts';
import { substitutePrices } from './find-substitutes.ts';
import { proposalGone } from './problems.ts';
import { insertAddedLine, selectMissing } from './sql/units.ts';

/** What stands on the line's discount, and later on the receipt. */
const REASON = 'Sostituzione';

/**
 * Other pieces take the place of the missing ones of a line: promised by the guarded statement, priced
 * so that the customer pays no more, with shares of their own. The rest of what was paid is owed back.
 */
export async function putSubstitute(
  tx: Tx,
  file: OrderFile,
  wanted: { readonly lineId: string; readonly itemId: string },
): Promise<OrderFile> {
  const line = file.lines.find(({ lineId }) => lineId === wanted.lineId);
  const item = (await itemsById(tx, [wanted.itemId])).get(wanted.itemId);
  if (!line || line.short === 0 || !item) throw new Refusal(proposalGone, {});
  const missing = await selectMissing(tx, line.lineId);
  const sold = await readPricedUnits(tx, file.orderId);
  const units = freezeAdded(
    await substitutePrices(tx, file, item, missing),
    item.vatRate,
    sold.map((unit) => ({ ...unit, rate: unit.vatRate })),
  );
  const other = newLine(file, line, item, units.length);
  const missingMinor = missing.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const addedMinor = units.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const moved = demandMoved(
    file,
    substitute(file, line.lineId, other, { missingMinor, addedMinor }),
  );
  await giveBackOffers(tx, file, await giveUp(tx, file, line));
  const holds = await promised(tx, file, other);
  await insertAddedLine(tx, {
    orderId: file.orderId,
    lineId: other.lineId,
    externalLineId: other.externalLineId,
    inPlaceOf: line.lineId,
    itemId: item.id,
    gtin: item.gtin,
    unitPriceMinor: units[0]!.priceMinor,
    vatRate: item.vatRate,
    state: other.state,
    reason: REASON,
    units: units.map((unit): FrozenUnit & { holdId: string } => ({
      ...unit,
      holdId: holds.get(`${other.lineId}/${unit.unit}`)!,
    })),
  });
  const after = await oweRefund(tx, moved, 'cancelled');
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-short-resolved.v1', after, {
    resolution: 'substitute',
    lines: [{ lineId: line.lineId, quantity: line.short }],
    businessDay: await businessDayAtShop(tx, file.locationId),
    toRefundMinor: toRefundMinor(after),
  });
  return after;
}

/** It is looked for like any other: by whoever walks for this order. */
function newLine(file: OrderFile, line: LineFile, item: Item, quantity: number): LineFile {
  const others = file.lines.filter(({ externalLineId }) =>
    externalLineId.startsWith(`${line.externalLineId}/`),
  );
  return {
    lineId: newId(),
    externalLineId: `${line.externalLineId}/${others.length + 1}`,
    itemId: item.id,
    gtin: item.gtin,
    quantity,
    state: 'picking',
    picked: 0,
    short: 0,
    collected: 0,
    refused: 0,
    noShow: 0,
    cancelled: 0,
    toPutBack: 0,
  };
}

async function giveUp(tx: Tx, file: OrderFile, { lineId }: LineFile): Promise<Unit[]> {
  const missing = (await readUnits(tx, file.orderId)).filter(
    (unit) => unit.lineId === lineId && unit.fate === 'open' && unit.short,
  );
  await settleUnits(
    tx,
    missing.map((unit) => ({ ...unit, fate: 'cancelled' as const, toPutBack: false })),
  );
  return missing;
}

async function promised(
  tx: Tx,
  { orderId, locationId }: OrderFile,
  { lineId, itemId, quantity }: LineFile,
): Promise<ReadonlyMap<string, string>> {
  const [result] = await placeHolds(tx, [
    {
      kind: 'order',
      ownerId: orderId,
      locationId,
      until: null,
      lines: Array.from({ length: quantity }, (_, place) => ({
        itemId,
        quantity: 1,
        ownerLineId: `${lineId}/${place + 1}`,
      })),
    },
  ]);
  if (result!.outcome === 'refused') throw new Refusal(proposalGone, {});
  return new Map(result!.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
}
