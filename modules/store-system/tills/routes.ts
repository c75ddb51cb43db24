import type { Routes } from '../../../server/http/routes.ts';
import { listReceipts, readReceipt, recordReceipt, recordReceipts } from './contracts.ts';
import { oneReceipt, pageOfReceipts } from './queries.ts';
import { takeMany, takeOne } from './record-receipts.ts';

export function tillRoutes(routes: Routes): void {
  routes.query(listReceipts, pageOfReceipts);
  routes.query(readReceipt, oneReceipt);
  routes.command(recordReceipt, takeOne);
  routes.command(recordReceipts, takeMany);
}
