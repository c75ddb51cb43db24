import type { Routes } from '../../../server/http/routes.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { confirm, dayLabels, print, roundsOf } from './change-labels.ts';
import { confirmLabels, labelRounds, printLabels, readLabels } from './contracts.ts';

export function labelRoutes(routes: Routes, tools: PricingTools): void {
  routes.query(readLabels, dayLabels(tools));
  routes.query(labelRounds, roundsOf);
  routes.command(printLabels, print(tools));
  routes.command(confirmLabels, confirm(tools));
}
