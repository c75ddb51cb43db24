import type { Routes } from '../../../server/http/routes.ts';
import {
  checkChangeSet,
  checkOpenPromotion,
  keepSalesCalendarRows,
  readAnnouncements,
  readHistory,
  readSalesCalendar,
} from './contracts.ts';
import {
  checkBeforePublishing,
  checkLowerPrices,
  history,
  proofs,
  salesOfYear,
  writeSales,
} from './queries.ts';

export function priceHistoryRoutes(routes: Routes): void {
  routes.query(readHistory, history);
  routes.query(readAnnouncements, proofs);
  routes.query(readSalesCalendar, salesOfYear);
  routes.query(checkOpenPromotion, checkBeforePublishing);
  routes.query(checkChangeSet, checkLowerPrices);
  routes.command(keepSalesCalendarRows, writeSales);
}
