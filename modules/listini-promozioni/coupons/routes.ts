import type { Keyring } from '../../../server/auth/keyring.ts';
import type { Routes } from '../../../server/http/routes.ts';
import {
  block,
  everySeries,
  giveBackTaken,
  makeCodes,
  shareCode,
  takeForSale,
} from './commands.ts';
import {
  blockCoupons,
  createCodes,
  createSharedCode,
  listCoupons,
  redeemTakes,
  returnTakes,
} from './contracts.ts';

export function couponRoutes(routes: Routes, keyring: Keyring): void {
  routes.query(listCoupons, everySeries);
  routes.command(createSharedCode, shareCode);
  routes.command(createCodes, makeCodes(keyring));
  routes.command(blockCoupons, block);
  routes.command(redeemTakes, takeForSale(keyring));
  routes.command(returnTakes, giveBackTaken);
}
