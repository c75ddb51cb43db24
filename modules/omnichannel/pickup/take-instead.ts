import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { placeHolds, type HoldResult } from '../../store-system/api.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { swappedIn, vatOfAdded } from '../orders/domain/swap.ts';
import {
  insertTakenLines,
  readPricedUnits,
  type PricedUnit,
  type TakenLine,
} from '../orders/sql/added-lines.ts';
import type { SoldDiscount } from '../orders/domain/sold.ts';
import { selectDiscounts } from '../orders/sql/discounts.ts';
import type { PlannedSwap } from './collection-plan.ts';
import { swapNotInStock } from './problems.ts';

/** The lines of the pieces taken in place of others, in the order of the swaps. */
export interface TakenInstead {
  readonly lines: readonly TakenLine[];
}

/**
 * Promises the new pieces to the order, like to anybody who asks, and writes their lines under the
 * conditions of those they replace. Refuses what is not free here. The stock is locked by the caller.
 */
export async function takeInstead(
  tx: Tx,
  file: OrderFile,
  swaps: readonly PlannedSwap[],
): Promise<TakenInstead> {
  if (swaps.length === 0) return { lines: [] };
  const lineIds = swaps.map(() => newId());
  const holdIds = await promised(tx, file, swaps, lineIds);
  const sold = await readPricedUnits(tx, file.orderId);
  const discounts = await selectDiscounts(tx, file.orderId);
  const fresh = swaps.map((swap) => swappedIn(pricedUnits(sold, swap), swap.differenceMinor));
  const vat = vatOfAdded(
    sold.map((unit) => ({ ...unit, rate: unit.vatRate })),
    swaps.flatMap(({ item }, place) =>
      fresh[place]!.map(({ paidMinor }) => ({ rate: item.vatRate, paidMinor })),
    ),
  );
  let next = 0;
  const lines = swaps.map(({ lineId: inPlaceOf, quantity, item, manner }, place): TakenLine => {
    const lineId = lineIds[place]!;
    const units = fresh[place]!.map((unit) => ({
      ...unit,
      vatMinor: vat[next++]!,
      holdId: holdIds.get(`${lineId}/${unit.unit}`)!,
    }));
    const old = file.lines.find((line) => line.lineId === inPlaceOf)!;
    return {
      lineId,
      inPlaceOf,
      externalLineId: `${old.externalLineId}~${file.lines.length + place + 1}`,
      itemId: item.id,
      gtin: item.gtin,
      quantity,
      unitPriceMinor: units[0]!.priceMinor,
      vatRate: item.vatRate,
      ...withoutEmpty(discounts.get(inPlaceOf) ?? [], units),
      pickIds: units.map(() => newId()),
      manner,
    };
  });
  await insertTakenLines(tx, file, lines);
  return { lines };
}

/** One hold a piece, by `line/unit`. */
async function promised(
  tx: Tx,
  file: OrderFile,
  swaps: readonly PlannedSwap[],
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const lines = swaps.flatMap(({ item, quantity }, place) =>
    Array.from({ length: quantity }, (_, unit) => ({
      itemId: item.id,
      quantity: 1,
      ownerLineId: `${lineIds[place]!}/${unit + 1}`,
    })),
  );
  const { orderId: ownerId, locationId } = file;
  const [result] = await placeHolds(tx, [
    { kind: 'order', ownerId, locationId, until: null, lines },
  ]);
  if (result!.outcome === 'refused') throw notInStock(swaps, result!);
  return new Map(result!.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
}

function notInStock(
  swaps: readonly PlannedSwap[],
  { shortages }: Extract<HoldResult, { outcome: 'refused' }>,
): Error {
  const { itemId, requested, available } = shortages[0]!;
  const { name, colour, size } = swaps.find(({ item }) => item.id === itemId)!.item;
  return new Refusal(swapNotInStock, { name, colour, size, requested, available });
}

function pricedUnits(sold: readonly PricedUnit[], { lineId, units }: PlannedSwap): PricedUnit[] {
  return units.map(({ unit }) => sold.find((one) => one.lineId === lineId && one.unit === unit)!);
}

/** A discount of which none of these pieces has a share is no discount of theirs. */
function withoutEmpty(
  discounts: readonly SoldDiscount[],
  units: TakenLine['units'],
): Pick<TakenLine, 'discounts' | 'units'> {
  const sums = discounts.map((discount, place) => ({
    ...discount,
    place,
    amountMinor: units.reduce((sum, unit) => sum + unit.discountShares[place]!, 0),
  }));
  const kept = sums.filter(({ amountMinor }) => amountMinor > 0);
  return {
    discounts: kept.map(({ place: _, ...discount }) => discount),
    units: units.map((unit) => ({
      ...unit,
      discountShares: kept.map(({ place }) => unit.discountShares[place]!),
    })),
  };
}
