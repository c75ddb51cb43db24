import type { Routes } from '../../../server/http/routes.ts';
import { countEndpoint, recountsEndpoint } from './contracts.ts';
import { closeByCount } from './count.ts';
import { readRecounts } from './queries.ts';

export function recountRoutes(routes: Routes): void {
  routes.view(recountsEndpoint, readRecounts);
  routes.command(countEndpoint, closeByCount);
}
