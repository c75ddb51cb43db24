import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { dayAt, instantOfWall } from '../../../server/kernel/time.ts';
import { itemsById, locationsById, type Item, type Location } from '../../base/api.ts';
import { defaultSaleDocument, type SaleDocument } from '../orders/domain/sale-document.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { isFinal } from '../orders/domain/order.ts';
import { readDiscountReasons } from '../orders/sql/added-lines.ts';
import { paymentsOf } from '../refunds/propose.ts';
import type { Payment } from '../refunds/domain/plan.ts';
import { latestDelivery } from '../withdrawals/domain.ts';
import { deadlineOf } from '../withdrawals/right.ts';
import type { SaleFacts } from './domain/eligibility.ts';
import type { ReturnTerms } from './domain/policy.ts';
import type { SoldUnit } from './domain/reckoning.ts';
import { returnOrderUnknown } from './problems.ts';
import { selectPolicy } from './sql/policy.ts';
import {
  selectAnnounced,
  selectCollectedUnits,
  selectDeliveries,
  selectGivenBack,
  selectHistory,
  selectSale,
  type SaleRow,
} from './sql/sale.ts';
import { selectUnitsOnFile, type UnitOnFile } from './sql/units.ts';

/** Everything a return is judged and reckoned by, read once. */
export interface ReturnFacts {
  readonly file: OrderFile;
  readonly sale: SaleRow;
  /** Where the goods are brought. */
  readonly shop: Location;
  /** Where the order was handed over, or sent from. */
  readonly seller: Location;
  readonly otherCompany: boolean;
  readonly terms: ReturnTerms;
  readonly policyVersion: number;
  readonly sold: SaleFacts;
  readonly document: SaleDocument;
  readonly items: ReadonlyMap<string, Item>;
  readonly reasons: ReadonlyMap<string, readonly string[]>;
  /** Pieces the customer got. */
  readonly units: readonly SoldUnit[];
  /** Of these, those on a live file; announced ones are still with the customer. */
  readonly onFile: readonly UnitOnFile[];
  readonly deliveredAt: ReadonlyMap<string, Date>;
  readonly completeAt: Date | null;
  /** Pieces declared online that have not come yet, by line. */
  readonly announced: ReadonlyMap<string, number>;
  readonly shippingBackMinor: number;
  readonly shippingBackByRate: ReadonlyMap<number, number>;
  /** What earlier files took off the sale, by VAT rate. */
  readonly returnedByRate: ReadonlyMap<number, number>;
  readonly payments: readonly Payment[];
  readonly filesBefore: number;
  readonly clerkTodayMinor: number;
}

/** Refuses a place nobody knows (`return-order-unknown`). */
export async function readFacts(
  read: Read,
  file: OrderFile,
  locationId: string,
): Promise<ReturnFacts> {
  const { policy, locations, sale, units, deliveries, onFile, announced, back, ...rest } =
    await readRows(read, file, locationId);
  const shop = locations.get(locationId);
  if (!shop) throw new Refusal(returnOrderUnknown, {});
  const seller = locations.get(file.locationId)!;
  const { zone } = seller.schedule;
  const [history, withdrawalUntil] = await Promise.all([
    selectHistory(read, {
      customerId: file.customerId,
      clerkId: read.actor.id,
      since: instantOfWall(shop.zone, dayAt(shop.zone, read.now), 0),
    }),
    deadlineOf(read, file, zone, policy.terms.withdrawal.days),
  ]);
  const arrived = deliveries.map(({ lineId, at, sent }) => ({
    lineId,
    at: sent ? latestDelivery(at) : at,
  }));
  return {
    file,
    sale,
    shop,
    seller,
    otherCompany: shop.companyId !== file.companyId,
    terms: policy.terms,
    policyVersion: policy.version,
    sold: {
      now: read.now,
      zone,
      flow: file.contractFlow,
      withdrawalUntil,
    },
    document: documentOf(sale, file),
    units,
    onFile,
    deliveredAt: new Map(arrived.map(({ lineId, at }) => [lineId, at])),
    completeAt: isFinal(file.state) ? latest(arrived.map(({ at }) => at)) : null,
    announced,
    shippingBackMinor: back.shippingMinor,
    shippingBackByRate: back.shippingByRate,
    returnedByRate: back.soldByRate,
    ...rest,
    ...history,
  };
}

/** All that only the order has to be known for, asked for at once. */
async function readRows(read: Read, file: OrderFile, locationId: string) {
  const { orderId } = file;
  const itemIds = file.lines.map((line) => line.itemId);
  const [policy, locations, sale, units, deliveries, onFile, announced, back] = await Promise.all([
    selectPolicy(read),
    locationsById(read, [locationId, file.locationId]),
    selectSale(read, orderId),
    selectCollectedUnits(read, orderId),
    selectDeliveries(read, orderId),
    selectUnitsOnFile(read, orderId),
    selectAnnounced(read, orderId),
    selectGivenBack(read, orderId),
  ]);
  const [items, reasons, payments] = await Promise.all([
    itemsById(read, itemIds),
    readDiscountReasons(read, orderId),
    paymentsOf(read, { kind: 'order', id: orderId }),
  ]);
  return {
    policy,
    locations,
    sale,
    units,
    deliveries,
    onFile,
    announced,
    back,
    items,
    reasons,
    payments,
  };
}

function documentOf(sale: SaleRow, { fulfilment }: OrderFile): SaleDocument {
  if (sale.saleDocument === null) return defaultSaleDocument(fulfilment);
  return {
    kind: sale.saleDocument,
    reference: sale.saleReference,
    issuedOn: sale.saleIssuedOn,
  };
}

function latest(instants: readonly Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.max(...instants.map((at) => at.getTime())));
}

/** The pieces of a line that can still be returned, those first that the customer announced. */
export function returnableUnits(facts: ReturnFacts, lineId: string): SoldUnit[] {
  const filed = new Map(
    facts.onFile.flatMap((unit) =>
      unit.lineId === lineId ? [[unit.unit, unit.announced] as const] : [],
    ),
  );
  const left = facts.units.filter(
    (unit) => unit.lineId === lineId && filed.get(unit.unit) !== false,
  );
  return [
    ...left.filter(({ unit }) => filed.has(unit)),
    ...left.filter(({ unit }) => !filed.has(unit)),
  ];
}
