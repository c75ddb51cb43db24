import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays } from '../../../server/kernel/time.ts';
import type { Place } from '../goods/sql/places.ts';
import { salesBan } from './problems.ts';
import type { SaleKind } from '../promotions/domain/life.ts';
import { banHits, type BanHit } from './domain/sales-ban.ts';
import { selectGoodsFlags } from './sql/history.ts';
import { selectSalesCalendar } from './sql/sales-calendar.ts';

export interface SaleAsked {
  readonly kind: SaleKind;
  /** Wall-clock times; without an end it goes on. */
  readonly from: string;
  readonly to: string | null;
  readonly itemIds: readonly string[];
  readonly places: readonly Place[];
}

/** Between two sales of a region lie fewer days: whatever the day, the sales before or after it are known. */
const SEASON_DAYS = 200;

/** Where the calendar of sales forbids it: only seasonal goods are bound by it. */
export async function salesBanHits(read: Read, sale: SaleAsked): Promise<BanHit[]> {
  const goods = await selectGoodsFlags(read, sale.itemIds);
  if (!goods.some(({ seasonal }) => seasonal)) return [];
  const days = { from: sale.from.slice(0, 10), to: lastDay(sale) };
  const calendar = await selectSalesCalendar(
    read,
    addDays(days.from, -SEASON_DAYS),
    addDays(days.to, SEASON_DAYS),
  );
  return banHits(sale.kind, days, sale.places, calendar);
}

/** Refuses what the calendar forbids, unless somebody answers for it with a reason. */
export async function keepSalesCalendar(
  read: Read,
  sale: SaleAsked,
  override: string | null,
): Promise<void> {
  if (override !== null) return;
  const hits = await salesBanHits(read, sale);
  if (hits.length > 0) throw new Refusal(salesBan, { hits: hits.slice(0, 50), total: hits.length });
}

function lastDay({ from, to }: SaleAsked): string {
  // What has no end is looked at for a season.
  if (to === null) return addDays(from.slice(0, 10), 90);
  return to.endsWith('T00:00') ? addDays(to.slice(0, 10), -1) : to.slice(0, 10);
}
