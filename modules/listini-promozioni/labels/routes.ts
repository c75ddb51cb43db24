import type { Routes } from '../../../server/http/routes.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { confirm, dayLabels, print, roundsOf, sheets } from './change-labels.ts';
import { confirmLabels, labelRounds, labelSheets, printLabels, readLabels } from './contracts.ts';

export function labelRoutes(routes: Routes, tools: PricingTools): void {
  routes.query(readLabels, dayLabels(tools));
  routes.query(labelRounds, roundsOf(tools));
  routes.command(printLabels, print(tools));
  routes.command(confirmLabels, confirm(tools));
  routes.raw(labelSheets, async ({ response, read, input }) => {
    const { pdf, fileName } = await sheets(read, tools, input);
    response.type('application/pdf');
    response.set('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    response.send(pdf);
  });
}
