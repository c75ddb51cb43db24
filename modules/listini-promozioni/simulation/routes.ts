import type { Jobs } from '../../../server/modules/manifest.ts';
import type { Routes } from '../../../server/http/routes.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { pastBaskets, simulateBaskets } from './contracts.ts';
import { latestBaskets } from './past-baskets.ts';
import { cancelReplay, listReplays, readReplay, startReplay } from './replay-contracts.ts';
import { latestReplays, queueReplay, replayProgress, stopReplay } from './replay.ts';
import { simulate } from './simulate.ts';

export function simulationRoutes(routes: Routes, jobs: Jobs, tools: PricingTools): void {
  routes.query(simulateBaskets, simulate(tools));
  routes.query(pastBaskets, latestBaskets);
  routes.query(listReplays, latestReplays);
  routes.query(readReplay, replayProgress(tools));
  routes.command(startReplay, queueReplay(jobs));
  routes.command(cancelReplay, stopReplay);
}
