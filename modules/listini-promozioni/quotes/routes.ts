import type { Routes } from '../../../server/http/routes.ts';
import { quoteBasket } from './contracts.ts';
import { livePrices, pricesOfItems } from './item-price-contracts.ts';
import { explain } from './explain.ts';
import { explainPrice } from './explanation-contracts.ts';
import { itemPrices } from './item-prices.ts';
import type { PricingTools } from './price-basket.ts';
import { quoteFor } from './quote.ts';

export function quoteRoutes(routes: Routes, tools: PricingTools): void {
  routes.query(quoteBasket, quoteFor(tools));
  routes.query(pricesOfItems, itemPrices(tools));
  routes.view(livePrices, itemPrices(tools));
  routes.query(explainPrice, explain(tools));
}
