import type { Knex } from 'knex';
import type { Jobs } from '../../../server/modules/manifest.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { interruptReplay, REPLAY_JOB, runReplay } from './replay.ts';

/** Replays run one at a time: they are long, and tills come first. */
export function simulationJobs(jobs: Jobs, db: Knex, tools: PricingTools): void {
  jobs.define<{ replayId: string }>(
    REPLAY_JOB,
    async ({ replayId }) => {
      try {
        await runReplay(db, tools, replayId);
      } catch (error) {
        await interruptReplay(db, replayId);
        throw error;
      }
    },
    { retries: 1, concurrency: 1 },
  );
}
