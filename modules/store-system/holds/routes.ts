import type { Routes } from '../../../server/http/routes.ts';
import { extendCartHold, holdCart, listHolds, releaseCartHold } from './contracts.ts';
import { extendCart, holdCarts, releaseCart } from './hold-carts.ts';
import { holdsOn } from './queries.ts';

export function holdRoutes(routes: Routes): void {
  routes.batched(holdCart, holdCarts);
  routes.command(releaseCartHold, releaseCart);
  routes.command(extendCartHold, extendCart);
  routes.query(listHolds, holdsOn);
}
