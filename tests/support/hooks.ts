import { endRun } from './end-of-run.ts';

export { mochaGlobalSetup, mochaGlobalTeardown } from './cluster.ts';

/**
 * Loaded by mocha before any test file: what the run shares is closed when its last test is over. A parallel
 * worker comes here after each of its files; what it shares among them ends with the worker itself.
 */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    if (process.env['MOCHA_WORKER_ID'] === undefined) await endRun();
  },
};
