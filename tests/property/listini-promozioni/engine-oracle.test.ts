import { expect } from 'chai';
import fc from 'fast-check';
import { engine } from './engine-check.ts';
import { oracle } from './oracle.ts';
import { give } from './oracle-actions.ts';
import { anyScenario } from './scenarios.ts';

describe('the engine and a slow reading of the same rules', () => {
  it('agree to the cent on random promotions over the whole vocabulary', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        expect(engine(scenario)).to.deep.equal(oracle(scenario, give));
      }),
      { numRuns: Number(process.env['ORACLE_RUNS'] ?? 250) },
    );
  }).timeout(60_000);
});
