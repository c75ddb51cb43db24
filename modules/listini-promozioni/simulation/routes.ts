import type { Jobs } from '../../../server/modules/manifest.ts';
import type { Routes } from '../../../server/http/routes.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { readReplay, simulateBaskets, startReplay } from './contracts.ts';
import { queueReplay, replayProgress } from './replay.ts';
import { simulate } from './simulate.ts';

export function simulationRoutes(routes: Routes, jobs: Jobs, tools: PricingTools): void {
  routes.query(simulateBaskets, simulate(tools));
  routes.query(readReplay, replayProgress(tools));
  routes.command(startReplay, queueReplay(jobs));
}
