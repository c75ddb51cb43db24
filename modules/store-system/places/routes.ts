import type { Routes } from '../../../server/http/routes.ts';
import { placeItem } from './contracts.ts';
import { placeByScan } from './place-items.ts';

export function placeRoutes(routes: Routes): void {
  routes.command(placeItem, placeByScan);
}
