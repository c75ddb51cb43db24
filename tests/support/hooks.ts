import { endRun } from './end-of-run.ts';

export { mochaGlobalSetup, mochaGlobalTeardown } from './cluster.ts';

/** Loaded by mocha before any test file: what the run shares is closed when its last test is over. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await endRun();
  },
};
